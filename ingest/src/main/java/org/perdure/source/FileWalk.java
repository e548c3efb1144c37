package org.perdure.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.perdure.source.ContentReader.Content;
import org.perdure.source.ContentReader.Standing;

/**
 * Goes through files and folders, and opens one file after the other. Memory: the names of the
 * folder at hand, and of what is left in those above it.
 */
final class FileWalk implements FileSequence.Files {
    private final Iterator<Sources.Operand> operands;
    private final InputStream standardInput;
    private final ContentReader contents;
    private final SourceNotes notes;
    private final boolean alone;
    private final Predicate<FolderEntry> wanted;

    /** The folders on the way to the one at hand: a stack, because folders can be deep. */
    private final Deque<Iterator<FolderEntry>> folders = new ArrayDeque<>();

    private final AtomicLong finishedBytes = new AtomicLong();
    private volatile @Nullable SourceFile current;

    /**
     * @param alone whether all there is to read is one file, so that its failure is that of all
     */
    FileWalk(
            List<Sources.Operand> operands,
            InputStream standardInput,
            ContentReader contents,
            SourceNotes notes,
            boolean alone) {
        this(operands, standardInput, contents, notes, alone, entry -> true);
    }

    /**
     * @param wanted which entries of folders are accounted for at all; folders are always gone into
     */
    FileWalk(
            List<Sources.Operand> operands,
            InputStream standardInput,
            ContentReader contents,
            SourceNotes notes,
            boolean alone,
            Predicate<FolderEntry> wanted) {
        this.operands = operands.iterator();
        this.standardInput = standardInput;
        this.contents = contents;
        this.notes = notes;
        this.alone = alone;
        this.wanted = wanted;
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
                Iterator<FolderEntry> entries = folders.peek();
                if (entries == null) {
                    if (!operands.hasNext()) {
                        return null;
                    }
                    MessageSource file = open(operands.next());
                    if (file != null) {
                        return file;
                    }
                } else if (!entries.hasNext()) {
                    folders.pop();
                } else {
                    MessageSource file = open(entries.next());
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
            folders.push(list(path));
            return null;
        }
        SourceFile file =
                path == null
                        ? SourceFile.open(SourceFile.STANDARD_INPUT, standardInput)
                        : SourceFile.open(path);
        return open(file.name(), file, Standing.NAMED);
    }

    /** Opens what lies in a folder, or goes into it if it is one. */
    private @Nullable MessageSource open(FolderEntry entry) throws IOException {
        Path path = entry.path();
        if (entry.isRejected()) {
            return FewItems.rejected(
                    path.toString(), OptionalLong.empty(), new byte[0], entry.reason());
        }
        if (entry.kind() == FolderEntry.Kind.FOLDER) {
            folders.push(list(path));
            return null;
        }
        boolean message = entry.kind() == FolderEntry.Kind.MESSAGE;
        return open(
                entry.source(), SourceFile.open(path), message ? Standing.MESSAGE : Standing.FOUND);
    }

    private Iterator<FolderEntry> list(Path folder) throws IOException {
        try {
            return FolderListing.of(folder).stream()
                    .filter(entry -> entry.kind() == FolderEntry.Kind.FOLDER || wanted.test(entry))
                    .iterator();
        } catch (IOException e) {
            String reason =
                    e instanceof AccessDeniedException
                            ? "permission denied"
                            : String.valueOf(e.getMessage());
            throw new IOException(folder + ": cannot be listed: " + reason, e);
        }
    }

    private MessageSource open(String name, SourceFile file, Standing standing) throws IOException {
        current = file;
        return contents.open(content(name, file, standing));
    }

    /**
     * @param name what the ledger calls it
     */
    static Content content(String name, SourceFile file, Standing standing) {
        return new Content(
                name, file.stream(), file.contentSize(), standing, 0, file.size().isEmpty());
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
