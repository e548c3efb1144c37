package org.perdure.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.message.Defect;
import org.perdure.message.Message;
import org.perdure.message.MessageId;

class MessageIdsTest {
    private static final MessageParser PARSER = new MessageParser();

    private static String idOf(String message) {
        return idOf(message.getBytes(StandardCharsets.UTF_8));
    }

    private static String idOf(byte[] message) {
        return PARSER.parse(message).id().value();
    }

    private static List<String> values(List<MessageId> ids) {
        return ids.stream().map(MessageId::value).toList();
    }

    @Nested
    class OwnId {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                textBlock =
                        """
                        Message-ID: <ada@x>                           | ada@x
                        message-id: <Ada@x>                           | Ada@x
                        Message-ID: junk <fay@x> (comment)            | fay@x
                        Message-ID: <gil1@x>#Message-ID: <gil2@x>     | gil1@x
                        Content-ID: <jo@x>                            | jo@x
                        Msg-ID: <kit@x>#Content-ID: <jo@x>            | kit@x
                        Message-ID: 0#Msg-ID: <kit@x>                 | kit@x
                        Message-ID:#Content-ID: <jo@x>                | jo@x
                        Message-ID:# <ned@x>                          | ned@x
                        Message-ID:   oda oda@x                       | oda oda@x
                        Message-ID: <quin--quin-->&<"@x>              | quin--quin--
                        Message-ID: <no end@x                         | <no end@x
                        Message-ID : <blank before colon@x>           | blank before colon@x
                        X-No-Archive: yes#Message-ID: <mo@x>          | mo@x
                        References: <lu@x>#Message-ID: <lu@x>         | lu@x
                        Message-ID: <a@x># b@x>                       | a@x
                        Message-ID: <a# b@x>                          | a b@x
                        """)
        void isWhatThePublishedPagesHave(String header, String id) {
            String message = "Subject: x#" + header + "##text#";
            assertThat(idOf(message.replace('#', '\n'))).isEqualTo(id);
            assertThat(idOf(message.replace("#", "\r\n"))).isEqualTo(id);
        }

        @Test
        void isMadeOfTheHeaderSectionIfThereIsNone() {
            String header = "From: cy@example.org\nSubject: no id\n";
            assertThat(idOf(header + "\none body\n"))
                    .isEqualTo(idOf(header + "\nanother body\n"))
                    .isNotEqualTo(idOf("X: y\n" + header + "\none body\n"));
        }

        @Test
        void isTheDigestOfTheBytesBeforeTheEmptyLine() {
            String header = "From: cy@example.org\nSubject: no id\n";
            assertThat(idOf("From: cy@example.org\r\nSubject: no id\r\n\r\nx"))
                    .isEqualTo("88499f09e9a95f018ddd89753d51d75f@NO-ID-FOUND.mhonarc.org");
            assertThat(idOf(header + "Date: Wed, 1 Jan 2020 00:00:03 +0000\n\nx"))
                    .isEqualTo("35b8d2f4f879960ad38e51b6546d513c@NO-ID-FOUND.mhonarc.org");
            assertThat(
                            idOf(
                                    "From: hal@example.org\nSubject: empty id\nMessage-ID:\nDate: Wed, 1 Jan 2020 00:00:08 +0000\n\nx"))
                    .isEqualTo("f87512e0356593bd5256e9d215e6655b@NO-ID-FOUND.mhonarc.org");
        }

        @Test
        void isADefectIfItHadToBeMade() {
            assertThat(PARSER.parse("Subject: x\n\n".getBytes(StandardCharsets.UTF_8)).defects())
                    .extracting(Defect::code)
                    .contains(Defect.Code.MISSING_MESSAGE_ID);
        }

        @Test
        void isMadeForEmptyBracketsToo() {
            assertThat(PARSER.parse("Message-ID: <>\n\n".getBytes(StandardCharsets.UTF_8)).id())
                    .matches(MessageId::isSynthetic);
        }

        @ParameterizedTest
        @ValueSource(ints = {-1, 0, 1})
        void isMadeForOneThatIsTooLong(int more) {
            String id = "i".repeat(MessageIds.MAX_ID + more);
            String raw = "Message-ID: <" + id + ">\nReferences: <r> <" + id + "r>\n\n";
            Message message = PARSER.parse(raw.getBytes(StandardCharsets.UTF_8));
            assertThat(message.id().isSynthetic()).isEqualTo(more > 0);
            assertThat(message.references()).hasSize(more < 0 ? 2 : 1);
        }

        @Test
        void isMadeForOneWithANul() {
            assertThat(PARSER.parse("Message-ID: <a\0b>\n\n".getBytes(StandardCharsets.UTF_8)).id())
                    .matches(MessageId::isSynthetic);
        }

