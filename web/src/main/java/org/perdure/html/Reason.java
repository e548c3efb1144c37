package org.perdure.html;

import org.jspecify.annotations.Nullable;
import org.perdure.thread.Evidence;

/** Why a message stands where it does in its thread. */
public final class Reason {
    /** From here on an inferred place is more than probable. */
    static final double SURE = 0.7;

    /** Of a message whose header and quotations disagree; what it quotes is named behind this. */
    public static final String CONTRADICTED =
            "Its header names the message above, so it stands here. But what it quotes is from";

    private Reason() {}

    /**
     * Returns what a reader should know of a place; nothing if a header field of the message says
     * what it answers.
     *
     * @param evidence what the place rests on
     * @param score confidence in it, 0 to 1
     */
    public static @Nullable String of(@Nullable Evidence evidence, double score) {
        return switch (evidence) {
            case null -> null;
            case IN_REPLY_TO, REFERENCES -> null;
            case QUOTATION -> inferred("it quotes the message above", score);
            case SERIES -> inferred("it is a patch of the series that begins above", score);
            case SUBJECT -> inferred("it is a reply with the subject of the message above", score);
            case OPERATOR -> "Whoever runs this archive put it here.";
        };
    }

    /** Returns whether a place is no more than probable. */
    public static boolean isUnsure(@Nullable Evidence evidence, double score) {
        return of(evidence, score) != null && evidence != Evidence.OPERATOR && score < SURE;
    }

    private static String inferred(String why, double score) {
        // Of what was inferred nobody is wholly sure.
        long percent = Math.clamp(Math.round(score * 100), 1, 99);
        return "No header field of it names a message that is here. It stands here because %s: %s, %d %%."
                .formatted(why, score < SURE ? "probably right" : "most likely right", percent);
    }
}
