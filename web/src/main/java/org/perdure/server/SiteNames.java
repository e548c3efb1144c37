package org.perdure.server;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which file stands for a path: the one that a file server looks up, which decodes the path first.
 * So a slash in a msg-id, {@code %2F} in a path, leads into a folder, and several in a row are one.
 */
final class SiteNames {
    /** Longest name of a file or folder, in bytes: that of all usual file systems. */
    static final int MAX_NAME = 255;

    /**
     * Longest path of a message, in characters, and of a file, in bytes: what systems allow, and
     * what the pages read, with room for what comes before and behind it.
     */
    static final int MAX_PATH = 3_500;

    static final String INDEX = "index.html";

    /** What stands in the folder of a message: no part of a msg-id can be called so too. */
    private static final Set<String> VIEWS = Set.of("t", "T", "raw", "html", "t.mbox.gz", INDEX);

    private static final Pattern PART = Pattern.compile("\\d+(?:\\.\\d+)*-.+");
    private static final Pattern MONTH = Pattern.compile("\\d{4}-\\d{2}");

    private static final Pattern SLASHES = Pattern.compile("/{2,}");

    private SiteNames() {}

    /** Returns whether a path ends as that of a part of a message. */
    static boolean isPart(String path) {
        return PART.matcher(path.substring(path.lastIndexOf('/') + 1)).matches();
    }

    /** Returns a msg-id with its slashes as file servers see them. */
    static String seen(String id) {
        return SLASHES.matcher("/" + id + "/").replaceAll("/").replaceAll("^/|/$", "");
    }

    /**
     * Returns why a message cannot have the folder of its path, if so.
     *
     * @param folder canonical path of a message
     */
    static Optional<String> objection(String folder) {
        if (folder.length() > MAX_PATH) {
            return Optional.of("its address is too long");
        }
        List<String> names = List.of(decode(folder).split("/", -1));
        // The empty name before the first slash, the list, and the one behind the last slash.
        List<String> id = names.subList(2, names.size() - 1);
        if (id.isEmpty()) {
            return Optional.of("its Message-ID has nothing but slashes");
        }
        if (MONTH.matcher(id.getFirst()).matches() || id.getFirst().equals(INDEX)) {
            return Optional.of("its Message-ID begins with the name of a page of the list");
        }
        for (String name : id.subList(1, id.size())) {
            if (VIEWS.contains(name) || PART.matcher(name).matches()) {
                return Optional.of("its Message-ID holds the name of a page of a message");
            }
        }
        return id.stream().map(SiteNames::objectionToName).flatMap(Optional::stream).findFirst();
    }

    private static Optional<String> objectionToName(String name) {
        if (name.isEmpty() || name.equals(".") || name.equals("..")) {
            return Optional.of("no file can be called “" + name + "”");
        }
        if (name.indexOf('\0') >= 0) {
            return Optional.of("no file name can hold NUL");
        }
        return name.getBytes(StandardCharsets.UTF_8).length > MAX_NAME
                ? Optional.of("a file name has up to " + MAX_NAME + " bytes")
                : Optional.empty();
    }

    /**
     * Returns the file for a path, below the folder of the site; nothing if this machine cannot
     * have one of that name.
     */
    static Optional<Path> file(String path) {
        String name = decode(path).substring(1) + (path.endsWith("/") ? INDEX : "");
        if (name.getBytes(StandardCharsets.UTF_8).length > MAX_PATH) {
            return Optional.empty();
        }
        for (String part : name.split("/", -1)) {
            if (objectionToName(part).isPresent()) {
                return Optional.empty();
            }
        }
        try {
            return Optional.of(Path.of(name));
        } catch (InvalidPathException expected) {
            // The locale of this process has no such characters.
            return Optional.empty();
        }
    }

    /** Returns a path as a file server sees it. */
    static String decode(String path) {
        String decoded = URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        return SLASHES.matcher(decoded).replaceAll("/");
    }
}
