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

    /** New postings that are not in a run. */
    static final int TABLE = 1 << 18;

    /** Postings of one run at the most: a file of more cannot be seen as memory. */
    private static final int MAX_RUN = 1 << 27;

    private final Ranks ranks;
    private final Shelf shelf;
    private final List<PostingRun> runs = new ArrayList<>();
    private final long[] recent = new long[TABLE];
    private final int[] next = new int[TABLE];
    private final int[] heads = new int[TABLE];
    private int count;

    /** Where runs are kept. */
    interface Shelf {
        /** Returns room for the postings of a run. */
        LongBuffer room(int size);

        /** Makes a run of a room that was filled up to its limit. */
        PostingRun keep(LongBuffer filled);

        /** Is told that a run is not used any more. */
        void drop(PostingRun run);
    }

    /** In memory. */
    private static final Shelf MEMORY =
            new Shelf() {
                @Override
                public LongBuffer room(int size) {
                    return LongBuffer.allocate(size);
                }

                @Override
                public PostingRun keep(LongBuffer filled) {
                    return PostingRun.of(filled);
                }

                @Override
                public void drop(PostingRun run) {
                    // Nothing refers to it any more.
                }
            };

    Postings(Ranks ranks) {
        this(ranks, MEMORY, List.of(), LongBuffer.allocate(0));
    }

    /**
     * @param runs those that are there, the oldest first
     * @param recent the postings that are in none of them: see {@link #recent}
     */
    Postings(Ranks ranks, Shelf shelf, List<PostingRun> runs, LongBuffer recent) {
        this.ranks = ranks;
        this.shelf = shelf;
        this.runs.addAll(runs);
        for (int i = 0; i < recent.limit(); i++) {
            add(recent.get(i));
        }
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
        add(posting(key, message, level));
    }

    private void add(long posting) {
        int slot = slot(posting);
        recent[count] = posting;
        next[count] = heads[slot];
        heads[slot] = ++count;
    }

    /** Returns the place of a key, or of the posting of one, which has its upper bits. */
    private static int slot(long key) {
        return (int) (key >>> 45);
    }

    /** Returns the postings that are in no run yet, in the order in which they came. */
    long[] recent() {
        return Arrays.copyOf(recent, count);
    }

    /** Returns the runs, the oldest first. */
    List<PostingRun> runs() {
        return runs;
    }

    private void flush() {
        long[] sorted = recent();
        Arrays.sort(sorted);
        LongBuffer room = shelf.room(count);
        runs.add(shelf.keep(room.put(0, sorted).limit(count)));
        Arrays.fill(heads, 0);
        count = 0;
        while (runs.size() > 1 && isToBeMerged(runs.get(runs.size() - 2), runs.getLast())) {
            PostingRun newer = runs.removeLast();
            PostingRun older = runs.removeLast();
            LongBuffer merged = shelf.room(older.size() + newer.size());
            PostingRun.merge(older, newer, ranks, merged);
            runs.add(shelf.keep(merged));
            shelf.drop(older);
            shelf.drop(newer);
        }
    }

    private static boolean isToBeMerged(PostingRun older, PostingRun newer) {
        return newer.size() * 2L > older.size() && older.size() + newer.size() <= MAX_RUN;
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
