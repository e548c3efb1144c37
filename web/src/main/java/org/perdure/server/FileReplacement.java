package org.perdure.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;

/**
 * Replaces the content of a file at once: whoever looks sees the old or the new, also after a cut.
 * A file that has several names keeps them all: it is written over, since another file would have
 * one of them only. Then the new content is kept beside it until it is whole.
 */
final class FileReplacement {
    private FileReplacement() {}

    /** Replaces the content of a file that exists; its permissions, owner and group stay. */
    static void replace(Path file, byte[] content) throws IOException {
        Path real = file.toRealPath(); // A link stays one.
        Path temporary = Files.createTempFile(real.getParent(), ".perdure-", ".tmp");
        try {
            Files.write(temporary, content);
            keepAttributes(real, temporary);
            force(temporary);
            if (!hasOtherNames(real)) {
                Files.move(temporary, real, StandardCopyOption.ATOMIC_MOVE);
                return;
            }
        } catch (IOException e) {
            Files.deleteIfExists(temporary);
            throw e;
        }
        overwrite(real, content, temporary);
        Files.delete(temporary);
    }

    private static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private static boolean hasOtherNames(Path file) throws IOException {
        return file.getFileSystem().supportedFileAttributeViews().contains("unix")
                && Files.getAttribute(file, "unix:nlink") instanceof Integer names
                && names > 1;
    }

    private static void overwrite(Path file, byte[] content, Path kept) throws IOException {
        try {
            Files.write(file, content);
            force(file);
        } catch (AccessDeniedException untouched) {
            Files.delete(kept);
            throw untouched;
        } catch (IOException e) {
            throw new IOException(file + ": cannot be written; its new content is in " + kept, e);
        }
    }

    private static void keepAttributes(Path from, Path to) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(to, PosixFileAttributeView.class);
        if (view == null) {
            return; // This file system knows neither.
        }
        PosixFileAttributes kept = Files.readAttributes(from, PosixFileAttributes.class);
        PosixFileAttributes made = view.readAttributes();
        if (!made.owner().equals(kept.owner())) {
            view.setOwner(kept.owner());
        }
        if (!made.group().equals(kept.group())) {
            view.setGroup(kept.group());
        }
        view.setPermissions(kept.permissions());
    }
}
