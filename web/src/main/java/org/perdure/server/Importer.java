package org.perdure.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.perdure.ingest.FilingRules;
import org.perdure.ingest.Folders;
import org.perdure.ingest.FormerNames;
import org.perdure.ingest.ImportReport;
import org.perdure.ingest.ImportRun;
import org.perdure.ingest.Progress;
import org.perdure.link.Trees;
import org.perdure.message.ListName;
import org.perdure.message.MailingList;
import org.perdure.message.Tree;
import org.perdure.source.ExportedMail;
import org.perdure.source.MboxDialect;
import org.perdure.source.OpenSource;
import org.perdure.source.PublicInboxSource;
import org.perdure.source.SourceFile;
import org.perdure.source.SourceNotes;
import org.perdure.source.Sources;
import org.perdure.source.TrackedSource;
import org.perdure.store.ArchiveWriter;
import org.perdure.store.StoreException;

/** Imports sources into a list of an archive; both are made if need be. */
final class Importer {
    /** How long the end of the process waits for the batches at hand. */
    private static final long GRACE_SECONDS = 60;

    /** The same before the first batch: the run may be waiting for a source that gives nothing. */
    private static final long FIRST_GRACE_SECONDS = 2;

    private final ArchiveFolder folder;
    private final ListName list;
    private final @Nullable String tree;
    private final Console console;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile ImportReport durable = ImportReport.NOTHING;
    private volatile boolean stopped;
    private volatile boolean storing;
    private volatile @Nullable ArchiveWriter open;
    private volatile Runnable stopRun = () -> {};

    /**
     * For one call of {@link #run}.
     *
     * @param tree name of the tree that all of it belongs to; absent to tell it from each message
     */
    Importer(ArchiveFolder folder, ListName list, @Nullable String tree, Console console) {
        this.tree = tree;
        this.folder = folder;
        this.list = list;
        this.console = console;
    }

