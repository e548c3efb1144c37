package org.perdure.server;

import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.perdure.ingest.Ruler;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** Takes back what was said of places in threads. */
@Command(
        name = "release",
        mixinStandardHelpOptions = true,
        description =
                "Takes back what attach or detach said of messages: their headers, and what they"
                        + " quote, count again.")
final class ReleaseCommand implements Callable<Integer> {
    private final Console console;

    @Mixin private NamedMessages messages = new NamedMessages();

    @Mixin private ReasonOption reason = new ReasonOption();

    ReleaseCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        messages.run(
                (writer, ids) -> {
                    var released =
                            new Ruler(writer, messages.list())
                                    .release(ids, reason.text(), Instant.now());
                    ids.forEach(
                            id ->
                                    console.answer(
                                            (released.contains(id) ? "released: " : "not ruled: ")
                                                    + id));
                });
        return ExitCode.OK;
    }
}
