package org.perdure.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prints queries as query text. Recursive: queries are at most as deep as the parser allows. */
final class QueryPrinter {
    private QueryPrinter() {}

    static String print(Query query) {
        return switch (query) {
            case Query.All all -> "*";
            case Query.Term term -> prefix(term.field()) + term.text();
            case Query.Phrase phrase -> prefix(phrase.field()) + '"' + phrase.text() + '"';
            case Query.Prefix prefix -> prefix(prefix.field()) + prefix.text() + '*';
            case Query.During during -> prefix(during.field()) + during.text();
            case Query.And and -> join(and.clauses(), " ");
            case Query.Or or -> join(or.clauses(), " OR ");
            case Query.Not not -> '-' + inner(not.clause());
        };
    }

    private static String prefix(@Nullable Field field) {
        return field == null ? "" : field.names().getFirst() + ':';
    }

    private static String join(List<Query> clauses, String operator) {
        StringBuilder text = new StringBuilder();
        for (Query clause : clauses) {
            text.append(text.isEmpty() ? "" : operator).append(inner(clause));
        }
        return text.toString();
    }

    private static String inner(Query clause) {
        return switch (clause) {
            case Query.And and -> '(' + print(and) + ')';
            case Query.Or or -> '(' + print(or) + ')';
            case Query.All all -> print(all);
            case Query.Term term -> print(term);
            case Query.Phrase phrase -> print(phrase);
            case Query.Prefix prefix -> print(prefix);
            case Query.During during -> print(during);
            case Query.Not not -> print(not);
        };
    }
}
