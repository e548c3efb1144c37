package org.perdure.server;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.perdure.message.ListName;
import org.perdure.store.ArchiveStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes what an archive holds to standard output. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = "Writes what the archive holds of a list to standard output.")
final class ExportCommand implements Callable<Integer> {
    private final Console console;

    @Mixin private ArchiveOption archive = new ArchiveOption();

    @Option(names = "--list", paramLabel = "NAME", required = true, description = "which list")
    private ListName list = new ListName("none");

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
                "All but mbox are rows of values between tabs."
            })
    private Format format = Format.MBOX;

    ExportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        try (ArchiveStore store = archive.existing().openStore()) {
            if (!store.hasList(list)) {
                throw ArchiveFolder.unknownList(list, store);
            }
            write(store);
        }
        return ExitCode.OK;
    }

    private void write(ArchiveStore store) throws IOException {
        try (OutputStream out = console.data()) {
            Export export = new Export(store, list, out);
            switch (format) {
                case MBOX -> export.mbox();
                case THREADS -> export.threads();
                case URLS -> export.urls();
                case LEDGER -> export.ledger();
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
        LEDGER;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
