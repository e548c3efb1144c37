package org.perdure.server;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Serves an archive until it is told to end. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = {
            "Serves the archive: pages for people, old links, and an API for programs.",
            "Takes new mail meanwhile, as perdure.yaml says: over LMTP, from Maildirs and folders, over HTTP."
        })
final class ServeCommand implements Callable<Integer> {
    static final int MAX_PORT = 65_535;

    private final Console console;

    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ArchiveOption archive = new ArchiveOption();

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "TCP port; 0 for one that is free (default: of perdure.yaml, else 8080)")
    private @Nullable Integer port;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            description =
                    "network address to listen at, 0.0.0.0 for all"
                            + " (default: of perdure.yaml, else 127.0.0.1)")
    private @Nullable String bind;

    @Option(
            names = "--lmtp",
            paramLabel = "N",
            description =
                    "take mail over LMTP at this TCP port; 0 for one that is free"
                            + " (default: of perdure.yaml, else none)")
    private @Nullable Integer lmtp;

    ServeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        checkPort("--port", port, spec);
        checkPort("--lmtp", lmtp, spec);
        ArchiveFolder folder = archive.folder();
        folder.begin();
        Configuration configuration = folder.configurationFile().read();
        Configuration.Server settings = configuration.server();
        ArchiveService service =
                ArchiveService.start(
                        folder,
                        bind == null ? settings.bind() : bind,
                        port == null ? settings.port() : port,
                        lmtp(configuration.lmtp()));
        console.answer("Perdure serves " + folder + " at " + service.address());
        if (service.lmtpPort() > 0) {
            console.answer("It takes mail over LMTP at port " + service.lmtpPort());
        }
        service.serveUntilStopped();
        return ExitCode.OK;
    }

    private Configuration.@Nullable Lmtp lmtp(Configuration.@Nullable Lmtp configured) {
        if (lmtp == null) {
            return configured;
        }
        return new Configuration.Lmtp(
                lmtp, configured == null ? Configuration.Lmtp.LOOPBACK : configured.bind());
    }

    /** Refuses what cannot be a port. */
    static void checkPort(String option, @Nullable Integer port, CommandSpec spec) {
        if (port != null && (port < 0 || port > MAX_PORT)) {
            throw new ParameterException(
                    spec.commandLine(), option + " is " + port + ", not from 0 to " + MAX_PORT);
        }
    }
}
