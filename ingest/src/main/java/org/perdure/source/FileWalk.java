package org.perdure.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.perdure.source.ContentReader.Content;
import org.perdure.source.ContentReader.Standing;

/**
 * Goes through files and folders, and opens one file after the other. The pages of a folder come
 * together, before the other files of it, and so do the repositories of a public-inbox. Memory: the
 * names of the folder at hand, and of what is left in those above it.
 */
final class FileWalk implements FileSequence.Files {
    private final Iterator<Sources.Operand> operands;
    private final InputStream standardInput;
    private final ContentReader contents;
    private final SourceNotes notes;
    private final LedgerNames names;
    private final int depth;
    private final boolean alone;
    private final Predicate<FolderEntry> wanted;
    private final @Nullable Function<String, Optional<String>> marks;

    /** The git repositories that have been read, as inboxes. */
    private final Set<Path> repositories = new HashSet<>();

    /** The folders on the way to the one at hand: a stack, because folders can be deep. */
    private final Deque<Level> folders = new ArrayDeque<>();

    /** The folder that the operator named, without links: none is followed out of it. */
    private Path root = Path.of("");

    private final AtomicLong finishedBytes = new AtomicLong();
    private final FileReading reading;
    private volatile @Nullable SourceFile current;

    /**
     * @param names what the ledger calls the files
     * @param depth in how many archives they lie
     * @param alone whether all there is to read is one file, so that its failure is that of all
     * @param wanted which entries of folders are accounted for at all; folders are always gone into
     * @param marks returns the last mark that an earlier run gave for a repository; absent to read
     *     no public-inbox
     */
    private FileWalk(
            List<Sources.Operand> operands,
            InputStream standardInput,
            ContentReader contents,
            SourceNotes notes,
            LedgerNames names,
            int depth,
            boolean alone,
            Predicate<FolderEntry> wanted,
            @Nullable Function<String, Optional<String>> marks) {
        this.operands = operands.iterator();
        this.standardInput = standardInput;
        this.contents = contents;
        this.notes = notes;
        this.names = names;
        this.depth = depth;
        this.alone = alone;
        this.wanted = wanted;
        this.marks = marks;
        this.reading = new FileReading(names, notes, finishedBytes);
    }

    /**
     * Returns a walk through what the operator named.
     *
     * @param alone whether all there is to read is one file, so that its failure is that of all
     * @param marks returns the last mark that an earlier run gave for a repository
     */
    static FileWalk of(
            List<Sources.Operand> operands,
            InputStream standardInput,
            ContentReader contents,
            SourceNotes notes,
            boolean alone,
            Function<String, Optional<String>> marks) {
        return new FileWalk(
                operands,
                standardInput,
                contents,
                notes,
                LedgerNames.ofPaths(),
                0,
                alone,
                entry -> true,
                marks);
    }

    /**
     * Returns a walk through some of what lies in a folder.
     *
     * @param wanted which entries are accounted for at all; folders are always gone into
     */
    static FileWalk through(
            Path folder, ContentReader contents, SourceNotes notes, Predicate<FolderEntry> wanted) {
        return of(folder, contents, notes, LedgerNames.ofPaths(), 0, wanted);
    }

    /**
     * Returns a walk through an archive that was unpacked.
     *
     * @param depth in how many archives its files lie
     */
    static FileWalk unpacked(
            Path folder, ContentReader contents, SourceNotes notes, LedgerNames names, int depth) {
        return of(folder, contents, notes, names, depth, entry -> true);
    }

    private static FileWalk of(
            Path folder,
            ContentReader contents,
            SourceNotes notes,
            LedgerNames names,
            int depth,
            Predicate<FolderEntry> wanted) {
        return new FileWalk(
                List.of(new Sources.Operand(folder)),
                InputStream.nullInputStream(),
                contents,
                notes,
                names,
                depth,
                false,
                wanted,
                null);
    }

    /**
     * A folder that is walked through.
     *
     * @param folder where it is
     * @param all what lies in it; in a Maildir, also in its subfolders of messages
     * @param entries what is left of that
     * @param pages what judges its files, if there are pages in it
     * @param within its name from the folder of the pages on, with a slash behind; empty if it is
     *     that folder
     * @param holdsAttachments whether all in it belongs to messages
     */
    private record Level(
            Path folder,
            List<FolderEntry> all,
            Iterator<FolderEntry> entries,
            @Nullable PageFolder pages,
            String within,
            boolean holdsAttachments) {
        /** Returns whether an entry has been accounted for with the pages. */
        boolean isDone(FolderEntry entry) {
            return pages != null
                    && entry.folder().equals(folder)
                    && pages.holds(within + entry.name());
        }

        /** Returns why a file is no mail because of its place among pages, or nothing. */
        String reasonToReject(FolderEntry entry) {
            if ((pages == null && !holdsAttachments) || !entry.folder().equals(folder)) {
                return "";
            }
            if (Files.isSymbolicLink(entry.path())) {
                return "is a link beside pages";
            }
            if (holdsAttachments) {
                return "is an attachment that no page names";
            }
            return pages == null ? "" : pages.reasonToReject(entry.name().toString());
        }
    }

    /** Returns how many bytes, as they are stored, have been read so far. Any thread. */
    long bytesRead() {
        SourceFile file = current;
        return finishedBytes.get() + (file == null ? 0 : file.bytesRead());
    }

