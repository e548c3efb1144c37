package org.perdure.delivery;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.perdure.message.MessageId;
import org.perdure.store.LedgerRow.Outcome;

/** Keeps what it is given, and says what it is told to say. */
public final class RecordingInbox implements Inbox {
    /** What came, in order. */
    public final List<Delivery> deliveries = new CopyOnWriteArrayList<>();

    /** What is said to the next ones. */
    public volatile Receipt receipt = filed(Outcome.STORED);

    /** Returns the receipt of a message that is in the archive. */
    public static Receipt.Filed filed(Outcome outcome) {
        return new Receipt.Filed(outcome, new MessageId("1@ada"), "/fern/1@ada/", null);
    }

    @Override
    public CompletableFuture<Receipt> deliver(Delivery delivery) {
        deliveries.add(delivery);
        return CompletableFuture.completedFuture(receipt);
    }

    /** Returns what came, as text; every character is a byte. */
    public List<String> texts() {
        return deliveries.stream()
                .map(each -> new String(each.raw().bytes(), StandardCharsets.ISO_8859_1))
                .toList();
    }
}
