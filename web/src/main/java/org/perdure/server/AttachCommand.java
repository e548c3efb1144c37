package org.perdure.server;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.perdure.ingest.Ruler;
import org.perdure.message.MessageId;
import org.perdure.store.ArchiveWriter;
import org.perdure.store.Ruling;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Puts a message under another. */
@Command(
        name = "attach",
        mixinStandardHelpOptions = true,
        description = {
            "Puts the first of two messages under the second, whatever its header names and it"
                    + " quotes.",
            "This counts until attach, detach or release says otherwise, also after rethread. Who"
                    + " said what and when is kept: export --format rulings."
        })
final class AttachCommand implements Callable<Integer> {
    /** Values of a row of {@code export --format rulings}. */
    private static final int VALUES = 5;

    private final Console console;

    @Mixin private NamedMessages messages = new NamedMessages();

    @Mixin private ReasonOption reason = new ReasonOption();

    @Option(
            names = "--from",
            paramLabel = "FILE",
            description =
                    "says again what export --format rulings wrote, also of messages that are not"
                            + " here yet, in an archive that need not be there yet")
    private @Nullable Path from;

    @Spec private CommandSpec spec = CommandSpec.create();

    AttachCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (from != null) {
            if (messages.namesMessages()) {
                throw new ParameterException(
                        spec.commandLine(), "name messages, or a file with --from, not both");
            }
            restore(from);
            return ExitCode.OK;
        }
        messages.run(
                (writer, ids) -> {
                    if (ids.size() != 2) {
                        throw new ParameterException(
                                spec.commandLine(), "name a message and the one it answers");
                    }
                    attach(new Ruler(writer, messages.list()), ids.getFirst(), ids.getLast());
                });
        return ExitCode.OK;
    }

    private void attach(Ruler ruler, MessageId id, MessageId parent) {
        switch (ruler.attach(id, parent, reason.text(), Instant.now())) {
            case DONE -> console.answer("attached: " + id);
            case SAID_BEFORE -> console.answer("attached before: " + id);
            case BELOW_ITSELF ->
                    throw new Failure(
                            id.equals(parent)
                                    ? id + " cannot hang under itself"
                                    : parent + " hangs under " + id + "; detach it first");
        }
    }

    private void restore(Path file) throws IOException {
        List<Ruling> all = new RowsFile(file, "ruling", VALUES, VALUES).read(this::ruling);
        ArchiveFolder folder = messages.folder();
        try (ArchiveWriter writer = folder.openWriter()) {
            int ruled = new Ruler(writer, messages.list()).restore(all);
            folder.updateIndex(writer.store());
            console.answer("something new of " + ruled + " messages");
        }
    }

    private Ruling ruling(List<String> values) {
        String parent = values.get(2);
        return new Ruling(
                messages.list(),
                new MessageId(values.get(0)),
                Ruling.Kind.valueOf(values.get(1).toUpperCase(Locale.ROOT)),
                parent.isEmpty() ? null : new MessageId(parent),
                Instant.parse(values.get(3)),
                values.get(4));
    }
}
