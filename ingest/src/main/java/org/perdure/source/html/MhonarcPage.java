package org.perdure.source.html;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.perdure.link.MhonarcComment;
import org.perdure.link.Trees;
import org.perdure.message.HeaderField;
import org.perdure.message.MessageId;

/**
 * A message page as MHonArc 2 writes it: comments that hold the header as it was, a list of fields
 * for readers, and the body as HTML between marks.
 *
 * <p>What stands in a comment is escaped by numeric entities once, so that neither its end nor
 * another comment can be in it; everything before {@code X-Head-End} is therefore MHonArc's own.
 * What comes after holds what senders wrote, and no comment there is believed.
 *
 * @param id the msg-id, absent where pages are written without comments
 * @param subject the field body as sent, RFC 2047 words and all
 * @param from the field body as sent
 * @param date what orders the message: the time of its first Received field, else its Date
 * @param references the msg-ids it refers to, the parent last
 * @param derived names of the files that hold its attachments, beside the page
 * @param fields what the page shows of the header, mail addresses masked
 * @param body the body as HTML
 */
public record MhonarcPage(
        @Nullable MessageId id,
        String subject,
        String from,
        String date,
        List<MessageId> references,
        List<String> derived,
        List<HeaderField> fields,
        String body) {
    /** Comments that are read; a References field of real mail names a few dozen. */
    static final int MAX_COMMENTS = 4_000;

    private static final String HEAD_END = "<!--X-Head-End-->";
    private static final String LIST_BEGIN = "<!--X-Head-of-Message-->";
    private static final String LIST_END = "<!--X-Head-of-Message-End-->";
    private static final String BODY_BEGIN = "<!--X-Body-of-Message-->";
    private static final String BODY_END = "<!--X-Body-of-Message-End-->";

    public MhonarcPage {
        references = List.copyOf(references);
        derived = List.copyOf(derived);
        fields = List.copyOf(fields);
    }

    /** Returns the page, if these bytes are a message page of MHonArc. */
    public static Optional<MhonarcPage> find(byte[] bytes) {
        String page = Markup.decode(bytes);
        int headEnd = page.indexOf(HEAD_END);
        int bodyBegin = page.indexOf(BODY_BEGIN, Math.max(0, headEnd));
        if (headEnd < 0 && bodyBegin < 0) {
            return Optional.empty();
        }
        Head head = Head.read(headEnd < 0 ? "" : page.substring(0, headEnd));
        if (head.id == null && bodyBegin < 0) {
            return Optional.empty();
        }
        return Optional.of(
                new MhonarcPage(
                        head.id,
                        head.subject,
                        head.from,
                        head.date,
                        head.references,
                        head.derived,
                        bodyBegin < 0 ? List.of() : fields(page, bodyBegin),
                        bodyBegin < 0 ? "" : body(page, bodyBegin)));
    }

    /**
     * Returns the msg-id in the comments of a page of which only the beginning is there, if it is
     * there.
     */
    public static Optional<MessageId> findId(byte[] beginning) {
        String page = new String(beginning, StandardCharsets.ISO_8859_1);
        int end = page.indexOf(HEAD_END);
        boolean ascii = page.chars().allMatch(c -> c < 0x80);
        return end < 0
                ? Optional.empty()
                : Optional.ofNullable(
                        Head.read((ascii ? page : Markup.decode(beginning)).split(HEAD_END, 2)[0])
                                .id);
    }

    /**
     * Returns what a page shows as the address at which its archiver got the message, in a page of
     * which only the beginning is there; empty if it shows none.
     */
    public static String archiver(byte[] beginning) {
        String page = new String(beginning, StandardCharsets.ISO_8859_1);
        return fields(page, page.length()).stream()
                .filter(field -> field.is(Trees.ENVELOPE))
                .map(HeaderField::body)
                .findFirst()
                .orElse("");
    }

    /** The body ends at the last mark: a sender's HTML may hold others, MHonArc's is behind it. */
    private static String body(String page, int bodyBegin) {
        int begin = bodyBegin + BODY_BEGIN.length();
        int end = page.lastIndexOf(BODY_END);
        return page.substring(begin, end < begin ? page.length() : end);
    }

    private static List<HeaderField> fields(String page, int bodyBegin) {
        int begin = page.indexOf(LIST_BEGIN);
        int end = begin < 0 ? -1 : page.indexOf(LIST_END, begin);
        if (begin < 0 || end < 0 || end > bodyBegin) {
            return List.of();
        }
        String list = page.substring(begin + LIST_BEGIN.length(), end);
        List<HeaderField> fields = new ArrayList<>();
        int item = Markup.indexOf(list, "<li>", 0);
        while (item >= 0 && fields.size() < MAX_COMMENTS) {
            int next = Markup.indexOf(list, "<li>", item + 1);
            String text =
                    Markup.text(list.substring(item, next < 0 ? list.length() : next)).strip();
            int colon = text.indexOf(':');
            if (colon > 0) {
                fields.add(
                        new HeaderField(
                                text.substring(0, colon).strip(),
                                text.substring(colon + 1).strip()));
            }
            item = next;
        }
        return fields;
    }

    /** Returns the first field of a name that the page shows, or an empty text. */
    public String shown(String name) {
        return fields.stream()
                .filter(field -> field.is(name))
                .map(HeaderField::body)
                .findFirst()
                .orElse("");
    }

    /** The comments, as they are read. */
    private static final class Head {
        private static final String BEGIN = "<!--X-";
        private static final String END = " -->";

        @Nullable MessageId id;
        String subject = "";
        String from = "";
        String date = "";
        final List<MessageId> references = new ArrayList<>();
        final List<String> derived = new ArrayList<>();

        static Head read(String text) {
            Head head = new Head();
            int at = text.indexOf(BEGIN);
            for (int count = 0; at >= 0 && count < MAX_COMMENTS; count++) {
                int colon = text.indexOf(": ", at);
                int end = text.indexOf(END, at);
                if (colon < 0 || end < 0) {
                    break;
                }
                if (colon < end) {
                    head.take(
                            text.substring(at + BEGIN.length(), colon),
                            numericEntities(text.substring(Math.min(colon + 2, end), end)));
                }
                at = text.indexOf(BEGIN, end);
            }
            return head;
        }

        private void take(String name, String value) {
            switch (name) {
                case "Subject" -> subject = value;
                case "From-R13" -> from = MhonarcComment.rotated(value);
                case "From" -> from = value;
                case "Date" -> date = value;
                case "Message-Id" -> id = value.isBlank() ? null : new MessageId(value.strip());
                case "Reference", "Reference-Id" -> {
                    if (!value.isBlank()) {
                        references.add(new MessageId(value.strip()));
                    }
                }
                case "Derived" -> {
                    if (!value.isBlank()) {
                        derived.add(value.strip());
                    }
                }
                default -> {}
            }
        }
    }

    /** Undoes numeric entities, once; all other text stays, also what looks like a named one. */
    static String numericEntities(String text) {
        if (!text.contains("&#")) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        int i = 0;
        while (i < text.length()) {
            int end = text.startsWith("&#", i) ? text.indexOf(';', i) : -1;
            int code = end > 0 && end - i <= 9 ? code(text.substring(i + 2, end)) : -1;
            if (code > 0) {
                out.appendCodePoint(code);
                i = end + 1;
            } else {
                out.append(text.charAt(i++));
            }
        }
        return out.toString();
    }

    private static int code(String digits) {
        boolean hex = digits.startsWith("x") || digits.startsWith("X");
        try {
            int code = Integer.parseInt(hex ? digits.substring(1) : digits, hex ? 16 : 10);
            return Character.isValidCodePoint(code) ? code : -1;
        } catch (NumberFormatException expected) {
            return -1; // Not an entity.
        }
    }
}
