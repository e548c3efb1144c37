package org.perdure.source;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A pattern for paths, as a shell reads it: {@code *}, {@code ?}, {@code [...]} and {@code {...}}
 * within each name of the path; a leading dot only where the pattern has it.
 */
final class Glob {
    private static final String SIGNS = "*?[{";

    private Glob() {}

    /** Returns whether a text has signs of a pattern. */
    static boolean isPattern(String text) {
        return text.chars().anyMatch(c -> SIGNS.indexOf(c) >= 0);
    }

    /**
     * Returns the paths that a pattern stands for, in the order of their names.
     *
     * @throws IOException if it is no pattern, or a folder cannot be read
     */
    static List<Path> find(String pattern) throws IOException {
        try {
            List<Path> found = new ArrayList<>();
            boolean absolute = pattern.startsWith("/");
            @Nullable Path start = absolute ? Path.of("/") : null;
            List<@Nullable Path> folders = new ArrayList<>();
            folders.add(start);
            for (String name : pattern.split("/+")) {
                if (name.isEmpty()) {
                    continue;
                }
                found = new ArrayList<>();
                for (@Nullable Path folder : folders) {
                    found.addAll(isPattern(name) ? matches(folder, name) : child(folder, name));
                }
                folders = new ArrayList<>(found);
            }
            return found;
        } catch (PatternSyntaxException | InvalidPathException e) {
            throw new IOException(pattern + ": not a pattern for files", e);
        }
    }

    private static Path resolve(@Nullable Path folder, Path name) {
        return folder == null ? name : folder.resolve(name);
    }

    private static List<Path> child(@Nullable Path folder, String name) {
        Path path = resolve(folder, Path.of(name));
        return Files.exists(path) ? List.of(path) : List.of();
    }

    private static List<Path> matches(@Nullable Path folder, String pattern) throws IOException {
        if (folder != null && !Files.isDirectory(folder)) {
            return List.of();
        }
        List<FolderEntry> entries = new ArrayList<>();
        Path where = folder == null ? Path.of("") : folder;
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(where, pattern)) {
            for (Path path : stream) {
                Path name = path.getFileName();
                boolean hidden = name != null && name.toString().startsWith(".");
                if (name != null && (!hidden || pattern.startsWith("."))) {
                    long number = Names.number(name.toString());
                    entries.add(new FolderEntry(where, name, FolderEntry.Kind.FILE, number));
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        entries.sort(FolderEntry.ORDER);
        return entries.stream().map(entry -> resolve(folder, entry.name())).toList();
    }
}
