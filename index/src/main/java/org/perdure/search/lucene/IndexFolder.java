package org.perdure.search.lucene;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.Lock;
import org.apache.lucene.store.LockObtainFailedException;
import org.apache.lucene.util.IOUtils;
import org.slf4j.LoggerFactory;

/**
 * The folder of an index. The file {@code CURRENT} holds the name of the generation in use, {@code
 * gen-1} and up, each an index of its own: so a rebuilt index takes the place of the old one by
 * writing one line, and whoever reads the old one goes on until it looks again.
 *
 * <p>Safe for several processes.
 */
public final class IndexFolder {
    private static final String CURRENT = "CURRENT";
    private static final String GENERATION = "gen-";
    private static final Pattern GENERATION_NAME = Pattern.compile("gen-[1-9][0-9]{0,8}");

    /**
     * Lucene tells the console what JVM it runs on. Held here, as java.util.logging forgets the
     * level of a logger nobody holds.
     */
    private static final Logger LUCENE = Logger.getLogger("org.apache.lucene");

    static {
        LUCENE.setLevel(Level.SEVERE);
    }

    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(IndexFolder.class);

    private final Path folder;

    /**
     * @param folder where the index is or shall be; made when it is first written to
     */
    public IndexFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Returns the generation to read, none if nothing was ever indexed.
     *
     * @throws UnusableIndexException if the folder names a generation it does not have
     */
    public Optional<Path> current() throws IOException {
        String name;
        try {
            name = Files.readString(folder.resolve(CURRENT)).strip();
        } catch (NoSuchFileException expected) { // Nothing was indexed yet.
            return Optional.empty();
        }
        Path generation = GENERATION_NAME.matcher(name).matches() ? folder.resolve(name) : null;
        if (generation == null || !Files.isDirectory(generation)) {
            throw new UnusableIndexException(
                    "The search index in " + folder + " lacks its generation “" + name + "”.",
                    null);
        }
        return Optional.of(generation);
    }

    /**
     * Returns the generation to write to: the current one, else a first one, made and published.
     */
    public Path forWriting() throws IOException {
        Optional<Path> current = current();
        if (current.isPresent()) {
            return current.get();
        }
        Path first = beginRebuild();
        publish(first);
        return first;
    }

    /**
     * Puts an empty generation into the place of one that cannot be used, to be filled from the
     * change log, and logs why. Does nothing if the current one is in order by now: another process
     * may have been faster.
     *
     * @throws IndexInUseException if somebody is writing the current one
     */
    public void renew() throws IOException {
        String reason;
        try {
            Optional<Path> current = current();
            if (current.isEmpty()) {
                return;
            }
            if (isBeingWritten(current.get())) {
                throw new IndexInUseException(current.get(), null);
            }
            Optional<Generation> open = Generation.open(current.get());
            if (open.isPresent()) {
                open.get().close();
            }
            return;
        } catch (UnusableIndexException e) {
            reason = e.reason();
        }
        publish(beginRebuild());
        LOG.warn("{} It is being built anew from the store.", reason);
    }

    /**
     * Makes an empty generation, to be filled and then given to {@link #publish}. One that never
     * gets there is removed by the next that does.
     */
    public Path beginRebuild() throws IOException {
        Files.createDirectories(folder);
        int number = 1;
        for (Path generation : generations()) {
            number = Math.max(number, numberOf(generation) + 1);
        }
        while (true) {
            try {
                return Files.createDirectory(folder.resolve(GENERATION + number));
            } catch (FileAlreadyExistsException expected) { // Another process was faster.
                number++;
            }
        }
    }

    /**
     * Makes a generation the current one, durably and in one step, and removes those before it that
     * nobody is writing to. Readers of a removed one go on: the system keeps open files.
     */
    public void publish(Path generation) throws IOException {
        Path line = folder.resolve(CURRENT + ".new");
        Files.writeString(line, generation.getFileName() + "\n");
        IOUtils.fsync(line, false);
        Path current = folder.resolve(CURRENT);
        try {
            Files.move(line, current, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw new IOException("The file system of " + folder + " cannot rename files", e);
        }
        IOUtils.fsync(folder, true);
        for (Path old : generations()) {
            if (numberOf(old) < numberOf(generation) && !isBeingWritten(old)) {
                IOUtils.rm(old);
            }
        }
    }

    private List<Path> generations() throws IOException {
        List<Path> generations = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, GENERATION + "*")) {
            for (Path file : files) {
                if (GENERATION_NAME.matcher(file.getFileName().toString()).matches()) {
                    generations.add(file);
                }
            }
        }
        return generations;
    }

    private static int numberOf(Path generation) {
        return Integer.parseInt(generation.getFileName().toString().substring(GENERATION.length()));
    }

    private static boolean isBeingWritten(Path generation) throws IOException {
        try (Directory directory = FSDirectory.open(generation);
                Lock lock = directory.obtainLock(IndexWriter.WRITE_LOCK_NAME)) {
            lock.ensureValid();
            return false;
        } catch (LockObtainFailedException expected) { // That is the answer.
            return true;
        }
    }

    /** Returns the folder. */
    @Override
    public String toString() {
        return folder.toString();
    }
}
