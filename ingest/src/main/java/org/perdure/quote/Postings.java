package org.perdure.quote;

import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where keys occur: for each key a list of messages, each with a level. New ones lie in a table of
 * fixed size; when that is full, they become a sorted {@link PostingRun}, and runs of similar
 * length are merged, so that there are few. Of a key, only the {@value #LONGEST} messages of the
 * lowest ranks are kept: what occurs more often tells nothing.
 *
 * <p>A posting is a number: 35 bits of the key, 24 of the message, 4 of the level.
 */
final class Postings {
    /** Messages of a key that are kept. */
    static final int LONGEST = 401;

    /** Messages that can be told apart. */
    static final int MAX_MESSAGES = 1 << 24;

    private static final int LEVEL_BITS = 4;
    private static final int MESSAGE_BITS = 24;
    static final int KEY_SHIFT = LEVEL_BITS + MESSAGE_BITS;

    private static final int TABLE = 1 << 18;

    private final Ranks ranks;
    private final List<PostingRun> runs = new ArrayList<>();
    private final long[] recent = new long[TABLE];
    private final int[] next = new int[TABLE];
    private final int[] heads = new int[TABLE];
    private int count;

    Postings(Ranks ranks) {
        this.ranks = ranks;
    }

    /** Returns the posting of a key, of which the upper bits count. */
    static long posting(long key, int message, int level) {
        return (key >>> KEY_SHIFT << KEY_SHIFT) | ((long) message << LEVEL_BITS) | level;
    }

    static int message(long posting) {
        return (int) (posting >>> LEVEL_BITS) & (MAX_MESSAGES - 1);
    }

    static int level(long posting) {
        return (int) posting & ((1 << LEVEL_BITS) - 1);
    }

    void add(long key, int message, int level) {
        if (count == TABLE) {
            flush();
        }
        int slot = slot(key);
        recent[count] = posting(key, message, level);
        next[count] = heads[slot];
        heads[slot] = ++count;
    }

    private static int slot(long key) {
        return (int) (key >>> 45);
    }

    private void flush() {
        long[] sorted = Arrays.copyOf(recent, count);
        Arrays.sort(sorted);
        runs.add(PostingRun.of(LongBuffer.wrap(sorted)));
        Arrays.fill(heads, 0);
        count = 0;
        while (runs.size() > 1 && runs.getLast().size() * 2L > runs.get(runs.size() - 2).size()) {
            PostingRun newer = runs.removeLast();
            PostingRun older = runs.removeLast();
            runs.add(PostingRun.merge(older, newer, ranks));
        }
    }

    /** Adds the postings of a key to a list, in the order in which they came. */
    void collect(long key, PostingList list) {
        long prefix = key >>> KEY_SHIFT;
        for (PostingRun run : runs) {
            run.collect(prefix, list);
        }
        int before = list.size();
        for (int at = heads[slot(key)]; at != 0; at = next[at - 1]) {
            if (recent[at - 1] >>> KEY_SHIFT == prefix) {
                list.add(recent[at - 1]);
            }
        }
        list.reverse(before);
    }

    /** Returns how many bytes are in use. */
    long bytes() {
        long bytes = 8L * count;
        for (PostingRun run : runs) {
            bytes += run.bytes();
        }
        return bytes;
    }
}
