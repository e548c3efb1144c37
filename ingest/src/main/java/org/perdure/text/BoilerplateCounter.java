package org.perdure.text;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Counts in how many messages, and by how many authors, lines stand; in memory.
 *
 * <p>Its size does not follow that of the archive: by lossy counting (Manku and Motwani,
 * "Approximate frequency counts over data streams"), lines that are rare so far are forgotten every
 * {@value #WINDOW} messages. A line may so be counted up to one in {@value #WINDOW} too low, which
 * is a sixth of the share that makes it boilerplate. Not safe for use by several threads.
 */
public final class BoilerplateCounter implements BoilerplateLines {
    /** Messages that must have a line. */
    static final int MIN_MESSAGES = 30;

    /** Messages of which one at least must have it, in this many: three in a thousand. */
    static final int MAX_MESSAGES_PER_LINE = 333;

    /** Authors that must have written it. */
    static final int MIN_AUTHORS = 10;

    /** Messages after which rare lines are forgotten. */
    static final int WINDOW = 2_000;

    private final Map<Long, Count> counts = new HashMap<>();
    private long messages;

    /** How often a line was seen since it was first, or was forgotten. */
    private static final class Count {
        /** How many there may have been before. */
        final int missed;

        final Set<Integer> authors = new HashSet<>(4);
        int seen;

        Count(int missed) {
            this.missed = missed;
        }
    }

    /**
     * Counts the lines that the author of a message wrote, each once.
     *
     * @param author who that is, such as an address
     */
    public void add(Segmentation message, String author) {
        Set<Long> lines = new HashSet<>();
        Boilerplate.each(message, lines::add);
        int window = window();
        for (Long line : lines) {
            Count count = counts.computeIfAbsent(line, key -> new Count(window));
            count.seen++;
            if (count.authors.size() < MIN_AUTHORS) {
                count.authors.add(author.hashCode());
            }
        }
        messages++;
        if (messages % WINDOW == 0) {
            int passed = window();
            counts.values().removeIf(count -> count.seen + count.missed <= passed);
        }
    }

    private int window() {
        return (int) (messages / WINDOW);
    }

    @Override
    public boolean contains(long line) {
        Count count = counts.get(line);
        return count != null
                && count.authors.size() >= MIN_AUTHORS
                && count.seen >= MIN_MESSAGES
                && (long) (count.seen + count.missed) * MAX_MESSAGES_PER_LINE >= messages;
    }

    /** Returns how many lines are remembered. */
    public int size() {
        return counts.size();
    }
}
