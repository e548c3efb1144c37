package org.perdure.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.YearMonth;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.message.ListName;
import org.perdure.message.MailingList;
import org.perdure.message.MessageId;

class ArchivePathTest {
    private static final ListName LIST = new ListName("xen-devel");
    private static final LinkParser PARSER = new LinkParser(List.of(MailingList.named(LIST)));

    @Nested
    class TheCanonicalPath {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '^',
                textBlock =
                        """
                        20110301.1@example.org | /xen-devel/20110301.1@example.org/
                        a/b@x                  | /xen-devel/a%2Fb@x/
                        a%b?c#d@x              | /xen-devel/a%25b%3Fc%23d@x/
                        a b@x                  | /xen-devel/a%20b@x/
                        a+b=c&d;e@x            | /xen-devel/a%2Bb%3Dc%26d%3Be@x/
                        "a'b"(c)@x             | /xen-devel/%22a%27b%22%28c%29@x/
                        $a!b~c_d-e:f,g*h@x     | /xen-devel/$a!b~c_d-e:f,g*h@x/
                        é@x                    | /xen-devel/%C3%A9@x/
                        2011-03                | /xen-devel/%32011-03/
                        .                      | /xen-devel/%2E/
                        """)
        void hasTheMsgIdInOneSegment(String id, String path) {
            assertThat(ArchivePath.messagePath(LIST, new MessageId(id))).isEqualTo(path);
        }

        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3, 4})
        void leadsBackToTheMsgId(long seed) {
            Random random = new Random(seed);
            for (int i = 0; i < 5000; i++) {
                MessageId id = new MessageId(randomText(random) + "@x");
                String path = ArchivePath.messagePath(LIST, id);
                assertThat(PARSER.parse(path)).contains(new LinkKey.Id(id));
                assertThat(PARSER.parse("https://lore.kernel.org" + path)).isPresent();
                assertThat(path).matches("/xen-devel/[\\x21-\\x7e&&[^/?#\"'<>+;&=()\\\\]]+/");
                assertThat(URI.create(path).getPath()).isEqualTo("/xen-devel/" + id + "/");
            }
        }

        private static String randomText(Random random) {
            String hard = "/%?#+ \"'<>&=;()[]{}|\\^`\0\n.-_@%41%2F:\u00e9\u20ac";
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(20); n >= 0; n--) {
                if (random.nextInt(8) == 0) {
                    text.appendCodePoint(0x1f600 + random.nextInt(40));
                } else if (random.nextBoolean()) {
                    text.append(hard.charAt(random.nextInt(hard.length())));
                } else {
                    text.append((char) random.nextInt(0x800));
                }
            }
            return text.toString();
        }
    }

    @Nested
    class ThePublishedPath {
        @Test
        void hasMonthAndFiveDigits() {
            MessageNumber number = new MessageNumber(YearMonth.of(2011, 3), 1142);
            String path = ArchivePath.legacyPath(LIST, number);
            assertThat(path).isEqualTo("/archives/html/xen-devel/2011-03/msg01142.html");
            assertThat(PARSER.parse(path)).contains(new LinkKey.Numbered(LIST, number));
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 99_999, 100_000, 1_000_000})
        void leadsBackToTheNumber(int value) {
            MessageNumber number = new MessageNumber(YearMonth.of(2004, 9), value);
            assertThat(PARSER.parse(ArchivePath.legacyPath(LIST, number)))
                    .contains(new LinkKey.Numbered(LIST, number));
        }
    }
}
