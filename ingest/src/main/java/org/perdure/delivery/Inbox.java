package org.perdure.delivery;

import java.util.concurrent.CompletableFuture;

/** Where mail is handed in while an archive is served. Safe for any number of threads. */
@FunctionalInterface
public interface Inbox {
    /** The longest message that is taken, in bytes: what an import keeps of one, too. */
    int MAX_MESSAGE_BYTES = 64 << 20;

    /**
     * Takes a message. Returns at once; what comes of it follows within seconds, and never fails.
     * When that says {@link Receipt.Filed}, the message is durable; with {@link Receipt.Declined},
     * that it was turned away is.
     */
    CompletableFuture<Receipt> deliver(Delivery delivery);
}
