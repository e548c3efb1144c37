package org.perdure.store.sql;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Rows of numbers for statements that take several at once, which costs little more than to run
 * them for one. A batch that is not full repeats its last row, so that there is one statement for
 * all: such statements must not mind.
 */
final class RowBatch {
    /** Rows that a statement takes. */
    static final int ROWS = 64;

    private RowBatch() {}

    /** Returns what stands behind VALUES in the statement. */
    static String values(int columns) {
        String row = "(" + String.join(", ", Collections.nCopies(columns, "?")) + ")";
        return String.join(", ", Collections.nCopies(ROWS, row));
    }

    /** Returns the parameters of each run of the statement; none if there are no rows. */
    static List<Object[]> of(List<long[]> rows) {
        List<Object[]> batches = new ArrayList<>();
        for (int from = 0; from < rows.size(); from += ROWS) {
            int columns = rows.get(from).length;
            Object[] parameters = new Object[ROWS * columns];
            for (int i = 0; i < parameters.length; i++) {
                int row = Math.min(from + i / columns, rows.size() - 1);
                parameters[i] = rows.get(row)[i % columns];
            }
            batches.add(parameters);
        }
        return batches;
    }
}
