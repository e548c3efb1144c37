package org.perdure.quote;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What introduces the quotations of one message, in order. */
final class Introductions {
    /** How many are read: the first ones. */
    static final int MAX = 16;

    private final List<Introduction> all = new ArrayList<>();

    /** The line behind each. */
    private final List<Integer> ends = new ArrayList<>();

    void add(Introduction introduction, int endLine) {
        if (all.size() < MAX) {
            all.add(introduction);
            ends.add(endLine);
        }
    }

    List<Introduction> all() {
        return all;
    }

    /**
     * Returns what introduces a line that is quoted: the last introduction before it at one level
     * less, unless one further out came after that. Null if there is none, or not all were read.
     */
    @Nullable Introduction of(int line, int level) {
        Introduction found = null;
        int i = 0;
        while (i < all.size() && ends.get(i) <= line) {
            Introduction one = all.get(i);
            if (one.level() < level) {
                found = one.level() == level - 1 ? one : null;
            }
            i++;
        }
        return i == MAX ? null : found;
    }
}
