package org.perdure.server;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.perdure.ingest.Rethreading;
import org.perdure.message.ListName;
import org.perdure.store.ArchiveWriter;
import org.perdure.store.TabbedText;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Infers parents from what messages quote. */
@Command(
        name = "rethread",
        mixinStandardHelpOptions = true,
        description = {
            "Finds parents for messages whose headers name none that is there: by what they quote,"
                    + " by subject, by series of patches.",
            "Then finds who wrote what messages quote, as a service does while it runs.",
            "Prints each message that hangs elsewhere now: Message-ID, parent before, parent after,"
                    + " score, evidence. Run again, it changes nothing; no address changes."
        })
final class RethreadCommand implements Callable<Integer> {
    private final Console console;

    @Mixin private ArchiveOption archive = new ArchiveOption();

    @Option(names = "--list", paramLabel = "NAME", description = "only this list")
    private @Nullable ListName list;

    RethreadCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        ArchiveFolder folder = archive.existing();
        try (ArchiveWriter writer = folder.openImport()) {
            ListName only = list;
            if (only != null && !writer.store().hasList(only)) {
                throw ArchiveFolder.unknownList(only, writer.store());
            }
            List<ListName> lists = only == null ? writer.store().lists() : List.of(only);
            for (ListName each : lists) {
                Rethreading.Report report = new Rethreading(writer, each).run(this::print);
                console.say(
                        "%s: %s messages, %s without a parent by their headers, %s of these found"
                                .formatted(
                                        each,
                                        ProgressDisplay.grouped(report.messages()),
                                        ProgressDisplay.grouped(report.asked()),
                                        ProgressDisplay.grouped(report.found())));
            }
            folder.updateIndex(writer.store());
            folder.updatePassages(writer.store());
        }
        return ExitCode.OK;
    }

    private void print(Rethreading.Moved moved) {
        String row =
                TabbedText.line(
                        moved.id().value(),
                        moved.before() == null ? "" : moved.before().value(),
                        moved.after() == null ? "" : moved.after().value(),
                        moved.evidence() == null ? "" : Double.toString(moved.score()),
                        Export.word(moved.evidence()));
        console.answer(row.stripTrailing());
    }
}
