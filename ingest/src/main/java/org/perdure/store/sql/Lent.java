package org.perdure.store.sql;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Things that cost more to make than to use and that one thread at a time may use, lent out and
 * taken back. Any number of threads; as many are kept as were used at once, up to a limit.
 *
 * @param <T> type of the things
 */
final class Lent<T> implements AutoCloseable {
    private final Supplier<T> maker;
    private final Consumer<T> closer;
    private final BlockingQueue<T> idle;
    private volatile boolean closed;

    /**
     * @param limit how many are kept while nobody uses them
     */
    Lent(int limit, Supplier<T> maker, Consumer<T> closer) {
        this.idle = new ArrayBlockingQueue<>(limit);
        this.maker = maker;
        this.closer = closer;
    }

    /** Uses one of them. One that fails is not used again. */
    <R> R use(Function<T, R> work) {
        T known = idle.poll();
        T thing = known == null ? maker.get() : known;
        boolean good = false;
        try {
            R result = work.apply(thing);
            good = true;
            return result;
        } finally {
            if (!good || closed || !idle.offer(thing)) {
                closer.accept(thing);
            }
            if (closed) {
                close();
            }
        }
    }

    /** Closes what is not in use; the others follow when they are given back. */
    @Override
    public void close() {
        closed = true;
        for (T thing = idle.poll(); thing != null; thing = idle.poll()) {
            closer.accept(thing);
        }
    }
}
