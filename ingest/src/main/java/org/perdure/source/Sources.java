package org.perdure.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.perdure.source.ContentReader.Standing;

/**
 * What an operator can name as a source, opened: files (mailboxes, single messages, texts of
 * Pipermail, tar archives; each compressed or not), folders of them, Maildirs, MH folders, pages of
 * MHonArc and Pipermail, public-inboxes, patterns for all these, and standard input.
 *
 * <p>Each file is a source of its own for the ledger, named by its path, absolute and without
 * links, a member of an archive {@code ARCHIVE!MEMBER}. What is no mail in a folder or an archive
 * is {@link Rejected}. A file there that cannot be read, or not to its end, costs only itself and
 * is noted; a file that is the only one named fails as a whole.
 */
public final class Sources {
    private Sources() {}

    /**
     * Opens sources, to be read one after the other.
     *
     * @param operands paths, patterns, or {@code -} for standard input
     * @param standardInput what to read for {@code -}
     * @param dialect in which dialect to read mailboxes; absent to tell it from each
     * @param notes takes what is to be said besides the items
     * @throws IOException if one of them is not there, or is a file that is no mail; nothing has
     *     been read then
     */
    public static OpenSource open(
            List<String> operands,
            InputStream standardInput,
            @Nullable MboxDialect dialect,
            SourceNotes notes)
            throws IOException {
        return open(operands, standardInput, dialect, notes, repository -> Optional.empty());
    }

    /**
     * Opens sources as {@link #open(List, InputStream, MboxDialect, SourceNotes)} does.
     *
     * @param marks returns the last mark that an earlier run gave for a repository of a
     *     public-inbox; may be asked in any thread
     */
    public static OpenSource open(
            List<String> operands,
            InputStream standardInput,
            @Nullable MboxDialect dialect,
            SourceNotes notes,
            Function<String, Optional<String>> marks)
            throws IOException {
        List<Operand> resolved = resolve(operands);
        for (Operand operand : resolved) {
            tryOut(operand, dialect);
        }
        boolean alone = resolved.size() == 1 && !resolved.getFirst().isFolder();
        FileWalk walk =
                FileWalk.of(
                        resolved,
                        standardInput,
                        ContentReader.of(dialect, notes),
                        notes,
                        alone,
                        marks);
        String name = resolved.size() == 1 ? resolved.getFirst().shortName() : sources(resolved);
        return new Opened(name, walk, new FileSequence(walk, notes), size(resolved));
    }

    /**
     * Opens some of the files in a folder and those below it. All others, and what a folder holds
     * that is no mail by its name, and links, are passed over and not accounted for. A file that
     * begins as a message is one message.
     *
     * @param wanted tells which files, by their paths
     * @param notes takes what is to be said besides the items
     */
    public static OpenSource open(Path folder, Predicate<Path> wanted, SourceNotes notes) {
        FileWalk walk =
                FileWalk.through(
                        folder,
                        ContentReader.ofDelivered(notes),
                        notes,
                        entry ->
                                !entry.isRejected()
                                        && wanted.test(entry.path())
                                        && !Files.isSymbolicLink(entry.path()));
        return new Opened(
                folder.toString(), walk, new FileSequence(walk, notes), OptionalLong.empty());
    }

