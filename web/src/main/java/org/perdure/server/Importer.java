package org.perdure.server;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.perdure.ingest.ImportReport;
import org.perdure.ingest.ImportRun;
import org.perdure.ingest.Progress;
import org.perdure.message.ListName;
import org.perdure.search.lucene.IndexInUseException;
import org.perdure.search.lucene.LuceneFollower;
import org.perdure.source.MboxReader;
import org.perdure.source.MessageSource;
import org.perdure.source.MhonarcTree;
import org.perdure.source.PipermailTree;
import org.perdure.source.SourceFile;
import org.perdure.store.ArchiveWriter;
import org.perdure.store.Follower;
import org.perdure.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Imports sources into a list of an archive; both are made if need be. */
final class Importer {
    private static final Logger LOG = LoggerFactory.getLogger(Importer.class);

    /** How long the end of the process waits for the batches at hand. */
    private static final long GRACE_SECONDS = 60;

    /** The same before the first batch: the run may be waiting for a source that gives nothing. */
    private static final long FIRST_GRACE_SECONDS = 2;

    private final ArchiveFolder folder;
    private final ListName list;
    private final Console console;
    private final CountDownLatch ended = new CountDownLatch(1);
    private ImportReport finished = ImportReport.NOTHING;
    private volatile ImportReport durable = ImportReport.NOTHING;
    private volatile boolean stopped;
    private volatile boolean storing;
    private volatile Runnable stopRun = () -> {};

    /** For one call of {@link #run}. */
    Importer(ArchiveFolder folder, ListName list, Console console) {
        this.folder = folder;
        this.list = list;
        this.console = console;
    }

    /**
     * Imports sources one after the other. When the process is told to end, it waits for the
     * batches at hand and says what is stored.
     *
     * @param sources paths, or {@code -} for standard input
     * @param in standard input
     * @return the counts of all together
     */
    ImportReport run(List<String> sources, InputStream in) throws IOException {
        Thread stopper = new Thread(this::stop, "stop");
        Runtime.getRuntime().addShutdownHook(stopper);
        try {
            for (String source : sources) {
                tryFirstMessage(source, in);
            }
            for (String source : sources) {
                importOne(source, in);
            }
            return finished;
        } catch (IOException | StoreException e) {
            if (durable.read() == 0) {
                throw e;
            }
            String reason = Failure.describe(e).orElse("the import failed");
            throw new Failure(reason + "; safe are: " + ImportCommand.counts(durable), e);
        } finally {
            ended.countDown();
            if (!stopped) {
                Runtime.getRuntime().removeShutdownHook(stopper);
            }
        }
    }

    private void stop() {
        stopped = true;
        stopRun.run();
        try {
            // What a batch cut short had begun is undone when the archive is next opened.
            boolean atRest =
                    ended.await(FIRST_GRACE_SECONDS, TimeUnit.SECONDS)
                            || (storing && ended.await(GRACE_SECONDS, TimeUnit.SECONDS));
            if (atRest || !storing) {
                console.say("stopped; safe so far: " + ImportCommand.counts(durable));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Fails if a file is none that can be imported, before anything is made or changed. */
    private static void tryFirstMessage(String source, InputStream in) throws IOException {
        if (source.equals(SourceFile.STANDARD_INPUT) || isStream(source) || isTree(source)) {
            return;
        }
        try (SourceFile file = SourceFile.open(source, in)) {
            try (MboxReader mailbox = new MboxReader(file.stream(), file.name())) {
                requireMessage(mailbox, source);
            }
        }
    }

    /** Returns whether a source can be read once only, such as a named pipe. */
    private static boolean isStream(String source) {
        File file = new File(source);
        return file.exists() && !file.isFile() && !file.isDirectory();
    }

    /** Returns whether a source is what an archive program published. */
    private static boolean isTree(String source) throws IOException {
        return new File(source).exists()
                && (MhonarcTree.isTree(Path.of(source)) || PipermailTree.isTree(Path.of(source)));
    }

    private void importOne(String source, InputStream in) throws IOException {
        if (stopped) {
            return;
        }
        if (isTree(source)) {
            Path path = Path.of(source);
            if (MhonarcTree.isTree(path)) {
                try (MhonarcTree pages = MhonarcTree.open(path)) {
                    importOne(new Opened(source, pages, pages::bytesRead, OptionalLong.empty()));
                }
            } else {
                try (PipermailTree pages = PipermailTree.open(path)) {
                    importOne(new Opened(source, pages, pages::bytesRead, OptionalLong.empty()));
                }
            }
            return;
        }
        try (SourceFile file = SourceFile.open(source, in);
                MboxReader mailbox = new MboxReader(file.stream(), file.name())) {
            // Before anything is made or changed: what is no mailbox leaves nothing behind.
            requireMessage(mailbox, file.name());
            if (!stopped) {
                importOne(new Opened(file.name(), mailbox, file::bytesRead, file.size()));
            }
        }
    }

    private static void requireMessage(MboxReader mailbox, String name) throws IOException {
        if (!mailbox.hasNext()) {
            throw new Failure(name + ": is empty");
        }
    }

    /**
     * A source, ready to be read.
     *
     * @param name what the operator calls it
     * @param bytesRead how far reading has come
     * @param size how far it will come, if that is known
     */
    private record Opened(
            String name, MessageSource source, LongSupplier bytesRead, OptionalLong size) {}

    private void importOne(Opened source) throws IOException {
        try (ArchiveWriter writer = folder.openWriter();
                ProgressDisplay display =
                        new ProgressDisplay(
                                console, fileName(source.name()), InstantSource.system())) {
            folder.configurationFile().add(ConfigurationFile.profile(list));
            Progress progress =
                    (bytes, report) -> {
                        storing = true;
                        durable = finished.plus(report);
                        display.show(bytes, source.size(), report.read());
                    };
            finished = finished.plus(importOne(source, writer, progress));
            durable = finished;
            storing = false;
        }
    }

    private ImportReport importOne(Opened source, ArchiveWriter writer, Progress progress)
            throws IOException {
        int processors = Runtime.getRuntime().availableProcessors();
        LuceneFollower follower;
        try {
            follower = LuceneFollower.open(folder.index().forWriting(), processors);
        } catch (IndexInUseException e) {
            // A service is bringing it up to date; it will do so with what comes in now.
            LOG.info("the search index is left to another process", e);
            return importOne(source, writer, List.of(), progress);
        }
        try (follower) {
            return importOne(source, writer, List.of(follower), progress);
        }
    }

    private ImportReport importOne(
            Opened source, ArchiveWriter writer, List<Follower> followers, Progress progress)
            throws IOException {
        ImportRun run = new ImportRun(writer, list, followers, progress);
        stopRun = run::stop;
        if (stopped) {
            run.stop();
        }
        return run.run(source.source(), source.bytesRead());
    }

    private static String fileName(String source) {
        Path name = Path.of(source).getFileName();
        return name == null ? source : name.toString();
    }
}
