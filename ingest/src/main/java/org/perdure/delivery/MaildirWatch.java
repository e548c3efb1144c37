package org.perdure.delivery;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.perdure.message.ListName;
import org.perdure.source.MaildirMessage;
import org.perdure.source.RawMessage;
import org.perdure.store.ArchiveStore;
import org.perdure.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after a Maildir that somebody else delivers to, and hands in each message that comes there.
 * The files stay where they are and as they are: the ledger knows which are in the archive.
 *
 * <p>Only {@code new} and {@code cur} are read: a file gets there when it is whole. The system
 * tells of new files; since it does not on every file system, and forgets when it is busy, all
 * names are looked at every {@link #RESCAN} too.
 */
public final class MaildirWatch implements Closeable {
    /** How long a file may go unnoticed where the system does not tell. */
    static final Duration RESCAN = Duration.ofSeconds(10);

    /** How many messages are handed in at a time. */
    private static final int MAX_BATCH = 100;

    /** Bounds the memory of those. */
    private static final long MAX_BATCH_BYTES = 4 << 20;

    /** Years of the names that are believed: before, they are no seconds since 1970. */
    private static final Instant EARLIEST = Instant.parse("1995-01-01T00:00:00Z");

    private static final Logger LOG = LoggerFactory.getLogger(MaildirWatch.class);

    private final Path maildir;
    private final ListName list;
    private final Inbox inbox;
    private final ArchiveStore store;
    private final Thread thread;
    private final Map<Path, WatchKey> keys = new HashMap<>();

    /** Names of files that are there and need no further look. */
    private final Set<String> done = new HashSet<>();

    private volatile boolean stopped;
    private volatile @Nullable WatchService events;
    private String problem = "";

    /**
     * @param list where its messages belong
     */
    public MaildirWatch(Path maildir, ListName list, Inbox inbox, ArchiveStore store) {
        this.maildir = maildir;
        this.list = list;
        this.inbox = inbox;
        this.store = store;
        this.thread = Thread.ofPlatform().daemon().name("maildir").unstarted(this::run);
    }

    /**
     * A message in the Maildir.
     *
     * @param came when it was delivered
     */
    private record Found(MaildirMessage message, Instant came) {
        String name() {
            return message.name();
        }
    }

    /** Begins to look. */
    public void start() {
        thread.start();
    }

    private void run() {
        try (WatchService service = maildir.getFileSystem().newWatchService()) {
            events = service;
            while (!stopped) {
                // First the registration, so that nothing falls between it and the look.
                register(service);
                look();
                awaitEvent(service);
            }
        } catch (ClosedWatchServiceException expected) {
            // Closed by close().
        } catch (IOException e) {
            LOG.error("the Maildir {} is not watched: {}", maildir, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void register(WatchService service) {
        for (Path folder : folders()) {
            WatchKey key = keys.get(folder);
            if (key != null && key.isValid()) {
                continue;
            }
            try {
                keys.put(folder, folder.register(service, StandardWatchEventKinds.ENTRY_CREATE));
            } catch (IOException e) {
                // Not there yet, or of a kind that tells nothing: the look that follows says so.
                LOG.debug("{} cannot be registered", folder, e);
            }
        }
    }

    private List<Path> folders() {
        return List.of(maildir.resolve("new"), maildir.resolve("cur"));
    }

    private static void awaitEvent(WatchService service) throws InterruptedException {
        WatchKey key = service.poll(RESCAN.toMillis(), TimeUnit.MILLISECONDS);
        while (key != null) {
            key.pollEvents();
            key.reset();
            key = service.poll();
        }
    }

    /** Hands in what is new. */
    private void look() {
        try {
            List<Found> found = find();
            done.retainAll(found.stream().map(Found::name).toList());
            found.removeIf(file -> done.contains(file.name()));
            found.sort(Comparator.comparing(Found::came).thenComparing(Found::name));
            handIn(unknown(found));
            complain("");
        } catch (IOException | StoreException e) {
            complain(e instanceof NoSuchFileException ? "it is not there" : "" + e.getMessage());
        } catch (RuntimeException | Error e) {
            // The edge of one look: a bug in one must not end all later ones.
            LOG.error("looking into {} failed", maildir, e);
        }
    }

    /** Says once what is wrong, and once when it is right again. */
    private void complain(String text) {
        if (!text.equals(problem)) {
            problem = text;
            if (text.isEmpty()) {
                LOG.info("the Maildir {} is read again", maildir);
            } else {
                LOG.warn("the Maildir {} cannot be read: {}", maildir, text);
            }
        }
    }

    private List<Found> find() throws IOException {
        List<Found> found = new ArrayList<>();
        for (Path folder : folders()) {
            if (Files.isSymbolicLink(folder)) {
                throw new IOException(folder + " is a link, which is not followed");
            }
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
                for (Path file : files) {
                    MaildirMessage message = MaildirMessage.of(file);
                    if (done.contains(message.name())) {
                        found.add(new Found(message, Instant.EPOCH));
                    } else if (!message.name().startsWith(".")) {
                        add(found, message);
                    }
                }
            } catch (DirectoryIteratorException e) {
                throw e.getCause();
            }
        }
        return found;
    }

    private void add(List<Found> found, MaildirMessage message) {
        try {
            if (Files.isSymbolicLink(message.file())) {
                // It could publish any file that the service may read. Said once.
                LOG.warn("{} is a link, which is not followed", message.file());
                done.add(message.name());
                found.add(new Found(message, Instant.EPOCH));
            } else if (Files.isRegularFile(message.file(), LinkOption.NOFOLLOW_LINKS)) {
                found.add(new Found(message, came(message.file(), message.name())));
            }
        } catch (IOException e) {
            // Moved from new to cur just now: the next look finds it there.
            LOG.debug("{} is gone", message.file(), e);
        }
    }

    /** Names begin with the second of delivery; where they do not, the time of the file tells. */
    private static Instant came(Path file, String name) throws IOException {
        Instant written = Files.getLastModifiedTime(file).toInstant();
        int digits = 0;
        while (digits < name.length() && Character.digit(name.charAt(digits), 10) >= 0) {
            digits++;
        }
        if (digits == 0 || digits > 10) {
            return written;
        }
        Instant named = Instant.ofEpochSecond(Long.parseLong(name.substring(0, digits)));
        boolean possible = named.isAfter(EARLIEST) && named.isBefore(Instant.now());
        return possible ? named : written;
    }

    /** A file of a Maildir never changes, so that its name is enough. */
    private List<Found> unknown(List<Found> found) throws IOException {
        List<Found> unknown = new ArrayList<>();
        for (Found file : found) {
            String source = file.message.source(maildir);
            if (store.accounts(list, source, 0, 0).isEmpty()) {
                unknown.add(file);
            } else {
                done.add(file.name());
            }
        }
        return unknown;
    }

    private void handIn(List<Found> found) throws IOException {
        Map<Found, CompletableFuture<Receipt>> batch = new HashMap<>();
        long bytes = 0;
        String reason = "";
        for (Found file : found) {
            if (stopped) {
                break;
            }
            try {
                RawMessage raw = read(file);
                if (raw != null) {
                    batch.put(file, inbox.deliver(new Delivery(list, raw)));
                    bytes += raw.size();
                }
            } catch (StoreException e) {
                throw e; // No file is to blame.
            } catch (RuntimeException | StackOverflowError e) {
                fail(file, e);
            }
            if (batch.size() >= MAX_BATCH || bytes >= MAX_BATCH_BYTES) {
                reason = await(batch, reason);
                batch.clear();
                bytes = 0;
            }
        }
        reason = await(batch, reason);
        if (!reason.isEmpty()) {
            throw new IOException(reason);
        }
    }

    /** Our own mistake with one file must not keep the others out. */
    private void fail(Found file, Throwable mistake) {
        LOG.error("{} cannot be read, {}", file.message.file(), UUID.randomUUID(), mistake);
        done.add(file.name()); // Said once; after a restart it is tried again.
    }

    /** Returns a message, null if there is none. */
    private @Nullable RawMessage read(Found file) {
        Path path = file.message.file();
        try {
            RawMessage raw = file.message.read(maildir);
            if (raw == null) {
                LOG.warn("{} is empty", path);
                done.add(file.name());
                return null;
            }
            return Postmark.mark(raw, file.came);
        } catch (IOException e) {
            if (!Files.exists(path)) {
                LOG.debug("{} is gone", path, e);
                return null;
            }
            LOG.warn("{} cannot be read: {}", path, e.getMessage());
            done.add(file.name()); // Said once; after a restart it is tried again.
            return null;
        }
    }

    /**
     * What could not be filed is handed in again at the next look, and does not keep others out.
     *
     * @param before why something before was not filed, empty if all was
     * @return why something was not filed, empty if all was
     * @throws IOException if nothing at all was filed: there is no use in more
     */
    private String await(Map<Found, CompletableFuture<Receipt>> batch, String before)
            throws IOException {
        String reason = before;
        int deferrals = 0;
        for (Map.Entry<Found, CompletableFuture<Receipt>> each : batch.entrySet()) {
            try {
                switch (each.getValue().join()) {
                    case Receipt.Filed filed -> done.add(each.getKey().name());
                    case Receipt.Declined declined -> done.add(each.getKey().name());
                    case Receipt.Deferred deferred -> {
                        reason = deferred.reason();
                        deferrals++;
                    }
                }
            } catch (CompletionException e) {
                fail(each.getKey(), e);
            }
        }
        if (deferrals > 0 && deferrals == batch.size()) {
            throw new IOException(reason);
        }
        return reason;
    }

    /** Stops after the messages at hand. */
    @Override
    public void close() throws IOException {
        stopped = true;
        WatchService service = events;
        if (service != null) {
            service.close();
        }
        try {
            thread.join(RESCAN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
