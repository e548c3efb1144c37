package org.perdure.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perdure.link.LinkParser;
import org.perdure.link.Trees;
import org.perdure.message.Message;
import org.perdure.message.MessageId;
import org.perdure.mime.MessageParser;
import org.perdure.store.LinkPair;
import org.perdure.store.LinkPair.Origin;
import org.perdure.store.sql.SqliteWriter;

class LinkPairsTest {
    private static final String GMANE = "ext gmane gmane.comp.fern 20573";

    @TempDir private Path folder;

    private static List<LinkPair> pairsOf(String header) {
        Message message =
                new MessageParser().parse((header + "\n\nText\n").getBytes(StandardCharsets.UTF_8));
        return ArchiveFields.pairs(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Archived-At: <http://permalink.gmane.org/gmane.comp.fern/20573> | ext gmane gmane.comp.fern 20573
                    X-Archived-At: http://article.gmane.org/gmane.comp.fern/20573   | ext gmane gmane.comp.fern 20573
                    Xref: news.gmane.org gmane.comp.fern:20573                      | ext gmane gmane.comp.fern 20573
                    Archived-At: <https://www.mail-archive.com/fern@example.org/msg00012.html> | ext mail-archive fern@example.org 12
                    """)
    void areInHeaders(String field, String link) {
        assertThat(pairsOf("Message-ID: <a@example.org>\n" + field))
                .containsExactly(new LinkPair(link, new MessageId("a@example.org"), Origin.HEADER));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Archived-At: <https://lore.kernel.org/fern/b@example.org/>
                    List-Archive: <http://article.gmane.org/gmane.comp.fern/20573>
                    Xref: news.example.org comp.fern:20573
                    Archived-At: nowhere
                    """)
    void areNotInOtherFields(String field) {
        assertThat(pairsOf("Message-ID: <a@example.org>\n" + field)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"9, 9", "10, 10", "11, 10"})
    void areSoManyOfAMessageAtMost(int fields, int pairs) {
        StringBuilder header = new StringBuilder("Message-ID: <a@example.org>");
        for (int i = 0; i < fields; i++) {
            header.append("\nXref: news.gmane.org gmane.comp.fern:").append(i + 1);
        }
        assertThat(pairsOf(header.toString())).hasSize(pairs);
    }

    @Test
    void areReadFromAListAndKept() throws IOException {
        try (SqliteWriter writer = SqliteWriter.open(folder)) {
            LinkPairs pairs = new LinkPairs(writer, new LinkParser(List.of()), list -> Trees.NONE);
            String list =
                    """
                    http://article.gmane.org/gmane.comp.fern/20573\t<a@example.org>
                    http://thread.gmane.org/gmane.comp.fern/20573\tb@example.org

                    http://article.gmane.org/gmane.comp.fern/20573
                    https://example.org/\ta@example.org
                    http://article.gmane.org/gmane.comp.fern/20573\t
                    """;
            for (int again = 0; again < 2; again++) {
                LinkPairs.Report report = pairs.read(new BufferedReader(new StringReader(list)));
                assertThat(report.kept()).isEqualTo(2);
                assertThat(report.refused())
                        .extracting(line -> line.substring(0, 2))
                        .containsExactly("4:", "5:", "6:");
            }
            assertThat(writer.store().pairs(GMANE))
                    .containsExactly(
                            new LinkPair(GMANE, new MessageId("a@example.org"), Origin.OPERATOR),
                            new LinkPair(GMANE, new MessageId("b@example.org"), Origin.OPERATOR));
            assertThat(writer.store().pairs("ext gmane gmane.comp.fern 1")).isEmpty();
        }
    }

    @Test
    void mayHaveTheKeyOfTheLink() throws IOException {
        String list =
                GMANE
                        + "\ta@example.org\nmarc fern 128170404422822\ta\\\\b@example.org\next \ta@b\n";
        try (SqliteWriter writer = SqliteWriter.open(folder)) {
            LinkPairs.Report report =
                    new LinkPairs(writer, new LinkParser(List.of()), any -> Trees.NONE)
                            .read(new BufferedReader(new StringReader(list)));
            assertThat(report.refused()).containsExactly("3: ext \ta@b");
            List<LinkPair> told = new ArrayList<>();
            writer.store().forEachPair(told::add);
            assertThat(told)
                    .containsExactly(
                            new LinkPair(GMANE, new MessageId("a@example.org"), Origin.OPERATOR),
                            new LinkPair(
                                    "marc fern 128170404422822",
                                    new MessageId("a\\b@example.org"),
                                    Origin.OPERATOR));
        }
    }

    @Test
    void ofTheOperatorComeBeforeThoseOfHeaders() {
        MessageId id = new MessageId("a@example.org");
        try (SqliteWriter writer = SqliteWriter.open(folder)) {
            for (Origin origin : List.of(Origin.HEADER, Origin.OPERATOR, Origin.HEADER)) {
                writer.write(
                        transaction -> {
                            transaction.pair(new LinkPair(GMANE, id, origin));
                            return true;
                        });
            }
            assertThat(writer.store().pairs(GMANE))
                    .containsExactly(new LinkPair(GMANE, id, Origin.OPERATOR));
        }
    }
}
