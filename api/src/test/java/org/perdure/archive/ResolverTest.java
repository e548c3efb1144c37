package org.perdure.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.archive.LinkAnswer.Status;
import org.perdure.link.PublishedPlace;
import org.perdure.link.PublishedPlace.Scheme;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;
import org.perdure.store.Entry;
import org.perdure.store.LinkPair;
import org.perdure.store.LinkPair.Origin;

class ResolverTest {
    private final SampleArchive sample = new SampleArchive();

    /** SHA-1 of {@code 3@cyd}. */
    private static final String HEX = "4513f0a54b1aa4604776dca2ce52c13cfa24d7b9";

    private static final String BASE_32 = "IUJ7BJKLDKSGAR3W3SRM4UWBHT5CJV5Z";

    /** SHA-1 of the same with the address of the list behind it. */
    private static final String BASE_64 = "kBpV2Mn2Fnbl-nMuIaTZdbkEv3U=";

    private LinkAnswer resolve(String link) {
        return new Resolver(sample.archive).resolve(link);
    }

    @Nested
    class Exact {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                textBlock =
                        """
            http://lists.example.org/archives/html/fern-devel/2011-03/msg00002.html | num fern-devel 2011-03 2 | /fern-devel/3@cyd/ | 3@cyd
            https://lists.example.org/archives/html/fern-devel/2011-03/msg00002.html). | num fern-devel 2011-03 2 | /fern-devel/3@cyd/ | 3@cyd
            /archives/html/fern-devel/2011-04/msg00001.html | num fern-devel 2011-04 1 | /fern-devel/5@eve/ | 5@eve
            https://lore.kernel.org/fern-devel/2@bob/ | id 2@bob | /fern-devel/2@bob/ | 2@bob
            https://lists.example.org/fern-devel/a%2Fb%25c+d@ada/ | id a/b%c+d@ada | /fern-devel/a%2Fb%25c%2Bd@ada/ | a/b%c+d@ada
            https://lists.example.org/archives/html/fern-devel/2011-03/ | month fern-devel 2011-03 | /fern-devel/2011-03/ |
            https://lists.example.org/archives/html/fern-devel/2011-03/threads.html | month fern-devel 2011-03 | /fern-devel/2011-03/threads.html |
            https://lists.example.org/fern-devel | list fern-devel | /fern-devel/ |
            """)
        void answersNameAPage(String link, String key, String path, String messageId) {
            LinkAnswer answer = resolve(link);
            assertThat(answer.link()).isEqualTo(link);
            assertThat(answer.status()).isEqualTo(Status.EXACT);
            assertThat(answer.key()).isEqualTo(key);
            assertThat(answer.path()).isEqualTo(path);
            assertThat(answer.messageId()).isEqualTo(messageId);
            assertThat(answer.confidence()).isEqualTo(1);
            assertThat(answer.reason()).isEmpty();
            assertThat(answer.candidates()).isEmpty();
            assertThat(answer.pages()).isEmpty();
            assertThat(answer.wayback()).isNull();
        }

        @Test
        void answersFollowTheFragmentOfAPublicInboxLink() {
            // The fragment is m and the SHA-1 of 4@dan.
            LinkAnswer answer =
                    resolve(
                            "https://lore.kernel.org/fern-devel/2@bob/T/#m"
                                    + "cf804b6486ab8d4629a311cdda6a2027ddb93795");
            assertThat(answer.messageId()).isEqualTo("4@dan");
        }

