package org.perdure.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.perdure.message.ListName;
import org.perdure.source.OpenSource;
import org.perdure.source.PublicInboxSource;
import org.perdure.source.SourceNotes;
import org.perdure.source.Sources;
import org.perdure.store.sql.SqliteWriter;

/** A process that imports a source, telling after each batch what it may be held to. */
final class ImportChild {
    static final ListName LIST = new ListName("garden");

    /** Some messages have no date at all. */
    private static final InstantSource CLOCK =
            InstantSource.fixed(Instant.parse("2012-03-01T08:00:00Z"));

    private ImportChild() {}

    /**
     * @param arguments a folder for the archive, one for the follower, and the source; {@code -} is
     *     standard input
     */
    public static void main(String[] arguments) throws IOException {
        run(
                Path.of(arguments[0]),
                Path.of(arguments[1]),
                arguments[2],
                System.in,
                (read, durable) -> System.out.println("durable " + durable.read() + "."));
        System.out.println("done");
    }

    /** Imports a source to its end. */
    static void run(Path archive, Path log, String operand, InputStream in, Progress progress)
            throws IOException {
        try (var writer = SqliteWriter.open(archive);
                var follower = new LogFollower(log)) {
            var run = new ImportRun(writer, LIST, List.of(follower), progress, CLOCK);
            if (!operand.equals("-") && PublicInboxSource.isRepository(Path.of(operand))) {
                try (var inbox =
                        PublicInboxSource.open(
                                Path.of(operand), name -> writer.store().findMark(LIST, name))) {
                    run.run(inbox, inbox::bytesRead);
                }
                return;
            }
            try (OpenSource source = Sources.open(List.of(operand), in, null, new SourceNotes())) {
                run.run(source, source::bytesRead);
            }
        }
    }
}
