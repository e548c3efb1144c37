package org.perdure.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Instant;
import org.perdure.message.ArchiveException.BadQuery;

/**
 * Searches for queries that break their parser. Without the variable {@code JAZZER_FUZZ} it runs
 * the inputs that are stored beside it, once; see bench/fuzz.sh.
 */
class QueryFuzzTest {
    private static final Instant NOW = Instant.parse("2011-03-05T17:30:15Z");

    @FuzzTest
    void printsWhatParsesBack(byte[] content) {
        String text = new String(content, UTF_8);
        Query query;
        try {
            query = QueryParser.parse(text, NOW);
        } catch (BadQuery e) {
            assertThat(e).hasMessageEndingWith(".");
            return;
        }
        String printed = query.toString();
        if (printed.length() <= QueryParser.MAX_LENGTH) {
            assertThat(QueryParser.parse(printed, NOW))
                    .as("printed “%s”", printed)
                    .isEqualTo(query);
        }
    }
}
