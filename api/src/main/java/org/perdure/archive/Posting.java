package org.perdure.archive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.perdure.message.MessageId;
import org.perdure.store.Entry;
import org.perdure.text.SubjectParts;
import org.perdure.text.SubjectParts.Place;

/**
 * A series of patches as its author sent it once: a covering letter and patches, or a single patch.
 * One per page being made.
 */
final class Posting {
    /** How long it may take to send a series. */
    static final Duration MAX_SENDING = Duration.ofHours(24);

    /** How long after a version the next one may come. */
    private static final Duration MAX_APART = Duration.ofDays(3 * 365);

    /** Characters of a msg-id that are looked at. */
    private static final int MAX_ID = 300;

    /** Such as {@code 20210301-topic-v1-2-0a1b2c3d4e5f@example.org}: what all versions share. */
    private static final Pattern PREPARED =
            Pattern.compile("(\\d{8}-.{1,200})-v\\d{1,3}-\\d{1,4}-[0-9a-f]{10,14}@[^ ]{1,200}");

    private final SubjectParts parts;
    private final Entry first;
    private final Set<String> words;
    private final TreeMap<Integer, Entry> members = new TreeMap<>();
    private final List<Entry> replaced = new ArrayList<>();

    /** Titles of its patches. */
    private final Set<String> titles = new HashSet<>();

    /** How many patches there should be. */
    private int total;

    Posting(Entry first, SubjectParts parts) {
        this.first = first;
        this.parts = parts;
        this.words = words(parts);
        this.total = parts.place() == null ? 1 : parts.place().total();
        add(first, parts);
    }

    /** Adds a message. Of two for one place, the later one counts: its author sent it again. */
    void add(Entry entry, SubjectParts of) {
        int number = numberOf(of);
        if (number > 0 && of.place() != null && isCoverAlone()) {
            total = of.place().total();
        }
        Entry other = members.get(number);
        boolean later = other == null || !entry.arrived().isBefore(other.arrived());
        if (other != null) {
            replaced.add(later ? other : entry);
        }
        if (later) {
            members.put(number, entry);
        }
        String title = folded(of.title());
        if (number > 0 && !title.isEmpty()) {
            titles.add(title);
        }
    }

    /** Returns the number that a patch says to have, 1 if none, 0 for a covering letter. */
    static int numberOf(Entry entry) {
        return numberOf(SubjectParts.of(entry.subject()));
    }

    private static int numberOf(SubjectParts parts) {
        Place place = parts.place();
        return place == null ? 1 : place.index();
    }

    /**
     * Returns whether a message that answers one of these was sent with them. A covering letter may
     * be called more, such as RESEND, and may be wrong about how many patches follow.
     */
    boolean fitsBelow(Entry entry, SubjectParts of) {
        return of.place() != null
                && of.version() == version()
                && words.containsAll(words(of))
                && (hasTotalOf(of) || isCoverAlone())
                && isByAuthorOf(entry)
                && isSentWith(entry);
    }

    private boolean isCoverAlone() {
        return members.size() == 1 && members.firstKey() == 0;
    }

    /** Returns whether a message was sent with these, as far as author, subject and time say. */
    boolean fits(Entry entry, SubjectParts of) {
        return of.version() == version()
                && words.equals(words(of))
                && hasTotalOf(of)
                && isByAuthorOf(entry)
                && isSentWith(entry);
    }

    private boolean hasTotalOf(SubjectParts of) {
        Place place = of.place();
        return place != null && parts.place() != null && place.total() == total;
    }

    private boolean isSentWith(Entry entry) {
        return Duration.between(first.arrived(), entry.arrived()).abs().compareTo(MAX_SENDING) <= 0;
    }

    /** Returns what tags say beside version and place: {@code rfc}, {@code resend}. */
    private static Set<String> words(SubjectParts parts) {
        Set<String> words = new HashSet<>();
        for (String tag : parts.tags()) {
            for (String word : tag.split("[\\s,]+", 40)) {
                if (!word.isEmpty() && !word.matches("\\d+/\\d+|v\\d+")) {
                    words.add(word);
                }
            }
        }
        return words;
    }

    private static String folded(String title) {
        return title.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
    }

    /** Lists that rewrite From make {@code Ada Quill via my-list} of a name. */
    private static String author(Entry entry) {
        String name = entry.author();
        int via = name.lastIndexOf(" via ");
        return folded(via > 0 ? name.substring(0, via) : name);
    }

    private boolean isByAuthorOf(Entry entry) {
        return author(first).equals(author(entry));
    }

    int version() {
        return parts.version();
    }

    /** Returns how many patches there should be: what the patches say, else the cover. */
    int total() {
        return total;
    }

    /** Returns its messages by place: 0 is the covering letter. */
    Map<Integer, Entry> members() {
        return members;
    }

    /** Returns messages whose place another one took that came later. */
    List<Entry> replaced() {
        return replaced;
    }

    /** Returns the covering letter, else its first patch. */
    Entry head() {
        return members.firstEntry().getValue();
    }

    @Nullable Entry cover() {
        return members.get(0);
    }

    /** Returns the message that was found first: the one that all others answer, mostly. */
    Entry first() {
        return first;
    }

    Instant sent() {
        return first.arrived();
    }

    /** Returns the title by which other versions are looked for. */
    String title() {
        return SubjectParts.of(head().subject()).title().strip();
    }

    /** Returns what it is called beside its version, such as {@code RFC}; mostly empty. */
    String note() {
        List<String> notes = new ArrayList<>();
        for (String word : new String[] {"rfc", "resend"}) {
            if (words.stream().anyMatch(own -> own.startsWith(word))) {
                notes.add(word.equals("rfc") ? "RFC" : "sent again");
            }
        }
        return String.join(", ", notes);
    }

    /** Returns what the msg-ids of all its versions begin with, if they tell. */
    @Nullable String stem() {
        String id = head().id().value();
        Matcher prepared = PREPARED.matcher(id.length() > MAX_ID ? "" : id);
        return prepared.matches() ? prepared.group(1) + "-v" : null;
    }

    boolean has(MessageId id) {
        return members.values().stream().anyMatch(entry -> entry.id().equals(id))
                || replaced.stream().anyMatch(entry -> entry.id().equals(id));
    }

    /** Returns whether another one is surely a version of the same series. */
    boolean isVersionOf(Posting other) {
        String stem = stem();
        if (stem != null && stem.equals(other.stem())) {
            return true;
        }
        return isByAuthorOf(other.first) && isNear(other) && sharesPatches(other);
    }

    boolean hasNumberOf(Posting other) {
        return version() == other.version();
    }

    /** Returns whether another one is called the same, and is of another version. */
    boolean hasTitleOf(Posting other) {
        String title = folded(title());
        return isByAuthorOf(other.first)
                && isNear(other)
                && version() != other.version()
                && title.indexOf(' ') > 0
                && title.equals(folded(other.title()));
    }

    boolean isByAuthorOf(Posting other) {
        return isByAuthorOf(other.first);
    }

    private boolean isNear(Posting other) {
        return Duration.between(sent(), other.sent()).abs().compareTo(MAX_APART) <= 0;
    }

    /** Half of the titles of the shorter one are those of the other. */
    private boolean sharesPatches(Posting other) {
        long common = titles.stream().filter(other.titles::contains).count();
        return common > 0 && 2 * common >= Math.min(titles.size(), other.titles.size());
    }
}
