package org.perdure.server;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.perdure.ingest.TakeDowns;
import org.perdure.message.MessageId;
import org.perdure.store.ArchiveWriter;
import org.perdure.store.ShownAgain;
import org.perdure.store.TakeDown;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

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
    /** Values of a row of {@code export --format takedowns}. */
    private static final int VALUES = 4;

    /** One more says when the message was shown again. */
    private static final int VALUES_IF_SHOWN = 5;

    private final Console console;

    @Mixin private NamedMessages options = new NamedMessages();

    @Mixin private ReasonOption reason = new ReasonOption();

    @Option(
            names = "--from",
            paramLabel = "FILE",
            description =
                    "takes down what export --format takedowns wrote, also messages that are not"
                            + " here yet, in an archive that need not be there yet; what was shown"
                            + " again stays so")
    private @Nullable Path from;

    @Spec private CommandSpec spec = CommandSpec.create();

    HideCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (from != null) {
            if (options.namesMessages()) {
                throw new ParameterException(
                        spec.commandLine(), "name messages, or a file with --from, not both");
            }
            hideAll(from);
            return ExitCode.OK;
        }
        options.run(
                (writer, ids) -> {
                    var hidden =
                            new TakeDowns(writer, options.list())
                                    .hide(ids, reason.text(), Instant.now());
                    ids.forEach(
                            id ->
                                    console.answer(
                                            (hidden.contains(id) ? "hidden: " : "hidden before: ")
                                                    + id));
                });
        return ExitCode.OK;
    }

    private void hideAll(Path file) throws IOException {
        List<TakeDown> all = new ArrayList<>();
        List<ShownAgain> shown = new ArrayList<>();
        new RowsFile(file, "take-down", VALUES, VALUES_IF_SHOWN)
                .read(
                        values ->
                                values.size() == VALUES
                                        ? all.add(takeDown(values))
                                        : shown.add(shownAgain(values)));
        ArchiveFolder folder = options.folder();
        try (ArchiveWriter writer = folder.openWriter()) {
            TakeDowns takeDowns = new TakeDowns(writer, options.list());
            takeDowns.restoreShown(shown);
            int hidden = takeDowns.restore(all);
            folder.updateIndex(writer.store());
            console.answer(hidden + " of " + all.size() + " taken down now");
        }
    }

    private ShownAgain shownAgain(List<String> values) {
        return new ShownAgain(takeDown(values), Instant.parse(values.get(VALUES)));
    }

    private TakeDown takeDown(List<String> values) {
        return new TakeDown(
                options.list(),
                new MessageId(values.get(0)),
                Instant.parse(values.get(1)),
                values.get(3),
                TakeDown.Who.valueOf(values.get(2).toUpperCase(Locale.ROOT)));
    }
}
