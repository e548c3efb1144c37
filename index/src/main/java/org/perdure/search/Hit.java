package org.perdure.search;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;

/**
 * A message that matches.
 *
 * @param list its list
 * @param id its msg-id
 * @param copy 0, or which further copy: {@code Entry.copy()}
 * @param key {@code Entry.key()}
 * @param highlights the best passages, best first; empty if the match is not in the text
 * @param explanation why it stands where it stands, if asked and if the order is that of relevance
 * @param further how many other messages of its thread match, where it stands for them; else 0
 */
public record Hit(
        ListName list,
        MessageId id,
        int copy,
        long key,
        List<Highlight> highlights,
        @Nullable Explanation explanation,
        long further) {
    public Hit {
        highlights = List.copyOf(highlights);
    }

    /** A hit that stands for itself. */
    public Hit(ListName list, MessageId id, int copy, long key, List<Highlight> highlights) {
        this(list, id, copy, key, highlights, null, 0);
    }

    /** A passage of plain text, cut into pieces that match and pieces that do not. */
    public record Highlight(List<Piece> pieces) {
        public Highlight {
            pieces = List.copyOf(pieces);
        }
    }

    /**
     * A piece of a passage.
     *
     * @param text plain text, not escaped
     * @param match whether it matches the query
     */
    public record Piece(String text, boolean match) {}
}
