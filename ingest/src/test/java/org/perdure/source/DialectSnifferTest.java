package org.perdure.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DialectSnifferTest {
    private static final String DATED = "From ada@example.org Tue Mar  1 10:00:00 2011\n";

    @Nested
    class TheDialect {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                textBlock =
                        """
                        text~                        | MBOXRD   | hides no line
                        >From x~                     | MBOXRD   | as mboxo does too
                        > said~> From x~             | MBOXRD   | hides no line
                        >said~>>From x~>so~          | MBOXRD   | one mark more
                        said~>>From x~               | MBOXRD   | one mark more
                        >said~>From x~>so~           | MBOXO    | no mark more
                        >>said~>>From x~             | MBOXO    | no mark more
                        said~~>>From x~>>From y~     | MBOXRD   | one mark more
                        From here on~we go~          | UNQUOTED | no separator lines
                        From here on~>From x~        | UNQUOTED | no separator lines
                        From x y~Subject: y~         | MBOXRD   | hides no line
                        From x@example.org~we go~    | MBOXRD   | hides no line
                        """)
        void isToldByLines(String body, MboxDialect dialect, String reason) {
            String message = "Subject: x\n\n" + body.replace('~', '\n') + "\n";
            for (String lineEnd : new String[] {"\n", "\r\n"}) {
                DialectChoice choice = choose((DATED + message).repeat(3).replace("\n", lineEnd));
                assertThat(choice.dialect()).as(choice.reason()).isEqualTo(dialect);
                assertThat(choice.reason()).contains(reason);
                assertThat(choice.source()).isEqualTo("test");
            }
        }

        @Test
        void isMboxrdIfNoSeparatorLineHasADate() {
            String mbox = "From a\nSubject: x\n\nFrom here on\nwe go\n";
            assertThat(choose(mbox).dialect()).isEqualTo(MboxDialect.MBOXRD);
        }

        @Test
        void isMboxrdIfPublicInboxWroteIt() {
            String mbox = "From mboxrd@z Thu Jan  1 00:00:00 1970\nSubject: x\n\n>said\n>From x\n";
            assertThat(choose(mbox).dialect()).isEqualTo(MboxDialect.MBOXRD);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                textBlock =
                        """
                        text~          | MBOXCL2
                        From here on~  | MBOXCL2
                        >From here on~ | MBOXCL
                        """)
        void countsLengthsThatLeadFromMessageToMessage(String text, MboxDialect dialect) {
            String body = text.replace('~', '\n');
            String message = counted(body.length(), body);
            for (String blank : new String[] {"", "\n"}) {
                assertThat(choose((message + blank).repeat(3)).dialect()).isEqualTo(dialect);
            }
        }

        @Test
        void countsThemInASampleThatEndsWithinAMessage() {
            String mbox = (counted(6, "From \n") + "\n").repeat(3);
            byte[] sample = mbox.substring(0, mbox.length() - 5).getBytes(ISO_8859_1);
            assertThat(DialectSniffer.choose("test", sample, false).dialect())
                    .isEqualTo(MboxDialect.MBOXCL2);
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 4, 6, 70, 100_000})
        void doesNotCountLengthsThatLeadNowhere(int length) {
            assertThat(choose(counted(length, "text\n").repeat(3)).dialect())
                    .isEqualTo(MboxDialect.MBOXRD);
        }

        @Test
        void doesNotCountThemIfFewMessagesHaveThem() {
            String few = counted(5, "text\n") + (DATED + "Subject: x\n\ntext\n\n").repeat(2);
            assertThat(choose(few).dialect()).isEqualTo(MboxDialect.MBOXRD);
        }

        private static String counted(int length, String body) {
            return DATED + "Subject: x\nCONTENT-Length:\t" + length + "\n\n" + body;
        }
    }

    @Nested
    class HostileInput {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "From ",
                    "From \n",
                    ">From ",
                    ">From \n",
                    "\n>",
                    "F",
                    ">",
                    "\0",
                    "Content-Length: 0\n\n",
                    "From a@b\nContent-Length: 99\n",
                    "From a@b\nContent-Length: 9999999\n\n",
                    "From 10:00"
                })
        @Timeout(20)
        void costsTimeInProportion(String piece) {
            String sample = piece.repeat(DialectChoice.SAMPLE_BYTES / piece.length());
            assertThat(choose(sample).source()).isEqualTo("test");
            assertThat(choose(DATED + sample).source()).isEqualTo("test");
            assertThat(choose(sample + "\n" + sample).source()).isEqualTo("test");
        }
    }

    private static DialectChoice choose(String mbox) {
        return DialectSniffer.choose("test", mbox.getBytes(ISO_8859_1), true);
    }
}
