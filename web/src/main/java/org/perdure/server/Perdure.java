package org.perdure.server;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of Perdure. */
@Command(name = "perdure", mixinStandardHelpOptions = true)
public final class Perdure {
    private Perdure() {}

    /** Runs one command and ends with its exit status. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Perdure()).execute(arguments));
    }
}
