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
    /** A Saturday. */
    private static final Instant NOW = Instant.parse("2011-03-05T17:30:15Z");

    private static Query parse(String text) {
        return QueryParser.parse(text, NOW);
    }

    private static Query term(String text) {
        return new Query.Term(null, text);
    }

    private static Query during(String text) {
        return parse(text);
    }

    private static BadQuery error(String text) {
        return catchThrowableOfType(BadQuery.class, () -> parse(text));
    }

    @Nested
    class Words {
        @Test
        void sideBySideMustAllMatch() {
            assertThat(parse("grant  table\tcopy"))
                    .isEqualTo(new Query.And(List.of(term("grant"), term("table"), term("copy"))));
        }

        @Test
        void keepThePunctuationTheyWereWrittenWith() {
            assertThat(parse("drivers/xen/blktap.c:")).isEqualTo(term("drivers/xen/blktap.c:"));
        }

        @Test
        void withAnAsteriskAtTheEndArePrefixes() {
            assertThat(parse("xc_dom*")).isEqualTo(new Query.Prefix(null, "xc_dom"));
            assertThat(parse("s:blk**")).isEqualTo(new Query.Prefix(Field.SUBJECT, "blk"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"xc_*_create", "ab*c", "s:bl*k*", "ab**cd", "éé*漢"})
        void withAsterisksWithinAreShapes(String text) {
            assertThat(parse(text)).isInstanceOf(Query.Wildcard.class).hasToString(text);
        }

        @ParameterizedTest
        @ValueSource(strings = {"a*b", "*ptr", "**argv", "xen/*/b.c", "ab*c*d*e*f*g", "list:ab*c"})
        void withAsterisksElsewhereAreWords(String text) {
            assertThat(parse(text)).isInstanceOf(Query.Term.class).hasToString(text);
        }

        @ParameterizedTest
        @CsvSource({
            "abcde~, abcde~1",
            "abcdef~, abcdef~2",
            "abc~2, abc~2",
            "s:xc_domian~, s:xc_domian~2",
            "-abc~, -abc~1"
        })
        void withATildeAtTheEndAreSpelledNearlySo(String text, String printed) {
            assertThat(parse(text)).hasToString(printed);
            assertThat(parse(printed)).isEqualTo(parse(text));
        }

        @ParameterizedTest
        @ValueSource(strings = {"ab~", "abc~3", "~abc", "~/file", "a.b.c~", "mid:abc~"})
        void withATildeElsewhereAreWords(String text) {
            assertThat(parse(text)).isInstanceOf(Query.Term.class).hasToString(text);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"", "  \n\t", "*", "\"\"", "()", "((", "))", "-- -> | …", "-", "\""})
        void areNotNeeded(String text) {
            assertThat(parse(text)).isEqualTo(new Query.All());
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
                        a OR b AND c         | a OR b c
                        (a b) OR (c d)       | a b OR c d
                        a b OR c d           | a b OR c d
                        (a OR b) c           | (a OR b) c
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
            assertThat(parse(text)).hasToString(other);
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
            assertThat(parse(text)).hasToString(other);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '\'',
                textBlock =
                        """
                        a NEAR/5 b           | a NEAR/5 b
                        a NEAR/05 "b c" d    | a NEAR/5 "b c" d
                        x a NEAR/5 b NEAR/5 c| x a NEAR/5 b NEAR/5 c
                        s:(a NEAR/1 b)       | s:a NEAR/1 s:b
                        a -(b NEAR/100 c)    | a -(b NEAR/100 c)
                        a NEAR/5 b OR c      | a NEAR/5 b OR c
                        (a NEAR/5 b) (c OR d)| a NEAR/5 b (c OR d)
                        "NEAR/5"             | "NEAR/5"
                        -NEAR/5              | -near/5
                        near/5               | near/5
                        NEAR a               | NEAR a
                        """)
        void ofNearnessBindTightest(String text, String printed) {
            assertThat(parse(text)).hasToString(printed);
            assertThat(parse(printed)).isEqualTo(parse(text));
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '\'',
                textBlock =
                        """
                        NEAR/5 a             | 0
                        a NEAR/5             | 2
                        a NEAR/5 OR b        | 2
                        (a NEAR/5) b         | 3
                        a NEAR/5 (b)         | 2
                        (a b) NEAR/5 c       | 6
                        a NEAR/5 -b          | 2
                        -a NEAR/5 b          | 3
                        a NEAR/5 NEAR/5 b    | 2
                        a NEAR/5 b NEAR/6 c  | 11
                        a NEAR/5 s:b         | 2
                        d:2011 NEAR/5 a      | 7
                        a NEAR/5 d:2011      | 2
                        ab* NEAR/5 a         | 4
                        mid:a NEAR/5 mid:b   | 6
                        a NEAR/0 b           | 2
                        a NEAR/101 b         | 2
                        """)
        void ofNearnessThatJoinNoWordsAreErrorsAtTheirPlace(String text, int position) {
            assertThat(error(text).position()).isEqualTo(position);
        }

        @Test
        void ofNearnessJoinUpToTheLimit() {
            String most = "a" + " NEAR/9 b".repeat(QueryParser.MAX_NEAR - 1);
            assertThat(parse(most)).isInstanceOf(Query.Near.class);
            assertThat(error(most + " NEAR/9 c").position()).isEqualTo(most.length() + 1);
        }

        @Test
        void bindAndTighterThanOr() {
            assertThat(parse("a b OR c"))
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
            Query example = parse(field.example());
            Field used =
                    switch (example) {
                        case Query.Term term -> term.field();
                        case Query.Phrase phrase -> phrase.field();
                        case Query.Prefix prefix -> prefix.field();
                        case Query.During during -> during.field();
                        case Query.Between between -> between.field();
                        case Query.Wildcard word -> word.field();
                        case Query.Fuzzy fuzzy -> fuzzy.field();
                        case Query.Near near -> near.field();
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
            assertThat(parse("m:<a:b@example.org>"))
                    .isEqualTo(new Query.Term(Field.PART_OF_ID, "<a:b@example.org>"));
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
                        2011/3/5               | 2011-03-05 | 2011-03-06
                        today                  | 2011-03-05 | 2011-03-06
                        yesterday              | 2011-03-04 | 2011-03-05
                        saturday               | 2011-02-26 | 2011-02-27
                        Last.Friday            | 2011-03-04 | 2011-03-05
                        march                  | 2011-03-01 | 2011-04-01
                        apr                    | 2010-04-01 | 2010-05-01
                        march.2009             | 2009-03-01 | 2009-04-01
                        5.mar.2009             | 2009-03-05 | 2009-03-06
                        mar.5.2009             | 2009-03-05 | 2009-03-06
                        3.days.ago             | 2011-03-02 | 2011-03-03
                        three.days.ago         | 2011-03-02 | 2011-03-03
                        1.year.2.months.ago    | 2010-01-05 | 2010-01-06
                        2..5.days.ago          | 2011-02-28 | 2011-03-04
                        5..2.days.ago          | 2011-02-28 | 2011-03-04
                        2.weeks.ago..yesterday | 2011-02-19 | 2011-03-05
                        last.week              | 2011-02-26 | -
                        last.week..            | 2011-02-26 | -
                        ..last.month           | -          | 2011-02-06
                        2w                     | 2011-02-19 | -
                        1y..6m                 | 2010-03-05 | 2010-09-06
                        2011..                 | 2011-01-01 | -
                        ..2012                 | -          | 2013-01-01
                        """)
        void areWholeDaysMonthsAndYearsOfUtc(String text, String from, String before) {
            assertThat(during("d:" + text))
                    .isEqualTo(new Query.During(Field.SENT, day(from), day(before), text));
            assertThat(during("rt:\"" + text + '"'))
                    .isEqualTo(new Query.During(Field.ARRIVED, day(from), day(before), text));
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                nullValues = "-",
                textBlock =
                        """
                        d:2011-03-05T17:30       | 2011-03-05T17:30:00Z | 2011-03-05T17:31:00Z
                        d:2011-03-05T17:30:15Z   | 2011-03-05T17:30:15Z | 2011-03-05T17:30:16Z
                        d:"2011-03-05 17:30"     | 2011-03-05T17:30:00Z | 2011-03-05T17:31:00Z
                        dt:20110305173015..      | 2011-03-05T17:30:15Z | -
                        rt:1299346215..          | 2011-03-05T17:30:15Z | -
                        rt:..@1299346215         | -                    | 2011-03-05T17:30:16Z
                        d:6.hours.ago..          | 2011-03-05T11:30:15Z | -
                        d:"6 hours ago..now"     | 2011-03-05T11:30:15Z | 2011-03-06T00:00:00Z
                        after:2011-03            | 2011-03-01T00:00:00Z | -
                        newer_than:2d            | 2011-03-03T00:00:00Z | -
                        before:2011/3/5          | -                    | 2011-03-05T00:00:00Z
                        older_than:1y            | -                    | 2010-03-05T00:00:00Z
                        """)
        void canBeAsExactAsASecond(String text, @Nullable Instant from, @Nullable Instant before) {
            Query.During during = (Query.During) parse(text);
            assertThat(during.from()).isEqualTo(from);
            assertThat(during.before()).isEqualTo(before);
            assertThat(parse(during.toString())).isEqualTo(during);
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
                        d:someday                | 2
                        d:31.feb.2011            | 2
                        d:5.mar.mar              | 2
                        d:3.days.of.ago          | 2
                        d:ago                    | 2
                        d:99999.years.ago        | 2
                        d:2011-03-05T25:00       | 2
                        d:a.a.a.a.a.a.a.a.a.a.a.a.a | 2
                        before:..2011            | 7
                        after:..2011             | 6
                        d:2011*                  | 2
                        xen d:20111              | 6
                        xen date:2011..nonsense  | 15
                        -rt:2012..2011           | 4
                        d:(2011 OR spring)       | 11
                        d:"next week"            | 3
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
            assertThat(parse(longest)).isInstanceOf(Query.And.class);
            assertThat(error(longest + "b").position()).isEqualTo(QueryParser.MAX_LENGTH);
        }

        @Test
        void endAtTheMostClauses() {
            String most = "a ".repeat(QueryParser.MAX_CLAUSES);
            assertThat(((Query.And) parse(most)).clauses()).hasSize(QueryParser.MAX_CLAUSES);
            assertThat(error(most + "\"b\"").position()).isEqualTo(most.length());
        }

        @Test
        void endAtTheDeepestNesting() {
            String deepest = "(a OR b ".repeat(QueryParser.MAX_DEPTH);
            assertThat(parse(deepest)).isInstanceOf(Query.Or.class);
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
                        "is:root",
                        "before:",
                        "last.week",
                        "3.days.ago",
                        "\"5 mar 2011\"",
                        "NEAR/5",
                        "NEAR/6",
                        "abc~",
                        "abc~1",
                        "ab*c",
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
                    query = parse(text);
                } catch (BadQuery e) {
                    assertThat(e.position()).isBetween(0, text.length());
                    continue;
                }
                understood++;
                assertThat(parse(query.toString()))
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
                assertThat(parse(text)).isNotNull();
            } catch (BadQuery e) {
                assertThat(e).hasMessageEndingWith(".");
            }
        }

        @Test
        void isRefusedWithWordsForTheReader() {
            assertThatThrownBy(() -> parse("d:soon"))
                    .isInstanceOf(BadQuery.class)
                    .hasMessageStartingWith("“soon” is not a date; write 2011");
        }
    }

    @Nested
    class FieldsOfPublicInbox {
        /** Those on its help page, and those that it takes without a word of them. */
        @ParameterizedTest
        @CsvSource({
            "s, SUBJECT",
            "d, SENT",
            "b, BODY",
            "nq, OWN_TEXT",
            "q, QUOTED_TEXT",
            "n, ATTACHMENT",
            "t, TO",
            "c, CC",
            "f, FROM",
            "a, PEOPLE",
            "tc, RECIPIENTS",
            "l, PART_OF_LIST",
            "bs, SUBJECT_AND_BODY",
            "dfn, FILE",
            "dfa, REMOVED",
            "dfb, ADDED",
            "dfhh, FUNCTION",
            "dfctx, CONTEXT",
            "dfpre, BLOB_BEFORE",
            "dfpost, BLOB_AFTER",
            "dfblob, BLOB",
            "patchid, PATCH_ID",
            "rt, ARRIVED",
            "m, PART_OF_ID",
            "mid, MESSAGE_ID",
            "lid, LIST_ID",
            "tcf, PEOPLE",
            "references, REFERENCES",
            "dt, SENT",
            "z, SIZE",
            "uid, UID"
        })
        void areKnown(String name, Field field) {
            assertThat(Field.find(name)).hasValue(field);
        }
    }

    @Nested
    class Ranges {
        @ParameterizedTest
        @CsvSource({
            "z:7, 7, 7",
            "z:7..9, 7, 9",
            "z:7.., 7, 9223372036854775807",
            "z:..9, 0, 9",
            "z:9..9, 9, 9",
            "size:2k..3M, 2048, 3145728",
            "uid:999999999999, 999999999999, 999999999999",
            "z:\"7..9\", 7, 9"
        })
        void areOfNumbers(String text, long from, long to) {
            Query query = QueryParser.parse(text);
            assertThat(query).isInstanceOf(Query.Between.class);
            Query.Between between = (Query.Between) query;
            assertThat(between.from()).isEqualTo(from);
            assertThat(between.to()).isEqualTo(to);
            assertThat(QueryParser.parse(query.toString())).isEqualTo(query);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "z:x",
                    "z:9..7",
                    "z:7-9",
                    "z:1000000000000",
                    "z:1g",
                    "uid:1...2",
                    "z:-1"
                })
        void areWordsWhereTheyAreNone(String text) {
            assertThat(QueryParser.parse(text)).isNotInstanceOf(Query.Between.class);
        }
    }
}
