package org.perdure.search.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.store.FSDirectory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perdure.query.Query;
import org.perdure.query.QueryParser;
import org.perdure.search.Mail;
import org.perdure.store.Follower.ChangedMessage;

class SpellingTest {
    private static final String TEXT =
            "Live migration of the balloon driver created a page fault, mail wren@marsh.example.org";

    @TempDir Path folder;

    /** Returns the query with other spellings, in an index of so many messages and one more. */
    private @Nullable String respelled(String query, int messages, boolean late)
            throws IOException {
        IndexFolder index = new IndexFolder(folder);
        try (LuceneFollower follower = LuceneFollower.open(index.forWriting(), 1)) {
            List<ChangedMessage> changes = new ArrayList<>();
            for (int key = 1; key <= messages; key++) {
                changes.add(Mail.of(key, "s", TEXT).added());
            }
            changes.add(Mail.of(messages + 1, "s", "the baloon").by("Cyd", "c@x.org").added());
            follower.apply(changes);
            follower.commit();
        }
        try (DirectoryReader reader =
                DirectoryReader.open(FSDirectory.open(index.current().orElseThrow()))) {
            return new Spelling(reader, () -> late)
                    .of(QueryParser.parse(query))
                    .map(Query::toString)
                    .orElse(null);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            textBlock =
                    """
                    migartion                | migration
                    live migraton            | live migration
                    MIGARTION                | migration
                    baloon                   | balloon
                    ballon driverr           | balloon driver
                    creatde                  | created
                    "page falt"              | "page fault"
                    s:migartion -baloon      | s:migration -baloon
                    migartion OR zebra       | migration OR zebra
                    ada quil                 | ada quill
                    f:quil                   | f:quill
                    live NEAR/3 migartion    | live NEAR/3 migration
                    migration                |
                    zebra                    |
                    nigration                |
                    pge                      |
                    -migartion               |
                    migart*                  |
                    migartion~               |
                    mid:migartion            |
                    dfn:migartion            |
                    marshh                   |
                    2011migration            |
                    *                        |
                    """)
    void isThatOfMessages(String query, @Nullable String other) throws IOException {
        assertThat(respelled(query, 30, false)).isEqualTo(other);
    }

    @ParameterizedTest
    @CsvSource({"9,", "10, balloon", "11, balloon"})
    void isThatOfManyMoreMessages(int messages, @Nullable String other) throws IOException {
        assertThat(Spelling.TIMES).isEqualTo(10);
        assertThat(respelled("baloon", messages, false)).isEqualTo(other);
    }

    @ParameterizedTest
    @CsvSource({"7, true", "8, false", "9, false"})
    void isToldOfSoManyWords(int wordsBefore, boolean told) throws IOException {
        assertThat(Spelling.MAX_WORDS).isEqualTo(8);
        String before =
                IntStream.range(0, wordsBefore)
                        .mapToObj(i -> "zebra")
                        .collect(Collectors.joining(" "));
        assertThat(respelled(before + " migartion", 30, false) != null).isEqualTo(told);
    }

    @Test
    void isNotToldWhenTimeIsOver() throws IOException {
        assertThat(respelled("migartion", 30, true)).isNull();
    }
}
