package org.perdure.archive;

import java.util.List;

/**
 * Why nothing matches a query.
 *
 * @param clauses the smallest parts of the query that match nothing by themselves, as query text;
 *     empty if each matches something, and no message has all of them
 */
public record NoMatch(List<String> clauses) {
    public NoMatch {
        clauses = List.copyOf(clauses);
    }
}
