package org.perdure.archive;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.perdure.archive.PassageView.Found;
import org.perdure.archive.QuotesView.Quote;
import org.perdure.message.ListName;
import org.perdure.quote.PassageText;
import org.perdure.quote.PassageText.Excerpt;
import org.perdure.store.ArchiveStore;
import org.perdure.store.Entry;
import org.perdure.store.Passages;
import org.perdure.store.Quotation;

/** Says who wrote what is quoted. What was taken down is left out on either side. */
final class QuoteReader {
    /** How many quotations are shown of a message, and how many of it. */
    static final int MAX_QUOTES = 500;

    /** How many say the same of a piece of text. */
    static final int MAX_QUOTED_BY = 100;

    private final ArchiveStore store;
    private final Passages passages;
    private final Contradictions contradictions;
    private final Predicate<Entry> isShown;
    private final Function<ListName, Summaries> summaries;
    private final Function<Entry, PassageText> reader;

    QuoteReader(
            ArchiveStore store,
            Passages passages,
            Contradictions contradictions,
            Predicate<Entry> isShown,
            Function<ListName, Summaries> summaries,
            Function<Entry, PassageText> reader) {
        this.store = store;
        this.passages = passages;
        this.contradictions = contradictions;
        this.isShown = isShown;
        this.summaries = summaries;
        this.reader = reader;
    }

    /** Returns what a message quotes, and who quotes it. */
    QuotesView quotes(Entry entry) {
        return store.snapshot(() -> passages.snapshot(() -> read(entry)));
    }

    private QuotesView read(Entry entry) {
        LongFunction<Optional<Summary>> others = others();
        List<Quotation> quoted = passages.quotedBy(entry.key(), MAX_QUOTES + 1);
        List<Quotation> quoting = passages.quoting(entry.key(), MAX_QUOTES + 1);
        List<Quote> quotes = quotes(quoted, others);
        List<Quote> quotedBy = quotedBy(quoting, others);
        Summary message = summaries.apply(entry.list()).of(entry);
        boolean truncated = quoted.size() > MAX_QUOTES || quoting.size() > MAX_QUOTES;
        Summary instead =
                store.findEdge(entry)
                        .flatMap(edge -> contradictions.find(entry, edge, quoted))
                        .filter(isShown)
                        .map(summaries.apply(entry.list())::of)
                        .orElse(null);
        return new QuotesView(message, quotes, quotedBy, truncated, instead);
    }

    /** Returns what a message quotes that is shown. */
    List<Quote> quoted(Summary message) {
        return store.find(message.list(), message.id())
                .map(entry -> quotes(passages.quotedBy(entry.key(), MAX_QUOTES), others()))
                .orElse(List.of());
    }

    private static List<Quote> quotes(
            List<Quotation> quoted, LongFunction<Optional<Summary>> others) {
        return quoted.stream()
                .limit(MAX_QUOTES)
                .flatMap(one -> others.apply(one.source()).map(o -> quote(one, o)).stream())
                .toList();
    }

    private static List<Quote> quotedBy(
            List<Quotation> quoting, LongFunction<Optional<Summary>> others) {
        return quoting.stream()
                .limit(MAX_QUOTES)
                .flatMap(one -> others.apply(one.quoting()).map(o -> quotedBy(one, o)).stream())
                .toList();
    }

    /** Finds messages that are shown, each once. */
    private LongFunction<Optional<Summary>> others() {
        Map<Long, Optional<Summary>> known = new HashMap<>();
        return key ->
                known.computeIfAbsent(
                        key,
                        one ->
                                store.findEntry(one)
                                        .filter(isShown)
                                        .map(entry -> summaries.apply(entry.list()).of(entry)));
    }

    private static Quote quote(Quotation one, Summary source) {
        return new Quote(
                one.firstLine(),
                one.endLine(),
                one.level(),
                source,
                one.sourceFirst(),
                one.sourceEnd(),
                one.words(),
                one.confidence(),
                one.inThread());
    }

    private static Quote quotedBy(Quotation one, Summary quoting) {
        return new Quote(
                one.sourceFirst(),
                one.sourceEnd(),
                one.level(),
                quoting,
                one.firstLine(),
                one.endLine(),
                one.words(),
                one.confidence(),
                one.inThread());
    }

    /**
     * Finds who wrote a text.
     *
     * @param list only in this list, if given
     */
    PassageView find(@Nullable ListName list, String text) {
        List<ListName> lists = list == null ? store.lists() : List.of(list);
        PassageText asked = PassageText.of(text);
        LongFunction<Optional<Summary>> others = others();
        List<Found> found = new ArrayList<>();
        for (Excerpt excerpt : asked.identify(fingerprints -> search(lists, fingerprints))) {
            others.apply(excerpt.source().key())
                    .ifPresent(source -> found.add(found(excerpt, source, others)));
        }
        return new PassageView(found);
    }

    private List<PassageText> search(List<ListName> lists, long[] fingerprints) {
        List<PassageText> texts = new ArrayList<>();
        for (ListName list : lists) {
            for (long key : passages.thatWrote(list, fingerprints, Long.MAX_VALUE)) {
                store.findEntry(key).filter(isShown).map(reader).ifPresent(texts::add);
            }
        }
        return texts;
    }

    private Found found(Excerpt excerpt, Summary source, LongFunction<Optional<Summary>> others) {
        List<Quote> quotedBy =
                quotedBy(passages.quoting(excerpt.source().key(), MAX_QUOTES), others).stream()
                        .filter(quote -> quote.firstLine() < excerpt.sourceEnd())
                        .filter(quote -> quote.endLine() > excerpt.sourceFirst())
                        .limit(MAX_QUOTED_BY)
                        .toList();
        return new Found(
                new Quote(
                        excerpt.firstLine(),
                        excerpt.endLine(),
                        0,
                        source,
                        excerpt.sourceFirst(),
                        excerpt.sourceEnd(),
                        excerpt.words(),
                        Math.round(excerpt.share() * 1_000) / 1_000.0,
                        false),
                quotedBy);
    }
}
