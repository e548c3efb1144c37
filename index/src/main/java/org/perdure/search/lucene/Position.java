package org.perdure.search.lucene;

import java.util.Map;

/**
 * How far an index has followed the change log; kept in its commits.
 *
 * @param sequence of the last change applied, 0 if none is
 * @param highestKey of all messages in the index, 0 if there are none
 */
record Position(long sequence, long highestKey) {
    /** Raised when indexes written by older versions can no longer be read or continued. */
    static final String FORMAT = "6";

    static final Position START = new Position(0, 0);

    private static final String FORMAT_LABEL = "perdure.format";
    private static final String SEQUENCE_LABEL = "perdure.sequence";
    private static final String KEY_LABEL = "perdure.key";

    /**
     * Reads a position from the data of a commit.
     *
     * @throws UnusableIndexException if it is of another format
     */
    static Position read(Map<String, String> commit, Object index) throws UnusableIndexException {
        String format = commit.get(FORMAT_LABEL);
        if (!FORMAT.equals(format)) {
            throw new UnusableIndexException(
                    "The search index in "
                            + index
                            + " has format "
                            + (format == null ? "0" : format)
                            + ", this version needs "
                            + FORMAT
                            + ".",
                    null);
        }
        try {
            return new Position(
                    Long.parseLong(commit.getOrDefault(SEQUENCE_LABEL, "")),
                    Long.parseLong(commit.getOrDefault(KEY_LABEL, "")));
        } catch (NumberFormatException e) {
            throw unreadable(index, e);
        }
    }

    /** Returns the data to commit. */
    Map<String, String> toCommit() {
        return Map.of(
                FORMAT_LABEL, FORMAT,
                SEQUENCE_LABEL, Long.toString(sequence),
                KEY_LABEL, Long.toString(highestKey));
    }

    /** Returns the exception for an index that is damaged or of a version that we do not know. */
    static UnusableIndexException unreadable(Object index, Exception cause) {
        return new UnusableIndexException(
                "The search index in " + index + " is damaged or of another version.", cause);
    }
}
