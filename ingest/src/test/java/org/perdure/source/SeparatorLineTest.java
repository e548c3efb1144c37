package org.perdure.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeparatorLineTest {
    @Nested
    class TheDate {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                textBlock =
                        """
                        From a@example.org Tue Mar  1 08:12:31 2011         | 2011-03-01T08:12:31Z
                        From mboxrd@z Fri May  3 15:04:01 2019              | 2019-05-03T15:04:01Z
                        From a Tue Mar 01 08:12:31 2011                     | 2011-03-01T08:12:31Z
                        From a Tue Mar  1 08:12 2011                        | 2011-03-01T08:12:00Z
                        From a Tue Mar  1 8:12:31 2011                      | 2011-03-01T08:12:31Z
                        From a Tue Mar  1 08:12:31 2011 +0000               | 2011-03-01T08:12:31Z
                        From a Tue Mar  1 08:12:31 +0000 2011               | 2011-03-01T08:12:31Z
                        From a Mon Feb 28 23:12:31 -0800 2011               | 2011-03-01T07:12:31Z
                        From a Mon Feb 28 23:12:31 2011 -0800               | 2011-03-01T07:12:31Z
                        From a Mon Feb 28 23:12:31 PST 2011                 | 2011-03-01T07:12:31Z
                        From a Tue Mar  1 08:12:31 EDT 2011                 | 2011-03-01T12:12:31Z
                        From a Tue Mar  1 08:12:31 2011 CEST                | 2011-03-01T06:12:31Z
                        From a Tue Mar  1 08:12:31 PST 2011 -0500           | 2011-03-01T13:12:31Z
                        From a Tue Mar  1 08:12:31 2011 +0530               | 2011-03-01T02:42:31Z
                        From a Tue Mar  1 08:12:31 QQQ 2011                 | 2011-03-01T08:12:31Z
                        From a b c 12:30 d Tue Mar  1 08:12:31 2011         | 2011-03-01T08:12:31Z
                        From Mar  1 08:12:31 2011                           | 2011-03-01T08:12:31Z
                        From a TUE MAR  1 08:12:31 2011                     | 2011-03-01T08:12:31Z
                        From a Wed Feb 29 23:59:60 2012                     | 2012-03-01T00:00:00Z
                        'From a Tue Mar  1 08:12:31 2011  '                 | 2011-03-01T08:12:31Z
                        """)
        void isReadAsUtc(String line, Instant expected) {
            assertThat(SeparatorLine.findDate(line.getBytes(ISO_8859_1))).contains(expected);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "From ",
                    "From a",
                    "From a@example.org",
                    "From a Fri Jan  1 00:00:00 9999",
                    "From here we go: it is 12:30",
                    "From a Tue Mar  1 08:12:31",
                    "From a Tue Mar  1 08:12:31 11",
                    "From a Tue Mar  1 08:12:31 2011 2012",
                    "From a Tue Mar  1 08:12:31 1969",
                    "From a Tue Mar 32 08:12:31 2011",
                    "From a Tue Feb 29 08:12:31 2011",
                    "From a Tue Mar  1 24:12:31 2011",
                    "From a Tue Mar  1 08:60:31 2011",
                    "From a Tue Mar  1 08:12:61 2011",
                    "From a Tue Mar  1 08:12:31:00 2011",
                    "From a Tue Mar  1 08: 2011",
                    "From a Tue Mar  1 : 2011",
                    "From a Tue Mrz  1 08:12:31 2011",
                    "From a Tue anf  1 08:12:31 2011",
                    "From a Tue Mar  x 08:12:31 2011",
                    "From a Tue Mar  1 08:12:31 2011 remote",
                    "From a Tue Mar  1 08:12:31 +00x0 2011"
                })
        void isAbsentWhereThereIsNoPossibleOne(String line) {
            assertThat(SeparatorLine.findDate(line.getBytes(ISO_8859_1))).isEmpty();
        }
    }

    @Nested
    class ADateOfATool {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "From mboxrd@z Thu Jan  1 00:00:00 1970",
                    "From a Mon Jan  1 00:00:00 1990",
                    "From 1234abcd Mon Sep 17 00:00:00 2001"
                })
        void saysNothingOfTheMessage(String line) {
            assertThat(SeparatorLine.findDate(line.getBytes(ISO_8859_1))).isPresent();
            assertThat(SeparatorLine.findFilingDate(line.getBytes(ISO_8859_1))).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "From a Mon Jan  1 00:00:01 1990",
                    "From a Mon Sep 17 00:00:01 2001",
                    "From a Tue Mar  1 08:12:31 2011"
                })
        void isNotAnyOther(String line) {
            assertThat(SeparatorLine.findFilingDate(line.getBytes(ISO_8859_1)))
                    .isPresent()
                    .isEqualTo(SeparatorLine.findDate(line.getBytes(ISO_8859_1)));
        }
    }

    @Nested
    class AnyLine {
        @Test
        void isReadWithoutAnException() {
            String[] words = {"From", "Mar", "1", ":", "::", "08:12", "2011", "+0000", "PST", "\0"};
            Random random = new Random(5);
            int dates = 0;
            for (int i = 0; i < 200_000; i++) {
                StringBuilder line = new StringBuilder("From");
                for (int w = random.nextInt(8); w >= 0; w--) {
                    line.append(' ').append(words[random.nextInt(words.length)]);
                }
                byte[] bytes = line.toString().getBytes(ISO_8859_1);
                dates += SeparatorLine.findDate(bytes).isPresent() ? 1 : 0;
            }
            assertThat(dates).isBetween(1, 20_000);
        }

        @Test
        @Timeout(5)
        void mayBeAMegabyteLong() {
            for (String word : new String[] {"x", " ", ":", "1 ", "a:b "}) {
                byte[] line = ("From " + word.repeat(1 << 20)).getBytes(ISO_8859_1);
                assertThat(SeparatorLine.findDate(line)).isEmpty();
            }
        }
    }

    @Nested
    class OfANewMessage {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                textBlock =
                        """
                        ada@example.org     | 2011-03-01T08:02:01Z | From ada@example.org Tue Mar  1 08:02:01 2011
                        ''                  | 2026-12-31T23:59:59Z | From MAILER-DAEMON Thu Dec 31 23:59:59 2026
                        "a b"@example.org   | 2011-03-01T08:02:01Z | From "a-b"@example.org Tue Mar  1 08:02:01 2011
                        'a\nFrom b'         | 2011-03-01T08:02:01Z | From a-From-b Tue Mar  1 08:02:01 2011
                        dörte@example.org   | 2011-03-01T08:02:01Z | From dörte@example.org Tue Mar  1 08:02:01 2011
                        """)
        void hasSenderAndTime(String sender, Instant time, String line) {
            byte[] made = SeparatorLine.of(sender.replace("\\n", "\n"), time);
            assertThat(new String(made, UTF_8)).isEqualTo(line);
            assertThat(SeparatorLine.findDate(made)).contains(time);
        }

        @Test
        void cutsASenderThatIsTooLong() {
            assertThat(SeparatorLine.of("a".repeat(256), Instant.EPOCH)).hasSize(5 + 256 + 25);
            assertThat(SeparatorLine.of("a".repeat(257), Instant.EPOCH)).hasSize(5 + 256 + 25);
        }
    }
}
