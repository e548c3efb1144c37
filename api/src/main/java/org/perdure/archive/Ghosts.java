package org.perdure.archive;

import java.util.List;
import java.util.Optional;
import org.perdure.message.MessageId;

/**
 * The messages of a thread that others name and that never came.
 *
 * @param all in the order of the thread
 * @param etag changes when anything here does; without quotes
 */
public record Ghosts(List<Ghost> all, String etag) {
    /** Of a thread that is whole. */
    public static final Ghosts NONE = of(List.of());

    public Ghosts {
        all = List.copyOf(all);
    }

    /** Returns some, in the order of the thread. */
    public static Ghosts of(List<Ghost> all) {
        return new Ghosts(all, new Fingerprint().addAll(all).etag());
    }

    /** Returns those that stand above a message. */
    public List<Ghost> above(MessageId message) {
        return all.stream().filter(ghost -> ghost.before().equals(message)).toList();
    }

    /** Returns the one with a msg-id. */
    public Optional<Ghost> find(MessageId id) {
        return all.stream().filter(ghost -> ghost.id().equals(id)).findFirst();
    }
}
