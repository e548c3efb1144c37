package org.perdure.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.jspecify.annotations.Nullable;

/** A repository of a public-inbox in the making, of either format; every object is a loose file. */
public final class InventedInbox {
    private final Path folder;
    private final Map<String, ObjectId> files = new TreeMap<>();
    private @Nullable ObjectId tip;

    /** Open while many commits are made. */
    private @Nullable Repository open;

    /** Makes an empty, bare repository. */
    public InventedInbox(Path folder) {
        this.folder = folder;
        PlainSystemReader.install();
        with(
                repository -> {
                    repository.create(true);
                    RefUpdate head = repository.updateRef(Constants.HEAD);
                    head.link(Constants.R_HEADS + Constants.MASTER);
                    return head;
                });
    }

    @FunctionalInterface
    private interface Work<T> {
        T on(Repository repository) throws IOException;
    }

    /** Makes many commits: the repository is opened once, and its tip moved at the end. */
    public void together(Runnable commits) {
        with(
                repository -> {
                    open = repository;
                    try {
                        commits.run();
                    } finally {
                        open = null;
                    }
                    setTip(repository);
                    return repository;
                });
    }

    private <T> T with(Work<T> work) {
        if (open != null) {
            try {
                return work.on(open);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        try (Repository repository =
                new FileRepositoryBuilder().setGitDir(folder.toFile()).setBare().build()) {
            return work.on(repository);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a message with the usual fields. */
    public static String letter(String id, String inReplyTo, String body) {
        return "From: Ada <ada@example.org>\nSubject: about "
                + id
                + "\nDate: Fri, 4 Mar 2011 10:00:00 +0000\nMessage-ID: <"
                + id
                + ">\n"
                + (inReplyTo.isEmpty() ? "" : "In-Reply-To: <" + inReplyTo + ">\n")
                + "\n"
                + body
                + "\n";
    }

    public Path folder() {
        return folder;
    }

    /** Commits a message as format 2 does; returns the commit. */
    public String add(String filed, String message) {
        files.clear();
        return commit(filed, "m", message);
    }

    /** Commits the removal of a message as format 2 does. */
    public String remove(String since, String message) {
        files.clear();
        return commit(since, "d", message);
    }

    /** Takes away the message of the commit before, as early versions of format 2 did. */
    public String withdraw(String since) {
        files.clear();
        return commit(since);
    }

    /** Commits a message under the SHA-1 of its msg-id, as format 1 does. */
    public String add1(String filed, String id, String message) {
        return commit(filed, path(id), message);
    }

    /** Takes away the message with a msg-id, as format 1 does. */
    public String remove1(String since, String id) {
        files.remove(path(id));
        return commit(since);
    }

    private static String path(String id) {
        try {
            byte[] sha1 =
                    MessageDigest.getInstance("SHA-1").digest(id.getBytes(StandardCharsets.UTF_8));
            String hex = HexFormat.of().formatHex(sha1);
            return hex.substring(0, 2) + "/" + hex.substring(2);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** Puts a file beside the others, and commits. */
    public String commit(String time, String path, String content) {
        put(path, content);
        return commit(time);
    }

    /** Puts a file beside the others. */
    public void put(String path, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.ISO_8859_1);
        files.put(
                path,
                with(
                        repository -> {
                            try (ObjectInserter inserter = repository.newObjectInserter()) {
                                ObjectId id = inserter.insert(Constants.OBJ_BLOB, bytes);
                                inserter.flush();
                                return id;
                            }
                        }));
    }

    /** Commits the files as they are; returns the commit. */
    public String commit(String time) {
        return with(
                repository -> {
                    try (ObjectInserter inserter = repository.newObjectInserter()) {
                        CommitBuilder commit = new CommitBuilder();
                        commit.setTreeId(tree(inserter));
                        if (tip != null) {
                            commit.setParentId(tip);
                        }
                        var person =
                                new PersonIdent(
                                        "Ada", "ada@example.org", Instant.EPOCH, ZoneOffset.UTC);
                        commit.setAuthor(person);
                        commit.setCommitter(
                                new PersonIdent(
                                        "inbox",
                                        "inbox@example.org",
                                        Instant.parse(time),
                                        ZoneOffset.UTC));
                        commit.setMessage("m");
                        tip = inserter.insert(commit);
                        inserter.flush();
                    }
                    if (open == null) {
                        setTip(repository);
                    }
                    return tip.name();
                });
    }

    private ObjectId tree(ObjectInserter inserter) throws IOException {
        TreeFormatter root = new TreeFormatter();
        Map<String, TreeFormatter> folders = new TreeMap<>();
        for (Map.Entry<String, ObjectId> file : files.entrySet()) {
            int slash = file.getKey().indexOf('/');
            if (slash < 0) {
                root.append(file.getKey(), FileMode.REGULAR_FILE, file.getValue());
            } else {
                folders.computeIfAbsent(
                                file.getKey().substring(0, slash), name -> new TreeFormatter())
                        .append(
                                file.getKey().substring(slash + 1),
                                FileMode.REGULAR_FILE,
                                file.getValue());
            }
        }
        for (Map.Entry<String, TreeFormatter> inside : folders.entrySet()) {
            root.append(inside.getKey(), FileMode.TREE, inserter.insert(inside.getValue()));
        }
        return inserter.insert(root);
    }

    private void setTip(Repository repository) throws IOException {
        RefUpdate update = repository.updateRef(Constants.HEAD);
        update.setNewObjectId(tip);
        update.setForceUpdate(true);
        update.update();
    }

    /** Goes back to a commit, as if what came after it had never been. */
    public void rewind(@Nullable String commit) {
        tip = commit == null ? null : ObjectId.fromString(commit);
        files.clear();
    }

    /** Returns the file of an object. */
    public Path object(String id) {
        return folder.resolve("objects").resolve(id.substring(0, 2)).resolve(id.substring(2));
    }

    /** Returns the blob that bytes make. */
    public static String blob(String content) {
        return new ObjectInserter.Formatter()
                .idFor(Constants.OBJ_BLOB, content.getBytes(StandardCharsets.ISO_8859_1))
                .name();
    }
}
