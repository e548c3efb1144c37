package org.perdure.store.sql;

import java.sql.SQLException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;

/**
 * The sessions that readers share: as many as can do work at once, opened when first needed, since
 * each keeps its statements and its page cache.
 */
final class Sessions implements AutoCloseable {
    /** SQLite reads are short and need a core each; more would only wait for one. */
    private static final int MAX_READERS = Math.max(4, Runtime.getRuntime().availableProcessors());

    private final Database database;
    private final Semaphore free = new Semaphore(MAX_READERS);
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
        return read(
                session -> {
                    session.begin();
                    T result = reading.read(session);
                    session.commit();
                    return result;
                });
    }

    /** Runs one short statement; several may see different states. */
    <T> T read(Reading<T> reading) {
        checkOpen();
        free.acquireUninterruptibly();
        try {
            Session session = idle.pollFirst();
            return read(session == null ? database.openReader() : session, reading);
        } catch (SQLException e) {
            throw database.failure(e);
        } finally {
            free.release();
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
