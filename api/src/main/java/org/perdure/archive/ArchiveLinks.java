package org.perdure.archive;

import org.jspecify.annotations.Nullable;
import org.perdure.link.LinkKey;
import org.perdure.link.LinkParser;

/**
 * The URLs of a text and what those among them that lead to mail archives name messages by. Asked
 * from left to right.
 *
 * <p>A URL is what stands around {@code ://} up to a blank, {@code <}, {@code >} or {@code "}.
 */
final class ArchiveLinks {
    private final String text;
    private final LinkParser parser;
    private int start;
    private int end;
    private boolean asked;
    private @Nullable LinkKey key;

    ArchiveLinks(String text, LinkParser parser) {
        this.text = text;
        this.parser = parser;
        moveFrom(0);
    }

    /** Returns whether a place, right of all asked before, lies in a URL. */
    boolean hold(int place) {
        while (start >= 0 && end <= place) {
            moveFrom(end);
        }
        return start >= 0 && start < place;
    }

    /**
     * Returns whether the URL that holds the place asked for last names a message by an address: as
     * its msg-id, or as the list in whose archive it is. One of a URL does so at the most; in
     * others, anything could be hidden behind a msg-id.
     *
     * @param address the address, decoded
     */
    boolean name(String address) {
        if (!asked) {
            key = parser.parse(text.substring(schemeStart(), end)).orElse(null);
            asked = true;
        }
        if (key == null || !holds(key, address)) {
            return false;
        }
        key = null;
        return true;
    }

    private static boolean holds(LinkKey key, String address) {
        return switch (key) {
            case LinkKey.Id id -> id.readings().getLast().value().contains(address);
            case LinkKey.Hashed hash -> hash.parts().contains(address);
            case LinkKey.External external -> external.parts().contains(address);
            // These name no message, or not by an address; a search is for whatever was typed.
            case LinkKey.Numbered number -> false;
            case LinkKey.IdPrefix cut -> false;
            case LinkKey.AttachmentFile file -> false;
            case LinkKey.Month month -> false;
            case LinkKey.MonthMailbox mailbox -> false;
            case LinkKey.ListPage page -> false;
            case LinkKey.Day day -> false;
            case LinkKey.Search search -> false;
            case LinkKey.Marc marc -> false;
            case LinkKey.MarcThread thread -> false;
            case LinkKey.Placed placed -> false;
            case LinkKey.MonthElsewhere month -> false;
            case LinkKey.ListElsewhere list -> false;
            case LinkKey.BySubject subject -> false;
        };
    }

    private void moveFrom(int from) {
        start = text.indexOf("://", from);
        end = Math.max(start, 0);
        while (end < text.length() && !isDelimiter(text.charAt(end))) {
            end++;
        }
        asked = false;
        key = null;
    }

    private int schemeStart() {
        int first = start;
        while (first > 0 && isScheme(text.charAt(first - 1))) {
            first--;
        }
        return first;
    }

    private static boolean isScheme(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    private static boolean isDelimiter(char c) {
        return Character.isWhitespace(c) || c == '<' || c == '>' || c == '"';
    }
}
