package org.perdure.store;

import java.util.Optional;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;

/** What an operator said of places in threads, in a transaction. */
public interface Rulings {
    /** Returns the last word on a message. */
    Optional<Ruling> last(ListName list, MessageId id);

    /** Keeps a word, as the last one on its message. Its thread is as it was until then. */
    void add(Ruling ruling);
}
