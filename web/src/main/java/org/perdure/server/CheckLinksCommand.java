package org.perdure.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.perdure.archive.LinkChecker;
import org.perdure.source.GitTexts;
import org.perdure.source.TextFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Finds links to mail archives in files and repositories, and says where they lead. */
@Command(
        name = "check-links",
        mixinStandardHelpOptions = true,
        description = {
            "Finds links to mail archives in texts of any kind, and says where each leads.",
            "A row of values between tabs for each: file, line, column (in bytes), link, status"
                    + " (exact, candidates, gone, unknown, foreign), path, reason.",
            "Exit status 1 if a link of this archive leads to nothing in it."
        })
final class CheckLinksCommand implements Callable<Integer> {
    private static final String STANDARD_INPUT = "-";

    private final Console console;
    private final InputStream in;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private ArchiveOption archive = new ArchiveOption();

    @Parameters(
            arity = "1..*",
            paramLabel = "PATH",
            description = "file, folder, or - for standard input; with --git, a repository")
    private List<String> paths = List.of();

    @Option(
            names = "--git",
            description =
                    "look into the messages of all commits and annotated tags of git repositories")
    private boolean git;

    @Option(
            names = "--revision",
            paramLabel = "REV",
            description = "with --git: only this commit and those that lead to it, or a tag of it")
    private @Nullable String revision;

    @Option(
            names = "--blobs",
            description = "with --git: also the files of the commit, which is HEAD without a REV")
    private boolean blobs;

    @Option(names = "--json", description = "answer with a JSON object a line")
    private boolean json;

    @Option(
            names = "--rewrite",
            description = {
                "make exact links canonical, in place; standard input is copied to standard output"
                        + " so, and of git histories a list regex:OLD==>NEW is written,"
                        + " as git filter-repo reads it"
            })
    private boolean rewrite;

    @Option(names = "--dry-run", description = "with --rewrite: change nothing, show a diff")
    private boolean dryRun;

    @Option(
            names = "--base",
            paramLabel = "URL",
            description = "where canonical links begin, instead of publicBase in perdure.yaml")
    private @Nullable String base;

    CheckLinksCommand(Console console, InputStream in) {
        this.console = console;
        this.in = in;
    }

    @Override
    public Integer call() throws IOException {
        checkOptions();
        LinkReport.Summary summary = new LinkReport.Summary();
        try (OpenArchive open = archive.existing().open();
                OutputStream out = console.data()) {
            LinkChecker checker = new LinkChecker(open.archive(), base(open.configuration()));
            walk(new LinkReport(checker, output(out), console, summary));
        } catch (IOException e) {
            ExportCommand.ignoreBrokenPipe(e);
        }
        summary.lines(rewrite).forEach(console::say);
        return summary.isClean() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private void checkOptions() {
        if (!git && (blobs || revision != null)) {
            throw new ParameterException(spec.commandLine(), "--blobs and --revision need --git");
        }
        if (dryRun && !rewrite) {
            throw new ParameterException(spec.commandLine(), "--dry-run needs --rewrite");
        }
        BaseOption.check(base, spec);
    }

    private String base(Configuration configuration) {
        return rewrite || base != null
                ? BaseOption.of(base, configuration, spec)
                : configuration.server().publicBase();
    }

    private LinkOutput output(OutputStream out) {
        if (!rewrite) {
            return new LinkOutput.Rows(out, json);
        }
        if (git) {
            return new LinkOutput.Replacements(out);
        }
        return dryRun ? new LinkOutput.Differences(out) : new LinkOutput.Rewriting(out);
    }

    private void walk(LinkReport report) throws IOException {
        for (String path : paths) {
            if (git) {
                try (GitTexts texts = GitTexts.open(Path.of(path))) {
                    texts.messages(revision, report);
                    if (blobs) {
                        texts.files(revision, report);
                    }
                }
            } else if (path.equals(STANDARD_INPUT)) {
                TextFiles.stream(STANDARD_INPUT, in, report);
            } else {
                TextFiles.walk(Path.of(path), report);
            }
        }
        report.end();
    }
}
