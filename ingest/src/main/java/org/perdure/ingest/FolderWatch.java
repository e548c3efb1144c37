package org.perdure.ingest;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.perdure.message.ListName;
import org.perdure.source.OpenSource;
import org.perdure.source.SourceNotes;
import org.perdure.source.Sources;
import org.perdure.store.ArchiveWriter;
import org.perdure.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after a folder that somebody puts files with mail into, or appends mail to, and imports
 * them: whatever {@link Sources} opens, also in folders below it. The files stay where they are and
 * as they are.
 *
 * <p>Nothing says when a file is whole. So a file is taken when neither its size nor its time has
 * changed for {@link #SETTLED}, one that looks whole for {@link #WHOLE_SETTLED}, and read again
 * whenever it has changed after that; the ledger tells what of it is new. Links, and files and
 * folders whose names begin with a dot, are left alone.
 */
public final class FolderWatch implements Closeable {
    /** How long a file must have been as it is. */
    static final Duration SETTLED = Duration.ofSeconds(5);

    /**
     * How long a file must have been as it is that looks whole ({@link Sources#looksWhole}): less,
     * because somebody waits for the page of a message, and because it is mostly written at once.
     */
    static final Duration WHOLE_SETTLED = Duration.ofSeconds(1);

    /** The least time between two looks. */
    static final Duration PAUSE = Duration.ofMillis(250);

    /** A look may take this share of the time: a folder can have very many files. */
    private static final int PAUSES_PER_LOOK = 20;

    /** How long the batches at hand may take when we are told to stop. */
    private static final Duration GRACE = Duration.ofSeconds(60);

    private static final Logger LOG = LoggerFactory.getLogger(FolderWatch.class);

    private final Path folder;
    private final ListName list;
    private final Supplier<FilingRules> rules;
    private final DeliveryQueue.Opening writers;
    private final Runnable filed;
    private final Duration settled;
    private final Duration wholeSettled;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;
    private Map<Path, Seen> seen = new HashMap<>();
    private volatile @Nullable ImportRun running;
    private String problem = "";

    /** How long the last look at names took, in nanoseconds; without what was read then. */
    private long lookTook;

    /**
     * @param list where its messages belong
     * @param rules how mail is filed now; asked before each import, for an operator may change it
     * @param writers opens the archive for an import
     * @param filed is run after each transaction, in a thread of this
     */
    public FolderWatch(
            Path folder,
            ListName list,
            Supplier<FilingRules> rules,
            DeliveryQueue.Opening writers,
            Runnable filed) {
        this(folder, list, rules, writers, filed, SETTLED, WHOLE_SETTLED);
    }

    FolderWatch(
            Path folder,
            ListName list,
            Supplier<FilingRules> rules,
            DeliveryQueue.Opening writers,
            Runnable filed,
            Duration settled,
            Duration wholeSettled) {
        this.folder = folder;
        this.list = list;
        this.rules = rules;
        this.writers = writers;
        this.filed = filed;
        this.settled = settled;
        this.wholeSettled = wholeSettled;
        this.thread = Thread.ofPlatform().daemon().name("folder").unstarted(this::run);
    }

    /**
     * A file as it was when we looked.
     *
     * @param since when it was first seen like this, as of {@link System#nanoTime}
     * @param state what was found out about it like this
     */
    private record Seen(long size, FileTime time, long since, State state) {
        boolean isLike(Seen other) {
            return size == other.size && time.equals(other.time);
        }

        boolean isTaken() {
            return state == State.TAKEN;
        }

        boolean hasRested(Duration rest) {
            return System.nanoTime() - since >= rest.toNanos();
        }

        Seen as(State found) {
            return new Seen(size, time, since, found);
        }
    }

    /** What is known of a file. */
    private enum State {
        UNREAD,
        /** Does not look whole, so that it rests for longer. */
        UNFINISHED,
        TAKEN
    }

    /** Begins to look. */
    public void start() {
        thread.start();
    }

    private void run() {
        try {
            do {
                look();
            } while (!stop.await(
                    Math.max(PAUSE.toNanos(), PAUSES_PER_LOOK * lookTook), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            Path real = folder.toRealPath();
            long begin = System.nanoTime();
            seen = find(real);
            lookTook = System.nanoTime() - begin;
            // First what somebody waits for: the rest can take long.
            take(real, whole(real));
            take(real, settled());
            complain("");
        } catch (IOException | StoreException e) {
            complain(e instanceof NoSuchFileException ? "it is not there" : "" + e.getMessage());
        } catch (RuntimeException | Error e) {
            // The edge of one look: a bug in one must not end all later ones.
            LOG.error("looking into {} failed", folder, e);
        }
    }

    private Set<Path> settled() {
        return seen.entrySet().stream()
                .filter(each -> !each.getValue().isTaken() && each.getValue().hasRested(settled))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** Returns what looks whole and has rested for long enough. */
    private Set<Path> whole(Path real) {
        Set<Path> whole = new HashSet<>();
        if (seen.entrySet().stream()
                .anyMatch(each -> !each.getValue().isTaken() && isPage(real, each.getKey()))) {
            return whole; // What looks like a message may be an attachment of a page.
        }
        for (Map.Entry<Path, Seen> each : seen.entrySet()) {
            Seen file = each.getValue();
            if (file.state == State.UNREAD && file.hasRested(wholeSettled)) {
                if (Sources.looksWhole(each.getKey())) {
                    whole.add(each.getKey());
                } else {
                    each.setValue(file.as(State.UNFINISHED));
                }
            }
        }
        return whole;
    }

    private static boolean isPage(Path real, Path file) {
        return Sources.isPage(real.relativize(file));
    }

    /** Says once what is wrong, and once when it is right again. */
    private void complain(String text) {
        if (!text.equals(problem)) {
            problem = text;
            if (text.isEmpty()) {
                LOG.info("the folder {} is read again", folder);
            } else {
                LOG.warn("the folder {} is not read just now: {}", folder, text);
            }
        }
    }

    private Map<Path, Seen> find(Path real) throws IOException {
        Map<Path, Seen> found = new HashMap<>();
        long now = System.nanoTime();
        Files.walkFileTree(
                real,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path directory, BasicFileAttributes attributes) {
                        return isHidden(directory) && !directory.equals(real)
                                ? FileVisitResult.SKIP_SUBTREE
                                : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes own) {
                        if (isHidden(file)) {
                            return FileVisitResult.CONTINUE;
                        }
                        if (own.isSymbolicLink()) {
                            found.put(file, link(file, own, now));
                        } else if (own.isRegularFile()) {
                            found.put(file, seen(file, own, now));
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException e)
                            throws IOException {
                        if (file.equals(real)) {
                            throw e;
                        }
                        // Gone since it was listed, or not for us: reading it would say so.
                        LOG.debug("{} is passed over", file, e);
                        return FileVisitResult.CONTINUE;
                    }
                });
        return found;
    }

    /** A link could publish any file that the service may read: it is said once, and left. */
    private Seen link(Path file, BasicFileAttributes own, long now) {
        if (!seen.containsKey(file)) {
            LOG.warn("{} is a link, which is not followed", file);
        }
        return seen(file, own, now).as(State.TAKEN);
    }

    private static boolean isHidden(Path path) {
        Path name = path.getFileName();
        return name != null && name.toString().startsWith(".");
    }

    private Seen seen(Path file, BasicFileAttributes attributes, long now) {
        Seen before = seen.get(file);
        Seen after = new Seen(attributes.size(), attributes.lastModifiedTime(), now, State.UNREAD);
        return before != null && before.isLike(after) ? before : after;
    }

    /**
     * Imports files. If that fails because of our own mistake, it is tried with one half of them
     * and then with the other, until the file that it fails with is alone: it costs only itself.
     */
    private void take(Path real, Set<Path> ready) throws IOException {
        Deque<List<Set<Path>>> parts = new ArrayDeque<>();
        parts.push(units(real, ready));
        while (!parts.isEmpty() && stop.getCount() > 0) {
            List<Set<Path>> part = parts.pop();
            Set<Path> files = part.stream().flatMap(Set::stream).collect(Collectors.toSet());
            try {
                read(real, files);
            } catch (StoreException e) {
                throw e; // No file is to blame.
            } catch (RuntimeException | StackOverflowError e) {
                if (part.size() > 1) {
                    int half = part.size() / 2;
                    parts.push(part.subList(half, part.size()));
                    parts.push(part.subList(0, half));
                } else {
                    LOG.error("{} cannot be read, {}", files, UUID.randomUUID(), e);
                    taken(files); // Said once; tried again after a change, or a restart.
                }
            }
        }
    }

    /** Returns what can be read alone: a file, or a folder of pages with all that lies in it. */
    private static List<Set<Path>> units(Path real, Set<Path> files) {
        Set<Path> ofPages =
                files.stream()
                        .filter(file -> isPage(real, file))
                        .map(Path::getParent)
                        .collect(Collectors.toSet());
        Map<Path, Set<Path>> units = new TreeMap<>();
        for (Path file : files) {
            Path unit = file;
            for (Path folder = file.getParent();
                    folder != null && folder.startsWith(real);
                    folder = folder.getParent()) {
                unit = ofPages.contains(folder) ? folder : unit;
            }
            units.computeIfAbsent(unit, key -> new HashSet<>()).add(file);
        }
        return List.copyOf(units.values());
    }

    private void taken(Set<Path> files) {
        files.forEach(file -> seen.computeIfPresent(file, (path, was) -> was.as(State.TAKEN)));
    }

    private void read(Path real, Set<Path> ready) throws IOException {
        if (ready.isEmpty()) {
            return;
        }
        SourceNotes notes = new SourceNotes();
        try (ArchiveWriter writer = writers.open();
                OpenSource source = Sources.open(real, ready::contains, notes)) {
            ImportRun run =
                    new ImportRun(
                            writer, list, List.of(), (bytes, durable) -> filed.run(), rules.get());
            running = run;
            if (stop.getCount() == 0) {
                return;
            }
            ImportReport report = run.run(source, source::bytesRead);
            if (stop.getCount() > 0) {
                // What changed meanwhile is not like this any more at the next look.
                taken(ready);
                LOG.info("{} files of {} are imported: {}", ready.size(), folder, report);
            }
        } finally {
            running = null;
            // Said once; tried again after a change, or a restart.
            notes.failures().forEach(line -> LOG.warn("{}", line));
        }
    }

    /** Stops after the batches at hand. */
    @Override
    public void close() {
        stop.countDown();
        ImportRun run = running;
        if (run != null) {
            run.stop();
        }
        try {
            thread.join(GRACE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
