package org.perdure.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.message.ArchiveException.BadParameter;
import org.perdure.message.ListName;
import org.perdure.query.Query;
import org.perdure.query.QueryParser;
import org.perdure.search.Facets.Count;
import org.perdure.search.Question.Sort;
import org.perdure.store.Change;
import org.perdure.store.Follower.ChangedMessage;

/** What every search index does. An engine's test extends it. */
public abstract class SearchIndexContract {
    /** Returns an index that sees at once what {@link #add} has added. */
    protected abstract SearchIndex index() throws IOException;

    /** Applies changes durably. */
    protected abstract void apply(List<ChangedMessage> changes) throws IOException;

    private void add(Mail... mails) throws IOException {
        List<ChangedMessage> changes = new ArrayList<>();
        for (Mail mail : mails) {
            changes.add(mail.added());
        }
        apply(changes);
    }

    private Page ask(String query) throws IOException {
        return ask(query, Sort.RELEVANCE, 50, null);
    }

    private Page ask(String query, Sort sort, int size, @Nullable String cursor)
            throws IOException {
        return index().search(new Question(QueryParser.parse(query), null, sort, size, cursor));
    }

    private List<Long> keys(String query) throws IOException {
        return ask(query, Sort.OLDEST, 50, null).hits().stream().map(Hit::key).toList();
    }

