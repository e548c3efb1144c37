package org.perdure.server;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.perdure.html.FixedNames;
import org.perdure.ingest.ImportReport;
import org.perdure.message.ListName;
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
                    + " happens; run again, an import that was interrupted goes on."
        })
final class ImportCommand implements Callable<Integer> {
    private final Console console;
    private final InputStream in;

    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ArchiveOption archive = new ArchiveOption();

    @Option(names = "--list", paramLabel = "NAME", required = true, description = "into which list")
    private ListName list = new ListName("none");

    @Option(names = "--json", description = "end with the counts as a JSON object")
    private boolean json;

    @Parameters(
            arity = "1..*",
            paramLabel = "SOURCE",
            description =
                    "mbox file, also compressed (gzip, bzip2, xz, zstd); folder of pages"
                            + " of MHonArc or Pipermail, text file of Pipermail;"
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
        Importer importer = new Importer(archive.folder(), list, console);
        ImportReport report = importer.run(sources, in);
        console.answer(json ? new ObjectMapper().writeValueAsString(fields(report)) : text(report));
        return ExitCode.OK;
    }

    private String text(ImportReport report) {
        StringBuilder text = new StringBuilder();
        text.append(list).append(": ").append(counts(report));
        new TreeMap<>(report.defects())
                .forEach(
                        (code, count) ->
                                text.append("\n  ")
                                        .append(ProgressDisplay.grouped(count))
                                        .append(" with ")
                                        .append(words(code)));
        return text.toString();
    }

    /** Returns the counts of the ledger as a sentence. */
    static String counts(ImportReport report) {
        List<String> counts = new ArrayList<>();
        counts.add(count(report.read(), "read"));
        counts.add(count(report.stored(), "stored"));
        counts.add(count(report.copies(), "kept as further copies"));
        counts.add(count(report.duplicates(), "duplicates"));
        counts.add(count(report.rejected(), "rejected"));
        if (report.reconstructed() + report.evidence() > 0) {
            // Mailboxes have neither.
            counts.add(count(report.reconstructed(), "reconstructed from pages"));
            counts.add(count(report.evidence(), "evidence of what is there"));
        }
        counts.add(count(report.known(), "known from before"));
        return String.join(", ", counts);
    }

    private static String count(long number, String what) {
        return ProgressDisplay.grouped(number) + " " + what;
    }

    private static String words(Enum<?> code) {
        return code.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private Map<String, Object> fields(ImportReport report) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("list", list.value());
        fields.put("read", report.read());
        fields.put("stored", report.stored());
        fields.put("copies", report.copies());
        fields.put("duplicates", report.duplicates());
        fields.put("rejected", report.rejected());
        fields.put("reconstructed", report.reconstructed());
        fields.put("evidence", report.evidence());
        fields.put("known", report.known());
        fields.put("numbers", report.numbers());
        Map<String, Long> defects = new TreeMap<>();
        report.defects().forEach((code, count) -> defects.put(code.name(), count));
        fields.put("defects", defects);
        return fields;
    }
}
