package org.perdure.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import org.perdure.ingest.LinkPairs;
import org.perdure.link.LinkParser;
import org.perdure.link.Trees;
import org.perdure.message.MailingList;
import org.perdure.store.ArchiveWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** Takes in which message is at a link of another archive. */
@Command(
        name = "pairs",
        mixinStandardHelpOptions = true,
        description = {
            "Reads from standard input which message is at a link of another archive: on each line a"
                    + " link, a tab and a Message-ID.",
            "For links whose message cannot be computed, such as numbers of Gmane, and for numbers of"
                    + " a list's own old pages; also what export --format urls and --format pairs wrote. A list can be"
                    + " read again. Of the archive, perdure.yaml with its lists is enough."
        })
final class PairsCommand implements Callable<Integer> {
    private final Console console;
    private final InputStream in;

    @Mixin private ArchiveOption archive = new ArchiveOption();

    PairsCommand(Console console, InputStream in) {
        this.console = console;
        this.in = in;
    }

    @Override
    public Integer call() throws IOException {
        ArchiveFolder folder = archive.folder();
        folder.begin();
        Configuration configuration = folder.configurationFile().read();
        List<MailingList> lists = List.copyOf(configuration.listsByName().values());
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        try (ArchiveWriter writer = folder.openWriter()) {
            LinkPairs.Report report =
                    new LinkPairs(
                                    writer,
                                    new LinkParser(lists),
                                    list ->
                                            configuration
                                                    .findList(list)
                                                    .map(Trees::of)
                                                    .orElse(Trees.NONE))
                            .read(lines);
            report.refused().forEach(line -> console.complain("no pair in line " + line));
            if (report.otherRefused() > 0) {
                console.complain("and no pair in " + report.otherRefused() + " more lines");
            }
            console.answer(report.kept() + " pairs read");
            return report.refused().isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }
}
