package org.perdure.quote;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A Subject as far as replies are told by it.
 *
 * @param reply whether it begins with {@code Re:} or the like
 * @param base hash of the base subject (RFC 5256, section 2.1), 0 if that is empty
 * @param full hash of the same with the tags of patches, 0 if that is empty
 * @param was hash of the base of {@code (was: ...)}, 0 if there is none
 * @param words hashes of the words of the base subject, sorted
 * @param series the place in a series of patches, if it names one
 */
record Subject(boolean reply, int base, int full, int was, short[] words, @Nullable Series series) {
    /** Characters that are looked at. */
    static final int MAX_CHARS = 1_000;

    /** Words that are compared. */
    static final int MAX_WORDS = 40;

    private static final Set<String> REPLIES =
            Set.of(
                    "re", "aw", "antw", "antwort", "sv", "vs", "odp", "res", "rif", "ynt", "回复",
                    "答复", "回覆", "返信", "ref");

    private static final Set<String> FORWARDS = Set.of("fw", "fwd", "wg", "tr", "rv", "转发");

    /**
     * The place of a patch in its series.
     *
     * @param version 1 and up
     * @param index 0 for the covering letter
     * @param total how many patches there are
     */
    record Series(int version, int index, int total) {}

    static Subject of(String subject) {
        String text = subject.length() > MAX_CHARS ? subject.substring(0, MAX_CHARS) : subject;
        return new Reader(text).read();
    }

    /** Takes prefixes and tags away from the beginning. */
    private static final class Reader {
        private final String text;
        private int at;
        private boolean reply;
        private final StringBuilder tags = new StringBuilder();
        private int version = 1;
        private int index = -1;
        private int total;

        Reader(String text) {
            this.text = text;
        }

        Subject read() {
            while (takeTag() || takePrefix()) {
                // Each takes some of the text.
            }
            String rest = text.substring(at);
            int was = 0;
            int bracket = rest.toLowerCase(Locale.ROOT).indexOf("(was");
            if (bracket >= 0) {
                was = baseOf(rest.substring(bracket + 4));
                rest = rest.substring(0, bracket);
            }
            Words words = Words.of(rest);
            int base = hash(words);
            int full = tags.isEmpty() ? base : 31 * base + hash(Words.of(tags));
            Series series = index >= 0 ? new Series(version, index, total) : null;
            return new Subject(reply, base, full, was, sorted(words), series);
        }

        private static int baseOf(String text) {
            Reader reader = new Reader(text.replace(')', ' '));
            while (reader.takeTag() || reader.takePrefix()) {
                // Each takes some of the text.
            }
            return hash(Words.of(reader.text.substring(reader.at)));
        }

        private static int hash(Words words) {
            return words.size() == 0 ? 0 : Arrays.hashCode(words.hashes());
        }

        private static short[] sorted(Words words) {
            short[] sorted = new short[Math.min(MAX_WORDS, words.size())];
            for (int i = 0; i < sorted.length; i++) {
                sorted[i] = (short) words.hash(i);
            }
            Arrays.sort(sorted);
            return sorted;
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
            readTag(text.substring(at + 1, close).toLowerCase(Locale.ROOT));
            at = close + 1;
            return true;
        }

        /** Keeps the tag of a patch; names of lists come and go. */
        private void readTag(String tag) {
            boolean patch = tag.contains("patch") || tag.contains("rfc") || tag.indexOf('/') > 0;
            if (!patch) {
                return;
            }
            tags.append(tag).append(' ');
            for (String word : tag.replace(',', ' ').split(" ", MAX_WORDS)) {
                readTagWord(word);
            }
        }

        private void readTagWord(String word) {
            int slash = word.indexOf('/');
            if (slash > 0 && isNumber(word, 0, slash) && isNumber(word, slash + 1, word.length())) {
                index = Integer.parseInt(word.substring(0, slash));
                total = Integer.parseInt(word.substring(slash + 1));
            } else if (word.startsWith("v") && isNumber(word, 1, word.length())) {
                version = Integer.parseInt(word.substring(1));
            }
        }

        private static boolean isNumber(String word, int from, int to) {
            if (from >= to || to - from > 4) {
                return false;
            }
            for (int i = from; i < to; i++) {
                if (word.charAt(i) < '0' || word.charAt(i) > '9') {
                    return false;
                }
            }
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
