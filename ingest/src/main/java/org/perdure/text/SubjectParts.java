package org.perdure.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A Subject, taken apart: what mail programs, lists and tools for patches put before the title.
 *
 * @param reply whether it begins with {@code Re:} or the like, in any language
 * @param tags what stands in the brackets before the title, in lower case, such as {@code patch v2
 *     3/7}; names of lists are left out
 * @param place the place in a series of patches, if it names one
 * @param title the rest, without {@code (was: ...)}
 * @param was what stands in that, if it is there
 */
public record SubjectParts(
        boolean reply,
        List<String> tags,
        @Nullable Place place,
        String title,
        @Nullable String was) {
    /** Characters that are looked at. */
    public static final int MAX_CHARS = 1_000;

    /** Words of a tag that are looked at. */
    private static final int MAX_WORDS = 40;

    /** Digits of a number in a tag. */
    private static final int MAX_DIGITS = 4;

    private static final Set<String> REPLIES =
            Set.of(
                    "re", "aw", "antw", "antwort", "sv", "vs", "odp", "res", "rif", "ynt", "回复",
                    "答复", "回覆", "返信", "ref");

    private static final Set<String> FORWARDS = Set.of("fw", "fwd", "wg", "tr", "rv", "转发");

    public SubjectParts {
        tags = List.copyOf(tags);
    }

    /**
     * The place of a patch in its series.
     *
     * @param index 0 for the covering letter
     * @param total how many patches there are
     */
    public record Place(int index, int total) {}

    /** Takes a Subject apart. */
    public static SubjectParts of(String subject) {
        Reader reader = Reader.of(subject);
        String rest = reader.rest();
        int bracket = rest.toLowerCase(Locale.ROOT).indexOf("(was");
        return new SubjectParts(
                reader.reply,
                reader.tags,
                place(reader.tags),
                bracket < 0 ? rest : rest.substring(0, bracket),
                bracket < 0 ? null : rest.substring(bracket + 4));
    }

    /** Returns a Subject without what stands before its title. */
    public static String titleOf(String subject) {
        return Reader.of(subject).rest();
    }

    /** Returns which version of a patch it says to be: 1 if it says none. */
    public int version() {
        int version = 1;
        for (String tag : tags) {
            for (String word : words(tag)) {
                if (word.startsWith("v") && isNumber(word, 1, word.length())) {
                    version = Integer.parseInt(word.substring(1));
                }
            }
        }
        return version;
    }

    /** Returns whether it says that this is a patch or the covering letter of some. */
    public boolean isPatch() {
        return !reply && (place != null || tags.stream().anyMatch(tag -> tag.contains("patch")));
    }

    private static @Nullable Place place(List<String> tags) {
        Place place = null;
        for (String tag : tags) {
            for (String word : words(tag)) {
                int slash = word.indexOf('/');
                if (slash > 0
                        && isNumber(word, 0, slash)
                        && isNumber(word, slash + 1, word.length())) {
                    place =
                            new Place(
                                    Integer.parseInt(word.substring(0, slash)),
                                    Integer.parseInt(word.substring(slash + 1)));
                }
            }
        }
        return place;
    }

    private static String[] words(String tag) {
        return tag.replace(',', ' ').split(" ", MAX_WORDS);
    }

    private static boolean isNumber(String word, int from, int to) {
        if (from >= to || to - from > MAX_DIGITS) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (word.charAt(i) < '0' || word.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /** Takes prefixes and tags away from the beginning. */
    private static final class Reader {
        private final String text;
        private int at;
        private boolean reply;
        private final List<String> tags = new ArrayList<>();

        private Reader(String text) {
            this.text = text;
        }

        static Reader of(String subject) {
            Reader reader =
                    new Reader(
                            subject.length() > MAX_CHARS
                                    ? subject.substring(0, MAX_CHARS)
                                    : subject);
            while (reader.takeTag() || reader.takePrefix()) {
                // Each takes some of the text.
            }
            return reader;
        }

        String rest() {
            return text.substring(at);
        }

        private void skipBlanks() {
            while (at < text.length() && (text.charAt(at) <= ' ' || text.charAt(at) == ':')) {
                at++;
            }
        }

        private boolean takeTag() {
            skipBlanks();
            if (at >= text.length() || text.charAt(at) != '[') {
                return false;
            }
            int close = text.indexOf(']', at);
            if (close < 0 || close == text.length() - 1) {
                return false;
            }
            String tag = text.substring(at + 1, close).toLowerCase(Locale.ROOT);
            if (tag.contains("patch") || tag.contains("rfc") || tag.indexOf('/') > 0) {
                tags.add(tag); // Names of lists come and go.
            }
            at = close + 1;
            return true;
        }

        private boolean takePrefix() {
            skipBlanks();
            int end = at;
            while (end < text.length() && Character.isLetter(text.charAt(end))) {
                end++;
            }
            String word = text.substring(at, end).toLowerCase(Locale.ROOT);
            boolean replies = REPLIES.contains(word);
            if (!replies && !FORWARDS.contains(word)) {
                return false;
            }
            while (end < text.length() && "[]()^0123456789 ".indexOf(text.charAt(end)) >= 0) {
                end++;
            }
            if (end >= text.length() || (text.charAt(end) != ':' && text.charAt(end) != '：')) {
                return false;
            }
            at = end + 1;
            reply |= replies;
            return true;
        }
    }
}
