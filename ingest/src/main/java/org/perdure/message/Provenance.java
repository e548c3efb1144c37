package org.perdure.message;

import java.util.Arrays;
import java.util.Optional;

/** How the bytes of a message came to the archive. Names are stored: stable. */
public enum Provenance {
    /** As they were received. */
    RECEIVED(""),
    /** Built from a page that MHonArc made. */
    MHONARC_PAGE("mhonarc-html"),
    /** Built from a page that Pipermail made. */
    PIPERMAIL_PAGE("pipermail-html"),
    /** Copied from a monthly text file that Pipermail made: addresses masked, attachments lost. */
    PIPERMAIL_TEXT("pipermail-text");

    /** The header field that names the provenance in a message that was built from a page. */
    public static final String FIELD = "X-Legacy-Source";

    private final String word;

    Provenance(String word) {
        this.word = word;
    }

    /** Returns what {@link #FIELD} and JSON call it; empty for what was received. */
    public String word() {
        return word;
    }

    /** Returns the provenance with a word, if there is one. */
    public static Optional<Provenance> find(String word) {
        return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
    }

    /** Returns whether the bytes were built, not copied. */
    public boolean isReconstructed() {
        return this == MHONARC_PAGE || this == PIPERMAIL_PAGE;
    }

    /** Returns whether bytes of this kind are to take the place of others of the same message. */
    public boolean isBetterThan(Provenance other) {
        return rank() < other.rank();
    }

    private int rank() {
        return switch (this) {
            case RECEIVED -> 0;
            case PIPERMAIL_TEXT -> 1;
            case MHONARC_PAGE, PIPERMAIL_PAGE -> 2;
        };
    }
}
