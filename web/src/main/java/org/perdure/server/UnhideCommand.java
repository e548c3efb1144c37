package org.perdure.server;

import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.perdure.ingest.TakeDowns;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** Shows messages again that were taken down. */
@Command(
        name = "unhide",
        mixinStandardHelpOptions = true,
        description = {
            "Shows messages of a list again that were taken down, by hide or by their source.",
            "What their source removed until now does not hide them again."
        })
final class UnhideCommand implements Callable<Integer> {
    private final Console console;

    @Mixin private NamedMessages options = new NamedMessages();

    UnhideCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        options.run(
                (writer, ids) -> {
                    var shown = new TakeDowns(writer, options.list()).unhide(ids, Instant.now());
                    ids.forEach(
                            id ->
                                    console.answer(
                                            (shown.contains(id) ? "shown: " : "shown before: ")
                                                    + id));
                });
        return ExitCode.OK;
    }
}