    /**
     * Returns whether a file looks as if its writer had come to an end: it begins with fields of
     * mail and its last line has an end, or it begins with a separator line and ends with an empty
     * line, as mailboxes do. Of compressed files and archives nothing is known.
     */
    public static boolean looksWhole(Path file) {
        try (SeekableByteChannel channel =
                Files.newByteChannel(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            InputStream in = Channels.newInputStream(channel);
            byte[] head = in.readNBytes(ContentReader.HEAD_BYTES);
            channel.position(Math.max(0, channel.size() - "\n\r\n".length()));
            String tail = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
            if (FromLines.isFrom(head, Lines.first(head), head.length)) {
                return tail.endsWith("\n\n") || tail.endsWith("\n\r\n");
            }
            return HeaderLines.beginMessage(head, head.length)
                    && !TarReader.isTar(head)
                    && tail.endsWith("\n");
        } catch (IOException expected) {
            return false; // Reading it will say so.
        }
    }

    /**
     * Returns whether a file is, by its name, a page of a message in an archive of pages, or the
     * database of such an archive.
     *
     * @param file relative to the folder that is read
     */
    public static boolean isPage(Path file) {
        return PageNames.isPage(file.toString());
    }

    private static String sources(List<Operand> operands) {
        return operands.size() + " sources";
    }

    /**
     * A source that is there.
     *
     * @param path where; absent for standard input
     */
    record Operand(@Nullable Path path) {
        boolean isFolder() {
            return path != null && Files.isDirectory(path);
        }

        String shortName() {
            Path name = path == null ? null : path.toAbsolutePath().normalize().getFileName();
            return name == null ? "standard input" : name.toString();
        }
    }

    private static List<Operand> resolve(List<String> operands) throws IOException {
        Map<String, Operand> resolved = new LinkedHashMap<>(); // Named twice, it is read once.
        for (String operand : operands) {
            if (operand.equals(SourceFile.STANDARD_INPUT)) {
                resolved.put(operand, new Operand(null));
            } else {
                for (Path path : paths(operand)) {
                    resolved.putIfAbsent(LedgerNames.named(path), new Operand(path));
                }
            }
        }
        return List.copyOf(resolved.values());
    }

    /**
     * Returns the paths that an operand stands for: one, or all that match a pattern.
     *
     * @param operand as for {@link #open}, but not {@code -}
     * @throws IOException if it is no path, or a pattern that matches nothing
     */
    public static List<Path> paths(String operand) throws IOException {
        Path path;
        try {
            path = Path.of(operand);
        } catch (InvalidPathException e) {
            throw new IOException(operand + ": not a path: " + e.getReason(), e);
        }
        if (!Glob.isPattern(operand) || Files.exists(path)) {
            return List.of(path);
        }
        List<Path> found = Glob.find(operand);
        if (found.isEmpty()) {
            throw new IOException(operand + ": matches no file");
        }
        return found;
    }

    /** Fails if a source cannot be read at all, before anything is made or changed. */
    private static void tryOut(Operand operand, @Nullable MboxDialect dialect) throws IOException {
        Path path = operand.path();
        if (path == null) {
            return;
        }
        if (Files.isDirectory(path)) {
            FolderListing.of(path, path.toRealPath());
            return;
        }
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            return; // What is read from a pipe here would be lost.
        }
        try (SourceFile file = SourceFile.open(path)) {
            tryOut(file, dialect);
        }
    }

    /** Of an archive no member is read: that can take long, and room for what is unpacked. */
    private static void tryOut(SourceFile file, @Nullable MboxDialect dialect) throws IOException {
        try (MessageSource source =
                ContentReader.of(dialect, new SourceNotes())
                        .open(FileWalk.content(file, Standing.NAMED, 0))) {
            if (!(source instanceof UnpackedArchive || source instanceof FileSequence)) {
                source.next();
            }
        }
    }

    private static OptionalLong size(List<Operand> operands) {
        long sum = 0;
        for (Operand operand : operands) {
            Path path = operand.path();
            if (path == null || !(Files.isRegularFile(path) || Files.isDirectory(path))) {
                return OptionalLong.empty();
            }
            sum += sizeOf(path);
        }
        return OptionalLong.of(sum);
    }

    private static long sizeOf(Path start) {
        var visitor =
                new SimpleFileVisitor<Path>() {
                    private long sum;

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        sum += attributes.isRegularFile() ? attributes.size() : 0;
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException e) {
                        return FileVisitResult.CONTINUE; // Reading it will say so.
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(
                            Path folder, @Nullable IOException e) {
                        return FileVisitResult.CONTINUE; // As above.
                    }
                };
        try {
            Files.walkFileTree(start.toRealPath(), visitor);
        } catch (IOException e) {
            return 0; // Only the progress display wants to know.
        }
        return visitor.sum;
    }

    /** The sources, and how far reading has come. */
    private static final class Opened implements OpenSource {
        private final String name;
        private final FileWalk walk;
        private final FileSequence items;
        private final OptionalLong size;
        private @Nullable SourceItem ahead;

        Opened(String name, FileWalk walk, FileSequence items, OptionalLong size) {
            this.name = name;
            this.walk = walk;
            this.items = items;
            this.size = size;
        }

        @Override
        public boolean hasNext() throws IOException {
            if (ahead == null) {
                ahead = items.next();
            }
            return ahead != null;
        }

        @Override
        public @Nullable SourceItem next() throws IOException {
            SourceItem item = ahead == null ? items.next() : ahead;
            ahead = null;
            return item;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public OptionalLong size() {
            return size;
        }

        @Override
        public long bytesRead() {
            return walk.bytesRead();
        }

        @Override
        public void close() throws IOException {
            items.close();
        }
    }
}
