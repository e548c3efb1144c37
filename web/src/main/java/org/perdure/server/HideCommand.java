package org.perdure.server;

import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.perdure.ingest.TakeDowns;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Takes down messages. */
@Command(
        name = "hide",
        mixinStandardHelpOptions = true,
        description = {
            "Takes down messages of a list, with all copies of their Message-IDs.",
            "Their addresses say so from now on, also after they are imported again; their bytes"
                    + " stay in the archive, and unhide shows them again."
        })
final class HideCommand implements Callable<Integer> {
    private final Console console;

    @Mixin private TakeDownOptions options = new TakeDownOptions();

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "why; kept in the archive and shown to nobody")
    private String reason = "";

    HideCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        options.run(
                (writer, ids) -> {
                    var hidden =
                            new TakeDowns(writer, options.list()).hide(ids, reason, Instant.now());
                    ids.forEach(
                            id ->
                                    console.answer(
                                            (hidden.contains(id) ? "hidden: " : "hidden before: ")
                                                    + id));
                });
        return ExitCode.OK;
    }
}