    /**
     * Imports sources one after the other. When the process is told to end, it waits for the
     * batches at hand and says what is stored.
     *
     * @param sources what {@link Sources} opens
     * @param in standard input
     * @param dialect in which dialect to read mailboxes; absent to tell it from each
     * @param notes takes what is to be said besides the counts
     * @return the counts of all together
     */
    ImportReport run(
            List<String> sources, InputStream in, @Nullable MboxDialect dialect, SourceNotes notes)
            throws IOException {
        rules(); // Before anything is made or changed.
        Thread stopper = new Thread(this::stop, "stop");
        Runtime.getRuntime().addShutdownHook(stopper);
        try {
            List<String> files = new ArrayList<>();
            List<Path> inboxes = new ArrayList<>();
            for (String source : sources) {
                tell(source, files, inboxes);
            }
            for (Path inbox : inboxes) {
                // Before anything is made or changed, too.
                PublicInboxSource.open(inbox, part -> Optional.empty()).close();
            }
            if (!files.isEmpty()) {
                importFiles(files, in, dialect, notes);
            }
            for (Path inbox : inboxes) {
                importInbox(inbox, notes);
            }
            return durable;
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

    /** Tells the public-inboxes that a source names from other sources. */
    private static void tell(String source, List<String> files, List<Path> inboxes)
            throws IOException {
        List<Path> found = new ArrayList<>();
        List<String> others = new ArrayList<>();
        if (!source.equals(SourceFile.STANDARD_INPUT)) {
            for (Path path : Sources.paths(source)) {
                if (PublicInboxSource.isRepository(path)) {
                    found.add(path);
                } else {
                    others.add(path.toString());
                }
            }
        }
        inboxes.addAll(found);
        // Other mail may lie beside repositories; those in a folder are read with it.
        found.stream()
                .filter(path -> !PublicInboxSource.isOneRepository(path))
                .map(Path::toString)
                .forEach(others::add);
        files.addAll(found.isEmpty() ? List.of(source) : others);
    }

    /** Returns how far a repository that lies in a folder has been read. Any thread. */
    private Optional<String> findMark(String repository) {
        ArchiveWriter writer = open;
        if (writer != null) {
            return FormerNames.findMark(writer.store(), list, repository);
        }
        if (!folder.exists()) {
            return Optional.empty();
        }
        // For writing, because the archive may be of an earlier form; the import would open it
        // anyway.
        try (ArchiveWriter first = folder.openImport()) {
            return FormerNames.findMark(first.store(), list, repository);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void importFiles(
            List<String> files, InputStream in, @Nullable MboxDialect dialect, SourceNotes notes)
            throws IOException {
        try (OpenSource source = Sources.open(files, in, dialect, notes, this::findMark)) {
            // Before anything is made or changed: what is no mail leaves nothing behind.
            boolean something = source.hasNext();
            if (!something && notes.failed() + notes.inboxes() == 0) {
                throw new Failure(source.name() + ": is empty");
            }
            if (!something || stopped) {
                return;
            }
            try (ArchiveWriter writer = folder.openImport();
                    ProgressDisplay display = display(source.name())) {
                open = writer;
                importAll(source, writer, progress(display, source.size()), notes);
            } finally {
                open = null;
            }
        }
    }

    /** A repository that has nothing new, or nothing at all, is in order. */
    private void importInbox(Path inbox, SourceNotes notes) throws IOException {
        if (stopped) {
            return;
        }
        Path name = inbox.getFileName();
        try (ArchiveWriter writer = folder.openImport();
                TrackedSource source =
                        PublicInboxSource.open(
                                inbox, part -> FormerNames.findMark(writer.store(), list, part));
                ProgressDisplay display = display(name == null ? "folder" : name.toString())) {
            importAll(source, writer, progress(display, OptionalLong.empty()), notes);
        }
    }

    private ProgressDisplay display(String name) {
        return new ProgressDisplay(console, name, InstantSource.system());
    }

    private Progress progress(ProgressDisplay display, OptionalLong size) {
        ImportReport before = durable;
        return (bytes, report) -> {
            storing = true;
            durable = before.plus(report);
            display.show(bytes, size, report.read());
        };
    }

    private void importAll(
            TrackedSource source, ArchiveWriter writer, Progress progress, SourceNotes notes)
            throws IOException {
        folder.configurationFile().add(ConfigurationFile.profile(list));
        try (ImportFollowers followers = ImportFollowers.open(folder, writer.store())) {
            importAll(source, writer, followers, progress, notes);
        }
        storing = false;
    }

    private void importAll(
            TrackedSource source,
            ArchiveWriter writer,
            ImportFollowers followers,
            Progress progress,
            SourceNotes notes)
            throws IOException {
        ImportRun run = new ImportRun(writer, list, followers.all(), progress, rules());
        run.passOverMistakes(notes::failed);
        stopRun =
                () -> {
                    run.stop();
                    followers.stop();
                };
        if (stopped) {
            run.stop();
        }
        ImportReport before = durable;
        ImportReport report = run.run(new ExportedMail(source), source::bytesRead);
        durable = before.plus(report);
        followers.infer(writer);
    }

    private FilingRules rules() throws IOException {
        MailingList described =
                folder.configurationFile()
                        .read()
                        .findList(list)
                        .orElse(ConfigurationFile.profile(list));
        Trees trees = Trees.of(described);
        Tree told = tree == null ? null : trees.find(tree).orElseThrow(() -> noTree(described));
        return new FilingRules(described.noArchive(), new Folders(trees, told));
    }

    private Failure noTree(MailingList described) {
        String known = described.trees().stream().map(Tree::name).collect(Collectors.joining(", "));
        return new Failure(
                "the list "
                        + list
                        + " has no tree “"
                        + tree
                        + "”"
                        + (known.isEmpty()
                                ? "; trees are named in perdure.yaml"
                                : "; its trees: " + known));
    }
}
