package org.perdure.link;

import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.Optional;

/**
 * A folder of the published MHonArc space of a list: the messages of a month, as one tree numbered
 * them.
 *
 * @param tree name of the tree; empty for the main one of the month, which alone has most months
 * @param month the month
 */
public record Folder(String tree, YearMonth month) implements Comparable<Folder> {
    private static final Comparator<Folder> ORDER =
            Comparator.comparing(Folder::month).thenComparing(Folder::tree);

    /** Returns the main folder of a month. */
    public static Folder of(YearMonth month) {
        return new Folder("", month);
    }

    /** Reads {@link #toString}; nothing if a folder of that name is for no month. */
    public static Optional<Folder> parse(String text) {
        int slash = text.indexOf('/');
        try {
            YearMonth month = YearMonth.parse(text.substring(slash + 1));
            return Optional.of(new Folder(slash < 0 ? "" : text.substring(0, slash), month));
        } catch (DateTimeParseException expected) {
            return Optional.empty();
        }
    }

    /** Returns whether it is the main folder of its month. */
    public boolean isMain() {
        return tree.isEmpty();
    }

    /** Returns the folder of the same tree some months later, or earlier. */
    public Folder plusMonths(int months) {
        return new Folder(tree, month.plusMonths(months));
    }

    /** Returns what chooses it among the folders of its month in an address: {@code ?tree=old}. */
    public String query() {
        return isMain() ? "" : "?tree=" + tree;
    }

    @Override
    public int compareTo(Folder other) {
        return ORDER.compare(this, other);
    }

    /**
     * Returns its name, such as {@code 2011-03}, or {@code old/2011-12} if it is not the main one.
     */
    @Override
    public String toString() {
        return isMain() ? month.toString() : tree + "/" + month;
    }
}
