package org.perdure.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import org.perdure.api.ChangesJson.ChangeJson;
import org.perdure.archive.Archive;
import org.perdure.archive.ChangeWatch;
import org.perdure.store.Change;

/**
 * The change log as server-sent events (HTML, section 9.2), as long as somebody listens, at most
 * for {@link #LONGEST}: then the client comes again by itself, with the id of the last event.
 */
final class ChangeEvents {
    /** How long one answer lasts at the most. */
    static final Duration LONGEST = Duration.ofMinutes(10);

    /** How often something is written at least, so that nobody between takes it for dead. */
    static final Duration HEARTBEAT = Duration.ofSeconds(15);

    /** How long a client lets pass before it comes again. */
    private static final String RETRY = "retry: 5000\n\n";

    /** Jersey keeps the first 8 KiB of an answer to count them, flushed or not. */
    private static final String BEGIN = RETRY + ":" + " ".repeat(8 << 10) + "\n\n";

    private static final String ALIVE = ":\n\n";

    private final Archive archive;
    private final ChangeWatch.Watcher watcher;
    private final Duration longest;

    ChangeEvents(Archive archive, ChangeWatch.Watcher watcher) {
        this(archive, watcher, LONGEST);
    }

    /**
     * @param longest how long it lasts at the most
     */
    ChangeEvents(Archive archive, ChangeWatch.Watcher watcher, Duration longest) {
        this.archive = archive;
        this.watcher = watcher;
        this.longest = longest;
    }

    /** Writes what comes after a sequence, and gives back the place of the watcher. */
    void write(long since, OutputStream raw) throws IOException {
        long end = System.nanoTime() + longest.toNanos();
        OutputStream out = new BufferedOutputStream(raw);
        try (watcher) {
            write(BEGIN, out);
            long after = since;
            while (watcher.isOpen()) {
                long now = archive.version();
                List<Change> changes = archive.changes(after, Archive.MAX_CHANGES);
                if (changes.isEmpty()) {
                    after = Math.max(after, now); // What is not told of is not waited for.
                }
                for (Change change : changes) {
                    write(event(change), out);
                    after = change.sequence();
                }
                out.flush();
                long left = end - System.nanoTime();
                if (left <= 0) {
                    return;
                }
                Duration pause = Duration.ofNanos(Math.min(left, HEARTBEAT.toNanos()));
                if (changes.isEmpty() && !watcher.await(after, pause)) {
                    write(ALIVE, out);
                }
            }
        }
    }

    private static String event(Change change) throws IOException {
        String data = Json.MAPPER.writeValueAsString(ChangeJson.of(change));
        return "id: " + change.sequence() + "\ndata: " + data + "\n\n";
    }

    private static void write(String text, OutputStream out) throws IOException {
        out.write(text.getBytes(UTF_8));
    }
}
