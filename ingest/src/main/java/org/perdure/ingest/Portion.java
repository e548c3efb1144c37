package org.perdure.ingest;

import java.util.ArrayList;
import java.util.List;
import org.perdure.store.Follower.ChangedMessage;

/** Changed messages gathered for a follower: few enough to be in memory at once. */
final class Portion {
    static final int MAX_MESSAGES = 200;

    /** Bounds the memory when messages are long. */
    static final long MAX_CHARS = 4 << 20;

    private List<ChangedMessage> messages = new ArrayList<>();
    private long chars;

    void add(ChangedMessage message) {
        messages.add(message);
        chars += message.message().body().text().length();
    }

    boolean isFull() {
        return messages.size() >= MAX_MESSAGES || chars >= MAX_CHARS;
    }

    /** Returns what was gathered, and begins anew. */
    List<ChangedMessage> take() {
        List<ChangedMessage> taken = messages;
        messages = new ArrayList<>();
        chars = 0;
        return taken;
    }
}
