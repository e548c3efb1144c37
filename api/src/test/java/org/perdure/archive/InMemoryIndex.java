package org.perdure.archive;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.perdure.message.ArchiveException.BadParameter;
import org.perdure.message.ListName;
import org.perdure.query.Query;
import org.perdure.search.Explanation;
import org.perdure.search.Facets;
import org.perdure.search.Facets.Count;
import org.perdure.search.Histogram;
import org.perdure.search.Hit;
import org.perdure.search.Hit.Highlight;
import org.perdure.search.Hit.Piece;
import org.perdure.search.Page;
import org.perdure.search.Page.Total;
import org.perdure.search.Question;
import org.perdure.search.SearchIndex;
import org.perdure.search.Threads;
import org.perdure.store.Entry;

/** An index that looks for one word in raw messages, in the order of storing. */
public final class InMemoryIndex implements SearchIndex {
    private final InMemoryStore store;

    public InMemoryIndex(InMemoryStore store) {
        this.store = store;
    }

    @Override
    public Page search(Question question) {
        String word = question.query() instanceof Query.Term term ? term.text() : "";
        List<Hit> hits = new ArrayList<>();
        for (long key = 1; store.findEntry(key).isPresent(); key++) {
            Entry entry = store.findEntry(key).orElseThrow();
            ListName only = question.list();
            String text = new String(store.raw(key), StandardCharsets.UTF_8);
            if (text.contains(word) && (only == null || only.equals(entry.list()))) {
                hits.add(
                        new Hit(
                                entry.list(),
                                entry.id(),
                                entry.copy(),
                                key,
                                word.isEmpty() ? List.of() : List.of(passage(text, word)),
                                question.wants(Question.Part.EXPLANATIONS)
                                        ? explanation(word)
                                        : null,
                                0));
            }
        }
        Total total = new Total(hits.size(), true);
        Threads threads = question.threads();
        if (threads != null) {
            hits = collapsed(hits, threads);
        }
        int start = start(question.cursor());
        int end = Math.min(hits.size(), start + question.size());
        List<Count> authors =
                hits.stream()
                        .map(hit -> store.findEntry(hit.key()).orElseThrow().author())
                        .map(author -> new Count(author, 1))
                        .toList();
        return new Page(
                total,
                hits.subList(Math.min(start, end), end),
                new Facets(List.of(), authors, List.of(), histogram(hits)),
                end < hits.size() ? Integer.toString(end) : null);
    }

    private static Explanation explanation(String word) {
        List<Explanation.InField> raw = List.of(new Explanation.InField("raw", 1.5f));
        return new Explanation(
                1.5f, List.of(new Explanation.Part(Explanation.Signal.CLAUSE, word, raw, 1.5f)));
    }

    private static List<Hit> collapsed(List<Hit> hits, Threads threads) {
        Map<Set<Long>, List<Hit>> byThread =
                hits.stream()
                        .collect(
                                Collectors.groupingBy(
                                        hit -> threads.of(hit.key()),
                                        LinkedHashMap::new,
                                        Collectors.toList()));
        return byThread.values().stream().map(InMemoryIndex::first).toList();
    }

    private static Hit first(List<Hit> thread) {
        Hit best = thread.getFirst();
        return new Hit(
                best.list(),
                best.id(),
                best.copy(),
                best.key(),
                best.highlights(),
                best.explanation(),
                thread.size() - 1);
    }

    private Histogram histogram(List<Hit> hits) {
        SortedMap<YearMonth, Long> months = new TreeMap<>();
        for (Hit hit : hits) {
            Instant arrived = store.findEntry(hit.key()).orElseThrow().arrived();
            months.merge(YearMonth.from(arrived.atOffset(ZoneOffset.UTC)), 1L, Long::sum);
        }
        return Histogram.of(months);
    }

    private static int start(@Nullable String cursor) {
        try {
            return Integer.parseInt(Objects.requireNonNullElse(cursor, "0"));
        } catch (NumberFormatException e) {
            throw new BadParameter("This is not a cursor.");
        }
    }

    /** Returns the line of the word. */
    private static Highlight passage(String text, String word) {
        int at = text.indexOf(word);
        int start = text.lastIndexOf('\n', at) + 1;
        int end = text.indexOf('\n', at);
        return new Highlight(
                List.of(
                        new Piece(text.substring(start, at), false),
                        new Piece(word, true),
                        new Piece(
                                text.substring(at + word.length(), end < 0 ? text.length() : end),
                                false)));
    }

    @Override
    public long applied() {
        return store.lastSequence();
    }

    @Override
    public void close() {}
}
