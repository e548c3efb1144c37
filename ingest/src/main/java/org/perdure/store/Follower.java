package org.perdure.store;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.perdure.message.Message;
import org.perdure.text.Segmentation;
import org.perdure.text.Segmenter;

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

    /** A change and the message it is about. Any thread; several followers share one. */
    final class ChangedMessage {
        private final Change change;
        private final Entry entry;
        private final Message message;
        private final long bytes;
        private @Nullable Segmentation text;

        /**
         * @param change the row of the log
         * @param entry the message as stored now
         * @param message the message, parsed
         * @param bytes how many bytes it has as received
         */
        public ChangedMessage(Change change, Entry entry, Message message, long bytes) {
            this.change = change;
            this.entry = entry;
            this.message = message;
            this.bytes = bytes;
        }

        /** Returns the row of the log. */
        public Change change() {
            return change;
        }

        /** Returns the message as stored now. */
        public Entry entry() {
            return entry;
        }

        /** Returns the message, parsed. */
        public Message message() {
            return message;
        }

        /** Returns how many bytes the message has as received. */
        public long bytes() {
            return bytes;
        }

        @Override
        public String toString() {
            return change + " of " + entry.id().value();
        }

        /** Returns the text of the message, cut once for all who ask. */
        public synchronized Segmentation text() {
            if (text == null) {
                text = Segmenter.segment(message.body().text());
            }
            return text;
        }
    }
}
