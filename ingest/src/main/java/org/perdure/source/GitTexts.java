package org.perdure.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevTag;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.util.RawParseUtils;
import org.jspecify.annotations.Nullable;

/** The texts in a git repository: the messages of its commits and tags, and its files. */
public final class GitTexts implements AutoCloseable {
    private final String name;
    private final Repository repository;

    private GitTexts(String name, Repository repository) {
        this.name = name;
        this.repository = repository;
    }

    /**
     * Opens a repository.
     *
     * @param folder a working tree or a bare repository
     */
    public static GitTexts open(Path folder) throws IOException {
        for (PublicInboxEpoch epoch : PublicInboxEpoch.list(folder)) {
            return new GitTexts(folder.toString(), epoch.open());
        }
        throw new IOException(folder + ": is not a git repository");
    }

    /**
     * Shows the messages of all annotated tags, by name, and of all commits, newest first.
     *
     * @param revision of the commits that lead to this one only, if given, and of no tag but this
     */
    public void messages(@Nullable String revision, TextVisitor visitor) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            Set<ObjectId> shown = new HashSet<>();
            if (revision != null) {
                walk.markStart(walk.parseCommit(resolved(revision)));
                tags(walk, repository.resolve(revision), shown, visitor);
            } else {
                for (Ref ref : repository.getRefDatabase().getRefs()) {
                    tags(walk, ref.getObjectId(), shown, visitor);
                }
                markAll(walk);
            }
            for (RevCommit commit = walk.next(); commit != null; commit = walk.next()) {
                byte[] raw = commit.getRawBuffer();
                message(commit, raw, RawParseUtils.commitMessage(raw, 0), visitor);
                commit.disposeBody();
            }
        }
    }

    private void message(RevObject object, byte[] raw, int start, TextVisitor visitor)
            throws IOException {
        if (start >= 0) {
            byte[] text = Arrays.copyOfRange(raw, start, raw.length);
            visitor.text(name + "@" + object.name(), text, null);
        }
    }

    /** Shows the message of a tag, if it is one, and of those that it is a tag of. */
    private void tags(RevWalk walk, @Nullable ObjectId id, Set<ObjectId> shown, TextVisitor visitor)
            throws IOException {
        RevObject object = id == null ? null : walk.parseAny(id);
        while (object instanceof RevTag tag && shown.add(tag.copy())) {
            byte[] raw =
                    repository.open(tag, Constants.OBJ_TAG).getCachedBytes(TextFiles.MAX_BYTES);
            message(tag, raw, RawParseUtils.tagMessage(raw, 0), visitor);
            object = walk.parseAny(tag.getObject());
        }
    }

    private void markAll(RevWalk walk) throws IOException {
        for (Ref ref : repository.getRefDatabase().getRefs()) {
            ObjectId id = ref.getObjectId();
            RevObject object = id == null ? null : walk.peel(walk.parseAny(id));
            if (object instanceof RevCommit commit) {
                walk.markStart(commit);
            }
        }
    }

    /**
     * Shows the files of a commit.
     *
     * @param revision the commit; that of {@code HEAD} if not given
     */
    public void files(@Nullable String revision, TextVisitor visitor) throws IOException {
        String named = revision == null ? Constants.HEAD : revision;
        try (RevWalk walk = new RevWalk(repository);
                TreeWalk tree = new TreeWalk(repository)) {
            tree.addTree(walk.parseCommit(resolved(named)).getTree());
            tree.setRecursive(true);
            while (tree.next()) {
                FileMode mode = tree.getFileMode();
                if (mode.equals(FileMode.REGULAR_FILE) || mode.equals(FileMode.EXECUTABLE_FILE)) {
                    file(name + "@" + named + ":" + tree.getPathString(), tree, visitor);
                }
            }
        }
    }

    private void file(String file, TreeWalk tree, TextVisitor visitor) throws IOException {
        ObjectLoader loader = tree.getObjectReader().open(tree.getObjectId(0));
        if (loader.getSize() > TextFiles.MAX_BYTES) {
            visitor.passedOver(file, TextFiles.tooLong());
            return;
        }
        byte[] content = loader.getCachedBytes(TextFiles.MAX_BYTES);
        if (TextFiles.isBinary(content)) {
            visitor.passedOver(file, "is binary");
        } else {
            visitor.text(file, content, null);
        }
    }

    private ObjectId resolved(String revision) throws IOException {
        ObjectId id = repository.resolve(revision + "^{commit}");
        if (id == null) {
            throw new IOException(name + ": there is no commit " + revision);
        }
        return id;
    }

    @Override
    public void close() {
        repository.close();
    }
}
