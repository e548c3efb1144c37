package org.perdure.source;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.treewalk.AbstractTreeIterator;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.jspecify.annotations.Nullable;

/**
 * Tells what a commit did with mail, from the trees before and after it.
 *
 * <p>In format 2 a tree holds one file: {@code m}, the message that the commit adds, or {@code d},
 * a message that it removes; early versions removed the message of the commit before by taking
 * {@code m} away. In format 1 a tree holds all messages, each under a path that is the SHA-1 of its
 * msg-id; a commit adds files or takes them away.
 */
final class PublicInboxChanges {
    private static final String ADDED = "m";
    private static final String REMOVED = "d";
    private static final Pattern FORMAT_1 = Pattern.compile("[0-9a-f]{2}/[0-9a-f]{38}");
    private static final Pattern FORMAT_1_FOLDER = Pattern.compile("[0-9a-f]{2}");

    private final ObjectReader reader;

    PublicInboxChanges(ObjectReader reader) {
        this.reader = reader;
    }

    /**
     * A message that came or went.
     *
     * @param path where it stands, or stood, in the tree
     * @param blob its bytes
     */
    record Change(Kind kind, String path, ObjectId blob) {}

    /** What a commit can do with a message. */
    enum Kind {
        ADDED,
        REMOVED
    }

    /** Returns whether a tree is empty, or has what the trees of public-inbox have. */
    boolean isOfMail(ObjectId tree) throws IOException {
        boolean empty = true;
        CanonicalTreeParser entries = new CanonicalTreeParser(null, reader, tree);
        for (; !entries.eof(); entries.next()) {
            empty = false;
            String name = entries.getEntryPathString();
            boolean folder = entries.getEntryFileMode().equals(FileMode.TREE);
            if (folder
                    ? FORMAT_1_FOLDER.matcher(name).matches()
                    : name.equals(ADDED) || name.equals(REMOVED)) {
                return true;
            }
        }
        return empty;
    }

    /**
     * Returns what changed, by path.
     *
     * @param before the tree of the first parent; absent for the first commit
     */
    List<Change> between(@Nullable ObjectId before, ObjectId after) throws IOException {
        List<Change> changes = new ArrayList<>();
        @Nullable Change withdrawn = null;
        boolean replaced = false;
        try (TreeWalk walk = new TreeWalk(reader)) {
            walk.setFilter(TreeFilter.ANY_DIFF);
            walk.addTree(tree(after.equals(before) && holdsOne(after) ? null : before));
            walk.addTree(tree(after));
            while (walk.next()) {
                if (walk.isSubtree()) {
                    // Mail is one folder deep, however deep a hostile tree goes.
                    if (walk.getDepth() == 0) {
                        walk.enterSubtree();
                    }
                    continue;
                }
                String path = walk.getPathString();
                ObjectId old = file(walk, 0);
                ObjectId now = file(walk, 1);
                switch (path) {
                    case ADDED -> {
                        replaced |= now != null;
                        if (now != null) {
                            changes.add(new Change(Kind.ADDED, path, now));
                        } else if (old != null) {
                            withdrawn = new Change(Kind.REMOVED, path, old);
                        }
                    }
                    case REMOVED -> {
                        replaced |= now != null;
                        if (now != null) {
                            changes.add(new Change(Kind.REMOVED, path, now));
                        }
                    }
                    default -> addFormat1(changes, path, old, now);
                }
            }
        }
        if (withdrawn != null && !replaced) {
            changes.add(withdrawn);
        }
        return changes;
    }

    /** Returns whether a tree is of format 2, where it says by itself what the commit did. */
    private boolean holdsOne(ObjectId tree) throws IOException {
        CanonicalTreeParser entries = new CanonicalTreeParser(null, reader, tree);
        for (; !entries.eof(); entries.next()) {
            String name = entries.getEntryPathString();
            if (name.equals(ADDED) || name.equals(REMOVED)) {
                return true;
            }
        }
        return false;
    }

    private static void addFormat1(
            List<Change> changes, String path, @Nullable ObjectId old, @Nullable ObjectId now) {
        if (!FORMAT_1.matcher(path).matches()) {
            return;
        }
        if (now != null) {
            changes.add(new Change(Kind.ADDED, path, now));
        } else if (old != null) {
            changes.add(new Change(Kind.REMOVED, path, old));
        }
    }

    private AbstractTreeIterator tree(@Nullable ObjectId tree) throws IOException {
        return tree == null ? new EmptyTreeIterator() : new CanonicalTreeParser(null, reader, tree);
    }

    /** Returns the file of a tree at the present path, if there is one. */
    private static @Nullable ObjectId file(TreeWalk walk, int tree) {
        return FileMode.REGULAR_FILE.equals(walk.getRawMode(tree))
                        || FileMode.EXECUTABLE_FILE.equals(walk.getRawMode(tree))
                ? walk.getObjectId(tree)
                : null;
    }
}
