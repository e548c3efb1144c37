package org.perdure.source;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import org.eclipse.jgit.errors.LargeObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.jspecify.annotations.Nullable;

/**
 * The first-parent history of one repository, read from its oldest commit, or from the one after
 * those that are known. Takes some 40 bytes a commit.
 */
final class PublicInboxHistory implements Closeable {
    private final PublicInboxEpoch epoch;
    private final Repository repository;
    private final ObjectReader reader;
    private final PublicInboxChanges changes;
    private final @Nullable ObjectId tip;

    /** What is to be read, oldest first. */
    private List<ObjectId> commits = List.of();

    private int next;
    private @Nullable RevCommit last;
    private boolean marked = true;

    private PublicInboxHistory(
            PublicInboxEpoch epoch, Repository repository, @Nullable ObjectId tip) {
        this.epoch = epoch;
        this.repository = repository;
        this.reader = repository.newObjectReader();
        this.changes = new PublicInboxChanges(reader);
        this.tip = tip;
    }

    /** Opens a repository to look at its newest commit only. */
    static PublicInboxHistory open(PublicInboxEpoch epoch) throws IOException {
        Repository repository = epoch.open();
        try {
            return new PublicInboxHistory(epoch, repository, PublicInboxEpoch.tip(repository));
        } catch (IOException e) {
            repository.close();
            throw new IOException(epoch.name() + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Opens a repository.
     *
     * @param mark the last commit that is known
     */
    static PublicInboxHistory open(PublicInboxEpoch epoch, Optional<String> mark)
            throws IOException {
        PublicInboxHistory history = open(epoch);
        boolean listed = false;
        try {
            history.list(mark.filter(ObjectId::isId).map(ObjectId::fromString).orElse(null));
            listed = true;
            return history;
        } finally {
            if (!listed) {
                history.close();
            }
        }
    }

    /** Lists the commits after a known one; all, if that is no longer in the history. */
    private void list(@Nullable ObjectId known) throws IOException {
        Set<ObjectId> shallow = repository.getObjectDatabase().getShallowCommits();
        List<ObjectId> newestFirst = new ArrayList<>();
        ObjectId at = tip;
        while (at != null && !at.equals(known)) {
            newestFirst.add(at);
            RevCommit commit = commit(at);
            boolean first = commit.getParentCount() == 0 || shallow.contains(at);
            at = first ? null : commit.getParent(0).copy();
        }
        Collections.reverse(newestFirst);
        commits = newestFirst;
    }

    private RevCommit commit(ObjectId id) throws IOException {
        try {
            byte[] bytes = reader.open(id, Constants.OBJ_COMMIT).getCachedBytes();
            return RevCommit.parse(bytes);
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw unreadable(id, e); // Unchecked ones are thrown at bytes that are no commit.
        }
    }

    private IOException unreadable(ObjectId commit, Exception e) {
        return new IOException(
                "%s: commit %s cannot be read: %s"
                        .formatted(epoch.name(), commit.name(), e.getMessage()),
                e);
    }

    /** Returns whether there is no commit, as far as can be told. */
    boolean isEmpty() {
        return tip == null;
    }

    /** Returns whether the newest tree is one that public-inbox makes, or empty. */
    boolean looksLikeMail() throws IOException {
        if (tip == null) {
            return true;
        }
        RevCommit commit = commit(tip);
        try {
            return changes.isOfMail(commit.getTree());
        } catch (IOException e) {
            throw unreadable(tip, e);
        }
    }

    /**
     * Reads the next commit, or the mark that is due before it.
     *
     * @param items is given what is found; so is what was found before a failure
     * @return whether there was anything left to read
     */
    boolean read(Queue<SourceItem> items) throws IOException {
        if (!marked && (next == commits.size() || next % PublicInboxSource.MARK_EVERY == 0)) {
            items.add(new SourceMark(epoch.name(), commits.get(next - 1).name()));
            marked = true;
            return true;
        }
        if (next == commits.size()) {
            return false;
        }
        ObjectId id = commits.get(next);
        RevCommit commit = commit(id);
        try {
            read(commit, id, items);
        } catch (IOException | LargeObjectException e) {
            throw unreadable(id, e);
        }
        last = commit;
        next++;
        marked = false;
        return true;
    }

    private void read(RevCommit commit, ObjectId id, Queue<SourceItem> items) throws IOException {
        List<PublicInboxChanges.Change> changed =
                changes.between(treeBefore(commit, id), commit.getTree());
        String name = epoch.name() + "#" + id.name();
        Instant filed = Instant.ofEpochSecond(commit.getCommitTime());
        for (PublicInboxChanges.Change change : changed) {
            String source = changed.size() == 1 ? name : name + ":" + change.path();
            items.add(item(source, change, filed));
        }
        if (changed.isEmpty()) {
            byte[] bytes = reader.open(id, Constants.OBJ_COMMIT).getBytes();
            items.add(new Rejected(name, 0, 0, bytes, "the commit neither adds nor removes mail"));
        }
    }

    /** Returns the tree of the first parent, if it is there. */
    private @Nullable ObjectId treeBefore(RevCommit commit, ObjectId id) throws IOException {
        if (last != null) {
            return last.getTree();
        }
        boolean oldest =
                commit.getParentCount() == 0
                        || repository.getObjectDatabase().getShallowCommits().contains(id);
        return oldest ? null : commit(commit.getParent(0)).getTree();
    }

    private SourceItem item(String source, PublicInboxChanges.Change change, Instant filed)
            throws IOException {
        ObjectLoader blob = reader.open(change.blob(), Constants.OBJ_BLOB);
        byte[] bytes = bytes(blob);
        return switch (change.kind()) {
            case ADDED -> RawMessage.ofFile(source, bytes, blob.getSize(), possible(filed));
            case REMOVED -> new Removed(source, 0, bytes, filed);
        };
    }

    /** A message without any date is committed with the time 0, where a clock was wrong. */
    private static @Nullable Instant possible(Instant filed) {
        return filed.equals(Instant.EPOCH) ? null : filed;
    }

    private static byte[] bytes(ObjectLoader blob) throws IOException {
        if (blob.getSize() <= MboxReader.MAX_MESSAGE_BYTES && !blob.isLarge()) {
            return blob.getCachedBytes();
        }
        try (InputStream in = blob.openStream()) {
            return in.readNBytes(MboxReader.MAX_MESSAGE_BYTES);
        }
    }

    @Override
    public void close() {
        reader.close();
        repository.close();
    }
}
