package org.perdure.server;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.perdure.store.ArchiveStore;
import org.perdure.store.Passages;
import org.perdure.store.sql.SqlitePassages;

/** Runs commands within the test, and makes mail for them. */
final class CommandLineFixture {
    private CommandLineFixture() {}

    /**
     * What a command left behind.
     *
     * @param status exit status
     * @param data standard output
     * @param err standard error
     */
    record Outcome(int status, byte[] data, String err) {
        String out() {
            return new String(data, StandardCharsets.UTF_8);
        }

        List<String> errorLines() {
            return err.lines().toList();
        }
    }

    static Outcome run(Object... arguments) {
        return run(new byte[0], arguments);
    }

    static Outcome run(byte[] in, Object... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        String[] words = new String[arguments.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = arguments[i].toString();
        }
        int status = Perdure.run(new Console(out, err, false), new ByteArrayInputStream(in), words);
        return new Outcome(status, out.toByteArray(), err.toString(StandardCharsets.UTF_8));
    }

    /** Waits until a service has found who wrote what is quoted, a moment after mail came. */
    static void awaitPassages(Path archive) throws IOException {
        try (ArchiveStore store = new ArchiveFolder(archive).openStore();
                Passages passages = SqlitePassages.open(archive)) {
            while (passages.position() < store.lastSequence()) {
                Thread.onSpinWait();
            }
        }
    }

    /** Writes the sample that ships with the product into a folder. */
    static Path sample(Path folder) throws IOException {
        Path file = folder.resolve("sample.mbox");
        try (InputStream in = Perdure.class.getResourceAsStream("sample/xen-devel-2011-03.mbox")) {
            if (in == null) {
                throw new IllegalStateException("the sample is missing");
            }
            Files.write(file, in.readAllBytes());
        }
        return file;
    }

    /**
     * Returns a mailbox of messages that are all different and hard to compress.
     *
     * @param lines lines of 64 characters in each
     */
    static byte[] mailbox(int messages, int lines) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < messages; i++) {
            try {
                out.write(message(i, lines).getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return out.toByteArray();
    }

    private static String message(int number, int lines) {
        Random random = new Random(number);
        StringBuilder text = new StringBuilder();
        text.append("From ada@example.org Tue Mar  1 10:00:00 2011\n");
        text.append("Message-ID: <%d@example.org>\n".formatted(number));
        text.append("From: Ada Quill <ada@example.org>\n");
        text.append("Date: Tue, 1 Mar 2011 10:00:00 +0000\n");
        text.append("Subject: number %d\n\n".formatted(number));
        for (int line = 0; line < lines; line++) {
            for (int i = 0; i < 64; i++) {
                text.append((char) ('a' + random.nextInt(26)));
            }
            text.append('\n');
        }
        return text.append('\n').toString();
    }
}
