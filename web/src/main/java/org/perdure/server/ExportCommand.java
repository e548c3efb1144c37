package org.perdure.server;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.perdure.message.ListName;
import org.perdure.store.ArchiveStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes what an archive holds to standard output. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = "Writes what the archive holds of a list to standard output.")
final class ExportCommand implements Callable<Integer> {
    private final Console console;

    @Mixin private ArchiveOption archive = new ArchiveOption();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--list",
            paramLabel = "NAME",
            description = "which list; not for checkpoint, which is of all of them")
    private @Nullable ListName list;

    @Option(
            names = "--format",
            required = true,
            paramLabel = "FORMAT",
            description = {
                "mbox: every message, byte for byte as received (mboxrd); one that came several"
                        + " times with the same bytes stands there once",
                "threads: message-id, parent, score, evidence, id of a parent that never came",
                "urls: path, message-id, source of the number, confidence, state",
                "ledger: source, offset, length, sha256, outcome, message-id, path,"
                        + " span, note; a row for all that ever came, duplicates too",
                "register: chain, position, event, number, name, message-id, time, hash;"
                        + " all that was ever given out",
                "checkpoint: how far the register has come, for verify --checkpoint",
                "takedowns: message-id, time, who, reason; for hide --from",
                "All but mbox and checkpoint are rows of values between tabs."
            })
    private Format format = Format.MBOX;

    ExportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        ListName of = list == null ? new ListName("all") : list;
        if (list == null && format != Format.CHECKPOINT) {
            throw new ParameterException(
                    spec.commandLine(), "Missing required option: '--list=NAME'");
        }
        try (ArchiveStore store = archive.existing().openStore()) {
            if (list != null && !store.hasList(of)) {
                throw ArchiveFolder.unknownList(of, store);
            }
            write(store, of);
        }
        return ExitCode.OK;
    }

    private void write(ArchiveStore store, ListName of) throws IOException {
        try (OutputStream out = console.data()) {
            Export export = new Export(store, of, out);
            switch (format) {
                case MBOX -> export.mbox();
                case THREADS -> export.threads();
                case URLS -> export.urls();
                case LEDGER -> export.ledger();
                case REGISTER -> export.register();
                case CHECKPOINT -> export.checkpoint();
                case TAKEDOWNS -> export.takeDowns();
            }
        } catch (IOException e) {
            ignoreBrokenPipe(e);
        } catch (UncheckedIOException e) {
            ignoreBrokenPipe(Objects.requireNonNull(e.getCause()));
        }
    }

    /** Whoever reads us may have seen enough, as {@code head} does: nothing is wrong then. */
    static void ignoreBrokenPipe(IOException thrown) throws IOException {
        String text = thrown.getMessage();
        if (text == null || !text.toLowerCase(Locale.ROOT).contains("broken pipe")) {
            throw thrown;
        }
    }

    /** The forms of export. */
    enum Format {
        /** Messages. */
        MBOX,
        /** Edges. */
        THREADS,
        /** Numbers. */
        URLS,
        /** Accounts of imports. */
        LEDGER,
        /** All that was ever given out. */
        REGISTER,
        /** How far the register has come. */
        CHECKPOINT,
        /** What is taken down. */
        TAKEDOWNS;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