    @Override
    public @Nullable MessageSource next() throws IOException {
        finish();
        while (true) {
            try {
                Level level = folders.peek();
                if (level == null) {
                    if (!operands.hasNext()) {
                        return null;
                    }
                    MessageSource file = open(operands.next());
                    if (file != null) {
                        return file;
                    }
                } else if (!level.entries().hasNext()) {
                    folders.pop();
                } else {
                    MessageSource file = open(level.entries().next(), level);
                    if (file != null) {
                        return file;
                    }
                }
            } catch (IOException e) {
                if (alone) {
                    throw e;
                }
                notes.failed(String.valueOf(e.getMessage()));
                finish();
            }
        }
    }

    /** Opens what the operator named, or goes into it if it is a folder. */
    private @Nullable MessageSource open(Sources.Operand operand) throws IOException {
        Path path = operand.path();
        if (path != null && Files.isDirectory(path)) {
            root = path.toRealPath();
            names.enter(path);
            return enter(path);
        }
        SourceFile file =
                path == null
                        ? SourceFile.open(SourceFile.STANDARD_INPUT, standardInput)
                        : SourceFile.open(LedgerNames.named(path), path);
        return open(file, Standing.NAMED);
    }

    /** Opens what lies in a folder, or goes into it if it is one. */
    private @Nullable MessageSource open(FolderEntry entry, Level level) throws IOException {
        Path path = entry.path();
        if (entry.kind() == FolderEntry.Kind.FOLDER) {
            return enter(entry, level);
        }
        if (level.isDone(entry)) {
            return null;
        }
        String place = level.reasonToReject(entry);
        if (!place.isEmpty() && WholeFile.isOwn(path)) {
            return new FewItems(reading.read(path).rejected(place));
        }
        String reason = place.isEmpty() ? entry.reason() : place;
        if (entry.isRejected() || !place.isEmpty()) {
            return FewItems.rejected(names.of(path), OptionalLong.empty(), new byte[0], reason);
        }
        boolean message = entry.kind() == FolderEntry.Kind.MESSAGE;
        return open(
                SourceFile.open(entry.source(names), path),
                message ? Standing.MESSAGE : Standing.FOUND);
    }

    private @Nullable MessageSource enter(FolderEntry entry, Level level) throws IOException {
        String name = entry.name().toString();
        PageFolder pages = level.pages();
        boolean holdsAttachments =
                level.holdsAttachments()
                        || (pages != null && pages.holdsAttachments(name))
                        || PageNames.isAttachments(name, level.all());
        if (!holdsAttachments) {
            return enter(entry.path());
        }
        List<FolderEntry> entries = list(entry.path());
        String within = level.within() + name + "/";
        folders.push(new Level(entry.path(), entries, entries.iterator(), pages, within, true));
        return null;
    }

    /** Goes into a folder; returns what its pages say, if there are some, or its repositories. */
    private @Nullable MessageSource enter(Path path) throws IOException {
        List<FolderEntry> entries = list(path);
        MessageSource inbox = marks == null ? null : inbox(path, entries, marks);
        if (repositories.contains(path)) {
            return inbox; // All in it is the repository's.
        }
        entries.removeIf(entry -> repositories.contains(entry.path()));
        if (inbox != null) {
            folders.push(new Level(path, entries, entries.iterator(), null, "", false));
            return inbox;
        }
        Optional<PageFolder> pages =
                MhonarcFolder.find(path, entries, reading)
                        .or(() -> PipermailFolder.find(path, entries, reading));
        folders.push(new Level(path, entries, entries.iterator(), pages.orElse(null), "", false));
        return pages.orElse(null);
    }

    /** Returns the repositories that a folder is or holds, unless they have been read; or null. */
    private @Nullable MessageSource inbox(
            Path path, List<FolderEntry> entries, Function<String, Optional<String>> lastMarks)
            throws IOException {
        Optional<PublicInboxSource> inbox =
                PublicInboxSource.find(
                        path,
                        entries.stream().map(entry -> entry.name().toString()),
                        repositories,
                        lastMarks);
        if (inbox.isEmpty()) {
            return null;
        }
        repositories.addAll(inbox.get().gitDirs());
        notes.readInbox();
        return inbox.get();
    }

    private List<FolderEntry> list(Path folder) throws IOException {
        try {
            return FolderListing.of(folder, root).stream()
                    .filter(entry -> entry.kind() == FolderEntry.Kind.FOLDER || wanted.test(entry))
                    .collect(Collectors.toCollection(ArrayList::new));
        } catch (IOException e) {
            String reason =
                    e instanceof AccessDeniedException
                            ? "permission denied"
                            : String.valueOf(e.getMessage());
            throw new IOException(names.of(folder) + ": cannot be listed: " + reason, e);
        }
    }

    private MessageSource open(SourceFile file, Standing standing) throws IOException {
        current = file;
        return contents.open(content(file, standing, depth));
    }

    /**
     * @param depth in how many archives it lies
     */
    static Content content(SourceFile file, Standing standing, int depth) {
        return new Content(
                file.name(),
                file.stream(),
                file.contentSize(),
                standing,
                depth,
                file.size().isEmpty());
    }

    private void finish() throws IOException {
        SourceFile file = current;
        if (file != null) {
            current = null;
            finishedBytes.addAndGet(Math.max(file.bytesRead(), file.size().orElse(0)));
            file.close();
        }
    }

    @Override
    public boolean outlive(IOException failure) {
        return !alone;
    }

    @Override
    public void close() throws IOException {
        finish();
    }
}
