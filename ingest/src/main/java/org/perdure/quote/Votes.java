package org.perdure.quote;

import java.util.Arrays;

/** Counts votes for messages. Used again for the next inquiry. */
final class Votes {
    private int[] messages = new int[1 << 12];
    private double[] votes = new double[1 << 12];
    private int[] used = new int[1 << 11];
    private int size;

    Votes() {
        Arrays.fill(messages, -1);
    }

    void clear() {
        for (int i = 0; i < size; i++) {
            messages[used[i]] = -1;
        }
        size = 0;
    }

    void add(int message, double vote) {
        int slot = slot(message);
        if (messages[slot] < 0) {
            if (size == used.length) {
                grow();
                slot = slot(message);
            }
            messages[slot] = message;
            votes[slot] = 0;
            used[size++] = slot;
        }
        votes[slot] += vote;
    }

    private int slot(int message) {
        int mask = messages.length - 1;
        int slot = (message * 0x9e3779b1) >>> 8 & mask;
        while (messages[slot] >= 0 && messages[slot] != message) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        int[] oldMessages = messages;
        double[] oldVotes = votes;
        messages = new int[2 * oldMessages.length];
        votes = new double[2 * oldVotes.length];
        used = new int[2 * used.length];
        Arrays.fill(messages, -1);
        size = 0;
        for (int i = 0; i < oldMessages.length; i++) {
            if (oldMessages[i] >= 0) {
                int slot = slot(oldMessages[i]);
                messages[slot] = oldMessages[i];
                votes[slot] = oldVotes[i];
                used[size++] = slot;
            }
        }
    }

    /** Returns the messages with the most votes, most first; ties by rank, newest first. */
    int[] top(int count, PassageIndex index) {
        int[] top = new int[Math.min(count, size)];
        double[] best = new double[top.length];
        int filled = 0;
        for (int i = 0; i < size; i++) {
            int message = messages[used[i]];
            double vote = votes[used[i]];
            int at = filled;
            while (at > 0
                    && (best[at - 1] < vote
                            || (best[at - 1] == vote
                                    && index.rank(top[at - 1]) < index.rank(message)))) {
                at--;
            }
            if (at == top.length) {
                continue;
            }
            int kept = Math.min(filled, top.length - 1);
            System.arraycopy(top, at, top, at + 1, kept - at);
            System.arraycopy(best, at, best, at + 1, kept - at);
            top[at] = message;
            best[at] = vote;
            filled = kept + 1;
        }
        return top;
    }
}
