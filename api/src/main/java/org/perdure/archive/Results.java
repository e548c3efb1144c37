package org.perdure.archive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.perdure.message.ArchiveException.Busy;
import org.perdure.search.Hit;
import org.perdure.search.Page;
import org.perdure.search.Question;

/**
 * All that matches a query, in the order asked for: found by the page, of which one is in memory at
 * a time. To be read once, by one thread.
 *
 * <p>Messages that come meanwhile are not among them.
 */
public final class Results {
    /** How many messages are told of at the most. */
    public static final int MAX_HITS = 100_000;

    /** How many messages are given whole at the most. */
    public static final int MAX_MESSAGES = 10_000;

    private final LongSearches searches;
    private final Function<Hit, Optional<Summary>> shown;
    private Question question;
    private Page page;

    /** Finds the first page, so that what is wrong with the question is told before all else. */
    Results(LongSearches searches, Function<Hit, Optional<Summary>> shown, Question question) {
        this.searches = searches;
        this.shown = shown;
        this.question = at(question, question.cursor());
        this.page = searches.search(this.question);
    }

    private static Question at(Question question, @Nullable String cursor) {
        return new Question(
                question.query(),
                question.list(),
                question.sort(),
                Question.MAX_SIZE,
                cursor,
                Set.of());
    }

    /** Takes what is found. */
    @FunctionalInterface
    public interface Taker {
        void take(Summary message) throws IOException;
    }

    /** Why there are no more. */
    public enum End {
        /** These are all. */
        COMPLETE,
        /** As many as are given at once. */
        LIMIT,
        /** Searching on took too long, or too many others do. */
        TIME
    }

    /**
     * How it ended.
     *
     * @param why why there are no more
     * @param messages how many were given
     * @param next where to go on, absent if all were given or none was found in time
     */
    public record Ended(End why, long messages, @Nullable String next) {}

    /** Tells of each message, up to {@link #MAX_HITS}. */
    public Ended forEach(Taker taker) throws IOException {
        return forEach(
                MAX_HITS,
                hit -> {
                    Optional<Summary> message = shown.apply(hit);
                    if (message.isPresent()) {
                        taker.take(message.get());
                    }
                    return message.isPresent();
                });
    }

    /**
     * Which messages to give whole.
     *
     * @param keys their keys in the archive
     * @param ended how it ended
     */
    public record Keys(List<Long> keys, Ended ended) {}

    /** Returns the keys of up to {@link #MAX_MESSAGES} messages. */
    public Keys keys() throws IOException {
        List<Long> keys = new ArrayList<>();
        Ended ended = forEach(MAX_MESSAGES, hit -> keys.add(hit.key()));
        return new Keys(keys, ended);
    }

    /** Returns whether a hit counts. */
    private interface Counting {
        boolean take(Hit hit) throws IOException;
    }

    private Ended forEach(int limit, Counting counting) throws IOException {
        long given = 0;
        for (int seen = Question.MAX_SIZE; ; seen += Question.MAX_SIZE) {
            if (!page.complete()) { // Better ones may be missing: whoever goes on gets all.
                return new Ended(End.TIME, given, question.cursor());
            }
            for (Hit hit : page.hits()) {
                given += counting.take(hit) ? 1 : 0;
            }
            String next = page.next();
            if (next == null) {
                return new Ended(End.COMPLETE, given, null);
            }
            if (seen == limit) {
                return new Ended(End.LIMIT, given, next);
            }
            question = at(question, next);
            try {
                page = searches.search(question);
            } catch (Busy expected) {
                // What was found until now is given already; the client comes again for the rest.
                return new Ended(End.TIME, given, next);
            }
        }
    }
}
