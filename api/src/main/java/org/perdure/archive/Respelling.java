package org.perdure.archive;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.perdure.query.Query;
import org.perdure.search.Page;
import org.perdure.search.Question;
import org.perdure.search.Question.Sort;
import org.perdure.search.SearchIndex;

/** Looks for another spelling of a query that finds next to nothing, with which it finds more. */
final class Respelling {
    /** With so many hits, nobody is asked whether something else was meant. */
    static final int ENOUGH = 3;

    private final SearchIndex index;

    Respelling(SearchIndex index) {
        this.index = index;
    }

    /**
     * Returns the query with other spellings, as query text.
     *
     * @param question what was asked
     * @param page its answer
     */
    Optional<String> of(Question question, Page page) throws IOException {
        if (question.cursor() != null || page.total().value() >= ENOUGH || !page.complete()) {
            return Optional.empty();
        }
        Optional<Query> other = index.respelled(question.query());
        if (other.isEmpty() || !findsMore(question, other.get(), page.total().value())) {
            return Optional.empty();
        }
        return Optional.of(other.get().toString());
    }

    private boolean findsMore(Question question, Query other, long hits) throws IOException {
        Question asked = new Question(other, question.list(), Sort.NEWEST, ENOUGH, null, Set.of());
        return index.search(asked).hits().size() > hits;
    }
}
