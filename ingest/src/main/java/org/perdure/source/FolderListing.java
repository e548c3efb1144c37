package org.perdure.source;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.perdure.source.FolderEntry.Kind;

/**
 * What lies in a folder, in the order of reading.
 *
 * <p>A folder with {@code cur} and {@code new} in it is a Maildir: the messages of both come first,
 * by the time in their names, then its subfolders (Maildir++ begins their names with a dot). In
 * each other folder, files whose names are numbers come first, by number, as in an MH folder; then
 * texts and volumes of Pipermail by their months; then all else by name. Links to files are
 * followed unless they lead out of the folder that the operator named: who may put a link there may
 * not be one who may read its target. Links to folders are not, so that no folder is walked through
 * twice.
 */
final class FolderListing {
    private FolderListing() {}

    /**
     * Returns the entries of a folder.
     *
     * @param root the folder that the operator named, without links
     * @throws IOException if it cannot be read
     */
    static List<FolderEntry> of(Path folder, Path root) throws IOException {
        List<FolderEntry> entries =
                isMaildir(folder) ? maildir(folder, root) : entries(folder, root);
        entries.sort(FolderEntry.ORDER);
        return entries;
    }

    /** Returns whether a folder is a Maildir. */
    static boolean isMaildir(Path folder) {
        return isFolder(folder.resolve("cur")) && isFolder(folder.resolve("new"));
    }

    private static boolean isFolder(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** Takes an entry in. */
    private interface Visitor {
        void visit(Path path, Path name, Kind kind);
    }

    private static void visit(Path folder, Path root, Visitor visitor) throws IOException {
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            for (Path path : stream) {
                Path name = path.getFileName();
                if (name != null) {
                    visitor.visit(path, name, kind(path, root));
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private static Kind kind(Path path, Path root) {
        try {
            BasicFileAttributes own =
                    Files.readAttributes(
                            path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (own.isDirectory()) {
                return Kind.FOLDER;
            }
            if (own.isSymbolicLink()) {
                return target(path, root);
            }
            return own.isRegularFile() ? Kind.FILE : Kind.SPECIAL;
        } catch (IOException e) {
            return Kind.FILE; // Opening it will fail, and say why.
        }
    }

    private static Kind target(Path link, Path root) {
        if (Files.isDirectory(link)) {
            return Kind.LINKED_FOLDER;
        }
        if (Files.isRegularFile(link)) {
            return leadsOut(link, root) ? Kind.LINKED_OUT : Kind.FILE;
        }
        return Files.exists(link) ? Kind.SPECIAL : Kind.DEAD_LINK;
    }

    private static boolean leadsOut(Path link, Path root) {
        try {
            return !link.toRealPath().startsWith(root);
        } catch (IOException expected) {
            return true; // Gone since, or in a folder that we may not see.
        }
    }

    private static List<FolderEntry> entries(Path folder, Path root) throws IOException {
        List<FolderEntry> entries = new ArrayList<>();
        visit(
                folder,
                root,
                (path, name, kind) -> {
                    String text = name.toString();
                    Kind known = kind;
                    if (kind == Kind.FOLDER && text.startsWith(".")) {
                        known = Kind.HIDDEN_FOLDER;
                    } else if (kind == Kind.FILE && !Names.reasonToReject(text).isEmpty()) {
                        known = Kind.NAMED_SO;
                    }
                    entries.add(new FolderEntry(folder, name, known, place(text)));
                });
        return entries;
    }

    private static long place(String name) {
        return Math.min(Names.number(name), PageNames.place(name));
    }

    private static List<FolderEntry> maildir(Path folder, Path root) throws IOException {
        List<FolderEntry> entries = new ArrayList<>();
        visit(
                folder,
                root,
                (path, name, kind) -> {
                    boolean own = isMaildirFolder(name.toString());
                    if (kind != Kind.FOLDER || !own) {
                        Kind known = kind == Kind.FILE ? Kind.NO_MESSAGE : kind;
                        entries.add(new FolderEntry(folder, name, known, Long.MAX_VALUE));
                    }
                });
        addMessages(folder.resolve("cur"), root, Kind.MESSAGE, entries);
        addMessages(folder.resolve("new"), root, Kind.MESSAGE, entries);
        if (isFolder(folder.resolve("tmp"))) {
            addMessages(folder.resolve("tmp"), root, Kind.UNDELIVERED, entries);
        }
        return entries;
    }

    private static boolean isMaildirFolder(String name) {
        return Names.holdsMessages(name) || name.equals("tmp");
    }

    private static void addMessages(
            Path folder, Path root, Kind messages, List<FolderEntry> entries) throws IOException {
        visit(
                folder,
                root,
                (path, name, kind) -> {
                    String text = name.toString();
                    Kind known = kind == Kind.FILE ? messages : kind;
                    if (known == Kind.MESSAGE && text.startsWith(".")) {
                        known = Kind.NO_MESSAGE;
                    }
                    entries.add(new FolderEntry(folder, name, known, Names.delivered(text)));
                });
    }
}
