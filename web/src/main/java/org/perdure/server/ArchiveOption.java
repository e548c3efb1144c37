package org.perdure.server;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that names an archive; the same for all commands. */
final class ArchiveOption {
    @Option(
            names = "--archive",
            paramLabel = "DIR",
            required = true,
            description = "folder of the archive")
    private Path folder = Path.of("");

    /** Returns the folder, for a command that may make it. */
    ArchiveFolder folder() {
        return new ArchiveFolder(folder);
    }

    /**
     * Returns the folder, for a command that reads it.
     *
     * @throws Failure if there is no archive in it
     */
    ArchiveFolder existing() {
        ArchiveFolder archive = folder();
        archive.requireArchive();
        return archive;
    }
}