    /** Asserts that a query finds just the messages with some keys between commas. */
    private void assertFinds(String query, @Nullable String keys) throws IOException {
        List<Long> expected = new ArrayList<>();
        for (String key : keys == null ? new String[0] : keys.split(",")) {
            expected.add(Long.parseLong(key));
        }
        assertThat(keys(query)).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Nested
    class Words {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '\'',
                textBlock =
                        """
                        blktap                   | 1
                        BLKTAP                   | 1
                        driver                   | 1,2
                        "ring page"              | 1
                        "page ring"              |
                        ring page                | 1,2
                        page ring                | 1,2
                        xc_domain_create         | 2
                        domain_create            | 2
                        "domain create"          | 2
                        domain                   | 2
                        xc_dom*                  | 2
                        domain_cr*               | 2
                        drivers/xen/blktap.c     | 1
                        xen/blktap.c             | 1
                        drivers/xen/blk*         | 1
                        drivers/xen/blkback.c    |
                        4.1.0-rc6                | 2
                        4.1.0                    | 2
                        4.2.0                    |
                        0xffff8800               | 2
                        0xffff*                  | 2
                        8800                     |
                        café                     | 3
                        CAFE                     | 3
                        naïve                    | 3
                        Straße                   | 3
                        strasse                  | 3
                        漢字                     | 3
                        字                       | 3
                        字漢                     |
                        Moore                    | 3
                        creat*                   | 2
                        drivers*                 | 1,2
                        crea*                    | 2
                        zebra                    |
                        zebra OR café            | 3
                        driver -ring             |
                        driver NOT blktap        | 2
                        NOT driver               | 3
                        -driver -café            |
                        (blktap OR café) -naïve  | 1
                        *                        | 1,2,3
                        quill                    | 1,2,3
                        ada.quill@example.org    | 1,2,3
                        """)
        void areFoundWholeAndByTheirParts(String query, @Nullable String keys) throws IOException {
            add(
                    Mail.of(1, "blktap", "In drivers/xen/blktap.c the ring page is lost."),
                    Mail.of(
                            2,
                            "Xen 4.1.0-rc6",
                            "The driver created by xc_domain_create has one page at 0xffff8800,"
                                    + " not a ring."),
                    Mail.of(3, "café", "A naïve Straße with 漢字. Moore's law."));
            assertFinds(query, keys);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '\'',
                textBlock =
                        """
                        xc_*_create              | 1
                        xc_do*n*                 | 1
                        XC_*_Create              | 1
                        xc_*_destroy             |
                        nq:hyp*r                 | 2
                        s:hyp*r                  |
                        balloon~                 | 1,2
                        baloon~                  | 1,2
                        ballon~1                 | 1,2
                        blaloon~1                | 1,2
                        allon~2                  |
                        xc_domian_create~        | 1
                        hypervizor~              | 2
                        guest NEAR/3 balloon     | 1
                        balloon NEAR/3 guest     | 1
                        guest NEAR/2 balloon     |
                        grows NEAR/1 balloon     | 2
                        "the balloon" NEAR/3 guest | 1
                        guest NEAR/5 grows       | 2
                        guest NEAR/4 grows       |
                        guest NEAR/8 grows NEAR/8 hypervisor | 2
                        guest NEAR/7 grows NEAR/7 hypervisor |
                        xc_domain_create NEAR/2 never | 1
                        xc_domain_create NEAR/1 never |
                        """)
        void canBeSpelledNearlyOrStandClose(String query, @Nullable String keys)
                throws IOException {
            add(
                    Mail.of(1, "x", "A guest with the balloon: xc_domain_create has never seen it"),
                    Mail.of(2, "x", "The balloon grows in each of our guests of the hypervisor"));
            assertFinds(query, keys);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '\'',
                textBlock =
                        """
                        ドライバ                 | 1
                        ﾄﾞﾗｲﾊﾞ                   | 1
                        バ                       | 1
                        割り込み                 | 1
                        メモリ管理               | 1
                        メモリ OR 内存           | 1,2
                        メモリ 割り込み          | 1
                        "ドライバが割り込みを"   | 1
                        リモメ                   |
                        内存                     | 2
                        内存泄漏                 | 2
                        "虚拟机 内存"            | 2
                        泄内                     |
                        커널                     | 3
                        커널 버그                | 3
                        널커                     |
                        s:管理                   | 1
                        s:管理 driver            |
                        """)
        void ofScriptsWithoutBlanksAreFoundAsRows(String query, @Nullable String keys)
                throws IOException {
            add(
                    Mail.of(1, "メモリ管理の件", "ブロックドライバが割り込みを失います。"),
                    Mail.of(2, "补丁", "虚拟机内存泄漏，请看 driver 的日志。"),
                    Mail.of(3, "x", "이 커널에서 버그를 찾았습니다."));
            assertFinds(query, keys);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '\'',
                textBlock =
                        """
                        fault                    | 1,2,3
                        exact:fault              | 2
                        exact:FAULTS             | 1
                        exact:faulted            | 3
                        exact:faulting           |
                        exact:"page faults"      | 1
                        exact:"page fault"       |
                        exact:"the page"         | 1,3
                        exact:domain             | 2
                        exact:xc_domain_create   | 2
                        exact:"xc domain"        | 2
                        exact:created            |
                        exact:fault*             | 1,2,3
                        -exact:faults            | 2,3
                        exact:(page faulted)     | 3
                        exact:quoted             |
                        """)
        void canBeMeantInOneFormOnly(String query, @Nullable String keys) throws IOException {
            add(
                    Mail.of(1, "x", "> quoted\nAll the page faults of a guest."),
                    Mail.of(2, "x", "A fault of xc_domain_create."),
                    Mail.of(3, "x", "As the page faulted, it ended."));
            assertFinds(query, keys);
        }

        @Test
        void inTheSubjectOrWrittenAreWorthMoreThanQuoted() throws IOException {
            add(
                    Mail.of(1, "Re: disks", "> the balloon leaks\nYes, I see that too.\n"),
                    Mail.of(2, "disks", "I see that the balloon leaks too.\n"),
                    Mail.of(3, "balloon leaks", "Yes, I see that too.\n"));
            assertThat(ask("balloon leaks").hits())
                    .extracting(Hit::key)
                    .containsExactly(3L, 2L, 1L);
        }

        @Test
        void thatStandTogetherAreWorthMore() throws IOException {
            String far =
                    "The event never came.\n\n" + "Nothing of note. ".repeat(10) + "Channel.\n";
            String near = "Nothing of note. ".repeat(10) + "The event channel never came.\n";
            add(Mail.of(1, "x", near), Mail.of(2, "x", far));
            assertThat(ask("event channel").hits()).extracting(Hit::key).containsExactly(1L, 2L);
        }

        @Test
        void inARowAreNotFoundAcrossBlocks() throws IOException {
            add(Mail.of(1, "x", "one two\n> quoted\nthree four\n"));
            assertThat(keys("\"one two\"")).containsExactly(1L);
            assertThat(keys("\"two three\"")).isEmpty();
            assertThat(keys("nq:two nq:three")).containsExactly(1L);
        }
    }

