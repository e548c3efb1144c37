package org.perdure.server;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.perdure.archive.Contradictions;
import org.perdure.html.StaticSite;
import org.perdure.message.ListName;
import org.perdure.store.ArchiveStore;
import org.perdure.store.StoreException;
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
        description = "Writes what the archive holds of a list to standard output, or as files.")
final class ExportCommand implements Callable<Integer> {
    private final Console console;

    @Mixin private ArchiveOption archive = new ArchiveOption();

    @Option(
            names = "--list",
            paramLabel = "NAME",
            description =
                    "which list; for site, all lists without it; not for pairs, checkpoint"
                            + " and contents")
    private @Nullable ListName list;

    @Option(
            names = "--format",
            required = true,
            paramLabel = "FORMAT",
            description = {
                "mbox: every message, byte for byte as received (mboxrd); one that came several"
                        + " times with the same bytes stands there once",
                "threads: message-id, parent, score, evidence, id of a parent that never came",
                "urls: path, message-id, source of the number, confidence, state, claim if no message"
                        + " has the number",
                "ledger: source, offset, length, sha256, outcome, message-id, path,"
                        + " span, note; a row for all that ever came, duplicates too",
                "register: chain, position, event, number, name, message-id, time, hash;"
                        + " all that was ever given out",
                "takedowns: message-id, time, who, reason, when it was shown again if it was; for hide"
                        + " --from",
                "rulings: message-id, attach, detach or release, parent, time, reason; for attach"
                        + " --from",
                "pairs: link, as resolve --json has its key, and message-id, of what pairs was told of"
                        + " links of other archives, for all lists; for pairs",
                "These seven are rows of values between tabs.",
                "checkpoint: how far the registers of all lists have come, for verify --checkpoint,"
                        + " and the hash of their contents",
                "contents: all that is in force in all lists, in lines that are the same in whatever"
                        + " order it came; their SHA-256 is the hash of the contents",
                "redirects: a map for --server, by which an old host redirects to --base",
                "site: all pages as files in --out, at the same paths"
            })
    private Format format = Format.MBOX;

    @Option(
            names = "--server",
            paramLabel = "SERVER",
            description = "of redirects: for nginx, apache or caddy")
    private @Nullable RedirectFormat server;

    @Option(
            names = "--base",
            paramLabel = "URL",
            description = "of redirects: where they lead, instead of publicBase in perdure.yaml")
    private @Nullable String base;

    @Option(
            names = "--tree",
            paramLabel = "TREE",
            description =
                    "of redirects and of a site: for a host of this tree in perdure.yaml, with its"
                            + " numbers in months that other trees have too")
    private String tree = "";

