package org.perdure.store.sql;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.perdure.store.StoreException;

/**
 * A process that writes to an archive until its input ends, or says why it may not; with a second
 * argument, it waits for others before.
 */
final class HoldWriter {
    private HoldWriter() {}

    public static void main(String[] arguments) throws IOException {
        Duration patience = Duration.ofSeconds(arguments.length > 1 ? 30 : 0);
        try (var writer = SqliteWriter.open(Path.of(arguments[0]), patience)) {
            System.out.println("writing " + writer.store().lists());
            while (System.in.read() >= 0) {
                // Until the test closes it, or kills this process.
            }
        } catch (StoreException e) {
            System.out.println(e.getMessage());
        }
    }
}
