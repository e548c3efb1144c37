package org.perdure.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.message.ArchiveException.BadQuery;

class QueryParserTest {
    private static Query term(String text) {
        return new Query.Term(null, text);
    }

    private static Query during(String text) {
        return QueryParser.parse(text);
    }

    private static BadQuery error(String text) {
        return catchThrowableOfType(BadQuery.class, () -> QueryParser.parse(text));
    }

    @Nested
    class Words {
        @Test
        void sideBySideMustAllMatch() {
            assertThat(QueryParser.parse("grant  table\tcopy"))
                    .isEqualTo(new Query.And(List.of(term("grant"), term("table"), term("copy"))));
        }

        @Test
        void keepThePunctuationTheyWereWrittenWith() {
            assertThat(QueryParser.parse("drivers/xen/blktap.c:"))
                    .isEqualTo(term("drivers/xen/blktap.c:"));
        }

        @Test
        void withAnAsteriskAtTheEndArePrefixes() {
            assertThat(QueryParser.parse("xc_dom*")).isEqualTo(new Query.Prefix(null, "xc_dom"));
            assertThat(QueryParser.parse("s:blk**"))
                    .isEqualTo(new Query.Prefix(Field.SUBJECT, "blk"));
            assertThat(QueryParser.parse("a*b")).isEqualTo(term("a*b"));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"", "  \n\t", "*", "\"\"", "()", "((", "))", "-- -> | …", "-", "\""})
        void areNotNeeded(String text) {
            assertThat(QueryParser.parse(text)).isEqualTo(new Query.All());
        }
    }

    /** What is parsed stands on the left, in another spelling of the same on the right. */
    @Nested
    class Operators {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '\'',
                textBlock =
                        """
                        a AND b              | a b
                        a OR b AND c         | a OR (b c)
                        a b OR c d           | (a b) OR (c d)
                        (a OR b) OR c        | a OR b OR c
                        a (b (c d))          | a b c d
                        a NOT b              | a -b
                        NOT a                | -a
                        NOT NOT a            | a
                        NOT -a               | a
                        -(-a)                | a
                        -(a b)               | -(a b)
                        NOT (a OR b) c       | -(a OR b) c
                        -"a b"               | -"a b"
                        +a +b                | a b
                        +a -b                | a -b
                        -s:a                 | -s:a
                        -s:(a b)             | -(s:a s:b)
                        s:(a OR "b c")       | s:a OR s:"b c"
                        s:(a b:c)            | s:a b:c
                        d:(2011 OR 2013)     | d:2011 OR d:2013
                        has:(patch)          | has:patch
                        FROM:ada             | f:ada
                        Subject:"a b"        | s:"a b"
                        “a b”                | "a b"
                        "a                 b"| "a b"
                        -AND                 | -and
                        AND                  | and
                        or                   | or
                        """)
        void meanTheSameAs(String text, String other) {
            assertThat(QueryParser.parse(text)).hasToString(other);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '\'',
                textBlock =
                        """
                        a OR                 | a
                        OR a                 | a
                        a OR OR b            | a OR b
                        a AND                | a
                        a NOT                | a
                        (a OR) b             | a b
                        a - b                | a b
                        a -- b               | a b
                        --disable-blktap     | disable-blktap
                        ++i                  | i
                        (a b                 | a b
                        a) b                 | a b
                        a ( ) b              | a b
                        "a b                 | a b
                        5" disk              | 5 disk
                        s:"a b               | s:a b
                        foo(bar, 1)          | foo bar, 1
                        http://x             | http://x
                        foo:bar              | foo:bar
                        s: a                 | s: a
                        s:                   | s:
                        s:-                  | s:-
                        d:                   | d:
                        d:..                 | d:..
                        has:nothing          | has:nothing
                        has:"nothing much"   | "nothing much"
                        ::1                  | ::1
                        """)
        void withoutOperandsAndPartnersAreWordsOrNothing(String text, String other) {
            assertThat(QueryParser.parse(text)).hasToString(other);
        }

        @Test
        void bindAndTighterThanOr() {
            assertThat(QueryParser.parse("a b OR c"))
                    .isEqualTo(
                            new Query.Or(
                                    List.of(
                                            new Query.And(List.of(term("a"), term("b"))),
                                            term("c"))));
        }
    }

    @Nested
    class Fields {
        @ParameterizedTest
        @EnumSource(Field.class)
        void haveExamplesThatUseThem(Field field) {
            Query example = QueryParser.parse(field.example());
            Field used =
                    switch (example) {
                        case Query.Term term -> term.field();
                        case Query.Phrase phrase -> phrase.field();
                        case Query.Prefix prefix -> prefix.field();
                        case Query.During during -> during.field();
                        case Query.All all -> null;
                        case Query.And and -> null;
                        case Query.Or or -> null;
                        case Query.Not not -> null;
                    };
            assertThat(used).isEqualTo(field);
            assertThat(example).hasToString(field.example());
        }

        @ParameterizedTest
        @EnumSource(Field.class)
        void areKnownByAllTheirNamesInAnyLocale(Field field) {
            Locale before = Locale.getDefault();
            try {
                Locale.setDefault(Locale.forLanguageTag("tr-TR"));
                for (String name : field.names()) {
                    assertThat(Field.find(name.toUpperCase(Locale.ROOT))).contains(field);
                }
            } finally {
                Locale.setDefault(before);
            }
        }

        @Test
        void keepTheRestOfTheWordAsTheirValue() {
            assertThat(QueryParser.parse("m:<a:b@example.org>"))
                    .isEqualTo(new Query.Term(Field.MESSAGE_ID, "<a:b@example.org>"));
        }
    }

    @Nested
    class Dates {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                nullValues = "-",
                textBlock =
                        """
                        2011                   | 2011-01-01 | 2012-01-01
                        2011-12                | 2011-12-01 | 2012-01-01
                        201102                 | 2011-02-01 | 2011-03-01
                        2011-03-05             | 2011-03-05 | 2011-03-06
                        2011-3-5               | 2011-03-05 | 2011-03-06
                        20110305               | 2011-03-05 | 2011-03-06
                        20120229               | 2012-02-29 | 2012-03-01
                        2011-03-05..2011-04    | 2011-03-05 | 2011-05-01
                        2011..2011             | 2011-01-01 | 2012-01-01
                        2011..                 | 2011-01-01 | -
                        ..2012                 | -          | 2013-01-01
                        """)
        void areWholeDaysMonthsAndYearsOfUtc(String text, String from, String before) {
            assertThat(during("d:" + text))
                    .isEqualTo(new Query.During(Field.SENT, day(from), day(before), text));
            assertThat(during("rt:\"" + text + '"'))
                    .isEqualTo(new Query.During(Field.ARRIVED, day(from), day(before), text));
        }

        private static @Nullable Instant day(@Nullable String day) {
            return day == null ? null : Instant.parse(day + "T00:00:00Z");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                textBlock =
                        """
                        d:2011-13                | 2
                        d:2011-02-29             | 2
                        d:yesterday              | 2
                        d:2011*                  | 2
                        xen d:20111              | 6
                        xen date:2011..nonsense  | 15
                        -rt:2012..2011           | 4
                        d:(2011 OR spring)       | 11
                        d:"last week"            | 3
                        0000-00 d:0000-00        | 10
                        """)
        void thatAreNoneAreErrorsAtTheirPlace(String text, int position) {
            assertThat(error(text).position()).isEqualTo(position);
        }
    }

    @Nested
    class Limits {
        @Test
        void endAtTheLongestQuery() {
            String longest = "a ".repeat(100) + "b".repeat(QueryParser.MAX_LENGTH - 200);
            assertThat(QueryParser.parse(longest)).isInstanceOf(Query.And.class);
            assertThat(error(longest + "b").position()).isEqualTo(QueryParser.MAX_LENGTH);
        }

        @Test
        void endAtTheMostClauses() {
            String most = "a ".repeat(QueryParser.MAX_CLAUSES);
            assertThat(((Query.And) QueryParser.parse(most)).clauses())
                    .hasSize(QueryParser.MAX_CLAUSES);
            assertThat(error(most + "\"b\"").position()).isEqualTo(most.length());
        }

        @Test
        void endAtTheDeepestNesting() {
            String deepest = "(a OR b ".repeat(QueryParser.MAX_DEPTH);
            assertThat(QueryParser.parse(deepest)).isInstanceOf(Query.Or.class);
            assertThat(error(deepest + "-(c").position()).isEqualTo(deepest.length() + 1);
        }
    }

    @Nested
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    class AnyText {
        private static final List<String> PIECES =
                List.of(
                        "a",
                        "xc_domain",
                        "AND",
                        "OR",
                        "NOT",
                        "or",
                        "-",
                        "+",
                        "--",
                        "(",
                        ")",
                        "((",
                        "\"",
                        "“",
                        "”",
                        "*",
                        "**",
                        "s:",
                        "S:",
                        "d:",
                        "rt:",
                        "has:",
                        "patch",
                        "m:",
                        "x:",
                        "http://x",
                        ":",
                        "2011",
                        "2011-03",
                        "..",
                        "<a@b>",
                        "é",
                        "漢字",
                        "\0",
                        "\u00a0",
                        "\ud800",
                        "😀",
                        "'",
                        "\\",
                        "0x1f",
                        "\n");

        @Test
        void isUnderstoodOrRefusedAndPrintsBack() {
            Random random = new Random(20_110_305);
            int understood = 0;
            for (int run = 0; run < 200_000; run++) {
                String text = randomText(random);
                Query query;
                try {
                    query = QueryParser.parse(text);
                } catch (BadQuery e) {
                    assertThat(e.position()).isBetween(0, text.length());
                    continue;
                }
                understood++;
                assertThat(QueryParser.parse(query.toString()))
                        .as("“%s” printed “%s”", text, query)
                        .isEqualTo(query);
            }
            assertThat(understood).isGreaterThan(100_000);
        }

        private static String randomText(Random random) {
            StringBuilder text = new StringBuilder();
            int pieces = random.nextInt(12);
            for (int i = 0; i < pieces; i++) {
                text.append(PIECES.get(random.nextInt(PIECES.size())));
                text.append(random.nextInt(3) == 0 ? "" : " ");
            }
            return text.toString();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"(", ")", "\"", "“", "s:\"", "-", "a", "a:", "NOT ", "OR ", "-(", "d"})
        void canBeMadeOfOneThingOnly(String piece) {
            String text = piece.repeat(QueryParser.MAX_LENGTH / piece.length());
            try {
                assertThat(QueryParser.parse(text)).isNotNull();
            } catch (BadQuery e) {
                assertThat(e).hasMessageEndingWith(".");
            }
        }

        @Test
        void isRefusedWithWordsForTheReader() {
            assertThatThrownBy(() -> QueryParser.parse("d:soon"))
                    .isInstanceOf(BadQuery.class)
                    .hasMessageStartingWith("“soon” is not a date; write 2011");
        }
    }
}
