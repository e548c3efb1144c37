package org.perdure.quote;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.perdure.text.SubjectParts;

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
    static final int MAX_CHARS = SubjectParts.MAX_CHARS;

    /** Words that are compared. */
    static final int MAX_WORDS = 40;

    /**
     * The place of a patch in its series.
     *
     * @param version 1 and up
     * @param index 0 for the covering letter
     * @param total how many patches there are
     */
    record Series(int version, int index, int total) {}

    static Subject of(String subject) {
        SubjectParts parts = SubjectParts.of(subject);
        Words words = Words.of(parts.title());
        int base = hash(words);
        int full = parts.tags().isEmpty() ? base : 31 * base + hash(Words.of(tags(parts)));
        String was = parts.was();
        return new Subject(
                parts.reply(),
                base,
                full,
                was == null ? 0 : baseOf(was),
                sorted(words),
                series(parts));
    }

    private static @Nullable Series series(SubjectParts parts) {
        SubjectParts.Place place = parts.place();
        return place == null ? null : new Series(parts.version(), place.index(), place.total());
    }

    private static String tags(SubjectParts parts) {
        List<String> tags = parts.tags();
        return String.join(" ", tags) + " ";
    }

    private static int baseOf(String text) {
        return hash(Words.of(SubjectParts.titleOf(text.replace(')', ' '))));
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
}
