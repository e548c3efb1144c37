package org.perdure.source;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.perdure.message.Sha256;
import org.perdure.source.ContentReader.Content;

/**
 * A tar archive with pages, which refer to files before and behind them, or what is left of one
 * from its first page on: it is unpacked into a temporary folder, which is walked through like any
 * other and deleted when this is closed. The ledger calls the files {@code ARCHIVE!MEMBER} all the
 * same.
 *
 * <p>Only files and folders with plain names below that folder are written; what else there is, is
 * rejected. Where the archive ends early or is damaged, the files before come first.
 */
final class UnpackedArchive implements MessageSource {
    /** How much of an archive is looked at to tell whether there are pages in it, in bytes. */
    static final int HEAD_BYTES = 1 << 20;

    /** Longest name of a member that is written, in bytes of UTF-8. */
    static final int MAX_NAME_BYTES = 1_000;

    /** Longest name of a file or folder in it, in bytes of UTF-8: what file systems have. */
    static final int MAX_SEGMENT_BYTES = 255;

    /** Longest name of a rejected member that the ledger has whole, in characters. */
    static final int MAX_REJECTED_CHARS = 1_000;

    private static final int BUFFER_BYTES = 64 << 10;

    /** How much of a rejected member is kept for the ledger, in bytes. */
    private static final int REJECTED_BYTES = 4 << 10;

    /** Where members go, below the temporary folder. */
    private static final String MEMBERS = "members";

    /** Where it is written down which were rejected, beside it: there can be any number. */
    private static final String REJECTED = "rejected";

    private final Content archive;
    private final InputStream in;
    private final TarReader reader;
    private final TarReader.@Nullable Member first;
    private final ContentReader contents;
    private final SourceNotes notes;
    private @Nullable Path folder;
    private @Nullable DataInputStream rejected;
    private @Nullable SourceEnd rejectedEnd;
    private @Nullable MessageSource files;
    private @Nullable IOException failure;

    /**
     * @param in the content of the archive; closed with this
     * @param contents reads the members
     */
    UnpackedArchive(Content archive, InputStream in, ContentReader contents, SourceNotes notes) {
        this(archive, in, new TarReader(archive.name(), in), null, contents, notes);
    }

    /**
     * @param reader stands in the archive
     * @param first the member whose content it gives, which is unpacked too; null at the beginning
     */
    UnpackedArchive(
            Content archive,
            InputStream in,
            TarReader reader,
            TarReader.@Nullable Member first,
            ContentReader contents,
            SourceNotes notes) {
        this.archive = archive;
        this.in = in;
        this.reader = reader;
        this.first = first;
        this.contents = contents;
        this.notes = notes;
    }

    /** Returns whether pages are among the members that an archive begins with. */
    static boolean isNeeded(byte[] head) {
        TarReader members = new TarReader("", new ByteArrayInputStream(head));
        try {
            for (var member = members.next(); member != null; member = members.next()) {
                if (TarMembers.isOfPages(member)) {
                    return true;
                }
            }
            return false;
        } catch (IOException expected) {
            return false; // The head ends within a member, or it is damaged, which is said later.
        }
    }

    @Override
    public @Nullable SourceItem next() throws IOException {
        MessageSource walked = files;
        if (walked == null) {
            Path made = makeFolder();
            folder = made;
            Path members = Files.createDirectory(made.resolve(MEMBERS));
            unpack(members, made.resolve(REJECTED));
            rejected = read(made.resolve(REJECTED));
            walked =
                    new FileSequence(
                            FileWalk.unpacked(
                                    members,
                                    contents,
                                    notes,
                                    LedgerNames.ofMembers(members, archive.name()),
                                    archive.depth() + 1),
                            notes);
            files = walked;
        }
        SourceItem item = nextRejected();
        if (item == null) {
            item = walked.next();
        }
        if (item == null && failure != null) {
            throw failure;
        }
        return item;
    }

    private Path makeFolder() throws IOException {
        try {
            // With the process in its name, one that a kill leaves behind is known.
            return Files.createTempDirectory("perdure-" + ProcessHandle.current().pid() + "-");
        } catch (IOException e) {
            throw cannotUnpack("a temporary folder", e);
        }
    }

