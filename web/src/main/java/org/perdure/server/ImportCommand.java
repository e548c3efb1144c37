package org.perdure.server;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.perdure.html.FixedNames;
import org.perdure.ingest.ImportReport;
import org.perdure.message.ListName;
import org.perdure.source.MboxDialect;
import org.perdure.source.SourceNotes;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Imports mail into a list of an archive. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Imports mail into a list; archive and list are made when they are missing.",
            "Mail that is there already is passed over. What is reported as stored is safe, whatever"
                    + " happens; run again, an import that was interrupted goes on.",
            "What is no mail in a folder or an archive is listed in the ledger, with the reason. A"
                    + " file there that cannot be read is said at the end, with status 1; all else"
                    + " is imported."
        })
final class ImportCommand implements Callable<Integer> {
    private final Console console;
    private final InputStream in;

    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ArchiveOption archive = new ArchiveOption();

    @Option(names = "--list", paramLabel = "NAME", required = true, description = "into which list")
    private ListName list = new ListName("none");

    @Option(
            names = "--dialect",
            paramLabel = "DIALECT",
            description =
                    "how mailboxes hide lines that look like separators: ${COMPLETION-CANDIDATES};"
                            + " told from each mailbox without")
    private @Nullable MboxDialect dialect;

    @Option(
            names = "--tree",
            paramLabel = "TREE",
            description =
                    "which tree of the list's old archive, as named in perdure.yaml, these pages"
                            + " are of, or wrote this mailbox, from which nothing lacks; what"
                            + " messages and pages show of it counts without")
    private @Nullable String tree;

    @Option(names = "--json", description = "end with the counts as a JSON object")
    private boolean json;

    @Parameters(
            arity = "1..*",
            paramLabel = "SOURCE",
            description =
                    "mbox file, single message, tar archive, also compressed (gzip, bzip2, xz, zstd);"
                            + " folder of these, Maildir, MH folder; folder of a public-inbox or of"
                            + " one of its repositories; pages of MHonArc or Pipermail, text files"
                            + " of Pipermail; pattern such as '2011-*.mbox';"
                            + " - is standard input")
    private List<String> sources = List.of();

    ImportCommand(Console console, InputStream in) {
        this.console = console;
        this.in = in;
    }

    @Override
    public Integer call() throws IOException {
        if (FixedNames.contains(list)) {
            throw new ParameterException(spec.commandLine(), FixedNames.complaint(list));
        }
        SourceNotes notes = new SourceNotes();
        ImportReport report =
                new Importer(archive.folder(), list, tree, console)
                        .run(sources, in, dialect, notes);
        ImportWords words = new ImportWords(list, report, notes);
        console.answer(json ? new ObjectMapper().writeValueAsString(words.fields()) : words.text());
        notes.doubts().forEach(console::complain);
        if (report.numbers() > 0) {
            GuessedNumbers.in(archive.existing(), list).ifPresent(console::complain);
        }
        notes.failures().forEach(console::complain);
        if (notes.failed() > notes.failures().size()) {
            console.complain(
                    (notes.failed() - notes.failures().size()) + " more files could not be read");
        }
        return notes.failed() == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    /** Returns the counts of the ledger as a sentence. */
    static String counts(ImportReport report) {
        return ImportWords.counts(report);
    }
}
