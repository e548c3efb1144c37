package org.perdure.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.eclipse.jgit.lib.Constants;
import org.jspecify.annotations.Nullable;

/** The texts in files and folders, whatever they are: prose, mail, markup, source code. */
public final class TextFiles {
    /** Longest text that is looked at, in bytes: longer files are data. */
    public static final int MAX_BYTES = 16 << 20;

    /** How much of a file tells whether it is binary, in bytes; the same as for git. */
    static final int SNIFFED_BYTES = 8_000;

    private TextFiles() {}

    /**
     * Shows the text of a file, or those of a folder and all below it in the order of their names.
     * In a folder, links are not followed, and the store of a git repository is left out.
     */
    public static void walk(Path path, TextVisitor visitor) throws IOException {
        Deque<Path> waiting = new ArrayDeque<>();
        waiting.push(path);
        while (!waiting.isEmpty()) {
            Path next = waiting.pop();
            try {
                if (Files.isDirectory(next)) {
                    content(next).forEach(waiting::push);
                } else {
                    file(next, visitor);
                }
            } catch (IOException e) {
                visitor.failed(next.toString(), e);
            }
        }
    }

    /** Returns what is to be looked at in a folder, in the reverse order of names. */
    private static List<Path> content(Path folder) throws IOException {
        List<Path> inside = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            for (Path path : all) {
                boolean store = path.getFileName().toString().equals(Constants.DOT_GIT);
                if (!store && !Files.isSymbolicLink(path)) {
                    inside.add(path);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        inside.sort(Collections.reverseOrder());
        return inside;
    }

    private static void file(Path file, TextVisitor visitor) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            visitor.passedOver(file.toString(), "is no regular file");
            return;
        }
        try (InputStream in = Files.newInputStream(file)) {
            stream(file.toString(), in, file, visitor);
        }
    }

    /** Shows the text of a stream. */
    public static void stream(String name, InputStream in, TextVisitor visitor) throws IOException {
        stream(name, in, null, visitor);
    }

    private static void stream(
            String name, InputStream in, @Nullable Path file, TextVisitor visitor)
            throws IOException {
        byte[] content = in.readNBytes(MAX_BYTES + 1);
        if (content.length > MAX_BYTES) {
            visitor.passedOver(name, tooLong());
        } else if (isBinary(content)) {
            visitor.passedOver(name, "is binary");
        } else {
            visitor.text(name, content, file);
        }
    }

    static String tooLong() {
        return "is longer than " + (MAX_BYTES >> 20) + " MiB";
    }

    static boolean isBinary(byte[] content) {
        for (int i = 0; i < Math.min(content.length, SNIFFED_BYTES); i++) {
            if (content[i] == 0) {
                return true;
            }
        }
        return false;
    }
}
