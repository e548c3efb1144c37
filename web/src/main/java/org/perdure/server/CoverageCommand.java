package org.perdure.server;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.perdure.link.Trees;
import org.perdure.message.ListName;
import org.perdure.store.ArchiveStore;
import org.perdure.store.FolderCoverage;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells what is known of the old numbers, month by month. */
@Command(
        name = "coverage",
        mixinStandardHelpOptions = true,
        description = {
            "Tells how sure the old numbers are, for each month and tree.",
            "exact: seen on a page or in a database; told: known from a link; predicted: by the order"
                    + " of the mail; missing: seen, but there is no mail; holes: numbers that nobody says"
                    + " anything of; conflicts: numbers that are said to be of several messages."
        })
final class CoverageCommand implements Callable<Integer> {
    private static final String ROW = "%-16s %-7s %-8s %7s %7s %9s %7s %7s %9s %7s  %s";

    private final Console console;

    @Mixin private ArchiveOption archive = new ArchiveOption();

    @Option(names = "--list", paramLabel = "NAME", description = "which list; all without")
    private @Nullable ListName list;

    @Option(names = "--json", description = "answer with a JSON array")
    private boolean json;

    CoverageCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        ArchiveFolder folder = archive.existing();
        Configuration configuration = folder.configurationFile().read();
        try (ArchiveStore store = folder.openStore()) {
            if (list != null && !store.hasList(list)) {
                throw ArchiveFolder.unknownList(list, store);
            }
            List<Map<String, Object>> rows = new ArrayList<>();
            for (ListName name : list == null ? store.lists() : List.of(list)) {
                Trees trees = configuration.findList(name).map(Trees::of).orElse(Trees.NONE);
                store.coverage(name).forEach(each -> rows.add(row(name, trees, each)));
            }
            if (json) {
                console.answer(new ObjectMapper().writeValueAsString(rows));
            } else {
                print(rows);
            }
        }
        return ExitCode.OK;
    }

    private static Map<String, Object> row(ListName name, Trees trees, FolderCoverage of) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("list", name.value());
        row.put("month", of.folder().month().toString());
        row.put("tree", trees.nameOf(of.folder()));
        row.put("exact", of.exact());
        row.put("told", of.told());
        row.put("predicted", of.predicted());
        row.put("missing", of.missing());
        row.put("holes", of.holes());
        row.put("conflicts", of.conflicts());
        row.put("highest", of.highest());
        row.put(
                "sources",
                of.sources().stream()
                        .map(origin -> origin.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                        .collect(Collectors.joining(" ")));
        return row;
    }

    private void print(List<Map<String, Object>> rows) {
        if (rows.isEmpty()) {
            console.answer("no numbers are known");
            return;
        }
        console.answer(ROW.formatted(rows.getFirst().keySet().toArray()));
        rows.forEach(row -> console.answer(ROW.formatted(row.values().toArray())));
    }
}
