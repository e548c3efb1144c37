package org.perdure.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger calls files: by their paths, absolute and without links, so that a file is the
 * same from whatever folder and by whatever path it was named; or, where an archive was unpacked,
 * {@code ARCHIVE!MEMBER}. A link that lies in a folder keeps its own name, below the folder's real
 * one. For one thread.
 */
final class LedgerNames {
    private final @Nullable Path unpacked;
    private final String archive;
    private Path folder = Path.of("");
    private Path realFolder = absolute(folder);

    private LedgerNames(@Nullable Path unpacked, String archive) {
        this.unpacked = unpacked;
        this.archive = archive;
    }

    /** Returns the names of files in their own place. */
    static LedgerNames ofPaths() {
        return new LedgerNames(null, "");
    }

    /**
     * Returns the names of the members of an archive.
     *
     * @param unpacked the folder that it was unpacked into
     * @param archive what the ledger calls it
     */
    static LedgerNames ofMembers(Path unpacked, String archive) {
        return new LedgerNames(unpacked, archive);
    }

    /** Returns the name of what an operator named: where it leads, if it is a link. */
    static String named(Path path) {
        return (Files.isRegularFile(path) || Files.isDirectory(path) ? real(path) : absolute(path))
                .toString();
    }

    /** Returns whether the files lie in their own place. */
    boolean areOfOwnPlace() {
        return unpacked == null;
    }

    /** Gives what lies in a folder the name that the folder has. */
    void enter(Path named) {
        folder = named;
        realFolder = real(named);
    }

    /** Returns the name of a file or a folder, which is or lies in the one that was entered. */
    String of(Path path) {
        if (unpacked != null) {
            return path.equals(unpacked) ? archive : archive + "!" + unpacked.relativize(path);
        }
        return realFolder.resolve(folder.relativize(path)).toString();
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException expected) {
            return absolute(path); // Reading it will say what is wrong.
        }
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }
}
