package org.perdure.server;

import org.jspecify.annotations.Nullable;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;

/** An address of an old host, and where it leads. */
sealed interface RedirectRow {
    /** Returns a path of this archive, percent-encoded; absent if what was there was taken down. */
    @Nullable String path();

    /**
     * A path.
     *
     * @param key the path in the one spelling that is looked up: without {@code /archives/html},
     *     numbers without {@code .html}, months and lists with a slash at the end, and a slash
     *     alone for the page of all lists
     */
    record Place(String key, @Nullable String path) implements RedirectRow {}

    /**
     * A message by list and msg-id: as the script of mharc was asked for it, and as its page and
     * what belongs to it have it in their paths.
     */
    record Message(ListName list, MessageId id, @Nullable String path) implements RedirectRow {}
}
