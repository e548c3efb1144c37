package org.perdure.ingest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.perdure.message.ListName;
import org.perdure.source.MboxReader;
import org.perdure.source.SourceFile;
import org.perdure.store.sql.SqliteWriter;

/** A process that imports a mailbox, telling after each batch what it may be held to. */
final class ImportChild {
    static final ListName LIST = new ListName("garden");

    private ImportChild() {}

    /**
     * @param arguments a folder for the archive, one for the follower, and the mailbox
     */
    public static void main(String[] arguments) throws IOException {
        try (var writer = SqliteWriter.open(Path.of(arguments[0]));
                var follower = new LogFollower(Path.of(arguments[1]));
                var source = SourceFile.open(Path.of(arguments[2]))) {
            Progress progress =
                    (read, durable) -> System.out.println("durable " + durable.read() + ".");
            new ImportRun(writer, LIST, List.of(follower), progress)
                    .run(new MboxReader(source.stream(), "mailbox"), source::bytesRead);
        }
        System.out.println("done");
    }
}
