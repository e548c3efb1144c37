package org.perdure.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.perdure.store.TabbedText;

/**
 * A file of rows that an export wrote.
 *
 * @param file where it is
 * @param what a row is, for complaints
 * @param least values of a row; the first is never empty
 * @param most values of a row
 */
record RowsFile(Path file, String what, int least, int most) {
    /**
     * Reads all rows.
     *
     * @param row makes something of the values of a row; throws {@link IllegalArgumentException} or
     *     {@link DateTimeException} if they are none
     * @throws Failure if one is none
     */
    <T> List<T> read(Function<List<String>, T> row) throws IOException {
        List<T> all = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            List<String> values = TabbedText.values(line);
            boolean asMany = values.size() >= least && values.size() <= most;
            if (!asMany || values.getFirst().isEmpty()) {
                throw wrong(line);
            }
            try {
                all.add(row.apply(values));
            } catch (DateTimeException | IllegalArgumentException expected) {
                throw wrong(line);
            }
        }
        return all;
    }

    private Failure wrong(String line) {
        return new Failure(file + ": no " + what + ": " + line);
    }
}