    @Nested
    class Fields {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '\'',
                textBlock =
                        """
                        s:blktap                 | 1
                        s:reply                  | 2
                        b:blktap                 | 1,2
                        nq:blktap                | 1
                        q:blktap                 | 2
                        f:ada                    | 1
                        f:"Ada Quill"            | 1
                        f:quill@example.org      | 1
                        f:cyd                    | 2
                        t:xen-devel              | 1
                        t:lists.example.org      | 1,2
                        c:bo                     | 1,2
                        c:reed                   | 1,2
                        c:ada                    |
                        tc:bo                    | 1,2
                        tc:ada                   |
                        a:ada                    | 1
                        a:bo                     | 1,2
                        mid:1@example.org        | 1
                        mid:<1@EXAMPLE.ORG>      | 1
                        mid:1@example            |
                        mid:1@exa*               | 1
                        m:1@example              | 1
                        m:example.org            | 1,2
                        m:exam*                  | 1,2
                        references:1@example.org | 2
                        refs:<1@EXAMPLE.org>     | 2
                        references:2@example.org |
                        is:root                  | 1
                        is:reply                 | 2
                        mime:text/plain          | 2
                        mime:text/*              | 2
                        mime:text                |
                        lid:xen-devel.lists.example.org | 1
                        lid:<xen-users.lists.example.org> | 2
                        lid:xen-devel            |
                        in:xen-devel             | 1
                        bs:patch                 | 1
                        bs:leaks                 | 1,2
                        bs:quill                 |
                        after:2011-03            | 1
                        after:2011-03-02         |
                        before:2011-03           |
                        before:2012              | 1
                        <2@example.org>          | 2
                        n:config.txt             | 2
                        n:config                 | 2
                        l:xen-devel              | 1
                        l:XEN-USERS              | 2
                        l:xen                    | 1,2
                        l:xen-devel.lists.example.org | 1
                        l:lists.example.org      | 1,2
                        l:example.net            |
                        list:XEN-USERS           | 2
                        list:xen                 |
                        list:xen*                | 1,2
                        z:1000                   | 1
                        z:1001..                 | 2
                        z:..1999                 | 1
                        z:1000..2000             | 1,2
                        size:1k..                | 2
                        -z:..1999                | 2
                        uid:2                    | 2
                        uid:1..1                 | 1
                        uid:3..                  |
                        has:patch                | 1
                        has:attachment           | 2
                        -has:attachment          | 1
                        d:2011-03                | 1
                        d:2011-03-01             | 1
                        d:2011-03-02             |
                        d:..2011                 | 1
                        d:2012..                 |
                        rt:2011-03-01            | 1,2
                        rt:2011-03-02..          |
                        """)
        void narrowTheSearch(String query, @Nullable String keys) throws IOException {
            add(
                    Mail.of(
                            1,
                            "[PATCH] blktap",
                            "blktap leaks\n--- a/drivers/xen/b.c\n+++ b/drivers/xen/b.c\n"),
                    Mail.of(2, "a reply", "> blktap leaks\nsee the file\n")
                            .in("xen-users")
                            .by("Cyd", "cyd@example.net")
                            .at(null)
                            .answering("1@example.org")
                            .with("config.txt", "text/plain"));
            assertFinds(query, keys);
        }

