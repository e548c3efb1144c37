package org.perdure.thread;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.perdure.message.Body;
import org.perdure.message.Message;
import org.perdure.message.MessageId;

/**
 * As much of a message as threading sees of it.
 *
 * @param id msg-id
 * @param time arrival, in seconds since the epoch
 * @param inReplyTo msg-ids in In-Reply-To
 * @param references msg-ids in References, oldest first
 */
public record Letter(
        MessageId id, long time, List<MessageId> inReplyTo, List<MessageId> references) {
    /** Returns a letter; both fields are msg-ids with blanks between them. */
    public static Letter of(String id, long time, String inReplyTo, String references) {
        return new Letter(new MessageId(id), time, ids(inReplyTo), ids(references));
    }

    /** Returns the msg-ids in a text, which blanks separate. */
    public static List<MessageId> ids(String text) {
        return Arrays.stream(text.split(" "))
                .filter(word -> !word.isEmpty())
                .map(MessageId::new)
                .toList();
    }

    /** Returns the message. */
    public Message message() {
        return new Message(
                id,
                "",
                List.of(),
                List.of(),
                List.of(),
                null,
                Instant.ofEpochSecond(time),
                inReplyTo,
                references,
                List.of(),
                Body.EMPTY,
                List.of(),
                List.of());
    }
}
