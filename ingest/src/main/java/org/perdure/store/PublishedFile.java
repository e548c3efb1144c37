package org.perdure.store;

import org.jspecify.annotations.Nullable;

/**
 * A file that stood beside the pages of a month: an attachment under the name that the archive
 * program gave it.
 *
 * @param entry the message it belongs to
 * @param part the part of that message which it is, if one is
 * @param data its bytes, if no part has them; neither is there if the file was named and never came
 */
public record PublishedFile(Entry entry, @Nullable String part, byte @Nullable [] data) {
    /** Returns whether its bytes are here. */
    public boolean isHere() {
        return data != null || part != null;
    }
}
