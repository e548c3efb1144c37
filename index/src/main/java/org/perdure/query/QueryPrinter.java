package org.perdure.query;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
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
            case Query.Wildcard word -> prefix(word.field()) + word.text();
            case Query.Fuzzy fuzzy -> prefix(fuzzy.field()) + fuzzy.text() + '~' + fuzzy.edits();
            case Query.Near near ->
                    join(near.texts(), " NEAR/" + near.distance() + ' ', QueryPrinter::inner);
            case Query.During during -> prefix(during.field()) + quoted(during.text());
            case Query.Between between -> prefix(between.field()) + between.text();
            case Query.And and -> join(and.clauses(), " ", QueryPrinter::inner);
            case Query.Or or -> join(or.clauses(), " OR ", QueryPrinter::alternative);
            case Query.Not not -> '-' + negated(not.clause());
        };
    }

    private static String prefix(@Nullable Field field) {
        return field == null ? "" : field.names().getFirst() + ':';
    }

    private static String quoted(String value) {
        return value.indexOf(' ') < 0 ? value : '"' + value + '"';
    }

    private static String join(
            List<Query> clauses, String operator, Function<Query, String> printer) {
        return clauses.stream().map(printer).collect(Collectors.joining(operator));
    }

    /**
     * Side by side binds tighter than {@code OR}: with parentheses nobody wrote, what prints could
     * be deeper than what may be read.
     */
    private static String alternative(Query clause) {
        return clause instanceof Query.And ? print(clause) : inner(clause);
    }

    private static String inner(Query clause) {
        return switch (clause) {
            case Query.And and -> '(' + print(and) + ')';
            case Query.Or or -> '(' + print(or) + ')';
            case Query.All all -> print(clause);
            case Query.Term term -> print(clause);
            case Query.Phrase phrase -> print(clause);
            case Query.Prefix prefix -> print(clause);
            case Query.Wildcard wildcard -> print(clause);
            case Query.Fuzzy fuzzy -> print(clause);
            case Query.Near near -> print(clause);
            case Query.During during -> print(clause);
            case Query.Between between -> print(clause);
            case Query.Not not -> print(clause);
        };
    }

    private static String negated(Query clause) {
        return clause instanceof Query.Near near ? '(' + print(near) + ')' : inner(clause);
    }
}