        @Test
        void doNotTakeSignaturesAndTextOnceMoreForAttachments() throws IOException {
            add(
                    Mail.of(1, "a", "b").with("s.asc", "application/pgp-signature"),
                    Mail.of(2, "a", "b").with(null, "text/html"),
                    Mail.of(3, "a", "b").with("fix.PATCH", "application/octet-stream"));
            assertThat(keys("has:attachment")).containsExactly(3L);
            assertThat(keys("has:patch")).containsExactly(3L);
        }
    }

    @Nested
    class Lists {
        @Test
        void limitTheSearch() throws IOException {
            add(Mail.of(1, "a", "word"), Mail.of(2, "a", "word").in("xen-users"));
            Question question =
                    new Question(
                            QueryParser.parse("word OR other"),
                            new ListName("xen-users"),
                            Sort.RELEVANCE,
                            10,
                            null);
            Page page = index().search(question);
            assertThat(page.hits()).extracting(Hit::key).containsExactly(2L);
            assertThat(page.hits().getFirst().list()).isEqualTo(new ListName("xen-users"));
            assertThat(page.total()).isEqualTo(new Page.Total(1, true));
        }
    }

    @Nested
    class Authors {
        private Page by(String author) throws IOException {
            return index().search(
                            new Question(
                                            new Query.All(),
                                            null,
                                            Sort.NEWEST,
                                            10,
                                            null,
                                            Set.of(Question.Part.COUNTS))
                                    .by(author));
        }

        @Test
        void areTakenAsTheyAreWritten() throws IOException {
            add(
                    Mail.of(1, "a", "word").by("Ada Quill", "ada@example.org"),
                    Mail.of(2, "a", "word").by("Ada", "ada@example.org"),
                    Mail.of(3, "a", "Ada Quill").by("Quill, Ada", "ada@example.org"),
                    Mail.of(4, "b", "word").by("Ada Quill", "quill@example.org"));
            Page page = by("Ada Quill");
            assertThat(page.hits()).extracting(Hit::key).containsExactly(4L, 1L);
            assertThat(page.total()).isEqualTo(new Page.Total(2, true));
            assertThat(by("ada quill").hits()).isEmpty();
            assertThat(by("").hits()).isEmpty();
        }
    }

    @Nested
    class Hits {
        @Test
        void sayWhichMessageAndWhy() throws IOException {
            add(
                    Mail.of(1, "disk", "one line\nthen the  ring\tbuffer overflows\nlast line\n")
                            .withId("Some/Odd%Id@Example.org"));
            Hit hit = ask("\"ring buffer\" overflow").hits().getFirst();
            assertThat(hit.id().value()).isEqualTo("Some/Odd%Id@Example.org");
            assertThat(hit.copy()).isZero();
            assertThat(hit.highlights())
                    .containsExactly(
                            new Hit.Highlight(
                                    List.of(
                                            new Hit.Piece("then the ", false),
                                            new Hit.Piece("ring buffer", true),
                                            new Hit.Piece(" ", false),
                                            new Hit.Piece("overflows", true),
                                            new Hit.Piece(" last line ", false))));
        }

        @Test
        void showNothingOfWhatWasExcludedOrLiesInOtherFields() throws IOException {
            add(Mail.of(1, "disk", "some words\n> quoted words\n"));
            assertThat(ask("s:disk -zebra").hits().getFirst().highlights()).isEmpty();
            assertThat(ask("q:words").hits().getFirst().highlights()).isEmpty();
            assertThat(ask("*").hits().getFirst().highlights()).isEmpty();
        }

        @Test
        void comeAloneToThoseWhoWantNothingElse() throws IOException {
            add(Mail.of(1, "disk", "some words"), Mail.of(2, "disk", "some words"));
            Question question =
                    new Question(QueryParser.parse("words"), null, Sort.OLDEST, 1, null, Set.of());
            Page page = index().search(question);
            assertThat(page.hits()).extracting(Hit::key).containsExactly(1L);
            assertThat(page.hits().getFirst().highlights()).isEmpty();
            assertThat(page.facets()).isEqualTo(Facets.NONE);
            assertThat(page.next()).isNotNull();
            assertThat(page.complete()).isTrue();
        }

        @Test
        void areNoneInAnEmptyIndex() throws IOException {
            Page page = ask("anything");
            assertThat(page)
                    .isEqualTo(new Page(new Page.Total(0, true), List.of(), Facets.NONE, null));
            assertThat(index().applied()).isZero();
        }
    }

    @Nested
    class Facts {
        @Test
        void areCounted() throws IOException {
            List<Mail> mails = new ArrayList<>();
            for (int key = 1; key <= 30; key++) {
                Mail mail = Mail.of(key, "s", "word").by("P" + key % 12, "p@example.org");
                mails.add(key % 3 == 0 ? mail.in("xen-users").at("1999-12-31T23:59:59Z") : mail);
            }
            add(mails.toArray(new Mail[0]));
            Page page = ask("word", Sort.RELEVANCE, 5, null);
            assertThat(page.total()).isEqualTo(new Page.Total(30, true));
            assertThat(page.facets().lists())
                    .containsExactly(new Count("xen-devel", 20), new Count("xen-users", 10));
            assertThat(page.facets().years())
                    .containsExactly(new Count("1999", 10), new Count("2011", 20));
            assertThat(page.facets().histogram())
                    .isEqualTo(new Histogram(Histogram.Unit.YEAR, page.facets().years()));
            assertThat(page.facets().authors())
                    .hasSize(10)
                    .startsWith(new Count("P1", 3), new Count("P2", 3))
                    .endsWith(
                            new Count("P0", 2),
                            new Count("P10", 2),
                            new Count("P11", 2),
                            new Count("P7", 2));
        }
    }

    @Nested
    class Bars {
        @ParameterizedTest
        @CsvSource({
            "2011-03-31T23:59:59Z, 2016-02-01T00:00:00Z, MONTH, 2011-03, 2016-02",
            "2011-03-31T23:59:59Z, 2016-03-01T00:00:00Z, YEAR, 2011, 2016"
        })
        void standForMonthsWhereTheyAreNotTooMany(
                String first, String last, Histogram.Unit unit, String from, String to)
                throws IOException {
            add(
                    Mail.of(1, "s", "word").at(first),
                    Mail.of(2, "s", "word").at(last),
                    Mail.of(3, "s", "word").at(last),
                    Mail.of(4, "s", "other").at("1999-01-01T00:00:00Z"));
            assertThat(ask("word").facets().histogram())
                    .isEqualTo(new Histogram(unit, List.of(new Count(from, 1), new Count(to, 2))));
        }

        @Test
        void areNoneWhereNothingMatches() throws IOException {
            add(Mail.of(1, "s", "word"));
            assertThat(ask("zebra").facets().histogram()).isEqualTo(Histogram.NONE);
        }
    }

    @Nested
    class Pages {
        @ParameterizedTest
        @EnumSource(Sort.class)
        void followEachOtherWithoutGapOrRepetition(Sort sort) throws IOException {
            addShuffled(1, 100);
            assertThat(allPages(sort)).doesNotHaveDuplicates().hasSize(100);
        }

        @Test
        void areInTheOrderAskedForWithTiesByKey() throws IOException {
            add(
                    Mail.of(1, "a", "word").at("2011-05-01T00:00:00Z"),
                    Mail.of(2, "a", "word").at("2011-04-01T00:00:00Z"),
                    Mail.of(3, "a", "word").at("2011-05-01T00:00:00Z"));
            assertThat(allPages(Sort.NEWEST)).containsExactly(3L, 1L, 2L);
            assertThat(allPages(Sort.OLDEST)).containsExactly(2L, 1L, 3L);
            assertThat(allPages(Sort.RELEVANCE)).containsExactly(3L, 2L, 1L);
        }

        @Test
        void goOnWhereTheyEndedWhenMailComesMeanwhile() throws IOException {
            addShuffled(1, 30);
            Page first = ask("word", Sort.NEWEST, 10, null);
            add(Mail.of(1_000, "new", "word"), Mail.of(1_001, "new", "word"));
            Page second = ask("word", Sort.NEWEST, 10, first.next());
            assertThat(second.total().value()).isEqualTo(30);
            List<Long> before = first.hits().stream().map(Hit::key).toList();
            List<Long> after = second.hits().stream().map(Hit::key).toList();
            assertThat(before).hasSize(10).isSubsetOf(range(21, 30));
            assertThat(after).hasSize(10).isSubsetOf(range(11, 20));
        }

        @Test
        void endWhenNothingIsLeft() throws IOException {
            addShuffled(1, 10);
            assertThat(ask("word", Sort.NEWEST, 10, null).next()).isNull();
            assertThat(ask("word", Sort.NEWEST, 9, null).next()).isNotNull();
            assertThat(ask("word", Sort.NEWEST, Question.MAX_SIZE, null).hits()).hasSize(10);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "x", "!!", "AXIAAAAA", "AW8AAAAAAAAAAAAAAAAAAAAAAAAA"})
        void cannotBeginAnywhere(String cursor) throws IOException {
            addShuffled(1, 3);
            assertThatThrownBy(() -> ask("word", Sort.NEWEST, 10, cursor))
                    .isInstanceOf(BadParameter.class);
        }

        @Test
        void cannotGoOnInAnotherOrder() throws IOException {
            addShuffled(1, 3);
            String next = ask("word", Sort.NEWEST, 1, null).next();
            assertThatThrownBy(() -> ask("word", Sort.RELEVANCE, 1, next))
                    .isInstanceOf(BadParameter.class);
        }

        private List<Long> range(long first, long last) {
            return LongStream.rangeClosed(first, last).boxed().toList();
        }

        private void addShuffled(long first, long last) throws IOException {
            List<Long> keys = new ArrayList<>(range(first, last));
            Collections.shuffle(keys, new Random(7));
            for (List<Long> part :
                    List.of(
                            keys.subList(0, keys.size() / 2),
                            keys.subList(keys.size() / 2, keys.size()))) {
                List<ChangedMessage> changes = new ArrayList<>();
                for (long key : part) {
                    changes.add(Mail.of(key, "s", "word ".repeat(1 + (int) key % 3)).added());
                }
                apply(changes);
            }
        }

        private List<Long> allPages(Sort sort) throws IOException {
            List<Long> keys = new ArrayList<>();
            String cursor = null;
            do {
                Page page = ask("word", sort, 7, cursor);
                page.hits().forEach(hit -> keys.add(hit.key()));
                cursor = page.next();
            } while (cursor != null);
            return keys;
        }
    }

    @Nested
    class HitsOfThreads {
        /** Each thread is ten keys, as 20 to 29; beyond 100 nobody is known. */
        private static Set<Long> thread(long key) {
            return key > 100
                    ? Set.of()
                    : LongStream.range(key - key % 10, key - key % 10 + 10)
                            .boxed()
                            .collect(Collectors.toSet());
        }

        private Page ask(Sort sort, int size, @Nullable String cursor) throws IOException {
            return index().search(
                            new Question(QueryParser.parse("word"), null, sort, size, cursor)
                                    .collapsed(HitsOfThreads::thread));
        }

        /** Of each thread 3 match, the longest best. */
        private void addThreads() throws IOException {
            List<ChangedMessage> changes = new ArrayList<>();
            for (long thread = 1; thread <= 9; thread++) {
                for (int message = 0; message < 5; message++) {
                    String text = message < 2 ? "other" : "word ".repeat(message);
                    changes.add(Mail.of(10 * thread + message, "s", text).added());
                }
            }
            changes.add(Mail.of(101, "s", "word").added());
            changes.add(Mail.of(102, "s", "word").added());
            Collections.shuffle(changes, new Random(3));
            apply(changes.subList(0, 20));
            apply(changes.subList(20, changes.size()));
        }

        private List<Hit> allPages(Sort sort, int size) throws IOException {
            List<Hit> hits = new ArrayList<>();
            String cursor = null;
            do {
                Page page = ask(sort, size, cursor);
                assertThat(page.hits()).isNotEmpty();
                hits.addAll(page.hits());
                cursor = page.next();
            } while (cursor != null);
            return hits;
        }

        @ParameterizedTest
        @CsvSource({
            "NEWEST, 102 101 94 84 74 64 54 44 34 24 14",
            "OLDEST, 12 22 32 42 52 62 72 82 92 101 102"
        })
        void areTheFirstOfEachInTheOrderAskedFor(Sort sort, String keys) throws IOException {
            addThreads();
            for (int size : new int[] {1, 3, 4, 10, 11, 50}) {
                List<Hit> hits = allPages(sort, size);
                assertThat(hits)
                        .extracting(hit -> Long.toString(hit.key()))
                        .containsExactly(keys.split(" "));
                assertThat(hits).allMatch(hit -> hit.further() == (hit.key() > 100 ? 0 : 2));
            }
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 10, 11, 50})
        void areTheBestOfEach(int size) throws IOException {
            addThreads();
            assertThat(allPages(Sort.RELEVANCE, size))
                    .extracting(Hit::key)
                    .containsExactly(94L, 84L, 74L, 64L, 54L, 44L, 34L, 24L, 14L, 102L, 101L);
        }

        @Test
        void leaveTotalsAsTheyAre() throws IOException {
            addThreads();
            Page page = ask(Sort.NEWEST, 2, null);
            assertThat(page.total()).isEqualTo(new Page.Total(29, true));
            assertThat(page.facets().lists()).containsExactly(new Count("xen-devel", 29));
        }
    }

    @Nested
    class Changes {
        @Test
        void appliedTwiceDoNoHarm() throws IOException {
            add(Mail.of(1, "a", "word"), Mail.of(2, "a", "word"));
            add(Mail.of(2, "a", "word"), Mail.of(3, "a", "word"), Mail.of(3, "a", "word"));
            assertThat(keys("word")).containsExactly(1L, 2L, 3L);
        }

        @Test
        void moveThePositionEvenWhenNothingIsToBeIndexed() throws IOException {
            add(Mail.of(1, "a", "word"));
            assertThat(index().applied()).isEqualTo(1);
            apply(List.of(Mail.of(1, "a", "word").changed(2, Change.Kind.RETHREADED)));
            assertThat(index().applied()).isEqualTo(2);
            assertThat(keys("word")).containsExactly(1L);
        }

        private static ChangedMessage hidden(Mail mail, long sequence) {
            return mail.changed(sequence, Change.Kind.HIDDEN);
        }

        private static ChangedMessage unhidden(Mail mail, long sequence) {
            return mail.changed(sequence, Change.Kind.UNHIDDEN);
        }

        @Test
        void hideWhatIsTakenDownUntilItIsShownAgain() throws IOException {
            Mail one = Mail.of(1, "a", "word");
            Mail two = Mail.of(2, "a", "word");
            add(one, two);
            apply(List.of(hidden(one, 3)));
            assertThat(keys("word")).containsExactly(2L);
            assertThat(index().applied()).isEqualTo(3);
            apply(List.of(hidden(one, 3)));
            apply(List.of(unhidden(one, 4)));
            assertThat(keys("word")).containsExactly(1L, 2L);
            apply(List.of(unhidden(one, 4)));
            assertThat(keys("word")).containsExactly(1L, 2L);
        }

        @Test
        void ofOneMessageCountInTheirOrder() throws IOException {
            Mail one = Mail.of(1, "a", "word");
            Mail two = Mail.of(2, "a", "word");
            Mail three = Mail.of(3, "a", "word");
            apply(
                    List.of(
                            one.added(),
                            two.added(),
                            three.added(),
                            hidden(one, 4),
                            hidden(two, 5),
                            unhidden(two, 6),
                            hidden(three, 7),
                            unhidden(three, 8),
                            hidden(three, 9)));
            assertThat(keys("word")).containsExactly(2L);
            add(Mail.of(10, "a", "word"));
            assertThat(keys("word")).containsExactly(2L, 10L);
        }
    }
}
