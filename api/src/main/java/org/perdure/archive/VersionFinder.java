package org.perdure.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;
import org.perdure.query.Field;
import org.perdure.query.Query;
import org.perdure.search.Hit;
import org.perdure.search.Question;
import org.perdure.search.SearchIndex;
import org.perdure.store.ArchiveStore;
import org.perdure.store.Entry;
import org.perdure.text.SubjectParts;

/**
 * Finds the other versions of a series: in its thread, by the beginning that ids of one tool share,
 * and, by the index, under the titles of its first messages. Costs what the few threads cost that
 * these lead to. One per page being made.
 *
 * <p>Surely a version is, of the same author, what has half of the titles of patches in common, and
 * what was sent as an answer to another version; and whatever has ids of the same beginning. What
 * only is called the same is one if no surer one has its version number: of several, the nearest in
 * time in the direction that the number says.
 */
final class VersionFinder {
    /** How many versions are shown: the last ones. */
    static final int MAX_VERSIONS = 30;

    /** How many threads are looked at beside that of the series. */
    static final int MAX_THREADS = 30;

    /** Under how many titles of its own others are looked for; then of as many other versions. */
    static final int MAX_TITLES = 4;

    /** How many messages of a title are looked at. */
    static final int MAX_HITS = 100;

    /** Characters of a title that are looked for. */
    private static final int MAX_TITLE_CHARS = 200;

    private static final Comparator<Posting> ORDER =
            Comparator.comparingInt(Posting::version).thenComparing(Posting::sent);

    private final ArchiveStore store;
    private final SearchIndex index;
    private final Predicate<Entry> isShown;
    private final ListName list;
    private final Set<MessageId> threads = new HashSet<>();
    private final Set<String> titles = new HashSet<>();
    private final Map<MessageId, Posting> candidates = new LinkedHashMap<>();

    /** What was sent as an answer to which. */
    private final Map<Posting, Posting> answered = new LinkedHashMap<>();

    /** How many threads were looked at. */
    private int looked;

    VersionFinder(ArchiveStore store, SearchIndex index, Predicate<Entry> isShown, ListName list) {
        this.store = store;
        this.index = index;
        this.isShown = isShown;
        this.list = list;
    }

    /** Returns the versions of a series of a thread, itself included, in order. */
    List<Posting> find(Postings thread, Posting shown) {
        add(thread);
        lookForIds(shown);
        lookForTitles(shown.members().values(), shown.head().author());
        lookForTitles(sure(shown).stream().map(Posting::head).toList(), shown.head().author());
        Set<Posting> found = sure(shown);
        addCalledTheSame(found);
        List<Posting> versions = new ArrayList<>(found);
        versions.sort(ORDER);
        int from = Math.max(0, versions.size() - MAX_VERSIONS);
        List<Posting> last = new ArrayList<>(versions.subList(from, versions.size()));
        if (!last.contains(shown)) {
            last.set(0, shown);
        }
        return last;
    }

    private void add(Postings thread) {
        for (Posting posting : thread.all()) {
            candidates.put(posting.head().id(), posting);
            Posting above = thread.above(posting.first().id());
            if (above != null && above.isByAuthorOf(posting)) {
                answered.put(posting, above);
            }
        }
        threads.addAll(thread.ids());
    }

    /** Adds what is in the thread of a message, unless that was looked at. */
    private void addThreadOf(Entry entry) {
        boolean isNew =
                !threads.contains(entry.id())
                        && SubjectParts.of(entry.subject()).isPatch()
                        && isShown.test(entry);
        if (isNew && looked < MAX_THREADS) {
            looked++;
            add(Postings.of(store.thread(list, entry.id(), Archive.MAX_THREAD)));
        }
    }

    private void lookForIds(Posting shown) {
        String stem = shown.stem();
        if (stem != null) {
            store.idsBeginning(list, stem, MAX_HITS).forEach(this::addThreadOf);
        }
    }

    /** Looks for the titles of the first of some messages. */
    private void lookForTitles(Collection<Entry> messages, String author) {
        Set<String> found = new LinkedHashSet<>();
        for (Entry entry : messages) {
            String title = asPhrase(SubjectParts.of(entry.subject()).title());
            if (found.size() < MAX_TITLES && !title.isEmpty() && titles.add(title)) {
                found.add(title);
            }
        }
        for (String title : found) {
            for (Hit hit : hits(title, author)) {
                store.findEntry(hit.key())
                        .filter(entry -> entry.list().equals(list))
                        .ifPresent(this::addThreadOf);
            }
        }
    }

    private static String asPhrase(String title) {
        String text = title.replace('"', ' ').strip().replaceAll("\\s+", " ");
        return text.length() > MAX_TITLE_CHARS ? text.substring(0, MAX_TITLE_CHARS) : text;
    }

    private List<Hit> hits(String title, String author) {
        Query query = new Query.Phrase(Field.SUBJECT, title);
        Question question =
                new Question(query, list, Question.Sort.NEWEST, MAX_HITS, null, Set.of());
        try {
            return index.search(question.by(author)).hits();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Set<Posting> sure(Posting shown) {
        Set<Posting> found = new LinkedHashSet<>();
        List<Posting> open = new ArrayList<>(List.of(shown));
        while (!open.isEmpty()) {
            Posting one = open.removeLast();
            if (found.add(one)) {
                candidates.values().stream()
                        .filter(other -> !found.contains(other) && isSure(one, other))
                        .forEach(open::add);
            }
        }
        return found;
    }

    private boolean isSure(Posting one, Posting other) {
        return one.isVersionOf(other) || isAnswer(one, other) || isAnswer(other, one);
    }

    private boolean isAnswer(Posting later, Posting earlier) {
        return earlier.equals(answered.get(later)) && later.version() > earlier.version();
    }

    private void addCalledTheSame(Set<Posting> found) {
        TreeMap<Integer, Posting> nearest = new TreeMap<>();
        for (Posting sure : found) {
            candidates.values().stream()
                    .filter(other -> other.hasTitleOf(sure) && isInOrder(other, sure))
                    .filter(other -> found.stream().noneMatch(one -> one.hasNumberOf(other)))
                    .forEach(
                            other ->
                                    nearest.merge(
                                            other.version(),
                                            other,
                                            (a, b) -> nearer(a, b, sure.sent())));
        }
        found.addAll(nearest.values());
    }

    private static boolean isInOrder(Posting other, Posting shown) {
        return (other.version() < shown.version()) == other.sent().isBefore(shown.sent());
    }

    private static Posting nearer(Posting one, Posting other, Instant time) {
        long first = Math.abs(one.sent().toEpochMilli() - time.toEpochMilli());
        long second = Math.abs(other.sent().toEpochMilli() - time.toEpochMilli());
        return first <= second ? one : other;
    }
}
