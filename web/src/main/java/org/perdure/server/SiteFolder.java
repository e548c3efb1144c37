package org.perdure.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The files of a site. Each is there as a whole or not at all; one that is there with the same
 * content is not touched, and nothing is ever deleted. For use by any number of threads.
 */
final class SiteFolder {
    /** How much of a page is held in memory, in bytes; a longer one is written beside. */
    static final int MAX_HELD = 1 << 20;

    private static final String TEMPORARY = ".perdure-tmp";

    private final Path folder;
    private final Path temporary;
    private final AtomicLong names = new AtomicLong();
    private final AtomicLong files = new AtomicLong();
    private final AtomicLong written = new AtomicLong();

    private SiteFolder(Path folder) {
        this.folder = folder;
        this.temporary = folder.resolve(TEMPORARY);
    }

    /**
     * Opens a folder, which is made if need be, and removes what a killed run left half-written.
     */
    static SiteFolder open(Path folder) throws IOException {
        SiteFolder site = new SiteFolder(folder);
        Files.createDirectories(site.temporary);
        try (DirectoryStream<Path> left = Files.newDirectoryStream(site.temporary)) {
            for (Path file : left) {
                Files.delete(file);
            }
        }
        site.checkCase();
        return site;
    }

    /** Pages of threads differ in case only: {@code t/} and {@code T/}. */
    private void checkCase() throws IOException {
        Path probe = Files.writeString(temporary.resolve("t"), "");
        boolean same = Files.exists(temporary.resolve("T"));
        Files.delete(probe);
        if (same) {
            throw new Failure(
                    folder
                            + " is on a file system to which T and t are the same name; a site"
                            + " needs one that tells them apart");
        }
    }

    /** Writes a page. */
    @FunctionalInterface
    interface Content {
        void to(OutputStream out) throws IOException;
    }

    /** Puts a file into its place, unless it is there with this content. */
    void put(Path file, Content content) throws IOException {
        Held held = new Held();
        try (held) {
            content.to(held);
        }
        place(folder.resolve(file), held);
    }

    private void place(Path target, Held held) throws IOException {
        files.incrementAndGet();
        if (held.isContentOf(target)) {
            return;
        }
        makeFolder(target);
        Files.move(held.asFile(), target, StandardCopyOption.ATOMIC_MOVE);
        written.incrementAndGet();
    }

    private static void makeFolder(Path target) throws IOException {
        try {
            Files.createDirectories(target.getParent());
        } catch (FileAlreadyExistsException e) {
            throw new FileSystemException(
                    target.toString(), null, "a file is in the place of a folder");
        }
    }

    /** Makes a file the same as another of this site, without a copy where that can be. */
    void link(Path file, Path existing) throws IOException {
        files.incrementAndGet();
        Path target = folder.resolve(file);
        Path source = folder.resolve(existing);
        if (Files.exists(target)
                && (Files.isSameFile(target, source) || Files.mismatch(target, source) < 0)) {
            return;
        }
        makeFolder(target);
        Path made = nextName();
        try {
            Files.createLink(made, source);
        } catch (UnsupportedOperationException | FileSystemException expected) {
            // Another file system, or one without links.
            Files.copy(source, made);
        }
        Files.move(made, target, StandardCopyOption.ATOMIC_MOVE);
        written.incrementAndGet();
    }

    /** Returns whether a file is there. */
    boolean has(Path file) {
        return Files.exists(folder.resolve(file));
    }

    private Path nextName() {
        return temporary.resolve(Long.toString(names.incrementAndGet()));
    }

    /** Returns a file for what is not yet in its place. */
    Path scratch(String name) {
        return temporary.resolve(name);
    }

    /** Ends: nothing is half-written any more. */
    void close() throws IOException {
        Files.deleteIfExists(temporary);
    }

    /** Returns how many files there are, old ones included. */
    long files() {
        return files.get();
    }

    /** Returns how many files were new or had other content. */
    long written() {
        return written.get();
    }

    /** What was written, in memory or, beyond {@link #MAX_HELD}, in a file. */
    private final class Held extends OutputStream {
        private final ByteArrayOutputStream memory = new ByteArrayOutputStream();
        private @Nullable Path file;
        private @Nullable OutputStream out;

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            OutputStream spilled = out;
            if (spilled == null && memory.size() + length > MAX_HELD) {
                spilled = spill();
            }
            if (spilled == null) {
                memory.write(bytes, from, length);
            } else {
                spilled.write(bytes, from, length);
            }
        }

        private OutputStream spill() throws IOException {
            Path made = nextName();
            OutputStream opened = Files.newOutputStream(made);
            file = made;
            out = opened;
            memory.writeTo(opened);
            memory.reset();
            return opened;
        }

        @Override
        public void close() throws IOException {
            OutputStream spilled = out;
            if (spilled != null) {
                spilled.close();
            }
        }

        boolean isContentOf(Path target) throws IOException {
            if (!Files.isRegularFile(target)) {
                return false;
            }
            Path spilled = file;
            if (spilled != null) {
                boolean same = Files.mismatch(spilled, target) < 0;
                if (same) {
                    Files.delete(spilled);
                }
                return same;
            }
            return Files.size(target) == memory.size()
                    && Arrays.equals(Files.readAllBytes(target), memory.toByteArray());
        }

        Path asFile() throws IOException {
            Path spilled = file;
            return spilled == null ? Files.write(nextName(), memory.toByteArray()) : spilled;
        }
    }
}
