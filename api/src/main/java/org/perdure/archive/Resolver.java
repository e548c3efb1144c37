package org.perdure.archive;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says where an old link leads in this archive. */
@SuppressWarnings("DoNotCallSuggester")
public final class Resolver {
    private final Archive archive;

    public Resolver(Archive archive) {
        this.archive = archive;
    }

    /** Returns where a link leads; every text has an answer. */
    public Answer resolve(String link) {
        throw new UnsupportedOperationException(link + archive.version());
    }

    /** How much is known of where a link leads. Names in lower case are published: stable. */
    public enum Status {
        /** To this one message or page, for sure. */
        EXACT,
        /** To one of several. */
        CANDIDATES,
        /** To a message that was taken down. */
        GONE,
        /** Into this archive, but there is nothing. */
        UNKNOWN,
        /** Elsewhere. */
        FOREIGN
    }

    /**
     * Where a link leads.
     *
     * @param link the link as asked
     * @param key what the link names, as in {@code num xen-devel 2011-03 1142}; absent if it is no
     *     link that is understood
     * @param status how much is known
     * @param path path in this archive, if exact
     * @param messageId msg-id without brackets, if the link names a message
     * @param reason why, in words; empty if exact
     * @param candidates the messages it may lead to, else empty
     */
    public record Answer(
            String link,
            @Nullable String key,
            Status status,
            @Nullable String path,
            @Nullable String messageId,
            String reason,
            List<Summary> candidates) {
        public Answer {
            candidates = List.copyOf(candidates);
        }
    }
}
