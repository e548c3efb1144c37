package org.perdure.query;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The fields a reader can name in a query: the one table from which the parser, the printer, the
 * help and docs/query.md are made. The first names are those of public-inbox where it has the
 * field; the further ones are those of notmuch, mu and Gmail.
 */
public enum Field {
    /** The Subject. */
    SUBJECT(Kind.WORDS, List.of("s", "subject"), "words of the subject", "s:blktap"),
    /** Everything in the text: written and quoted. */
    BODY(Kind.WORDS, List.of("b", "body"), "words of the text, quoted or not", "b:\"page fault\""),
    /** The subject and the text. */
    SUBJECT_AND_BODY(Kind.WORDS, List.of("bs"), "words of the subject or the text", "bs:blktap"),
    /** What the author wrote. */
    OWN_TEXT(Kind.WORDS, List.of("nq"), "words the author wrote, quotes left out", "nq:regression"),
    /** What the author wrote, letter for letter. */
    EXACT_TEXT(
            Kind.WORDS,
            List.of("exact"),
            "words the author wrote, in this form only",
            "exact:\"page faults\""),
    /** What the author quoted. */
    QUOTED_TEXT(Kind.WORDS, List.of("q"), "words the author quoted", "q:regression"),
    /** From: names and addresses. */
    FROM(Kind.WORDS, List.of("f", "from"), "name or address of the author", "f:ada"),
    /** To. */
    TO(Kind.WORDS, List.of("t", "to"), "name or address in To", "t:ada@example.org"),
    /** Cc. */
    CC(Kind.WORDS, List.of("c", "cc"), "name or address in Cc", "c:ada"),
    /** To and Cc. */
    RECIPIENTS(Kind.WORDS, List.of("tc", "recip"), "name or address in To or Cc", "tc:ada"),
    /** To, Cc and From. */
    PEOPLE(
            Kind.WORDS,
            List.of("a", "tcf", "contact"),
            "name or address in To, Cc or From",
            "a:example.org"),
    /** The msg-id, whole. */
    MESSAGE_ID(
            Kind.VALUE,
            List.of("mid", "id", "msgid", "rfc822msgid"),
            "the Message-ID; its beginning with a star",
            "mid:2011@example.org"),
    /** Any part of the msg-id. */
    PART_OF_ID(Kind.WORDS, List.of("m"), "a part of the Message-ID", "m:git-send-email"),
    /** The msg-ids that the header fields for threading name. */
    REFERENCES(
            Kind.VALUE,
            List.of("references", "refs"),
            "a Message-ID in References or In-Reply-To",
            "references:2011@example.org"),
    /** Names of files that patches change. */
    FILE(
            Kind.WORDS,
            List.of("dfn"),
            "name of a file that a patch changes, or a part of it",
            "dfn:drivers/xen"),
    /** Lines that patches remove. */
    REMOVED(Kind.WORDS, List.of("dfa"), "words of lines that a patch removes", "dfa:kfree"),
    /** Lines that patches add. */
    ADDED(Kind.WORDS, List.of("dfb"), "words of lines that a patch adds", "dfb:\"unlikely err\""),
    /** Lines that patches leave as they are. */
    CONTEXT(
            Kind.WORDS,
            List.of("dfctx"),
            "words of lines that a patch leaves as they are",
            "dfctx:blkif_t"),
    /** What the headers of hunks name. */
    FUNCTION(
            Kind.WORDS,
            List.of("dfhh"),
            "function that a patch changes, from the header of the hunk",
            "dfhh:blkif_queue_request"),
    /** Blobs of git before a patch. */
    BLOB_BEFORE(
            Kind.VALUE,
            List.of("dfpre"),
            "blob of git that a patch changes; its id, shortened or whole",
            "dfpre:6f3ac2d"),
    /** Blobs of git after a patch. */
    BLOB_AFTER(
            Kind.VALUE,
            List.of("dfpost"),
            "blob of git that a patch makes; its id, shortened or whole",
            "dfpost:91e0b57"),
    /** Blobs of git before or after a patch. */
    BLOB(Kind.VALUE, List.of("dfblob"), "blob of git before or after a patch", "dfblob:91e0b57"),
    /** The patch-id. */
    PATCH_ID(
            Kind.VALUE,
            List.of("patchid"),
            "the stable patch-id of git; its beginning with a star",
            "patchid:4c1f*"),
    /** Names of attachments. */
    ATTACHMENT(
            Kind.WORDS,
            List.of("n", "attachment", "filename"),
            "name of an attachment",
            "n:config.txt"),
    /** Media types of attachments. */
    MEDIA_TYPE(
            Kind.VALUE,
            List.of("mime", "mimetype"),
            "media type of an attachment; its beginning with a star",
            "mime:text/x-patch"),
    /** The list. */
    LIST(Kind.VALUE, List.of("list", "in"), "name of the list", "list:xen-devel"),
    /** Any part of the List-Id field, or the name of the list. */
    PART_OF_LIST(
            Kind.WORDS,
            List.of("l"),
            "a part of the List-Id, or the name of the list",
            "l:lists.example.org"),
    /** The List-Id field. */
    LIST_ID(
            Kind.VALUE,
            List.of("lid"),
            "the List-Id, without angle brackets",
            "lid:xen-devel.lists.example.org"),
    /** The time in the Date field. */
    SENT(Kind.TIME, List.of("d", "date", "dt"), "when it was sent", "d:2011-03.."),
    /** The time of arrival. */
    ARRIVED(Kind.TIME, List.of("rt", "received"), "when it arrived", "rt:2011-03-05"),
    /** Sent at the beginning of a span of time or later. */
    AFTER(
            Kind.TIME,
            List.of("after", "newer", "newer_than"),
            "sent then or later",
            "after:2011-03-05"),
    /** Sent before a span of time began. */
    BEFORE(Kind.TIME, List.of("before", "older", "older_than"), "sent before", "before:2011"),
    /** The size of the message as received. */
    SIZE(
            Kind.NUMBER,
            List.of("z", "size"),
            "size as received, in bytes, or in k or M of 1,024",
            "z:100k.."),
    /** The key in the archive. */
    UID(
            Kind.NUMBER,
            List.of("uid"),
            "number in the archive, by order of storing",
            "uid:1000..1999"),
    /** What a message has: {@code attachment}, {@code patch}. */
    HAS(Kind.FEATURE, List.of("has"), "what it has: attachment or patch", "has:patch"),
    /** What a message is: {@code reply}, {@code root}. */
    IS(Kind.FEATURE, List.of("is"), "what it is by its header: reply or root", "is:root");

