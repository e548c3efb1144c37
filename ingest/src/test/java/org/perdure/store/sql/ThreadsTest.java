package org.perdure.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How SQLite goes about reading threads; what it finds is in {@link SqliteStoreTest}. */
class ThreadsTest {
    @TempDir private Path folder;

    static List<String> walks() {
        return List.of(Threads.ANCESTORS, Threads.DESCENDANTS);
    }

    @ParameterizedTest
    @MethodSource("walks")
    void goFromNodeToNodeAndNotThroughAll(String walk) throws SQLException {
        SqliteWriter.open(folder).close();

        try (Session session = new Database(folder.resolve(SqliteStore.FILE)).openReader()) {
            assertThat(session.list("EXPLAIN QUERY PLAN " + walk, row -> row.getString(4)))
                    .isNotEmpty()
                    .noneMatch(step -> step.matches("SCAN (n|m|node|message)( .*)?"));
        }
    }
}