    private void unpack(Path target, Path list) throws IOException {
        try (DataOutputStream rows =
                new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(list)))) {
            TarReader.Member member = first == null ? nextMember() : first;
            while (member != null) {
                unpack(member, reader.content(), target, rows);
                member = failure == null ? nextMember() : null;
            }
        }
    }

    private TarReader.@Nullable Member nextMember() {
        try {
            return reader.next();
        } catch (IOException e) {
            failure = e; // Thrown when what came before it has been returned.
            return null;
        }
    }

    private void unpack(
            TarReader.Member member, InputStream content, Path target, DataOutputStream rows)
            throws IOException {
        String reason = TarMembers.reasonToReject(member);
        Path file = null;
        if (member.kind() == TarReader.Kind.FOLDER) {
            return; // Made when something lies in it.
        }
        if (reason.isEmpty()) {
            file = place(member.name(), target);
            reason = file == null ? "has a name that leads elsewhere" : "";
        }
        if (file != null) {
            try {
                Files.createDirectories(file.getParent());
                try (OutputStream out =
                        Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
                    copy(content, out, target);
                }
                if (failure != null) {
                    Files.delete(file); // Half a page says less than the whole one later.
                }
                return;
            } catch (FileAlreadyExistsException | NotDirectoryException e) {
                reason = "has the place of another member";
            } catch (FileSystemException e) {
                throw cannotUnpack(target, e);
            }
        }
        reject(member, content, reason, rows);
    }

    private void reject(
            TarReader.Member member, InputStream content, String reason, DataOutputStream rows)
            throws IOException {
        byte[] head;
        try {
            head = content.readNBytes(REJECTED_BYTES);
        } catch (IOException e) {
            failure = e;
            return;
        }
        try {
            rows.writeUTF(shortened(member.name()));
            rows.writeUTF(reason);
            rows.writeLong(member.size());
            rows.writeInt(head.length);
            rows.write(head);
        } catch (IOException e) {
            throw cannotUnpack("a temporary folder", e);
        }
    }

    /**
     * Returns a name, or the beginning of one that is too long, with a digest of the whole: two
     * members never have the same, because this is longer than any name that is not cut.
     */
    private static String shortened(String name) {
        return name.length() <= MAX_REJECTED_CHARS
                ? name
                : name.substring(0, MAX_REJECTED_CHARS)
                        + "… sha256:"
                        + HexFormat.of()
                                .formatHex(Sha256.of(name.getBytes(StandardCharsets.UTF_8)));
    }

    private static DataInputStream read(Path list) throws IOException {
        return new DataInputStream(new BufferedInputStream(Files.newInputStream(list)));
    }

    /** Returns what is to be said of rejected members, or null after the last. */
    private @Nullable SourceItem nextRejected() throws IOException {
        SourceEnd end = rejectedEnd;
        if (end != null) {
            rejectedEnd = null;
            return end;
        }
        DataInputStream rows = rejected;
        if (rows == null) {
            return null;
        }
        rows.mark(1);
        if (rows.read() < 0) {
            rows.close();
            rejected = null;
            return null;
        }
        rows.reset();
        String name = archive.name() + "!" + rows.readUTF();
        String reason = rows.readUTF();
        long size = rows.readLong();
        byte[] head = rows.readNBytes(rows.readInt());
        rejectedEnd = new SourceEnd(name, 0, size);
        return new Rejected(name, 0, size, head, reason);
    }

    /** Returns where a member goes, or null if that is no place below the folder. */
    private static @Nullable Path place(String name, Path target) {
        if (name.startsWith("/") || bytes(name) > MAX_NAME_BYTES) {
            return null;
        }
        try {
            Path place = target;
            for (String segment : name.split("/+")) {
                if (segment.equals("..") || bytes(segment) > MAX_SEGMENT_BYTES) {
                    return null;
                }
                if (!segment.equals(".")) {
                    place = place.resolve(segment);
                }
            }
            return place.equals(target) || !place.startsWith(target) ? null : place;
        } catch (InvalidPathException expected) {
            return null; // As on a machine whose locale has no such characters.
        }
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private void copy(InputStream content, OutputStream out, Path target) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        while (true) {
            int read;
            try {
                read = content.read(buffer);
            } catch (IOException e) {
                failure = e;
                return;
            }
            if (read < 0) {
                return;
            }
            try {
                out.write(buffer, 0, read);
            } catch (IOException e) {
                throw cannotUnpack(target, e);
            }
        }
    }

    private IOException cannotUnpack(Object target, IOException e) {
        String reason =
                e instanceof FileSystemException named && named.getReason() != null
                        ? named.getReason()
                        : String.valueOf(e.getMessage());
        return new IOException(
                archive.name() + ": cannot be unpacked into " + target + ": " + reason, e);
    }

    @Override
    public void close() throws IOException {
        try (in) {
            if (rejected != null) {
                rejected.close();
            }
            if (files != null) {
                files.close();
            }
        } finally {
            if (folder != null) {
                delete(folder);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path path, @Nullable IOException e)
                            throws IOException {
                        Files.delete(path);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
