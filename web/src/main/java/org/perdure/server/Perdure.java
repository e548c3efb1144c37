package org.perdure.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.perdure.message.ListName;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/**
 * The command line of Perdure. Exit status: 0 done, 1 something is wrong with the data or the
 * machine, 2 wrong usage; what is wrong is one line on standard error.
 */
@Command(
        name = "perdure",
        mixinStandardHelpOptions = true,
        versionProvider = Perdure.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Keeps mailing-list archives alive.",
        footer = {
            "",
            "Exit status: 0 done, 1 something is wrong with the data, 2 wrong usage; deliver has"
                    + " others.",
            "PERDURE_LOG sets what is logged (error, warn, info, debug); PERDURE_DEBUG shows the"
                    + " cause of failures."
        })
public final class Perdure implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    private Perdure() {}

    /** Runs one command and ends the process with its exit status. */
    public static void main(String[] arguments) {
        NativeLibraries.point();
        Logging.bridgePlatform();
        System.exit(run(Console.ofProcess(), System.in, arguments));
    }

    /**
     * Runs one command.
     *
     * @param console where it writes
     * @param in what it reads where {@code -} or nothing names a source
     * @return the exit status
     */
    static int run(Console console, InputStream in, String... arguments) {
        CommandLine line =
                new CommandLine(new Perdure())
                        .addSubcommand(new DemoCommand(console))
                        .addSubcommand(new ImportCommand(console, in))
                        .addSubcommand(new ServeCommand(console))
                        .addSubcommand(new DeliverCommand(console, in))
                        .addSubcommand(new ExportCommand(console))
                        .addSubcommand(new ResolveCommand(console, in))
                        .addSubcommand(new PairsCommand(console, in))
                        .addSubcommand(new CheckLinksCommand(console, in))
                        .addSubcommand(new CoverageCommand(console))
                        .addSubcommand(new VerifyCommand(console))
                        .addSubcommand(new ReindexCommand(console))
                        .addSubcommand(new RethreadCommand(console))
                        .addSubcommand(new AttachCommand(console))
                        .addSubcommand(new DetachCommand(console))
                        .addSubcommand(new ReleaseCommand(console))
                        .addSubcommand(new HideCommand(console))
                        .addSubcommand(new UnhideCommand(console))
                        .registerConverter(ListName.class, Perdure::listName)
                        .setCaseInsensitiveEnumValuesAllowed(true)
                        .setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8))
                        .setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8))
                        .setParameterExceptionHandler((thrown, all) -> misused(console, thrown))
                        .setExecutionExceptionHandler(
                                (thrown, command, all) -> failed(console, command, thrown));
        try {
            return line.execute(arguments);
        } catch (OutOfMemoryError e) {
            console.complain(
                    "the memory that Java may use is full; set PERDURE_JAVA_OPTS, such as to"
                            + " -Xmx2g");
            return ExitCode.SOFTWARE;
        }
    }

    /** Without a command there is nothing to do. */
    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "name a command");
    }

    private static ListName listName(String text) {
        try {
            return new ListName(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    private static int misused(Console console, ParameterException thrown) {
        String text = thrown.getMessage() == null ? "wrong usage" : thrown.getMessage();
        CommandSpec command = thrown.getCommandLine().getCommandSpec();
        console.complain(text + " (see " + command.qualifiedName() + " --help)");
        return command.exitCodeOnInvalidInput();
    }

    private static int failed(Console console, CommandLine command, Exception thrown) {
        Optional<String> known = Failure.describe(thrown);
        console.complain(
                known.orElseGet(
                        () ->
                                "this is a bug: "
                                        + thrown
                                        + " (set PERDURE_DEBUG=1 to see where it is)"));
        if (System.getenv("PERDURE_DEBUG") != null) {
            console.trace(thrown);
        }
        return command.getCommandSpec().exitCodeOnExecutionException();
    }

    /** Tells the version of the program. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() throws IOException {
            return new String[] {"Perdure " + number()};
        }

        private static String number() throws IOException {
            try (InputStream in = Perdure.class.getResourceAsStream("version.properties")) {
                if (in == null) {
                    throw new IllegalStateException("no resource version.properties");
                }
                Properties properties = new Properties();
                properties.load(in);
                return properties.getProperty("version", "");
            }
        }
    }
}
