package org.perdure.ingest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts a Java program of the test tree in a process of its own. */
public final class ChildProcess {
    private ChildProcess() {}

    /**
     * Starts a program; what it complains of goes where this process complains.
     *
     * @param temporary for its temporary files, which one that is killed leaves behind
     */
    public static Process start(Path temporary, Class<?> main, String... arguments)
            throws IOException {
        return builder(temporary, main, arguments).start();
    }

    /** Returns a program to be started; as for {@link #start}. */
    static ProcessBuilder builder(Path temporary, Class<?> main, String... arguments) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-Xshare:auto",
                                "-Xmx256m",
                                "-Djava.io.tmpdir=" + temporary,
                                "-cp",
                                classPath(),
                                main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    }

    /** Returns the class path of the test, which a test runner may keep for itself. */
    private static String classPath() {
        return System.getProperty(
                "surefire.test.class.path", System.getProperty("java.class.path"));
    }
}
