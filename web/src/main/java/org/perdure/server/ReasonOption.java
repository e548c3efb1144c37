package org.perdure.server;

import picocli.CommandLine.Option;

/** Why an operator does something. */
final class ReasonOption {
    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "why; kept in the archive and shown to nobody")
    private String reason = "";

    String text() {
        return reason;
    }
}