        @Test
        void answersPreferTheListThatTheLinkNames() {
            assertThat(resolve("https://lore.kernel.org/moss-users/1@ada/").path())
                    .isEqualTo("/moss-users/1@ada/");
            assertThat(resolve("https://lore.kernel.org/fern-devel/1@ada/").path())
                    .isEqualTo("/fern-devel/1@ada/");
        }
    }

    /** Of a series, only its twelfth patch came. */
    @Nested
    class CutIds {
        private static final String HERE = "20110301074436.919889-12-ada@mail.example.org";

        @BeforeEach
        void setUp() {
            sample.store.add(
                    SampleArchive.LIST,
                    SampleArchive.MARCH,
                    SampleArchive.message(HERE, "", "Tue, 01 Mar 2011 07:44:36 +0000", "Fronds"));
        }

        private LinkAnswer lore(String end) {
            LinkAnswer answer = resolve("https://lore.kernel.org/fern-devel/" + end);
            assertThat(
                            answer.path() == null
                                    ? answer.candidates().getFirst().path()
                                    : answer.path())
                    .isEqualTo("/fern-devel/" + HERE + "/");
            return answer;
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "20110301074436.919889-12",
                    "20110301074436.919889-12-ad",
                    "20110301074436.919889-12-ada@mail.exa",
                    "20110301074436.919889-"
                })
        void leadToTheOnlyMessageThatBeginsSo(String end) {
            assertThat(lore(end).status()).isEqualTo(Status.EXACT);
            assertThat(lore(end).confidence()).isEqualTo(0.95);
        }

        /** It may have been 1, 10, or 11. */
        @ParameterizedTest
        @ValueSource(strings = {"20110301074436.919889-1", "20110301074436.91988"})
        void areGuessesWithinANumber(String end) {
            assertThat(lore(end).status()).isEqualTo(Status.CANDIDATES);
        }

        @ParameterizedTest
        @ValueSource(strings = {"/T/", "/raw", "/#t"})
        void areGuessesWhereSomethingStandsBehindThem(String behind) {
            assertThat(lore("20110301074436.919889-12-ada@mail.exampl" + behind).status())
                    .isEqualTo(Status.CANDIDATES);
        }
    }

    @Nested
    class Candidates {
        @Test
        void areTheListsOfAMessageSentToSeveral() {
            LinkAnswer answer = resolve("https://lore.kernel.org/r/1@ada");
            assertThat(answer.status()).isEqualTo(Status.CANDIDATES);
            assertThat(answer.path()).isNull();
            assertThat(answer.reason()).isNotBlank();
            assertThat(answer.candidates().stream().map(Summary::path))
                    .containsExactly("/fern-devel/1@ada/", "/moss-users/1@ada/");
        }

        @Test
        void areTheMessageWhenItsFragmentLeadsNowhere() {
            LinkAnswer answer =
                    resolve("https://lore.kernel.org/fern-devel/2@bob/T/#m" + "0".repeat(40));
            assertThat(answer.status()).isEqualTo(Status.CANDIDATES);
            assertThat(answer.candidates()).hasSize(1);
        }

        /** The hash of 4@dan, cut. */
        @Test
        void areTheMessageWhenItsFragmentIsCut() {
            assertThat(
                            resolve("https://lore.kernel.org/fern-devel/2@bob/T/#mcf804b6486ab")
                                    .status())
                    .isEqualTo(Status.CANDIDATES);
            assertThat(resolve("https://lore.kernel.org/fern-devel/2@bob/T/#mcf80").status())
                    .isEqualTo(Status.EXACT);
        }

        @Test
        void areWhatCameWithinMinutesOfANumberAtMarc() {
            // 1299240000 is 12:00 on 4 March 2011.
            LinkAnswer answer = resolve("https://marc.info/?l=fern-devel&m=129924030012345");
            assertThat(answer.key()).isEqualTo("marc fern-devel 129924030012345");
            assertThat(answer.status()).isEqualTo(Status.CANDIDATES);
            assertThat(answer.candidates().stream().map(one -> one.id().value()))
                    .containsExactly("3@cyd");
            assertThat(resolve("https://marc.info/?l=fern-devel&m=129994030012345").status())
                    .isEqualTo(Status.UNKNOWN);
        }

        @ParameterizedTest
        @CsvSource({
            "1299239399, 0",
            "1299239400, 1",
            "1299240600, 1",
            "1299240601, 0",
        })
        void comeWithinTenMinutes(long second, int candidates) {
            LinkAnswer answer = resolve("https://marc.info/?l=fern-devel&m=" + second + "12345");
            assertThat(answer.candidates()).hasSize(candidates);
        }
    }

    @Nested
    class Nothing {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "http://lists.example.org/archives/html/fern-devel/2011-03/msg00099.html",
                    "http://lists.example.org/archives/html/fern-devel/2012-03/msg00001.html",
                    "http://lists.example.org/archives/html/heath-devel/2011-03/msg00001.html",
                    "http://lists.example.org/archives/html/fern-devel/2012-03/",
                    "http://lists.example.org/archives/html/heath-devel/2011-03/",
                    "http://lists.example.org/archives/html/fern-devel/2011-03/pdf00000.pdf",
                    "https://lore.kernel.org/fern-devel/nobody@nowhere/"
                })
        void isUnknownWhereTheArchiveShouldHaveIt(String link) {
            LinkAnswer answer = resolve(link);
            assertThat(answer.status()).isEqualTo(Status.UNKNOWN);
            assertThat(answer.key()).isNotBlank();
            assertThat(answer.reason()).isNotBlank();
            assertThat(answer.path()).isNull();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "nonsense",
                    "https://www.example.com/",
                    "https://example.com/archives/html/fern-devel/2011-03/msg00002.html",
                    "http://article.gmane.org/gmane.comp.fern.devel/20573",
                    "https://marc.info/?l=heath-devel&m=129924030012345",
                    "https://marc.info/?l=heath-devel&m=1",
                    "https://groups.google.com/g/heath/c/AbC/m/XyZ",
                    "https://example.com/archives/list/heath@example.com/2011/3/",
                    "\u0000\uffff%%%"
                })
        void isForeignElsewhere(String link) {
            LinkAnswer answer = resolve(link);
            assertThat(answer.status()).isEqualTo(Status.FOREIGN);
            assertThat(answer.reason()).isNotBlank();
            assertThat(answer.path()).isNull();
        }
    }

    private Entry add(ListName list, String id, String subject) {
        String date = "Fri, 04 Mar 2011 10:00:00 +0000";
        return sample.store.add(
                list, SampleArchive.MARCH, SampleArchive.message(id, "", date, subject));
    }

    private static List<String> ids(LinkAnswer answer) {
        return answer.candidates().stream().map(one -> one.id().value()).toList();
    }

    @Nested
    class Hashes {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "https://lore.kernel.org/fern-devel/never@came/T/#m@HEX@",
                    "https://lore.kernel.org/fern-devel/2@bob/#r@HEX@",
                    "https://lists.example.com/archives/list/x@example.com/message/@B32@/",
                    "https://lists.example.com/list/x@example.com/thread/@OTHER@/#@B32@",
                    "http://go.mail-archive.com/@B32@",
                    "http://go.mail-archive.com/@B64@"
                })
        void leadToTheMessage(String form) {
            LinkAnswer answer =
                    resolve(
                            form.replace("@HEX@", HEX)
                                    .replace("@B32@", BASE_32)
                                    .replace("@B64@", BASE_64)
                                    .replace("@OTHER@", "A".repeat(32)));
            assertThat(answer.status()).isEqualTo(Status.EXACT);
            assertThat(answer.messageId()).isEqualTo("3@cyd");
            assertThat(answer.confidence()).isEqualTo(1);
        }

        @Test
        void leadToMessagesThatCameLater() {
            String link = "https://lists.example.com/list/x@example.com/message/@/";
            // Of 12345, from the manual of Mailman.
            link = link.replace("@/", "RSZCG7IGPHFIRW3EMTVMMDNJMNCVCOLE/");
            assertThat(resolve(link).status()).isEqualTo(Status.UNKNOWN);
            add(SampleArchive.LIST, "12345", "Later");
            assertThat(resolve(link).messageId()).isEqualTo("12345");
        }

        @Test
        void ofAMessageThatWasTakenDownSaySo() {
            Entry entry =
                    sample.store.find(SampleArchive.LIST, new MessageId("3@cyd")).orElseThrow();
            sample.store.hide(entry, Instant.EPOCH);
            String link = "http://go.mail-archive.com/" + BASE_32;
            assertThat(resolve(link).status()).isEqualTo(Status.GONE);
            assertThat(resolve("http://go.mail-archive.com/" + BASE_64).status())
                    .isEqualTo(Status.GONE);
        }

        @Test
        void ofAMessageOfTwoListsNameBoth() {
            add(SampleArchive.OTHER, "3@cyd", "Roots");
            LinkAnswer answer = resolve("http://go.mail-archive.com/" + BASE_32);
            assertThat(answer.status()).isEqualTo(Status.CANDIDATES);
            assertThat(answer.several()).isTrue();
            assertThat(answer.candidates()).hasSize(2);
        }
    }

    @Nested
    class PartsOfIds {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                textBlock =
                        """
                        https://lore.kernel.org/fern-devel/20110304.abcde | EXACT      | 1
                        https://lore.kernel.org/fern-devel/20110304.abcd  | CANDIDATES | 1
                        https://lore.kernel.org/fern-devel/20110304.1     | UNKNOWN    | 0
                        https://lore.kernel.org/fern-devel/20110304.abc   | CANDIDATES | 1
                        https://lore.kernel.org/fern-devel/20110304.ab    | CANDIDATES | 2
                        https://lore.kernel.org/fern-devel/20110304.      | CANDIDATES | 2
                        https://lore.kernel.org/fern-devel/20110304.abcde@exam | EXACT | 1
                        https://lore.kernel.org/fern-devel/20110304.abcde@xxxxxxxxxxx | EXACT | 1
                        https://lore.kernel.org/fern-devel/20110304.abcde@xxxxxxxxxx | UNKNOWN | 0
                        https://lore.kernel.org/fern-devel/20110304.abcde-Re5JQEeQqe8AvxtiuMwx3w@public.gmane.org | EXACT | 1
                        https://lore.kernel.org/fern-devel/20110304.nobody-Re5JQEeQqe8AvxtiuMwx3w@public.gmane.org | UNKNOWN | 0
                        """)
        void areEnoughWhenOneMessageHasThem(String link, Status status, int messages) {
            add(SampleArchive.LIST, "20110304.abcde@example.org", "One");
            add(SampleArchive.LIST, "20110304.abxyz@example.org", "Two");
            LinkAnswer answer = resolve(link.strip());
            assertThat(answer.status()).isEqualTo(status);
            if (status == Status.EXACT) {
                assertThat(answer.messageId()).isEqualTo("20110304.abcde@example.org");
                assertThat(answer.confidence()).isBetween(0.9, 1.0);
            } else {
                assertThat(answer.candidates()).hasSize(messages);
            }
        }

        @Test
        void ofTwoMessagesAreBoth() {
            add(SampleArchive.LIST, "20110304.abcde@example.org", "One");
            add(SampleArchive.LIST, "20110304.abcde@example.com", "Two");
            LinkAnswer masked = resolve("https://lore.kernel.org/x/20110304.abcde@xxxxxxxxxxx/");
            assertThat(masked.status()).isEqualTo(Status.CANDIDATES);
            assertThat(masked.several()).isFalse();
            assertThat(ids(masked))
                    .containsExactly("20110304.abcde@example.com", "20110304.abcde@example.org");
            assertThat(resolve("https://lore.kernel.org/x/20110304.abcde@example.org").status())
                    .isEqualTo(Status.EXACT);
        }

        @ParameterizedTest
        @CsvSource({"19, 19", "20, 20", "21, 20"})
        void areAtMostSoMany(int messages, int candidates) {
            for (int i = 0; i < messages; i++) {
                add(SampleArchive.LIST, "20110304.many" + i + "@example.org", "One");
            }
            assertThat(resolve("https://lore.kernel.org/x/20110304.many").candidates())
                    .hasSize(candidates);
        }

        @Test
        void ofAMessageThatWasTakenDownSaySo() {
            Entry entry = add(SampleArchive.LIST, "20110304.abcde@example.org", "One");
            sample.store.hide(entry, Instant.EPOCH);
            assertThat(resolve("https://lore.kernel.org/x/20110304.abcde").status())
                    .isEqualTo(Status.GONE);
        }
    }

    @Nested
    class Pipermail {
        private static final String PAGE = "/pipermail/fern-devel/2011-March/000123.html";

        private void claim(String... ids) {
            sample.store.claim(
                    new PublishedPlace(Scheme.PIPERMAIL, "2011-March", 123),
                    Stream.of(ids).map(MessageId::new).toArray(MessageId[]::new));
        }

        @Test
        void numbersOfPagesThatWereSeenAreExactOnOurHosts() {
            claim("3@cyd");
            assertThat(resolve("http://lists.example.org" + PAGE).messageId()).isEqualTo("3@cyd");
            assertThat(resolve(PAGE).messageId()).isEqualTo("3@cyd");
            LinkAnswer elsewhere = resolve("http://lists.example.com" + PAGE);
            assertThat(elsewhere.status()).isEqualTo(Status.CANDIDATES);
            assertThat(ids(elsewhere)).containsExactly("3@cyd");
            assertThat(elsewhere.several()).isFalse();
        }

        @Test
        void numbersWithTwoClaimsAreOfBoth() {
            claim("3@cyd", "2@bob");
            LinkAnswer answer = resolve("http://lists.example.org" + PAGE);
            assertThat(answer.status()).isEqualTo(Status.CANDIDATES);
            assertThat(answer.several()).isTrue();
            assertThat(answer.candidates()).hasSize(2);
        }

        @Test
        void numbersThatNobodySawAreUnknown() {
            claim("3@cyd");
            LinkAnswer answer =
                    resolve("http://lists.example.org" + PAGE.replace("000123", "000124"));
            assertThat(answer.status()).isEqualTo(Status.UNKNOWN);
            assertThat(answer.wayback())
                    .isEqualTo(
                            "https://web.archive.org/web/*/http://lists.example.org/pipermail/"
                                    + "fern-devel/2011-March/000124.html");
        }

        @Test
        void numbersOfAListWithoutHostsAreExactOnAll() {
            sample.store.claim(
                    new PublishedPlace(Scheme.PIPERMAIL, "2011-March", 123),
                    new MessageId("1@ada"));
            assertThat(resolve("http://example.com/pipermail/moss-users/2011-March/000123.html"))
                    .satisfies(answer -> assertThat(answer.path()).isEqualTo("/moss-users/1@ada/"));
        }
    }

    @Nested
    class Subjects {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                textBlock =
                        """
                        https://thr3ads.net/fern-devel/2011/03/12-Roots     | 3@cyd
                        https://thr3ads.net/fern-devel/2011/03/12-Re-roots  | 3@cyd
                        https://thr3ads.net/fern-devel/2011/04/12-spores    | 4@dan
                        http://fern.123.n5.nabble.com/Other-words-td99.html | words@example.org
                        """)
        void giveCandidatesByTheirWords(String link, String first) {
            add(SampleArchive.LIST, "words@example.org", "Re: Other words");
            LinkAnswer answer = resolve(link);
            assertThat(answer.status()).isEqualTo(Status.CANDIDATES);
            assertThat(ids(answer)).startsWith(first);
            assertThat(answer.confidence()).isBetween(0.1, 0.7);
            assertThat(answer.several()).isFalse();
        }

        @Test
        void thatNoMessageHasGiveTheMonth() {
            LinkAnswer answer = resolve("https://thr3ads.net/fern-devel/2011/03/12-Else");
            assertThat(answer.status()).isEqualTo(Status.CANDIDATES);
            assertThat(answer.candidates()).isEmpty();
            assertThat(answer.pages()).containsExactly("/fern-devel/2011-03/");
        }

        @Test
        void areSearchedForInSoManyLinksOfABatch() {
            Resolver resolver = new Resolver(sample.archive);
            String link = "http://fern.123.n5.nabble.com/Roots-td99.html";
            for (int i = 0; i < GuessResolver.MAX_SEARCHES; i++) {
                assertThat(resolver.resolve(link).status()).isEqualTo(Status.CANDIDATES);
            }
            assertThat(resolver.resolve(link).status()).isEqualTo(Status.UNKNOWN);
        }

        @Test
        void areSearchedForInAsManyLinksOfALargeBatch() {
            String link = "http://fern.123.n5.nabble.com/Roots-td99.html";
            List<String> links =
                    Collections.nCopies(GuessResolver.MAX_SEARCHES + 2 * Resolver.MIN_PART, link);
            assertThat(Resolver.resolveAll(sample.archive, links))
                    .hasSameSizeAs(links)
                    .filteredOn(answer -> answer.status() == Status.CANDIDATES)
                    .hasSize(GuessResolver.MAX_SEARCHES);
        }
    }

    @Nested
    class Batches {
        @ParameterizedTest
        @ValueSource(
                ints = {
                    0,
                    1,
                    Resolver.MIN_PART - 1,
                    Resolver.MIN_PART,
                    Resolver.MIN_PART + 1,
                    7 * Resolver.MIN_PART + 3
                })
        void areAnsweredInTheirOrder(int size) {
            List<String> links =
                    IntStream.range(0, size).mapToObj(i -> "mid:" + i + "@example.org").toList();
            assertThat(Resolver.resolveAll(sample.archive, links))
                    .extracting(LinkAnswer::link)
                    .isEqualTo(links);
        }
    }

    @Nested
    class Pages {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                textBlock =
                        """
                        https://lists.example.org/archives/list/fern-devel@lists.example.org/ | EXACT | /fern-devel/
                        https://lists.example.org/archives/list/fern-devel@lists.example.org/2011/3/ | EXACT | /fern-devel/2011-03/
                        https://lists.example.org/archives/list/fern-devel@lists.example.org/2010/3/ | UNKNOWN |
                        https://www.mail-archive.com/fern-devel@lists.example.org/ | EXACT | /fern-devel/
                        https://lists.example.org/pipermail/fern-devel/2011-March/thread.html | EXACT | /fern-devel/2011-03/
                        https://example.com/pipermail/fern-devel/2011-March/thread.html | CANDIDATES | /fern-devel/2011-03/
                        http://dir.gmane.org/gmane.comp.example.fern.devel | CANDIDATES | /fern-devel/
                        http://blog.gmane.org/gmane.comp.example.fern.devel/day=20110304 | CANDIDATES | /fern-devel/2011-03/
                        https://groups.google.com/g/fern-devel | CANDIDATES | /fern-devel/
                        https://marc.info/?l=fern-devel&r=1&b=201103 | CANDIDATES | /fern-devel/2011-03/
                        http://lists.example.org/archives/html/mbox/fern-devel-2011-03 | EXACT | /archives/html/mbox/fern-devel-2011-03
                        http://lists.example.org/archives/html/mbox/ | EXACT | /archives/html/mbox/
                        http://lists.example.org/archives/html/mbox/fern-devel-2010-03 | UNKNOWN |
                        """)
        void ofOthersAreOursWhenTheListIs(String link, Status status, String path) {
            LinkAnswer answer = resolve(link);
            assertThat(answer.status()).isEqualTo(status);
            if (status == Status.EXACT) {
                assertThat(answer.path()).isEqualTo(path);
                assertThat(answer.confidence()).isEqualTo(1);
            } else if (status == Status.CANDIDATES) {
                assertThat(answer.pages()).containsExactly(path);
                assertThat(answer.path()).isNull();
            }
        }
    }

    @Nested
    class NumbersOfGmane {
        private static final String GROUP =
                "http://article.gmane.org/gmane.comp.emulators.xen.devel/";

        /** Between 2006-03 and 2012-07, so many were given in a month. */
        private static final int A_MONTH = (140_406 - 20_573) / 76;

        private static final int IN_MARCH_2011 = 20_573 + 60 * A_MONTH;

        @Test
        void giveTheMonthsAboutAGuess() {
            add(new ListName("xen-devel"), "1@xen", "a mail");
            for (int number :
                    List.of(IN_MARCH_2011 - A_MONTH, IN_MARCH_2011, IN_MARCH_2011 + A_MONTH)) {
                LinkAnswer answer = resolve(GROUP + number);
                assertThat(answer.status()).isEqualTo(Status.CANDIDATES);
                assertThat(answer.path()).isNull();
                assertThat(answer.pages()).containsExactly("/xen-devel/2011-03/");
                assertThat(answer.confidence()).isLessThan(0.1);
                assertThat(answer.reason()).contains("2011-0");
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"5845", "20573", "140406", "235310", "235311", "999999999999999999"})
        void giveNothingWhereThereIsNoMailOrNoGuess(String number) {
            add(new ListName("xen-devel"), "1@xen", "a mail");
            assertThat(resolve(GROUP + number).status()).isEqualTo(Status.FOREIGN);
        }
    }

    @Nested
    class Threads {
        @Test
        void ofMarcGiveCandidatesOfAllLists() {
            LinkAnswer answer = resolve("https://marc.info/?t=129924000012345");
            assertThat(answer.status()).isEqualTo(Status.CANDIDATES);
            assertThat(answer.reason()).contains("thread");
            assertThat(ids(answer)).containsExactly("3@cyd");
        }

        @Test
        void areGuessedByTheNarrowSpanFirst() {
            String narrow = "https://marc.info/?l=fern-devel&m=129924000512345";
            String wide = "https://marc.info/?l=fern-devel&m=129923980012345";
            assertThat(resolve(narrow).confidence()).isGreaterThan(resolve(wide).confidence());
        }
    }

    @Nested
    class KnownPairs {
        private static final String LINK = "http://article.gmane.org/gmane.comp.fern/12";
        private static final String KEY = "ext gmane gmane.comp.fern 12";

        private void pair(String id, Origin origin) {
            sample.store.pair(new LinkPair(KEY, new MessageId(id), origin));
        }

        @Test
        void answerWhatCannotBeComputed() {
            pair("3@cyd", Origin.OPERATOR);
            assertThat(resolve(LINK).messageId()).isEqualTo("3@cyd");
            assertThat(resolve(LINK).confidence()).isEqualTo(1);
            assertThat(resolve(LINK.replace("12", "13")).status()).isEqualTo(Status.FOREIGN);
        }

        @Test
        void ofHeadersGiveCandidatesAndTheOperatorTheMessage() {
            pair("3@cyd", Origin.HEADER);
            assertThat(resolve(LINK).status()).isEqualTo(Status.CANDIDATES);
            assertThat(resolve(LINK).confidence()).isEqualTo(0.9);
            assertThat(resolve(LINK).path()).isNull();
            pair("2@bob", Origin.HEADER);
            assertThat(resolve(LINK).status()).isEqualTo(Status.CANDIDATES);
            assertThat(resolve(LINK).candidates()).hasSize(2);
            assertThat(resolve(LINK).several()).isFalse();
            pair("5@eve", Origin.OPERATOR);
            assertThat(resolve(LINK).messageId()).isEqualTo("5@eve");
        }

        @Test
        void ofMessagesThatAreNotHereSaySo() {
            pair("nobody@nowhere", Origin.OPERATOR);
            assertThat(resolve(LINK).status()).isEqualTo(Status.UNKNOWN);
        }
    }

    @Nested
    class NumbersOfOthers {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "https://www.mail-archive.com/fern-devel@lists.example.org/msg06993.html",
                    "http://thread.gmane.org/gmane.comp.fern.devel/12/focus=34",
                    "http://www.gossamer-threads.com/lists/fern/devel/316247",
                    "https://patchwork.kernel.org/patch/12345/",
                    "https://groups.google.com/g/fern-devel/c/AbC/m/XyZ",
                    "https://lists.apache.org/thread/0123456789abcdefghijklmnopqrstuv",
                    "https://markmail.org/message/abcdef2345abcdef",
                    "https://www.spinics.net/lists/fern/msg12345.html"
                })
        void sayWhatItWouldTake(String link) {
            LinkAnswer answer = resolve(link);
            assertThat(answer.status()).isEqualTo(Status.FOREIGN);
            assertThat(answer.reason()).contains("Message-IDs");
            assertThat(answer.wayback()).startsWith("https://web.archive.org/web/*/http://");
        }
    }
}