    @Option(
            names = "--hidden",
            description =
                    "of mbox: what was taken down, too, for an archive that is told so before it"
                            + " reads it")
    private boolean hidden;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "of a site: its folder; what is there and right is left as it is")
    private @Nullable Path out;

    @Spec private CommandSpec spec = CommandSpec.create();

    ExportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        switch (format) {
            case SITE -> site();
            case REDIRECTS -> redirects();
            case CHECKPOINT -> ofAll(Export::checkpoint);
            case CONTENTS -> ofAll(Export::contents);
            case PAIRS -> ofAll(Export::pairs);
            case THREADS -> threads();
            case MBOX, URLS, LEDGER, REGISTER, TAKEDOWNS, RULINGS -> rows();
        }
        return ExitCode.OK;
    }

    private void rows() throws IOException {
        ListName name = required("--list", list);
        try (ArchiveStore store = archive.existing().openStore()) {
            requireList(name, store);
            write(
                    out -> {
                        Export export = new Export(store, name, out);
                        switch (format) {
                            case MBOX -> export.mbox(hidden);
                            case URLS -> export.urls();
                            case LEDGER -> export.ledger();
                            case REGISTER -> export.register();
                            case TAKEDOWNS -> export.takeDowns();
                            case RULINGS -> export.rulings();
                            case CHECKPOINT, CONTENTS, PAIRS, REDIRECTS, SITE, THREADS ->
                                    throw new IllegalStateException("no rows");
                        }
                    });
        }
    }

    private void threads() throws IOException {
        ListName name = required("--list", list);
        try (OpenArchive open = archive.existing().open()) {
            requireList(name, open.store());
            Contradictions contradictions = new Contradictions(open.store(), open.passages());
            write(out -> new Export(open.store(), name, out).threads(contradictions));
        }
    }

    /** Writes of all lists: the name given to the export is of no account. */
    private void ofAll(Consumer<Export> export) throws IOException {
        try (ArchiveStore store = archive.existing().openStore()) {
            write(out -> export.accept(new Export(store, new ListName("all"), out)));
        }
    }

    private void redirects() throws IOException {
        ListName name = required("--list", list);
        RedirectFormat syntax = required("--server", server);
        try (OpenArchive open = archive.existing().open()) {
            requireList(name, open.store());
            HostedFolders months = months(open, List.of(name));
            String to = BaseOption.of(base, open.configuration(), spec);
            write(
                    out -> {
                        int left = syntax.write(new RedirectRows(open, name, months), to, out);
                        if (left > 0) {
                            console.say(left + " addresses are too long for " + syntax);
                        }
                    });
        }
    }

    private void site() throws IOException {
        Path folder = required("--out", out);
        try (OpenArchive open = archive.existing().open()) {
            if (list != null) {
                requireList(list, open.store());
            }
            updatePassages(open.store());
            List<ListName> lists = list == null ? open.store().lists() : List.of(list);
            SiteExport.Report report =
                    SiteExport.write(
                            open.store(),
                            months(open, lists),
                            new StaticSite(
                                    open.archive(),
                                    ArchiveService.site(open.configuration()).asCopy(tree),
                                    ArchiveService::log),
                            lists,
                            folder);
            console.say(
                    "%,d files in %s, %,d of them new or changed"
                            .formatted(report.files(), folder, report.written()));
            if (report.refused() > 0) {
                console.say(
                        "%,d paths cannot be files: see %s"
                                .formatted(report.refused(), SiteExport.NOT_EXPORTED));
            }
        }
    }

    /** Pages show who wrote what they quote, as far as that can be found. */
    private void updatePassages(ArchiveStore store) {
        try {
            archive.existing().updatePassages(store);
        } catch (IOException | StoreException e) {
            console.say("who wrote what is quoted is not told of new mail: " + e.getMessage());
        }
    }

    private HostedFolders months(OpenArchive open, List<ListName> lists) {
        HostedFolders months = new HostedFolders(open.archive(), tree);
        if (lists.stream().noneMatch(months::areKnown)) {
            throw new ParameterException(
                    spec.commandLine(), "perdure.yaml names no tree “" + tree + "” of these lists");
        }
        return months;
    }

    private <T> T required(String option, @Nullable T value) {
        if (value == null) {
            throw new ParameterException(
                    spec.commandLine(), "--format " + format + " needs " + option);
        }
        return value;
    }

    private static void requireList(ListName name, ArchiveStore store) {
        if (!store.hasList(name)) {
            throw ArchiveFolder.unknownList(name, store);
        }
    }

    /** Writes to standard output. */
    @FunctionalInterface
    private interface Writing {
        void to(OutputStream out) throws IOException;
    }

    private void write(Writing writing) throws IOException {
        try (OutputStream data = console.data()) {
            writing.to(data);
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
        /** What is taken down. */
        TAKEDOWNS,
        /** What an operator said of places in threads. */
        RULINGS,
        /** What was told of links of other archives. */
        PAIRS,
        /** How far the register has come. */
        CHECKPOINT,
        /** What is in force. */
        CONTENTS,
        /** Maps of old addresses for web servers. */
        REDIRECTS,
        /** Pages as files. */
        SITE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