    /** What the values of a field are. */
    private enum Kind {
        WORDS,
        VALUE,
        TIME,
        NUMBER,
        FEATURE
    }

    private static final Map<String, Field> BY_NAME = byName();

    private final Kind kind;

    @SuppressWarnings("ImmutableEnumChecker") // Always a List.of.
    private final List<String> names;

    private final String description;
    private final String example;

    Field(Kind kind, List<String> names, String description, String example) {
        this.kind = kind;
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
        return kind == Kind.TIME;
    }

    /** Returns whether its values are numbers. */
    boolean isNumber() {
        return kind == Kind.NUMBER;
    }

    /** Returns whether its values are words, each with a place. */
    public boolean holdsWords() {
        return kind == Kind.WORDS;
    }

    /** Returns the words that its values can only be; none if they can be anything. */
    List<String> features() {
        return switch (this) {
            case HAS -> List.of("attachment", "patch");
            case IS -> List.of("reply", "root");
            case SUBJECT, BODY, SUBJECT_AND_BODY -> List.of();
            case OWN_TEXT, EXACT_TEXT, QUOTED_TEXT -> List.of();
            case FROM, TO, CC, RECIPIENTS, PEOPLE -> List.of();
            case MESSAGE_ID, PART_OF_ID, REFERENCES, ATTACHMENT, MEDIA_TYPE -> List.of();
            case LIST, PART_OF_LIST, LIST_ID -> List.of();
            case SENT, ARRIVED, AFTER, BEFORE, SIZE, UID -> List.of();
            case FILE, REMOVED, ADDED, CONTEXT, FUNCTION -> List.of();
            case BLOB_BEFORE, BLOB_AFTER, BLOB, PATCH_ID -> List.of();
        };
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
