package org.perdure.archive;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.perdure.query.Query;
import org.perdure.search.Page;

/**
 * Finds out why nothing matches a query, by asking whether its parts match anything: no more than
 * {@link #MAX_QUESTIONS}, the last begun within {@link #BUDGET}. To be used once.
 */
final class NoMatchReader {
    /** How many parts are asked for. */
    static final int MAX_QUESTIONS = 12;

    private static final Duration BUDGET = Duration.ofSeconds(1);

    private final Finder finder;
    private final long end = System.nanoTime() + BUDGET.toNanos();
    private final List<Query> smallest = new ArrayList<>();
    private int questions;
    private boolean unsure;

    NoMatchReader(Finder finder) {
        this.finder = finder;
    }

    /** Looks for one message that matches. */
    @FunctionalInterface
    interface Finder {
        Page find(Query query) throws IOException;
    }

    /**
     * Returns why nothing matches a query, if that can be told.
     *
     * @param query one that matches nothing
     */
    Optional<NoMatch> read(Query query) throws IOException {
        look(query);
        if (smallest.isEmpty()) {
            return Optional.empty();
        }
        boolean together = query instanceof Query.And && smallest.getFirst().equals(query);
        return Optional.of(
                new NoMatch(
                        together
                                ? List.of()
                                : smallest.stream().map(Query::toString).distinct().toList()));
    }

    /** Notes the smallest parts. Recursive: queries are at most as deep as the parser allows. */
    private void look(Query dead) throws IOException {
        switch (dead) {
            case Query.And and -> lookWithin(and);
            case Query.Or or -> {
                for (Query alternative : or.clauses()) {
                    look(alternative); // None matches anything, or the whole would.
                }
            }
            case Query.All all -> unsure = true; // There is no mail.
            case Query.Term term -> smallest.add(dead);
            case Query.Phrase phrase -> smallest.add(dead);
            case Query.Prefix prefix -> smallest.add(dead);
            case Query.Wildcard wildcard -> smallest.add(dead);
            case Query.Fuzzy fuzzy -> smallest.add(dead);
            case Query.Near near -> smallest.add(dead);
            case Query.During during -> smallest.add(dead);
            case Query.Between between -> smallest.add(dead);
            case Query.Not not -> smallest.add(dead);
        }
    }

    private void lookWithin(Query.And and) throws IOException {
        boolean found = false;
        for (Query clause : and.clauses()) {
            if (matchesNothing(clause)) {
                look(clause);
                found = true;
            }
        }
        if (!found && !unsure) {
            smallest.add(and);
        }
    }

    private boolean matchesNothing(Query clause) throws IOException {
        if (questions == MAX_QUESTIONS || System.nanoTime() - end >= 0) {
            unsure = true;
            return false;
        }
        questions++;
        Page page = finder.find(clause);
        unsure |= !page.complete();
        return page.complete() && page.hits().isEmpty();
    }
}
