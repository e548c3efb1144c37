package org.perdure.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perdure.ingest.ImportReport;
import org.perdure.message.ListName;
import org.perdure.source.SourceNotes;

class ImportWordsTest {
    private static ImportWords words(Map<String, Long> reasons) {
        long rejected = reasons.values().stream().mapToLong(Long::longValue).sum();
        return new ImportWords(
                new ListName("quill"),
                new ImportReport(0, 0, 0, 0, rejected, 0, 0, 0, 0, 0, 0, Map.of(), reasons),
                new SourceNotes());
    }

    @Test
    void sayTheMostFrequentReasonFirst() throws JsonProcessingException {
        ImportWords words = words(Map.of("is b", 2L, "is a", 2L, "is c\033[1m", 1_234L));

        assertThat(words.text().lines().skip(1))
                .containsExactly(
                        "  1,234 rejected: is c?[1m", "  2 rejected: is a", "  2 rejected: is b");
        assertThat(new ObjectMapper().writeValueAsString(words.fields()))
                .contains(
                        "\"rejected\":1238,"
                                + "\"reasons\":{\"is c\\u001B[1m\":1234,\"is a\":2,\"is b\":2}");
    }

    @ParameterizedTest
    @CsvSource({"-5, 0", "-1, 4", "0, 5", "1, 5"})
    void saySomeReasons(int more, int said) {
        Map<String, Long> reasons = new HashMap<>();
        for (long i = 0; i < ImportWords.MAX_REASONS + more; i++) {
            reasons.put("reason " + i, 100 - i);
        }

        assertThat(words(reasons).text().lines().skip(1)).hasSize(said);
        assertThat(words(reasons).text()).doesNotContain("reason " + ImportWords.MAX_REASONS);
    }
}
