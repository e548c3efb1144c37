package org.perdure.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.perdure.message.ArchiveException.BadQuery;

/**
 * Searches for queries that break their parser. Without the variable {@code JAZZER_FUZZ} it runs
 * the inputs that are stored beside it, once; see bench/fuzz.sh.
 */
class QueryFuzzTest {
    @FuzzTest
    void printsWhatParsesBack(byte[] content) {
        String text = new String(content, UTF_8);
        Query query;
        try {
            query = QueryParser.parse(text);
        } catch (BadQuery e) {
            assertThat(e).hasMessageEndingWith(".");
            return;
        }
        String printed = query.toString();
        if (printed.length() <= QueryParser.MAX_LENGTH) {
            assertThat(QueryParser.parse(printed)).as("printed “%s”", printed).isEqualTo(query);
        }
    }
}
