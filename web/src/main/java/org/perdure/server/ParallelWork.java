package org.perdure.server;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Does pieces of work on all processors; whoever adds one waits while many are waiting. */
final class ParallelWork implements AutoCloseable {
    private static final int WAITING_EACH = 8;

    private final int places = Runtime.getRuntime().availableProcessors() * WAITING_EACH;
    private final Semaphore free = new Semaphore(places);
    private final ExecutorService threads =
            Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /** A piece of work. */
    @FunctionalInterface
    interface Piece {
        void run() throws IOException;
    }

    /** Adds a piece of work; does nothing once one has failed. */
    void add(Piece piece) {
        free.acquireUninterruptibly();
        threads.execute(
                () -> {
                    try {
                        if (failure.get() == null) {
                            piece.run();
                        }
                    } catch (IOException | RuntimeException | Error e) {
                        failure.compareAndSet(null, e);
                    } finally {
                        free.release();
                    }
                });
    }

    /**
     * Waits until all is done.
     *
     * @throws IOException the first failure, if a piece of work failed
     */
    void await() throws IOException {
        try {
            free.acquire(places);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
        free.release(places);
        Throwable thrown = failure.get();
        switch (thrown) {
            case null -> {}
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalStateException(thrown);
        }
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
