package org.perdure.store;

import java.io.IOException;
import java.util.List;
import org.perdure.message.Message;

/**
 * Something derived that is kept in step with the change log, such as a search index.
 *
 * <p>Changes come in the order of their sequence numbers, from one thread. What was applied but not
 * committed may be lost in a crash: the follower then reports the older sequence and is given the
 * changes again, so applying one twice must do no harm.
 */
public interface Follower extends AutoCloseable {
    /** Returns the sequence of the last change that is applied and durable, 0 if none is. */
    long committed() throws IOException;

    /** Applies changes; the last of them becomes the new position. */
    void apply(List<ChangedMessage> changes) throws IOException;

    /** Makes everything applied so far durable, with its sequence, in one step. */
    void commit() throws IOException;

    @Override
    void close() throws IOException;

    /**
     * A change and the message it is about.
     *
     * @param change the row of the log
     * @param entry the message as stored now
     * @param message the message, parsed
     * @param bytes how many bytes it has as received
     */
    record ChangedMessage(Change change, Entry entry, Message message, long bytes) {}
}
