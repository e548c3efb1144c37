package org.perdure.archive;

import org.jspecify.annotations.Nullable;
import org.perdure.message.Mailbox;
import org.perdure.patch.Trailer;

/**
 * A trailer that stands in a patch, or that somebody gave in a reply.
 *
 * @param trailer what it says
 * @param standing who gave it
 * @param reply the reply that it is from; absent if it stands in the patch
 */
public record GivenTrailer(Trailer trailer, Standing standing, @Nullable Summary reply) {
    /** Who gave a trailer. */
    public enum Standing {
        /** It stands in the patch: its author, or whom he passed it on from, put it there. */
        CARRIED(true),
        /** Who is named in it sent it, from the address in it. */
        OWN(true),
        /** Who is named in it sent it, from another address. */
        OTHER_ADDRESS(true),
        /** Somebody else sent it. */
        OTHER_PERSON(false),
        /** It says under which condition it is given. */
        CONDITIONAL(false),
        /** It speaks against the patch. */
        AGAINST(false),
        /** It says who wrote or passed on the patch, which is for them to say who apply it. */
        SIGN_OFF(false);

        private final boolean isTaken;

        Standing(boolean isTaken) {
            this.isTaken = isTaken;
        }

        /** Returns whether it is put into the patch for those who apply it. */
        public boolean isTaken() {
            return isTaken;
        }

        /** Returns how a trailer stands that somebody sent. */
        static Standing of(Trailer trailer, @Nullable Mailbox sender) {
            if (trailer.isAgainst()) {
                return AGAINST;
            }
            boolean named = sender != null && trailer.hasNameOf(sender);
            boolean addressed = sender != null && trailer.hasAddressOf(sender);
            if (!named && !addressed) {
                return OTHER_PERSON;
            }
            if (trailer.isSignOff()) {
                return SIGN_OFF;
            }
            if (trailer.isConditional()) {
                return CONDITIONAL;
            }
            return addressed ? OWN : OTHER_ADDRESS;
        }
    }
}
