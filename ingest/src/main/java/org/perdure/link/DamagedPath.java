package org.perdure.link;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a path may have been before a text, a program or a hand damaged the link that somebody
 * followed. Only for paths at which there is nothing: a msg-id may look damaged, and be right.
 */
public final class DamagedPath {
    /** An at sign that was encoded once more than it should be, or more often. */
    private static final Pattern AT_TOO_OFTEN = Pattern.compile("%(?:25)++40");

    /** A percent sign that was encoded before what it belongs to. */
    private static final Pattern PERCENT = Pattern.compile("%(?:25)++(?=[0-9A-Fa-f]{2})");

    private static final Pattern DASH = Pattern.compile("%2D", Pattern.CASE_INSENSITIVE);

    private static final Pattern SLASHES = Pattern.compile("/+$");

    private DamagedPath() {}

    /**
     * Returns the paths that may have been meant, the likeliest first, at most two: without marks,
     * tags and blanks behind, with signs that quoted-printable text replaced, with an at sign that
     * is encoded once at most; then without a slash behind, too.
     *
     * @param path as in the request line, percent-encoded, beginning with a slash
     */
    public static List<String> repaired(String path) {
        if (path.length() > LinkText.MAX_LENGTH) {
            return List.of();
        }
        String text = DASH.matcher(LinkText.unquoted(path)).replaceAll("-");
        if (AT_TOO_OFTEN.matcher(text).find()) {
            text = PERCENT.matcher(text).replaceAll("%");
        }
        String clean = text.substring(0, TrailingMarks.start(text));
        Set<String> paths = new LinkedHashSet<>();
        for (String each : List.of(clean, SLASHES.matcher(clean).replaceFirst(""))) {
            if (each.startsWith("/") && !each.equals(path)) {
                paths.add(each);
            }
        }
        return List.copyOf(paths);
    }
}
