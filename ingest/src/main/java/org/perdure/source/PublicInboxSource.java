package org.perdure.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The mail of a public-inbox, out of its git repositories: of format 2 (one or more epochs, see
 * public-inbox-v2-format) or 1 (one repository, see public-inbox-v1-format).
 *
 * <p>Each commit of the first-parent history is an item, the oldest first, epoch after epoch. Its
 * name is {@code REPOSITORY#COMMIT}, with which {@code git show} finds it again: a commit never
 * changes and never moves, while its place in the history would with the first message that
 * somebody cuts out of it. The few commits that hold several messages give each as {@code
 * REPOSITORY#COMMIT:PATH}.
 *
 * <p>A message was filed when it was committed: public-inbox commits with the time of the topmost
 * Received field, else of Date. A deletion gives the message as {@link Removed}.
 *
 * <p>After some commits, and at the end of each epoch, stands a {@link SourceMark} with the commit
 * that was read last. A run that is told of it reads what came later. If the history no longer
 * holds that commit, it was rewritten and is read from the beginning.
 *
 * <p>An object that is missing or damaged ends the source, after all that stands before it.
 */
public final class PublicInboxSource implements TrackedSource {
    /** How many commits may have to be read again when a run is cut off. */
    static final int MARK_EVERY = 200;

    private final Deque<PublicInboxEpoch> epochs;
    private final Function<String, Optional<String>> marks;
    private final Deque<SourceItem> ready = new ArrayDeque<>();
    private final AtomicLong bytesRead = new AtomicLong();
    private @Nullable PublicInboxHistory history;
    private @Nullable IOException failure;

    private PublicInboxSource(
            Deque<PublicInboxEpoch> epochs, Function<String, Optional<String>> marks) {
        this.epochs = epochs;
        this.marks = marks;
    }

    /** Returns whether a folder is one git repository, with nothing beside it. */
    public static boolean isOneRepository(Path folder) {
        return PublicInboxEpoch.isGitDir(folder);
    }

    /** Returns whether a folder is, or holds, git repositories as public-inbox lays them out. */
    public static boolean isRepository(Path folder) throws IOException {
        return !PublicInboxEpoch.list(folder).isEmpty();
    }

    /**
     * Opens the inbox that a folder among others is, or holds; nothing if there is none, such as in
     * a repository of a program, or in one that is empty. No link is followed.
     *
     * @param names what lies in the folder
     * @param known repositories to pass over
     * @param marks as for {@link #open}
     * @throws IOException if a repository in it cannot be read
     */
    static Optional<PublicInboxSource> find(
            Path folder,
            Stream<String> names,
            Set<Path> known,
            Function<String, Optional<String>> marks)
            throws IOException {
        if (names.noneMatch(PublicInboxEpoch::isHint)) {
            return Optional.empty(); // Most folders: no need to look further.
        }
        Deque<PublicInboxEpoch> epochs = new ArrayDeque<>();
        for (PublicInboxEpoch epoch : PublicInboxEpoch.list(folder)) {
            if (!known.contains(epoch.gitDir()) && epoch.isBelow(folder) && !epoch.isEmpty()) {
                if (!epoch.looksLikeMail()) {
                    return Optional.empty();
                }
                epochs.add(epoch);
            }
        }
        return epochs.isEmpty()
                ? Optional.empty()
                : Optional.of(new PublicInboxSource(epochs, marks));
    }

    /** Returns the repositories that are left to be read. */
    List<Path> gitDirs() {
        return epochs.stream().map(PublicInboxEpoch::gitDir).toList();
    }

    /**
     * Opens an inbox: the folder of a format 2 inbox, a folder with epochs such as {@code 0.git},
     * or one repository, bare or not.
     *
     * @param marks returns the last mark that an earlier run gave for a repository
     * @throws IOException if it is none, or a repository in it cannot be read
     */
    public static PublicInboxSource open(Path folder, Function<String, Optional<String>> marks)
            throws IOException {
        Deque<PublicInboxEpoch> epochs = new ArrayDeque<>(PublicInboxEpoch.list(folder));
        if (epochs.isEmpty()) {
            throw new IOException(folder + ": holds no git repository of a public-inbox");
        }
        for (PublicInboxEpoch epoch : epochs) {
            epoch.check();
        }
        return new PublicInboxSource(epochs, marks);
    }

    @Override
    public long bytesRead() {
        return bytesRead.get();
    }

    @Override
    public @Nullable SourceItem next() throws IOException {
        while (ready.isEmpty()) {
            if (failure != null) {
                throw failure;
            }
            try {
                if (!read()) {
                    return null;
                }
            } catch (IOException e) {
                failure = e; // Thrown when what was read before it has been returned.
            }
        }
        SourceItem item = ready.remove();
        bytesRead.addAndGet(item.size());
        return item;
    }

    /** Reads a commit, or opens an epoch; returns false after the last. */
    private boolean read() throws IOException {
        if (history == null) {
            PublicInboxEpoch epoch = epochs.poll();
            if (epoch == null) {
                return false;
            }
            history = PublicInboxHistory.open(epoch, marks.apply(epoch.name()));
        }
        if (!history.read(ready)) {
            history.close();
            history = null;
        }
        return true;
    }

    @Override
    public void close() {
        if (history != null) {
            history.close();
            history = null;
        }
    }
}
