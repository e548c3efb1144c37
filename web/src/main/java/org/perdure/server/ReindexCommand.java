package org.perdure.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.perdure.ingest.CatchUp;
import org.perdure.ingest.OverdueCitations;
import org.perdure.search.lucene.IndexFolder;
import org.perdure.search.lucene.IndexInUseException;
import org.perdure.search.lucene.LuceneFollower;
import org.perdure.store.ArchiveStore;
import org.perdure.store.ArchiveWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** Builds the search index anew. */
@Command(
        name = "reindex",
        mixinStandardHelpOptions = true,
        description = {
            "Builds the search index anew from the store.",
            "A service that runs meanwhile goes on with the old one, and then takes the new."
        })
final class ReindexCommand implements Callable<Integer> {
    private final Console console;

    @Mixin private ArchiveOption archive = new ArchiveOption();

    ReindexCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        ArchiveFolder folder = archive.existing();
        IndexFolder index = folder.index();
        try (ArchiveStore store = folder.openStore()) {
            Path generation = index.beginRebuild();
            long applied = catchUp(store, generation);
            index.publish(generation);
            // What came in between went to the old index.
            applied += catchUp(store, generation);
            console.answer(
                    "The index is rebuilt: "
                            + ProgressDisplay.grouped(applied)
                            + " changes applied");
            if (store.citations().areOverdue()) {
                readLinks(folder);
            }
        }
        return ExitCode.OK;
    }

    private void readLinks(ArchiveFolder folder) throws IOException {
        try (ArchiveWriter writer = folder.openImport()) {
            long read = new OverdueCitations(writer).run();
            console.answer("Links of " + ProgressDisplay.grouped(read) + " messages read");
        }
    }

    private static long catchUp(ArchiveStore store, Path generation) throws IOException {
        try (LuceneFollower follower =
                LuceneFollower.open(generation, Runtime.getRuntime().availableProcessors())) {
            return new CatchUp(store).run(follower);
        } catch (IndexInUseException expected) {
            // A service has it already, and does the same.
            return 0;
        }
    }
}
