package org.perdure.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/** What is read as a whole, not file by file. */
public enum TreeKind {
    /** Git repositories of a public-inbox. */
    PUBLIC_INBOX,
    /** Pages that MHonArc wrote. */
    MHONARC,
    /** Pages and text files that Pipermail wrote; also one of its text files. */
    PIPERMAIL;

    /** Returns what a path is; nothing if it is to be read file by file. */
    public static Optional<TreeKind> find(Path path) throws IOException {
        if (PublicInboxSource.isRepository(path)) {
            return Optional.of(PUBLIC_INBOX);
        }
        if (MhonarcTree.isTree(path)) {
            return Optional.of(MHONARC);
        }
        return PipermailTree.isTree(path) ? Optional.of(PIPERMAIL) : Optional.empty();
    }

    /**
     * Opens a path of this kind.
     *
     * @param marks how far a part of it, by its name, was read before
     */
    public TrackedSource open(Path path, Function<String, Optional<String>> marks)
            throws IOException {
        return switch (this) {
            case PUBLIC_INBOX -> PublicInboxSource.open(path, marks);
            case MHONARC -> MhonarcTree.open(path);
            case PIPERMAIL -> PipermailTree.open(path);
        };
    }
}
