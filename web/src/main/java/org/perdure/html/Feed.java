package org.perdure.html;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What came last to a list or a thread, or matches a query, for programs that look again and again.
 *
 * @param title what it is called
 * @param home path of the page that shows the same to people
 * @param path its own path
 * @param items the messages, the newest first
 */
record Feed(String title, String home, String path, List<Item> items) {
    /** How many messages a feed has at the most. */
    static final int MAX_ITEMS = 50;

    /**
     * How much of the text of a message stands in a feed, in characters; the rest is on its page.
     */
    static final int MAX_TEXT = 10_000;

    Feed {
        items = List.copyOf(items);
    }

    /** Returns its name as a URI. */
    String id() {
        return id(path);
    }

    /** Returns a name for what is at a path that stays the same wherever the archive is served. */
    static String id(String path) {
        return "urn:uuid:" + UUID.nameUUIDFromBytes(path.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns when the newest message arrived. */
    Instant updated() {
        return items.isEmpty() ? Instant.EPOCH : items.getFirst().arrived();
    }

    /**
     * A message.
     *
     * @param id a name for it as a URI, the same in all feeds
     * @param path of its page
     * @param title its subject
     * @param author what to call its author
     * @param arrived when it arrived
     * @param text its text, possibly cut
     */
    record Item(
            String id, String path, String title, String author, Instant arrived, String text) {}

    /** The forms of a feed. {@code x=A} is public-inbox's. */
    enum Format {
        /** Atom (RFC 4287). */
        ATOM("atom", "A", "application/atom+xml; charset=utf-8"),
        /** JSON Feed 1.1. */
        JSON("json", "J", "application/feed+json; charset=utf-8");

        private final String extension;
        private final String letter;
        private final String mediaType;

        Format(String extension, String letter, String mediaType) {
            this.extension = extension;
            this.letter = letter;
            this.mediaType = mediaType;
        }

        /** Returns the end of its paths. */
        String extension() {
            return extension;
        }

        /** Returns the value of {@code x} in the query of a search that asks for it. */
        String letter() {
            return letter;
        }

        String mediaType() {
            return mediaType;
        }
    }
}
