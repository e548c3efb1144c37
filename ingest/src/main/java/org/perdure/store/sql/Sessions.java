package org.perdure.store.sql;

import java.sql.SQLException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * The sessions that readers share: as many as can do work at once, opened when first needed, since
 * each keeps its statements and its page cache.
 */
final class Sessions implements AutoCloseable {
    /** SQLite reads are short and need a core each; more would only wait for one. */
    private static final int MAX_READERS = Math.max(4, Runtime.getRuntime().availableProcessors());

    private final Database database;
    private final Semaphore free = new Semaphore(MAX_READERS);

    /**
     * Counted apart: who takes a snapshot may wait for what another reader is about to read, and
     * that one must find a session.
     */
    private final Semaphore snapshots = new Semaphore(MAX_READERS);

    /** The session of the snapshot that this thread is in. */
    private final ScopedValue<Session> snapshot = ScopedValue.newInstance();

    private final ConcurrentLinkedDeque<Session> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    Sessions(Database database) {
        this.database = database;
    }

    /** Reads something with a session. */
    @FunctionalInterface
    interface Reading<T> {
        T read(Session session) throws SQLException;
    }

    /** Runs short statements that see one state of the database. */
    <T> T readTogether(Reading<T> reading) {
        return snapshot.isBound() ? inSnapshot(reading) : read(free, together(reading));
    }

    /** Runs one short statement; several may see different states. */
    <T> T read(Reading<T> reading) {
        return snapshot.isBound() ? inSnapshot(reading) : read(free, reading);
    }

    /**
     * Runs short readings that see one state of the database: what this thread reads meanwhile, it
     * reads with one session in one transaction. Each statement else takes and gives back the locks
     * of a transaction of its own, a quarter of what it costs.
     */
    <T> T snapshot(Supplier<T> readings) {
        if (snapshot.isBound()) {
            return readings.get();
        }
        return read(
                snapshots,
                together(session -> ScopedValue.where(snapshot, session).call(readings::get)));
    }

    private static <T> Reading<T> together(Reading<T> reading) {
        return session -> {
            session.begin();
            T result = reading.read(session);
            session.commit();
            return result;
        };
    }

    private <T> T inSnapshot(Reading<T> reading) {
        checkOpen();
        try {
            return reading.read(snapshot.get());
        } catch (SQLException e) {
            throw database.failure(e);
        }
    }

    private <T> T read(Semaphore permits, Reading<T> reading) {
        checkOpen();
        permits.acquireUninterruptibly();
        try {
            Session session = idle.pollFirst();
            return read(session == null ? database.openReader() : session, reading);
        } catch (SQLException e) {
            throw database.failure(e);
        } finally {
            permits.release();
        }
    }

    /**
     * Runs statements that go on for long, or that call whoever may read in turn: in a session that
     * is not counted, so that readers cannot wait for each other.
     */
    <T> T readLong(Reading<T> reading) {
        checkOpen();
        try (Session session = database.openReader()) {
            session.begin();
            return reading.read(session);
        } catch (SQLException e) {
            throw database.failure(e);
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the archive is closed");
        }
    }

    private <T> T read(Session session, Reading<T> reading) throws SQLException {
        boolean sound = false;
        try {
            T result = reading.read(session);
            sound = true;
            return result;
        } finally {
            if (sound) {
                idle.addFirst(session);
                if (closed) {
                    close();
                }
            } else {
                session.abandon(); // In an unknown state; the next reader opens another.
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        for (Session session = idle.pollFirst(); session != null; session = idle.pollFirst()) {
            try {
                session.close();
            } catch (SQLException e) {
                throw database.failure(e);
            }
        }
    }
}
