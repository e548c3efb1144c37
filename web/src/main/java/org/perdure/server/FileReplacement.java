package org.perdure.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;

/**
 * Replaces the content of a file at once: whoever looks sees the old or the new, also after a cut.
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
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(temporary, real, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
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
