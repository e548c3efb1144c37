package org.perdure.delivery;

import org.jspecify.annotations.Nullable;
import org.perdure.link.MessageNumber;
import org.perdure.message.MessageId;
import org.perdure.store.LedgerRow.Outcome;

/** What became of a message that was handed in. */
public sealed interface Receipt {
    /**
     * It is in the archive, durably.
     *
     * @param outcome as in the ledger
     * @param id its msg-id
     * @param path of its canonical page; with {@code ?copy=} for a further copy
     * @param number its first number in the published space, if it has one
     */
    record Filed(Outcome outcome, MessageId id, String path, @Nullable MessageNumber number)
            implements Receipt {}

    /**
     * It is not in the archive, by the rules of the list, and will not be; the ledger says so.
     *
     * @param id its msg-id
     * @param reason why, printable ASCII, fit for who handed it in
     */
    record Declined(MessageId id, String reason) implements Receipt {}

    /**
     * It is not in the archive, and may be if it is handed in again later.
     *
     * @param reason why, fit for who handed it in
     */
    record Deferred(String reason) implements Receipt {}
}
