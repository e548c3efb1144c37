package org.perdure.source;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger calls files: by their paths, or, where an archive was unpacked, {@code
 * ARCHIVE!MEMBER}.
 *
 * @param unpacked the folder that an archive was unpacked into; absent for files in their own place
 * @param archive what the ledger calls the archive
 */
record LedgerNames(@Nullable Path unpacked, String archive) {
    /** The names of files in their own place. */
    static final LedgerNames PATHS = new LedgerNames(null, "");

    /** Returns whether the files lie in their own place. */
    boolean areOfOwnPlace() {
        return unpacked == null;
    }

    /** Returns the name of a file or a folder. */
    String of(Path path) {
        if (unpacked == null) {
            return path.toString();
        }
        return path.equals(unpacked) ? archive : archive + "!" + unpacked.relativize(path);
    }
}
