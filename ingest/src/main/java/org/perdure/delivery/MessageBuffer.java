package org.perdure.delivery;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The bytes of a message that is coming in. Keeps to a limit of its own and to a budget that it
 * shares with others; beyond either it forgets all, and takes the rest without keeping it. For one
 * thread. The budget gets its bytes back when the buffer is closed: to be done when the message is
 * filed.
 */
public final class MessageBuffer implements AutoCloseable {
    private static final int BLOCK_BYTES = 16 << 10;

    private final MemoryBudget budget;
    private final int limit;
    private final Deque<byte[]> blocks = new ArrayDeque<>();
    private byte[] block = {};
    private int filled;
    private long length;
    private long taken;
    private State state = State.WHOLE;

    /** How a message that was put in came out. */
    public enum State {
        /** All of it is here. */
        WHOLE,
        /** It is longer than the limit. */
        TOO_LONG,
        /** Too many others are coming in just now. */
        NO_MEMORY
    }

    /**
     * @param limit bytes of the longest message
     */
    public MessageBuffer(MemoryBudget budget, int limit) {
        this.budget = budget;
        this.limit = limit;
    }

    /** Adds a byte. */
    public void add(int b) {
        length++;
        if (state != State.WHOLE || !hasRoom()) {
            return;
        }
        block[filled] = (byte) b;
        filled++;
    }

    /** Adds bytes. */
    public void add(byte[] from, int start, int count) {
        int at = start;
        int end = start + count;
        length += count;
        while (at < end && state == State.WHOLE && hasRoom()) {
            int some = Math.min(end - at, block.length - filled);
            System.arraycopy(from, at, block, filled, some);
            filled += some;
            at += some;
        }
    }

    /** Makes room for at least one byte, unless there is a reason not to. */
    private boolean hasRoom() {
        if (length > limit) {
            forget(State.TOO_LONG);
            return false;
        }
        if (filled < block.length) {
            return true;
        }
        if (!budget.take(BLOCK_BYTES)) {
            forget(State.NO_MEMORY);
            return false;
        }
        taken += BLOCK_BYTES;
        block = new byte[BLOCK_BYTES];
        blocks.add(block);
        filled = 0;
        return true;
    }

    private void forget(State why) {
        state = why;
        close();
    }

    /** Returns how many bytes were added, whether or not they were kept. */
    public long length() {
        return length;
    }

    /** Returns what became of the message. */
    public State state() {
        return state;
    }

    /** Returns the message, which must be {@link State#WHOLE}. Once. */
    public byte[] bytes() {
        if (state != State.WHOLE) {
            throw new IllegalStateException("the message is " + state);
        }
        byte[] all = new byte[Math.toIntExact(length)];
        int at = 0;
        while (at < all.length) {
            byte[] next = blocks.remove();
            int some = Math.min(next.length, all.length - at);
            System.arraycopy(next, 0, all, at, some);
            at += some;
        }
        return all;
    }

    @Override
    public void close() {
        blocks.clear();
        block = new byte[0];
        filled = 0;
        budget.give(taken);
        taken = 0;
    }
}
