package org.perdure.store.sql;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.perdure.store.ArchiveStore;
import org.perdure.store.ArchiveWriter;
import org.perdure.store.StoreException;

/**
 * The writer of an archive in a SQLite file. Made and used by one thread, but for {@link #pack}.
 */
public final class SqliteWriter implements ArchiveWriter {
    /**
     * Locked by the writer for as long as it lives; the operating system frees it after a crash.
     */
    private static final String LOCK_FILE = "archive.lock";

    private final Database database;
    private final FileChannel lock;
    private final Session session;
    private final SqliteStore store;
    private final SqliteTransaction transaction;

    private SqliteWriter(Database database, FileChannel lock, Session session) {
        this.database = database;
        this.lock = lock;
        this.session = session;
        this.store = SqliteStore.open(database);
        this.transaction = new SqliteTransaction(session, database);
    }

    /**
     * Opens the archive in a folder, making both when they are missing.
     *
     * @throws StoreException if it cannot be written, or another process is writing to it
     */
    public static SqliteWriter open(Path folder) {
        FileChannel lock = lock(folder);
        try {
            Database database = new Database(folder.resolve(SqliteStore.FILE));
            database.migrate();
            try {
                var writer = new SqliteWriter(database, lock, database.openWriter());
                writer.useNewestDictionary();
                return writer;
            } catch (SQLException e) {
                throw database.failure(e);
            }
        } catch (StoreException e) {
            release(lock);
            throw e;
        }
    }

    private static FileChannel lock(Path folder) {
        FileChannel channel = null;
        try {
            Files.createDirectories(folder);
            channel =
                    FileChannel.open(
                            folder.resolve(LOCK_FILE),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            @Nullable FileLock lock = channel.tryLock();
            if (lock != null) {
                return channel;
            }
        } catch (OverlappingFileLockException inThisProcess) {
            // The same answer as for another process, below.
        } catch (IOException e) {
            throw new StoreException("cannot write to " + folder + ": " + reason(e), e);
        }
        release(channel);
        throw new StoreException("another process is writing to the archive in " + folder);
    }

    private static String reason(IOException e) {
        return e instanceof AccessDeniedException
                ? "permission denied"
                : String.valueOf(e.getMessage());
    }

    private static void release(@Nullable FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            throw new StoreException("cannot release the lock: " + e.getMessage(), e);
        }
    }

    private void useNewestDictionary() throws SQLException {
        record Dictionary(long id, byte[] bytes) {}
        session.find(
                        "SELECT id, bytes FROM dictionary ORDER BY id DESC LIMIT 1",
                        row -> new Dictionary(row.getLong(1), row.getBytes(2)))
                .ifPresent(found -> store.compression().writeWith(found.id(), found.bytes()));
    }

    @Override
    public ArchiveStore store() {
        return store;
    }

    @Override
    public boolean isUntaught() {
        return !store.compression().hasDictionary();
    }

    @Override
    public void learn(List<byte[]> samples) {
        if (!isUntaught() || samples.size() < MIN_SAMPLES) {
            return;
        }
        byte[] dictionary = Compression.train(samples);
        write(
                writing -> {
                    try {
                        return session.update(
                                "INSERT INTO dictionary (bytes) VALUES (?)", (Object) dictionary);
                    } catch (SQLException e) {
                        throw database.failure(e);
                    }
                });
        try {
            useNewestDictionary();
        } catch (SQLException e) {
            throw database.failure(e);
        }
    }

    @Override
    public Packed pack(byte[] raw) {
        return store.compression().pack(raw);
    }

    @Override
    public <T> T write(Function<Transaction, T> body) {
        try {
            session.execute("BEGIN IMMEDIATE");
            T result;
            try {
                result = body.apply(transaction);
                session.execute("COMMIT");
            } catch (SQLException | RuntimeException e) {
                undo(e);
                throw e;
            }
            return result;
        } catch (SQLException e) {
            throw database.failure(e);
        }
    }

    private void undo(Exception cause) {
        transaction.forget();
        try {
            session.execute("ROLLBACK");
        } catch (SQLException e) {
            cause.addSuppressed(e); // SQLite has undone it by itself, as it does on a full disk.
        }
    }

    @Override
    public void close() {
        try {
            store.close();
            session.close();
        } catch (SQLException e) {
            throw database.failure(e);
        } finally {
            release(lock);
        }
    }
}
