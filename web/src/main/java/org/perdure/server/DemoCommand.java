package org.perdure.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.perdure.message.ListName;
import org.perdure.source.SourceNotes;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Imports the sample mail into an archive of its own and serves it. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Imports the sample mail that comes with Perdure into an archive of its own, serves it,"
                    + " and prints addresses to open.",
            "Started again, it serves the same archive."
        })
final class DemoCommand implements Callable<Integer> {
    static final ListName LIST = new ListName("xen-devel");

    /** The tree of the list whose archiver wrote the sample, so to speak. */
    private static final String TREE = "old";

    private static final String SAMPLE = "xen-devel-2011-03.mbox";

    /** The page of the sample that shows most: in the middle of its deepest thread. */
    private static final String OLD_PAGE = "archives/html/xen-devel/2011-03/msg00015.html";

    private static final String SEARCH = "search?q=migration";

    private final Console console;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--archive",
            paramLabel = "DIR",
            description =
                    "folder of the archive (default: .perdure/demo in a checkout, else"
                            + " perdure/demo in the folder for data of your account)")
    private @Nullable Path folder;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "TCP port; 0 for one that is free (default: 8080 if that is free)")
    private @Nullable Integer port;

    DemoCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        ServeCommand.checkPort("--port", port, spec);
        ArchiveFolder archive = new ArchiveFolder(folder == null ? standardFolder() : folder);
        Path sample = copySample(archive.path());
        console.say("Importing the sample into " + archive + " ...");
        // Done anew each time: what is there already is passed over in no time, and what an
        // interrupted start left out is added.
        new Importer(archive, LIST, TREE, console)
                .run(
                        List.of(sample.toString()),
                        InputStream.nullInputStream(),
                        null,
                        new SourceNotes());
        ArchiveService service = start(archive);
        show(service.address());
        service.serveUntilStopped();
        return ExitCode.OK;
    }

    private ArchiveService start(ArchiveFolder archive) throws IOException {
        Configuration.Server standard = Configuration.Server.DEFAULT;
        if (port != null) {
            return ArchiveService.start(archive, standard.bind(), port);
        }
        try {
            return ArchiveService.start(archive, standard.bind(), standard.port());
        } catch (Failure taken) {
            console.say(taken.getMessage() + "; using another");
            return ArchiveService.start(archive, standard.bind(), 0);
        }
    }

    private void show(URI address) {
        console.answer("");
        console.answer("  the list               " + address + LIST + "/");
        console.answer("  a message, where its old links lead");
        console.answer("                         " + address + OLD_PAGE);
        console.answer("  a search               " + address + SEARCH);
        console.answer("");
        console.answer("Perdure serves the sample at " + address + " until you press Ctrl-C");
    }

    private static Path copySample(Path folder) throws IOException {
        Path copy = folder.resolve("sample").resolve(SAMPLE);
        Files.createDirectories(copy.getParent());
        try (InputStream in = DemoCommand.class.getResourceAsStream("sample/" + SAMPLE)) {
            if (in == null) {
                throw new IllegalStateException("no resource sample/" + SAMPLE);
            }
            Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
        }
        return copy;
    }

    private static Path standardFolder() {
        String checkout = System.getProperty("perdure.checkout");
        if (checkout != null) {
            return Path.of(checkout, ".perdure", "demo");
        }
        String data = System.getenv("XDG_DATA_HOME");
        Path base =
                data == null || data.isEmpty()
                        ? Path.of(System.getProperty("user.home"), ".local", "share")
                        : Path.of(data);
        return base.resolve("perdure").resolve("demo");
    }
}
