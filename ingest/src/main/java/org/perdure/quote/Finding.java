package org.perdure.quote;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.perdure.message.MessageId;

/**
 * Whom a message probably answers.
 *
 * @param which what there was to go by
 * @param parent place in the index, -1 for none
 * @param missing msg-id of the parent, if that is known and it never came
 * @param score probability, 0 to 1; of the likeliest candidate even where none is likelier
 * @param clues what speaks for it
 */
public record Finding(
        Case which, int parent, @Nullable MessageId missing, double score, List<Clue> clues) {
    /** From here on, a link is shown as one. */
    public static final double SURE = .7;

    /** From here on, a link is shown as a probable one; below it is none. */
    public static final double PROBABLE = .35;

    public Finding {
        clues = List.copyOf(clues);
    }

    /** Nothing is known. */
    static Finding nothing(Case which) {
        return new Finding(which, -1, null, 0, List.of());
    }

    /** Returns whether there is a parent, or the id of one that never came, to hang it under. */
    public boolean isLink() {
        return score >= PROBABLE && (parent >= 0 || missing != null);
    }
}