        @Test
        void isUtf8ElseLatin1() {
            assertThat(idOf("Message-ID: <grün@x>\n\n")).isEqualTo("grün@x");
            assertThat(idOf("Message-ID: <grün@x>\n\n".getBytes(StandardCharsets.ISO_8859_1)))
                    .isEqualTo("grün@x");
        }
    }

    @Nested
    class PublishedCorners {
        private static final Path ORACLE = Path.of("..", "..", "shared", "bench", "oracle");

        @Test
        void agreeWithTheirPages() throws IOException {
            Path mbox = ORACLE.resolve("edge.mbox");
            assumeThat(mbox).as("the mail of the published corners").exists();
            String all = Files.readString(mbox, StandardCharsets.ISO_8859_1);
            Set<String> ids =
                    Arrays.stream(all.split("(?m)^From mboxrd@z .*\n"))
                            .filter(message -> !message.isEmpty())
                            .map(message -> idOf(message.getBytes(StandardCharsets.ISO_8859_1)))
                            .collect(Collectors.toCollection(LinkedHashSet::new));
            List<String> pages =
                    Files.readAllLines(ORACLE.resolve("edge.tsv")).stream()
                            .skip(1)
                            .map(row -> row.split("\t")[3])
                            .toList();
            assertThat(ids).containsExactlyElementsOf(pages);
        }
    }

    @Nested
    class References {
        private List<String> references(String body) {
            String message = "Message-ID: <own@x>\nReferences: " + body + "\n\n";
            return values(PARSER.parse(message.getBytes(StandardCharsets.UTF_8)).references());
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                textBlock =
                        """
                        <a@x> <b@x>                     | a@x b@x
                        <a@x><b@x>                      | a@x b@x
                        <a@x>,<b@x>                     | a@x b@x
                        <a@x># <b@x>                    | a@x b@x
                        a@x b@x                         | a@x b@x
                        "<a@x>" 'b@x'                   | a@x b@x
                        <a@x> b@x                       | a@x b@x
                        <b@x> <a@x> <b@x>               | b@x a@x
                        <a@x> <own@x> <b@x>             | a@x b@x
                        <very-#  long@x>                | very-long@x
                        <a@x <b@x>                      | a@x b@x
                        <a@x> <b@x                      | a@x b@x
                        Mail of ada@example.org <a@x>   | a@x
                        <two words@x>                   | two words@x
                        <no-at-sign>                    | no-at-sign
                        """)
        void areAllIdsInOrder(String body, String ids) {
            assertThat(String.join(" ", references(body.replace('#', '\n')))).isEqualTo(ids);
        }

        @Test
        void areNoneWithoutIds() {
            assertThat(references("")).isEmpty();
            assertThat(references("see my mail of Monday")).isEmpty();
            assertThat(references("<> < > <<>>")).isEmpty();
        }

        private String some(int count) {
            return IntStream.range(0, count)
                    .mapToObj(i -> "<" + i + "@x>")
                    .collect(Collectors.joining("\n "));
        }

        @Test
        void areAllKeptUpToTheLimit() {
            assertThat(references(some(MessageIds.MAX_REFERENCES - 1)))
                    .hasSize(MessageIds.MAX_REFERENCES - 1);
            assertThat(references(some(MessageIds.MAX_REFERENCES)))
                    .hasSize(MessageIds.MAX_REFERENCES)
                    .startsWith("0@x");
        }

        @Test
        void areTheLastOnesBeyondTheLimit() {
            assertThat(references(some(MessageIds.MAX_REFERENCES + 1)))
                    .hasSize(MessageIds.MAX_REFERENCES)
                    .startsWith("1@x")
                    .endsWith(MessageIds.MAX_REFERENCES + "@x");
        }
    }

    @Nested
    class InReplyTo {
        private List<String> inReplyTo(String body) {
            String message =
                    "From: Ada Quill <ada@example.org>\nTo: cy@example.org\nMessage-ID: <own@x>\n"
                            + "In-Reply-To: "
                            + body
                            + "\n\n";
            return values(PARSER.parse(message.getBytes(StandardCharsets.UTF_8)).inReplyTo());
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                textBlock =
                        """
                        <a@x>                                             | a@x
                        <a@x> <b@x>                                       | a@x b@x
                        Your message of "Mon, 03 Feb 2003 10:00" <a@x>    | a@x
                        <a@x> (Ada Quill's message of "Mon, 3 Feb 2003")  | a@x
                        a@x                                               | a@x
                        <own@x> <a@x>                                     | a@x
                        <cy@example.org> <a@x>                            | a@x
                        Cy Ox <cy@ox.example>'s message of Monday <a@x>   | a@x
                        """)
        void isTheIds(String body, String ids) {
            assertThat(String.join(" ", inReplyTo(body))).isEqualTo(ids);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                textBlock =
                        """
                        Your message of Mon, 3 Feb 2003
                        ada@example.org
                        Cy Ox <cy@ox.example>'s message of Monday
                        mail from dee@example.org
                        mailto:dee@example.org
                        """)
        void isEmptyForPhrasesAndAddresses(String body) {
            assertThat(inReplyTo(body)).isEmpty();
        }

        @Test
        @Timeout(value = 10, unit = TimeUnit.SECONDS)
        void costTimeByTheirNumberHoweverManyPeopleThereAre() {
            String ids =
                    IntStream.range(0, 40_000)
                            .mapToObj(i -> "<" + i + "@x>")
                            .collect(Collectors.joining(" "));
            String people =
                    IntStream.range(0, 40_000)
                            .mapToObj(i -> i + "@y")
                            .collect(Collectors.joining(","));
            String message = "Message-ID: <m@x>\nTo: " + people + "\nIn-Reply-To: " + ids + "\n\n";
            assertThat(PARSER.parse(message.getBytes(StandardCharsets.UTF_8)).inReplyTo())
                    .hasSize(MessageIds.MAX_REFERENCES);
        }
    }
}
