package org.perdure.html;

import java.time.LocalDate;
import java.util.Locale;
import org.perdure.archive.Summary;

/**
 * How a message is cited.
 *
 * @param summary the message
 * @param address of its page, with scheme and host; empty if the archive has no address of its own
 */
public record HowToCite(Summary summary, String address) {
    /** What TeX takes for something else, and how it is written. */
    private static final String RESERVED = "{}$&#%_";

    /** How much of the hash of the msg-id tells entries apart. */
    private static final int KEY_DIGITS = 8;

    /** Returns a line for a list of references. */
    public String plain() {
        return author()
                + ": “"
                + MessagePage.subject(summary)
                + "”. Message to the mailing list "
                + summary.list()
                + ", "
                + Dates.shortDay(summary.arrived())
                + ". Message-ID: <"
                + summary.id().value()
                + ">."
                + (address.isEmpty() ? "" : " " + address);
    }

    /** Returns an entry for BibTeX. */
    public String bibtex() {
        LocalDate day = Dates.dayOf(summary.arrived());
        StringBuilder entry = new StringBuilder("@misc{" + key(day) + ",\n");
        field(entry, "author", "{" + tex(author()) + "}");
        field(entry, "title", "{" + tex(MessagePage.subject(summary)) + "}");
        field(entry, "howpublished", "Message to the mailing list " + tex(summary.list().value()));
        field(entry, "year", String.valueOf(day.getYear()));
        field(entry, "month", String.valueOf(day.getMonthValue()));
        field(entry, "note", "Message-ID: " + tex("<" + summary.id().value() + ">"));
        if (!address.isEmpty()) {
            field(entry, "url", address);
        }
        return entry.append("}\n").toString();
    }

    private static void field(StringBuilder entry, String name, String value) {
        entry.append("  ").append(name).append(" = {").append(value).append("},\n");
    }

    private String author() {
        return summary.author().isBlank() ? "Unknown" : summary.author();
    }

    /** Returns the last word of the author, the year, and digits that no other message has. */
    private String key(LocalDate day) {
        String author = author();
        String name =
                author.substring(author.lastIndexOf(' ') + 1)
                        .replaceAll("[^A-Za-z]", "")
                        .toLowerCase(Locale.ROOT);
        String digits = ThreadPage.anchor(summary.id()).substring(1, 1 + KEY_DIGITS);
        return (name.isEmpty() ? "message" : name) + day.getYear() + "-" + digits;
    }

    private static String tex(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (char c : text.replaceAll("\\p{Cntrl}+", " ").toCharArray()) {
            switch (c) {
                case '\\' -> out.append("\\textbackslash{}");
                case '^' -> out.append("\\textasciicircum{}");
                case '~' -> out.append("\\textasciitilde{}");
                default -> out.append(RESERVED.indexOf(c) < 0 ? "" : "\\").append(c);
            }
        }
        return out.toString();
    }
}
