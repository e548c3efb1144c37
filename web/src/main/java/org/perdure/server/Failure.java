package org.perdure.server;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.perdure.message.ArchiveException;
import org.perdure.store.StoreException;

/** A command cannot do its work. Its text is fit for an operator's eyes, and says what to do. */
final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Failure(String message) {
        super(message);
    }

    Failure(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * Returns what to tell an operator of something that went wrong in files, in the store or in a
     * question; empty for a bug.
     */
    static Optional<String> describe(@Nullable Throwable thrown) {
        if (thrown == null) {
            return Optional.empty();
        }
        return switch (thrown) {
            case Failure failure -> Optional.of(text(failure));
            case StoreException store -> Optional.of(text(store));
            case ArchiveException unanswered -> Optional.of(text(unanswered));
            case UncheckedIOException unchecked -> describe(unchecked.getCause());
            case IOException io -> Optional.of(describeFile(io));
            default -> Optional.empty();
        };
    }

    private static String describeFile(IOException thrown) {
        return switch (thrown) {
            case NoSuchFileException missing -> missing.getFile() + ": there is no such file";
            case AccessDeniedException denied -> denied.getFile() + ": permission denied";
            case NotDirectoryException file -> file.getFile() + ": is not a folder";
            case FileNotFoundException missing -> text(missing);
            case FileSystemException system -> {
                String reason = system.getReason();
                yield reason == null ? text(system) : system.getFile() + ": " + reason;
            }
            default -> text(thrown);
        };
    }

    private static String text(Throwable thrown) {
        String text = thrown.getMessage();
        return text == null || text.isBlank() ? "input or output failed" : text;
    }
}
