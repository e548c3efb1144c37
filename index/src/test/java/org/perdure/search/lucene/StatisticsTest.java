package org.perdure.search.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import org.apache.lucene.index.Term;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.search.lucene.Statistics.Texts;

class StatisticsTest {
    private static Term word(int number) {
        return new Term("own", "word" + number);
    }

    private static Statistics copy(Statistics statistics) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        statistics.write(new DataOutputStream(bytes));
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
        Statistics read = Statistics.read(in);
        assertThat(in.read()).isNegative();
        return read;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 127, 128, 16_383, 16_384, Integer.MAX_VALUE})
    void areReadAsTheyWereWritten(long number) throws IOException {
        Statistics statistics = new Statistics();
        statistics.add("own", new Texts(number, Long.MAX_VALUE));
        statistics.add(word(1), number);
        Statistics read = copy(statistics);
        assertThat(read.texts("own")).hasValue(new Texts(number, Long.MAX_VALUE));
        assertThat(read.messages(word(1))).hasValue(number);
        assertThat(read.texts("subject")).isEmpty();
        assertThat(read.messages(word(2))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"399, false, true", "400, true, true", "401, true, false"})
    void areKeptOfSoManyWords(int words, boolean full, boolean hasLast) throws IOException {
        assertThat(Statistics.MAX_WORDS).isEqualTo(400);
        Statistics statistics = new Statistics();
        for (int word = 1; word <= words; word++) {
            statistics.add(word(word), word);
        }
        Statistics read = copy(statistics);
        assertThat(read.isFull()).isEqualTo(full);
        assertThat(read.messages(word(words)).isPresent()).isEqualTo(hasLast);
    }

    @Test
    void areTheSameBytesInEveryProcess() throws IOException {
        Statistics statistics = new Statistics();
        statistics.add("own", new Texts(200, 30_000));
        statistics.add(word(1), 7);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        statistics.write(new DataOutputStream(bytes));
        assertThat(HexFormat.of().formatHex(bytes.toByteArray()))
                .isEqualTo("010001af86c801b0ea01018c3b10ec07");
    }

    @Test
    void areThoseThatWereSeenFirst() {
        Statistics statistics = new Statistics();
        statistics.add(word(1), 5);
        statistics.add(word(1), 6);
        assertThat(statistics.messages(word(1))).hasValue(5L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "0001",
                "00010000000100",
                "0100000001000100",
                "010000000102010000",
                "01000000018080808008808080800800",
                "00ffffffffffffffffff",
                "009103"
            })
    void areNotReadFromAnythingElse(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        assertThatThrownBy(
                        () -> {
                            DataInputStream in =
                                    new DataInputStream(new ByteArrayInputStream(bytes));
                            if (Statistics.read(in) != null && in.read() < 0) {
                                throw new AssertionError("read");
                            }
                            throw new IOException("bytes are left, which a cursor refuses");
                        })
                .isInstanceOf(IOException.class);
    }
}
