package org.perdure.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.message.ListName;
import org.perdure.store.Fingerprinted;
import org.perdure.store.Quotation;

/** The file beside an archive that holds who wrote what is quoted. */
@Timeout(60)
class SqlitePassagesTest {
    private static final ListName LIST = new ListName("bees");
    private static final ListName OTHER = new ListName("wasps");

    @TempDir private Path folder;

    private static Fingerprinted of(long key, long time, long... fingerprints) {
        return new Fingerprinted(LIST, key, time, fingerprints);
    }

    private static long[] upTo(int count) {
        return LongStream.range(0, count).toArray();
    }

    private void write(Work work) {
        try (SqlitePassageWriter writer = SqlitePassageWriter.open(folder)) {
            writer.write(1, position -> work.with(writer));
        }
    }

    @FunctionalInterface
    private interface Work {
        void with(SqlitePassageWriter writer);
    }

    private List<Long> thatWrote(ListName list, long time, long... fingerprints) {
        try (SqlitePassages passages = SqlitePassages.open(folder)) {
            return passages.thatWrote(list, fingerprints, time);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, RowBatch.ROWS - 1, RowBatch.ROWS, RowBatch.ROWS + 1})
    void holdsAllThatIsWrittenAtOnce(int count) {
        write(writer -> writer.keep(List.of(of(7, 100, upTo(count)))));

        for (long fingerprint : upTo(count)) {
            assertThat(thatWrote(LIST, 100, fingerprint)).containsExactly(7L);
        }
        assertThat(thatWrote(LIST, 100, upTo(count))).hasSize(Math.min(1, count));
        assertThat(thatWrote(LIST, 100, count)).isEmpty();
    }

    @Test
    void tellsListsAndTimesApart() {
        write(writer -> writer.keep(List.of(of(7, 100, 1, 2, 3))));

        assertThat(thatWrote(LIST, 99, 1, 2, 3)).isEmpty();
        assertThat(thatWrote(OTHER, 100, 1, 2, 3)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"63,5", "64,5", "65,0"})
    void doesNotNameWhoWroteWhatManyWrote(int authors, int named) {
        write(
                writer -> {
                    List<Fingerprinted> all = new ArrayList<>();
                    for (int key = 1; key <= authors; key++) {
                        all.add(of(key, key, 1));
                    }
                    writer.keep(all);
                });

        assertThat(thatWrote(LIST, 1_000, 1)).hasSize(named);
    }

    @Test
    void namesThoseWhoWroteMostTheOldestFirst() {
        write(
                writer -> {
                    List<Fingerprinted> all = new ArrayList<>();
                    for (int key = 1; key <= 9; key++) {
                        all.add(of(key, 100 - key, upTo(key)));
                    }
                    writer.keep(all);
                });

        assertThat(thatWrote(LIST, 1_000, upTo(9))).containsExactly(9L, 8L, 7L, 6L, 5L);
    }

    @ParameterizedTest
    @CsvSource({"63,63", "64,64", "65,64"})
    void namesSomeOfThoseWhoWait(int waiting, int named) {
        write(
                writer -> {
                    for (int key = 1; key <= waiting; key++) {
                        writer.await(List.of(of(key, 100, 1, 2)));
                    }
                    assertThat(writer.awaiting(List.of(of(999, 100, 2)))).hasSize(named);
                    assertThat(writer.awaiting(List.of(of(999, 101, 2)))).isEmpty();
                    assertThat(writer.awaiting(List.of(of(999, 100, 3)))).isEmpty();
                });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, RowBatch.ROWS - 1, RowBatch.ROWS, RowBatch.ROWS + 1})
    void findsWhoWaitsForTheLastWord(int before) {
        long[] all = upTo(before + 1);
        write(
                writer -> {
                    writer.await(List.of(of(5, 100, before)));
                    assertThat(writer.awaiting(List.of(of(9, 100, all)))).containsExactly(5L);
                });
    }

    @Test
    void isTheSameWhenAllIsWrittenTwice() {
        Quotation quotation = new Quotation(7, 1, 3, 1, 5, 0, 2, 12, .917, true);
        for (int time = 0; time < 2; time++) {
            write(
                    writer -> {
                        writer.keep(List.of(of(5, 100, 1, 2)));
                        writer.await(List.of(of(7, 100, 1)));
                        writer.replace(7, List.of(quotation));
                    });

            try (SqlitePassages passages = SqlitePassages.open(folder)) {
                assertThat(passages.quotedBy(7, 9)).containsExactly(quotation);
                assertThat(passages.quoting(5, 9)).containsExactly(quotation);
                assertThat(passages.position()).isEqualTo(1);
            }
        }
    }

    @Test
    void isEmptiedWhenItHasAnotherForm() throws SQLException {
        write(writer -> writer.keep(List.of(of(7, 100, 1))));
        try (Session session = new Database(folder.resolve(SqlitePassages.FILE)).openWriter()) {
            session.execute("PRAGMA user_version = " + (SqlitePassageWriter.FORM + 1));
        }

        try (SqlitePassages passages = SqlitePassages.open(folder)) {
            assertThat(passages.position()).isZero();
            assertThat(passages.thatWrote(LIST, new long[] {1}, 100)).isEmpty();
        }
    }
}
