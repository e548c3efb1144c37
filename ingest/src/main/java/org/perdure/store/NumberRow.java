package org.perdure.store;

import org.perdure.link.MessageNumber;
import org.perdure.message.MessageId;

/**
 * An assigned number of the published space.
 *
 * @param number the number
 * @param id msg-id of the message at it
 * @param origin where it comes from
 * @param confidence how sure it is, 0 to 1
 */
public record NumberRow(MessageNumber number, MessageId id, Origin origin, double confidence) {
    /**
     * How sure a number must be that a link to an old archive leads to its message by itself: the
     * order in which others got the mail is not enough.
     */
    public static final double LIKELY = 0.6;

    /** The same where no other archive is known that could have had another message there. */
    static final double LIKELY_OURS = 0.3;

    /**
     * Returns whether a link to a number may lead to its message by itself; else it is a guess.
     *
     * @param confidence how sure the number is
     * @param elsewhere whether the link may be to an old archive of the list
     */
    public static boolean isLikely(double confidence, boolean elsewhere) {
        return confidence >= (elsewhere ? LIKELY : LIKELY_OURS);
    }

    /**
     * Where a number can come from, nearest to its source last. Names are stored and exported:
     * stable.
     */
    public enum Origin {
        /**
         * MHonArc's rule applied to the order of a mailbox that the archiver itself filled, as the
         * operator says.
         */
        MBOX_ORDER(0.9),
        /** The same rule applied to mail that others got, in the order in which it came. */
        ARRIVAL_ORDER(0.5),
        /** After all that was seen of the folder, for what has no place among that. */
        APPENDED(0.1),
        /**
         * Another archive had the message at the number, by one of these rules: as sure as it was
         * there, at most so.
         */
        CARRIED_OVER(0.9),
        /** Somebody who followed a link says which message was at it. */
        KNOWN_PAIR(0.97),
        /**
         * A page of MHonArc at that address in one of several trees: of which, nothing tells. Other
         * messages may be there in the others.
         */
        PAGE_OF_SOME_TREE(0.5),
        /** A page of MHonArc at that address. */
        MHONARC_PAGE(1),
        /** MHonArc's own database of the folder. */
        MHONARC_DB(1),
        /** A page of Pipermail at that address. */
        PIPERMAIL_PAGE(1);

        private final double confidence;

        Origin(double confidence) {
            this.confidence = confidence;
        }

        /** Returns how sure a number of this origin is, 0 to 1. */
        public double confidence() {
            return confidence;
        }

        /** Returns whether it was seen at its source: such a number never moves. */
        public boolean isExact() {
            return confidence == 1;
        }

        /** Returns whether it was computed by rule, and nobody says that he saw it. */
        public boolean isPredicted() {
            return isOfThisMail() || this == CARRIED_OVER;
        }

        /** Returns whether a rule gives it, applied to the mail that is here. */
        public boolean isOfThisMail() {
            return this == MBOX_ORDER || this == ARRIVAL_ORDER || this == APPENDED;
        }
    }
}
