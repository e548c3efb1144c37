package org.perdure.lmtp;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands behind MAIL FROM and RCPT TO (RFC 5321, section 4.1.2).
 *
 * @param address the addr-spec, without its route; empty for the empty path
 * @param parameters by keyword in upper case; those without a value have an empty one
 */
record EnvelopePath(String address, Map<String, String> parameters) {
    /** Longest addr-spec: RFC 5321, section 4.5.3.1.3, and half as much again for UTF-8. */
    static final int MAX_ADDRESS_CHARS = 384;

    /** A path in angle brackets, in which a quoted string may hold any of them. */
    private static final Pattern PATH =
            Pattern.compile("\\s*<((?:[^<>\"\\\\\\p{Cntrl}]|\"(?:[^\"\\\\]|\\\\.)*+\")*+)>(.*)");

    /** Relays to go through, which are to be ignored: RFC 5321, section 4.1.1.3. */
    private static final Pattern ROUTE = Pattern.compile("@[^:\"]*:(.*)");

    private static final Pattern PARAMETER =
            Pattern.compile("([A-Za-z0-9][A-Za-z0-9-]*)(?:=([^\\s=\\p{Cntrl}]+))?");

    EnvelopePath {
        parameters = Map.copyOf(parameters);
    }

    /**
     * Reads the argument of a command.
     *
     * @param keyword {@code FROM:} or {@code TO:}
     * @return nothing if it is malformed
     */
    static Optional<EnvelopePath> parse(String keyword, String argument) {
        if (!argument.regionMatches(true, 0, keyword, 0, keyword.length())) {
            return Optional.empty();
        }
        Matcher path = PATH.matcher(argument.substring(keyword.length()));
        if (!path.matches()) {
            return Optional.empty();
        }
        Matcher route = ROUTE.matcher(path.group(1));
        String address = route.matches() ? route.group(1) : path.group(1);
        if (address.length() > MAX_ADDRESS_CHARS) {
            return Optional.empty();
        }
        Map<String, String> parameters = new HashMap<>();
        for (String word : path.group(2).strip().split(" +")) {
            if (word.isEmpty()) {
                continue;
            }
            Matcher parameter = PARAMETER.matcher(word);
            if (!parameter.matches()) {
                return Optional.empty();
            }
            String value = parameter.group(2);
            parameters.put(parameter.group(1).toUpperCase(Locale.ROOT), value == null ? "" : value);
        }
        return Optional.of(new EnvelopePath(address, parameters));
    }
}
