package org.perdure.server;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Where a command reads and writes: the only class that touches the streams of the process. Answers
 * go to standard output; everything said about the work goes to standard error. Text is UTF-8,
 * lines end with {@code \n}, whatever the platform.
 */
final class Console {
    private static final int BUFFER_BYTES = 1 << 16;

    private final OutputStream data;
    private final PrintStream out;
    private final PrintStream err;
    private final boolean terminal;

    /**
     * @param data standard output
     * @param err standard error
     * @param terminal whether a person watches standard error
     */
    Console(OutputStream data, OutputStream err, boolean terminal) {
        this.data = data;
        this.out = new PrintStream(data, true, StandardCharsets.UTF_8);
        this.err = new PrintStream(err, true, StandardCharsets.UTF_8);
        this.terminal = terminal;
    }

    /** Returns the console of this process; the launcher says whether it is a terminal. */
    static Console ofProcess() {
        return new Console(
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                Boolean.getBoolean("perdure.terminal"));
    }

    /** Answers with a line. */
    void answer(String line) {
        out.print(line + "\n");
        out.flush();
    }

    /**
     * Returns standard output for much data, buffered. Unlike {@link #answer} it tells when nobody
     * reads any more. Closing it flushes it, and leaves standard output open.
     */
    OutputStream data() {
        return new BufferedOutputStream(data, BUFFER_BYTES) {
            @Override
            public void close() throws java.io.IOException {
                flush();
            }
        };
    }

    /** Says a line about the work. */
    void say(String line) {
        err.print(line + "\n");
        err.flush();
    }

    /** Says what is wrong, in one line that a terminal does not obey. */
    void complain(String text) {
        say("perdure: " + text.replaceAll("\\R+", " ").replaceAll("\\p{Cntrl}", "?"));
    }

    /** Shows all of a failure, for those who look for its cause. */
    void trace(Throwable failure) {
        failure.printStackTrace(err);
    }

    /** Returns standard error, for a progress bar and for help. */
    PrintStream err() {
        return err;
    }

    /** Returns standard output, for help. */
    PrintStream out() {
        return out;
    }

    /** Returns whether a person watches standard error. */
    boolean terminal() {
        return terminal;
    }
}
