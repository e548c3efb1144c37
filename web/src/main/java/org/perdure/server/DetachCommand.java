package org.perdure.server;

import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.perdure.ingest.Ruler;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** Makes messages beginnings of threads. */
@Command(
        name = "detach",
        mixinStandardHelpOptions = true,
        description = {
            "Makes messages beginnings of threads, whatever their headers name and they quote; what"
                    + " is below them stays below.",
            "This counts until attach or release says otherwise, also after rethread. Who said what"
                    + " and when is kept: export --format rulings."
        })
final class DetachCommand implements Callable<Integer> {
    private final Console console;

    @Mixin private NamedMessages messages = new NamedMessages();

    @Mixin private ReasonOption reason = new ReasonOption();

    DetachCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        messages.run(
                (writer, ids) -> {
                    var detached =
                            new Ruler(writer, messages.list())
                                    .detach(ids, reason.text(), Instant.now());
                    ids.forEach(
                            id ->
                                    console.answer(
                                            (detached.contains(id)
                                                            ? "detached: "
                                                            : "detached before: ")
                                                    + id));
                });
        return ExitCode.OK;
    }
}
