package org.perdure.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.perdure.archive.MailLink;
import org.perdure.archive.MessageView;
import org.perdure.link.TextLinks;
import org.perdure.link.TextLinks.Found;

/**
 * A piece of a text.
 *
 * @param text plain text, not escaped
 * @param href where it leads, if it is an address ({@code http}, {@code https}, {@code ftp}):
 *     there, or to the page of this service that stands for it, as a path
 * @param mark how it is set off from the text around it: a class of the style sheet, if it is
 * @param second the other address: of a path, what stood in the text; of an address, the path where
 *     this service says what it may have meant
 * @param anchor the place on the page that begins here, if one does
 */
public record Run(
        String text,
        @Nullable String href,
        @Nullable String mark,
        @Nullable String second,
        @Nullable String anchor) {
    Run(String text, @Nullable String href, @Nullable String mark, @Nullable String second) {
        this(text, href, mark, second, null);
    }

    /** Returns the same as the beginning of a place. */
    Run at(String place) {
        return new Run(text, href, mark, second, place);
    }

    /** The shortest domain has four characters, such as {@code a.bc}. */
    private static final Pattern MASKED =
            Pattern.compile("(?:@|%(?:25){0,3}40)(?:x{4,}(?![\\w.-])|\\[x+\\])");

    static Run plain(String text) {
        return new Run(text, null, null, null);
    }

    static Run marked(String text, String mark) {
        return new Run(text, null, mark, null);
    }

    /** Cuts a text at its addresses; the texts of the pieces joined are the text. */
    static List<Run> linked(String text) {
        return linked(text, Map.of());
    }

    /**
     * Cuts a text at its addresses.
     *
     * @param links where addresses lead in this archive, as {@link MessageView#links} has it
     */
    static List<Run> linked(String text, Map<String, MailLink> links) {
        List<Run> runs = new ArrayList<>();
        int done = 0;
        for (Found found : TextLinks.find(text)) {
            if (found.start() < done) {
                continue; // In the second line of the one before.
            }
            if (found.start() > done) {
                runs.add(plain(text.substring(done, found.start())));
            }
            MailLink broken = found.rest() == null ? null : links.get(found.broken());
            done = broken == null ? found.end() : found.restEnd();
            String address = found.address();
            runs.add(
                    broken == null
                            ? toward(address, address, links.get(address))
                            : toward(text.substring(found.start(), done), joined(found), broken));
        }
        if (done < text.length()) {
            runs.add(plain(text.substring(done)));
        }
        return runs;
    }

    private static String joined(Found found) {
        String first = found.address();
        int end = first.length() - (first.endsWith("=") ? 1 : 0);
        return first.substring(0, end) + found.rest();
    }

    /**
     * Makes a link of a text.
     *
     * @param address what stood there
     * @param link where it leads in this archive, if it does
     */
    static Run toward(String text, String address, @Nullable MailLink link) {
        String whole = isMasked(address) ? null : address;
        return switch (link) {
            case null -> new Run(text, whole, null, null);
            case MailLink.Exact exact -> new Run(text, exact.path(), null, whole);
            case MailLink.Unsure unsure when whole == null ->
                    new Run(text, unsure.path(), null, null);
            case MailLink.Unsure unsure -> new Run(text, whole, null, unsure.path());
        };
    }

    /** Returns whether a part of an address is masked, here or by who sent it: it leads nowhere. */
    private static boolean isMasked(String address) {
        return MASKED.matcher(address).find();
    }

    /** Returns whether the link leads to a page of this service. */
    public boolean isOwn() {
        return href != null && href.startsWith("/");
    }
}
