package org.perdure.source;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A tree of pages that MHonArc made of a list, copied or crawled: folders of months with pages
 * {@code msg00000.html} and up, or one such folder. For each folder it gives first what is known of
 * its numbers, then its messages by number, then all other files, so that each file is accounted
 * for.
 *
 * <p>Memory: the names of one folder, one page and its attachments.
 */
final class MhonarcTree implements TrackedSource {
    /** How deep folders are looked for below the one that is given. */
    static final int MAX_DEPTH = 12;

    /** How many files are looked at to tell such a tree. */
    private static final int MAX_PROBED = 20_000;

    private final Deque<Path> folders;
    private final Deque<SourceItem> ahead = new ArrayDeque<>();
    private final Deque<Integer> pages = new ArrayDeque<>();
    private final Deque<String> others = new ArrayDeque<>();
    private final AtomicLong bytesRead = new AtomicLong();
    private @Nullable PageFolder folder;

    private MhonarcTree(List<Path> folders) {
        this.folders = new ArrayDeque<>(folders);
    }

    /** Returns whether there is a message page of MHonArc in a folder, or in one below it. */
    static boolean isTree(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return false;
        }
        Probe probe = new Probe();
        Files.walkFileTree(start(path), Set.of(), MAX_DEPTH, probe);
        return probe.found;
    }

    /** Looks for one page. */
    private static final class Probe extends SimpleFileVisitor<Path> {
        private int looked;
        private boolean found;

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            found = isPage(file);
            return found || ++looked > MAX_PROBED
                    ? FileVisitResult.TERMINATE
                    : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE; // Opening the tree says what cannot be read.
        }
    }

    /** A link that the operator names is followed; those inside are not. */
    static Path start(Path path) throws IOException {
        return Files.isSymbolicLink(path) ? path.toRealPath() : path;
    }

    private static boolean isPage(Path file) {
        return PageFolder.pageNumber(String.valueOf(file.getFileName())) >= 0;
    }

    /**
     * Opens a tree.
     *
     * @throws IOException if a folder cannot be read
     */
    static MhonarcTree open(Path path) throws IOException {
        List<Path> folders = new ArrayList<>();
        Files.walkFileTree(
                start(path),
                Set.of(),
                MAX_DEPTH,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path folder, BasicFileAttributes attributes) throws IOException {
                        if (hasPages(folder)) {
                            folders.add(folder);
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
        Collections.sort(folders);
        return new MhonarcTree(folders);
    }

    private static boolean hasPages(Path folder) throws IOException {
        try (DirectoryStream<Path> pages = Files.newDirectoryStream(folder, "msg*.htm*")) {
            for (Path page : pages) {
                if (isPage(page)) {
                    return true;
                }
            }
            return false;
        }
    }

    @Override
    public @Nullable SourceItem next() throws IOException {
        while (ahead.isEmpty()) {
            PageFolder present = folder;
            if (present == null) {
                if (folders.isEmpty()) {
                    return null;
                }
                begin(folders.removeFirst());
            } else if (!pages.isEmpty()) {
                ahead.addAll(present.page(pages.removeFirst()));
                if (pages.isEmpty()) {
                    others.addAll(present.others());
                }
            } else if (!others.isEmpty()) {
                ahead.addAll(present.other(others.removeFirst()));
            } else {
                folder = null;
            }
        }
        SourceItem item = ahead.removeFirst();
        bytesRead.addAndGet(item.size());
        return item;
    }

    private void begin(Path path) throws IOException {
        PageFolder read = PageFolder.read(path);
        folder = read;
        pages.addAll(read.pages());
        read.evidence().ifPresent(ahead::add);
        ahead.addAll(read.databaseEnd());
    }

    @Override
    public long bytesRead() {
        return bytesRead.get();
    }

    /** Does nothing: no file is open between two calls. */
    @Override
    public void close() {}
}
