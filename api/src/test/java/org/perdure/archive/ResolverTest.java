package org.perdure.archive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.archive.Resolver.Answer;
import org.perdure.archive.Resolver.Status;

class ResolverTest {
    private final SampleArchive sample = new SampleArchive();

    private Answer resolve(String link) {
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
            Answer answer = resolve(link);
            assertThat(answer.link()).isEqualTo(link);
            assertThat(answer.status()).isEqualTo(Status.EXACT);
            assertThat(answer.key()).isEqualTo(key);
            assertThat(answer.path()).isEqualTo(path);
            assertThat(answer.messageId()).isEqualTo(messageId);
            assertThat(answer.reason()).isEmpty();
            assertThat(answer.candidates()).isEmpty();
        }

        @Test
        void answersFollowTheFragmentOfAPublicInboxLink() {
            // The fragment is m and the SHA-1 of 4@dan.
            Answer answer =
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

    @Nested
    class Candidates {
        @Test
        void areTheListsOfAMessageSentToSeveral() {
            Answer answer = resolve("https://lore.kernel.org/r/1@ada");
            assertThat(answer.status()).isEqualTo(Status.CANDIDATES);
            assertThat(answer.path()).isNull();
            assertThat(answer.reason()).isNotBlank();
            assertThat(answer.candidates().stream().map(Summary::path))
                    .containsExactly("/fern-devel/1@ada/", "/moss-users/1@ada/");
        }

        @Test
        void areTheMessageWhenItsFragmentLeadsNowhere() {
            Answer answer =
                    resolve("https://lore.kernel.org/fern-devel/2@bob/T/#m" + "0".repeat(40));
            assertThat(answer.status()).isEqualTo(Status.CANDIDATES);
            assertThat(answer.candidates()).hasSize(1);
        }

        @Test
        void areWhatCameWithinMinutesOfANumberAtMarc() {
            // 1299240000 is 12:00 on 4 March 2011.
            Answer answer = resolve("https://marc.info/?l=fern-devel&m=129924030012345");
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
            Answer answer = resolve("https://marc.info/?l=fern-devel&m=" + second + "12345");
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
                    "http://lists.example.org/archives/html/mbox/fern-devel-2011-03",
                    "https://lore.kernel.org/fern-devel/nobody@nowhere/"
                })
        void isUnknownWhereTheArchiveShouldHaveIt(String link) {
            Answer answer = resolve(link);
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
                    "https://marc.info/?t=129924030012345",
                    "\u0000\uffff%%%"
                })
        void isForeignElsewhere(String link) {
            Answer answer = resolve(link);
            assertThat(answer.status()).isEqualTo(Status.FOREIGN);
            assertThat(answer.reason()).isNotBlank();
            assertThat(answer.path()).isNull();
        }
    }
}
