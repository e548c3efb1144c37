package org.perdure.store;

import java.time.Instant;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;

/**
 * A message that is shown no more, with all further copies of its msg-id, those included that may
 * come later. Its bytes and its numbers are kept.
 *
 * @param list in which list
 * @param id its msg-id; there may be no message of it
 * @param since when it was taken down, in whole seconds
 * @param reason why, for the operator's eyes; may be empty
 * @param who took it down
 */
public record TakeDown(ListName list, MessageId id, Instant since, String reason, Who who) {
    /** Who can take down a message. Names are stored: stable. */
    public enum Who {
        /** The source it came from. */
        SOURCE,
        /** The operator of this archive. */
        OPERATOR,
        /** Its author, who asked in its header for no archive. */
        AUTHOR
    }

    /** Returns the same of another msg-id. */
    public TakeDown withId(MessageId other) {
        return new TakeDown(list, other, since, reason, who);
    }
}
