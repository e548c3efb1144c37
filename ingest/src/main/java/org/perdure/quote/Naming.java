package org.perdure.quote;

import java.time.Instant;
import org.perdure.message.Message;

/** Whether a message says by its introductions whom it quotes. */
public final class Naming {
    private Naming() {}

    /**
     * Returns whether an introduction names another message: its author, and no other time than
     * that at which it was sent.
     *
     * @param arrived when the message arrived
     * @param otherArrived when the other did
     */
    public static boolean names(
            Message message, Instant arrived, Message other, Instant otherArrived) {
        Inquiry inquiry = Inquiry.of(message, arrived);
        Digest named = Inquiry.of(other, otherArrived).digest();
        return inquiry.introductions().stream()
                .anyMatch(introduction -> names(introduction, named, inquiry.digest()));
    }

    private static boolean names(Introduction introduction, Digest other, Digest message) {
        return NameMatch.of(introduction, other.author()) != NameMatch.OTHER
                && DateMatch.of(introduction, other, message) != DateMatch.OTHER;
    }
}
