package org.perdure.query;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The fields a reader can name in a query: the one table from which the parser, the printer and the
 * help are made. The short names are those of public-inbox.
 */
public enum Field {
    /** The Subject. */
    SUBJECT(List.of("s", "subject"), "words of the subject", "s:blktap"),
    /** Everything in the text: written and quoted. */
    BODY(List.of("b", "body"), "words of the text, quoted or not", "b:\"page fault\""),
    /** What the author wrote. */
    OWN_TEXT(List.of("nq"), "words the author wrote, quotes left out", "nq:regression"),
    /** What the author quoted. */
    QUOTED_TEXT(List.of("q"), "words the author quoted", "q:regression"),
    /** From: names and addresses. */
    FROM(List.of("f", "from"), "name or address of the author", "f:ada"),
    /** To. */
    TO(List.of("t", "to"), "name or address in To", "t:ada@example.org"),
    /** Cc. */
    CC(List.of("c", "cc"), "name or address in Cc", "c:ada"),
    /** To and Cc. */
    RECIPIENTS(List.of("tc"), "name or address in To or Cc", "tc:ada"),
    /** To, Cc and From. */
    PEOPLE(List.of("a"), "name or address in To, Cc or From", "a:example.org"),
    /** The msg-id, whole. */
    MESSAGE_ID(List.of("m", "mid", "id"), "the Message-ID, or its beginning", "m:2011@example.org"),
    /** Names of attachments. */
    ATTACHMENT(List.of("n", "attachment"), "name of an attachment", "n:config.txt"),
    /** The list. */
    LIST(List.of("l", "list"), "name of the list", "l:xen-devel"),
    /** The time in the Date field. */
    SENT(List.of("d", "date"), "a day, month, year or span in which it was sent", "d:2011-03.."),
    /** The time of arrival. */
    ARRIVED(List.of("rt"), "a day, month, year or span in which it arrived", "rt:2011-03-05"),
    /** What a message has: {@code attachment}, {@code patch}. */
    HAS(List.of("has"), "what it has: attachment or patch", "has:patch");

    private static final Map<String, Field> BY_NAME = byName();

    @SuppressWarnings("ImmutableEnumChecker") // Always a List.of.
    private final List<String> names;

    private final String description;
    private final String example;

    Field(List<String> names, String description, String example) {
        this.names = names;
        this.description = description;
        this.example = example;
    }

    /** Returns the names that may stand before the colon, the one used in print first. */
    public List<String> names() {
        return names;
    }

    /** Returns what the field holds, for readers; no full stop. */
    public String description() {
        return description;
    }

    /** Returns a query that uses the field. */
    public String example() {
        return example;
    }

    /** Returns whether its values are spans of time. */
    public boolean isTime() {
        return this == SENT || this == ARRIVED;
    }

    /** Returns the field with a name; case does not matter. */
    public static Optional<Field> find(String name) {
        return Optional.ofNullable(BY_NAME.get(name.toLowerCase(Locale.ROOT)));
    }

    private static Map<String, Field> byName() {
        Map<String, Field> fields = new HashMap<>();
        for (Field field : values()) {
            for (String name : field.names) {
                if (fields.put(name, field) != null) {
                    throw new AssertionError("two fields are called " + name);
                }
            }
        }
        return Map.copyOf(fields);
    }
}
