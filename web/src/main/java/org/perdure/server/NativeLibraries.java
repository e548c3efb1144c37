package org.perdure.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Where SQLite and zstd find their native code. By themselves they unpack it at each start into the
 * folder for temporary files, which takes time, and a process that is killed leaves it there. The
 * application folder has it unpacked; where it lacks what a platform needs, they do as ever.
 */
final class NativeLibraries {
    /** Names the folder of unpacked native code; the launcher says where it is. */
    static final String FOLDER = "perdure.native";

    private NativeLibraries() {}

    /** Tells both libraries where their code is, before either is used. */
    static void point() {
        String folder = System.getProperty(FOLDER);
        if (folder != null) {
            String os = System.getProperty("os.name", "");
            String processor = System.getProperty("os.arch", "");
            properties(Path.of(folder), os, processor)
                    .forEach(
                            (name, value) -> {
                                if (System.getProperty(name) == null) {
                                    System.setProperty(name, value);
                                }
                            });
        }
    }

    /**
     * Returns the properties that name what is in a folder for a platform.
     *
     * @param os as in the property {@code os.name}
     * @param processor as in the property {@code os.arch}
     */
    static Map<String, String> properties(Path folder, String os, String processor) {
        boolean mac = os.toLowerCase(Locale.ROOT).startsWith("mac");
        boolean intel = processor.equals("amd64") || processor.equals("x86_64");
        String sqlite = (mac ? "Mac/" : os + "/") + (intel ? "x86_64" : processor);
        String zstd =
                mac
                        ? "darwin/" + (intel ? "x86_64" : processor)
                        : os.toLowerCase(Locale.ROOT) + "/" + (intel ? "amd64" : processor);
        Map<String, String> properties = new LinkedHashMap<>();
        Path sqliteFolder = folder.resolve("org/sqlite/native").resolve(sqlite);
        if (Files.isDirectory(sqliteFolder)) {
            properties.put("org.sqlite.lib.path", sqliteFolder.toString());
        }
        // The name holds the version of the library. Of several, some are of earlier builds.
        try (Stream<Path> files = Files.list(folder.resolve(zstd))) {
            List<Path> found = files.toList();
            if (found.size() == 1) {
                properties.put("ZstdNativePath", found.getFirst().toString());
            }
        } catch (IOException expected) {
            // No code for this platform.
        }
        return properties;
    }
}
