package org.perdure.message;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a message says about being archived. No standard has it; these fields are what Usenet and
 * the archives of mailing lists came to know.
 */
public final class NoArchive {
    /** Lower-case field names, and how their bodies begin when the author wants no archive. */
    private static final Map<String, List<String>> REQUESTS =
            Map.of(
                    "x-no-archive", List.of("yes", "true"),
                    "archive", List.of("no"),
                    "x-archive", List.of("no"),
                    "restrict", List.of("no-external-archive"));

    private NoArchive() {}

    /** Returns the field by which the author asks not to be archived, if there is one. */
    public static Optional<HeaderField> find(Message message) {
        return message.header().stream().filter(NoArchive::isRequest).findFirst();
    }

    private static boolean isRequest(HeaderField field) {
        List<String> words = REQUESTS.get(field.name().toLowerCase(Locale.ROOT));
        return words != null
                && words.contains(firstWord(field.body().strip().toLowerCase(Locale.ROOT)));
    }

    private static String firstWord(String body) {
        int end = 0;
        while (end < body.length()
                && (Character.isLetterOrDigit(body.charAt(end)) || body.charAt(end) == '-')) {
            end++;
        }
        return body.substring(0, end);
    }
}
