package org.perdure.server;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What {@code --base} says: where canonical links begin. */
final class BaseOption {
    private static final Pattern BASE = Pattern.compile("https?://[^/?#\\s\"\\\\$`{}]+");

    private BaseOption() {}

    /**
     * Returns scheme and host, without a slash at the end: as given, else as configured.
     *
     * @throws ParameterException if it is no such thing, or there is neither
     */
    static String of(@Nullable String given, Configuration configuration, CommandSpec spec) {
        check(given, spec);
        String known = given == null ? configuration.server().publicBase() : given;
        if (known.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "it is not known where new links begin: say --base URL, or server.publicBase"
                            + " in perdure.yaml");
        }
        return known;
    }

    static void check(@Nullable String given, CommandSpec spec) {
        if (given != null && !BASE.matcher(given).matches()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--base is “" + given + "”, not as in https://lists.example.org");
        }
    }
}
