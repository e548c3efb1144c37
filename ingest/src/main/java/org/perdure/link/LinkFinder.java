package org.perdure.link;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the links to mail archives in a text of any kind: prose, mail, markup, source code.
 *
 * <p>The text is one character a byte (ISO-8859-1), for nobody knows the encoding of an arbitrary
 * file; what a link is made of is ASCII in all that are met with. Whether something is a link, and
 * to what, is for {@link LinkParser} to say: this class tells where it begins and ends. Time is
 * proportional to the length of the text. Immutable.
 */
public final class LinkFinder {
    /** How many links are looked for within a text that looks like one and is none. */
    static final int MAX_NESTED = 4;

    /**
     * Schemes, and host names before a slash. Repetition is bounded and possessive: a text chosen
     * to make this slow cannot.
     */
    private static final Pattern BEGINNING =
            Pattern.compile(
                    "(?<scheme>https?:\\\\?/\\\\?/|(?<![\\w.@/:%-])(?:mid|s?news|nntps?):(?=\\S))"
                            + "|(?:(?<![\\w.@/:%\\\\-])|(?<=[\"'(=\\s]//)|(?<=^//))"
                            + "(?:[a-z0-9-]{1,63}+\\.){1,8}+[a-z]{2,18}(?::\\d{1,5})?\\\\?/",
                    Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

    /** What may stand at the beginning of a line that goes on with a link: quotes and comments. */
    private static final Pattern CONTINUATION =
            Pattern.compile(
                    "\\r?\\n[ \\t]{0,80}(?:(?:>[ \\t]?){1,9}|#+|//+[ \\t]|\\*|;+|%+)?[ \\t]*");

    private final LinkParser parser;

    /**
     * @param parser says what is a link
     */
    public LinkFinder(LinkParser parser) {
        this.parser = parser;
    }

    /** Returns the links of a text in their order; none overlaps another. */
    public List<FoundLink> find(String text) {
        List<FoundLink> links = new ArrayList<>();
        Matcher beginning = BEGINNING.matcher(text);
        int from = 0;
        int scanned = 0;
        int nested = 0;
        while (from < text.length() && beginning.find(from)) {
            int start = beginning.start();
            nested = start < scanned ? nested + 1 : 0;
            if (nested > MAX_NESTED) {
                from = scanned;
                continue;
            }
            LinkScan scan = LinkScan.of(text, start, beginning.end());
            Optional<FoundLink> link = link(text, scan, beginning.group("scheme") != null);
            link.ifPresent(links::add);
            scanned = Math.max(scanned, scan.end());
            from = link.map(FoundLink::end).orElse(beginning.end());
        }
        return List.copyOf(links);
    }

    private Optional<FoundLink> link(String text, LinkScan scan, boolean hasScheme) {
        FoundLink wrapped = wrapped(text, scan, hasScheme);
        FoundLink plain = scan.link(hasScheme);
        if (parser.parse(plain.text()).isPresent()) {
            return Optional.of(plain.with(wrapped));
        }
        return Optional.ofNullable(wrapped);
    }

    /** Returns whether a line has a link of its own: then it does not go on with that before it. */
    private boolean beginsLink(String text, int start) {
        Matcher beginning =
                BEGINNING.matcher(text).region(start, text.length()).useTransparentBounds(true);
        if (!beginning.lookingAt()) {
            return false;
        }
        // The rest of a broken msg-id may look like a host, and is no link.
        return beginning.group("scheme") != null
                || parser.parse(LinkScan.of(text, start, beginning.end()).link(false).text())
                        .isPresent();
    }

    private @Nullable FoundLink wrapped(String text, LinkScan scan, boolean hasScheme) {
        Matcher next = CONTINUATION.matcher(text).region(scan.end(), text.length());
        if (!next.lookingAt() || beginsLink(text, next.end())) {
            return null;
        }
        FoundLink longer = scan.continuedAt(next.end()).link(hasScheme);
        return longer.end() > next.end() && parser.parse(longer.text()).isPresent() ? longer : null;
    }
}
