package org.perdure.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.util.FS;
import org.jspecify.annotations.Nullable;

/**
 * One git repository of a public-inbox.
 *
 * @param name what the ledger calls it: its path, absolute and without links
 * @param gitDir the folder with HEAD, objects and refs
 */
record PublicInboxEpoch(String name, Path gitDir) {
    private static final Pattern EPOCH = Pattern.compile("(\\d{1,9})\\.git");

    /** Where format 2 keeps its epochs. */
    private static final String EPOCHS = "git";

    /** The branch that public-inbox writes to. */
    private static final String BRANCH = Constants.R_HEADS + Constants.MASTER;

    /** Returns the repositories of a folder in the order of their numbers; empty if it has none. */
    static List<PublicInboxEpoch> list(Path folder) throws IOException {
        for (Path single : List.of(folder, folder.resolve(Constants.DOT_GIT))) {
            if (isGitDir(single)) {
                return List.of(of(single));
            }
        }
        List<PublicInboxEpoch> epochs = numbered(folder.resolve(EPOCHS));
        return epochs.isEmpty() ? numbered(folder) : epochs;
    }

    private static PublicInboxEpoch of(Path gitDir) {
        return new PublicInboxEpoch(LedgerNames.named(gitDir), gitDir);
    }

    /** Returns whether a folder is one git repository. */
    static boolean isGitDir(Path folder) {
        return Files.isRegularFile(folder.resolve(Constants.HEAD))
                && Files.isDirectory(folder.resolve(Constants.OBJECTS))
                && Files.isDirectory(folder.resolve("refs"));
    }

    private static List<PublicInboxEpoch> numbered(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.filter(path -> number(path) >= 0 && isGitDir(path))
                    .sorted(Comparator.comparingInt(PublicInboxEpoch::number))
                    .map(PublicInboxEpoch::of)
                    .toList();
        }
    }

    private static int number(Path path) {
        Matcher epoch = EPOCH.matcher(String.valueOf(path.getFileName()));
        return epoch.matches() ? Integer.parseInt(epoch.group(1)) : -1;
    }

    /**
     * Opens the repository.
     *
     * @throws IOException of one line, if it cannot be
     */
    Repository open() throws IOException {
        PlainSystemReader.install();
        try {
            return new FileRepositoryBuilder()
                    .setFS(FS.DETECTED)
                    .setGitDir(gitDir.toFile())
                    .setBare()
                    .setMustExist(true)
                    .build();
        } catch (IOException | IllegalArgumentException e) { // The latter: a format of later days.
            throw new IOException(name + ": cannot be opened: " + e.getMessage(), e);
        }
    }

    /** Returns the newest commit, if there is one. */
    static @Nullable ObjectId tip(Repository repository) throws IOException {
        for (String ref : List.of(Constants.HEAD, BRANCH)) {
            Ref found = repository.exactRef(ref);
            if (found != null && found.getObjectId() != null) {
                return found.getObjectId();
            }
        }
        return null;
    }

    /**
     * Makes sure that it is the repository of a public-inbox, as far as its newest tree tells.
     *
     * @throws IOException if it is not, or cannot be read
     */
    void check() throws IOException {
        if (!looksLikeMail()) {
            throw new IOException(name + ": is a git repository, but none of a public-inbox");
        }
    }

    /**
     * Returns whether its newest tree is one that public-inbox makes, or empty.
     *
     * @throws IOException if it cannot be read
     */
    boolean looksLikeMail() throws IOException {
        try (PublicInboxHistory history = PublicInboxHistory.open(this)) {
            return history.looksLikeMail();
        }
    }

    /** Returns whether it lies in a folder itself, not somewhere that a link leads to. */
    boolean isBelow(Path folder) {
        for (Path at = gitDir; at != null && !at.equals(folder); at = at.getParent()) {
            if (Files.isSymbolicLink(at)) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether it has no commit, as far as can be told. */
    boolean isEmpty() throws IOException {
        try (PublicInboxHistory history = PublicInboxHistory.open(this)) {
            return history.isEmpty();
        }
    }

    /** Returns whether a folder may be, or hold, repositories, by a name in it. */
    static boolean isHint(String name) {
        return name.equals(Constants.HEAD)
                || name.equals(Constants.DOT_GIT)
                || name.equals(EPOCHS)
                || EPOCH.matcher(name).matches();
    }
}
