package org.perdure.link;

import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.perdure.message.ListName;

/**
 * What people type instead of a link: a msg-id, with the name of its field or without, or the path
 * of a page from its list or month on.
 */
final class TypedReference {
    /** Longest text that is looked at, in characters: a msg-id of 998 and its field. */
    static final int MAX_LENGTH = 1_024;

    private static final Pattern ID =
            Pattern.compile(
                    "(?:(?:message-id|in-reply-to|msg-id|id):)?\\s*"
                            + "(<[^<>\\s]+>|[^<>/:\\s]+@[^<>/:\\s]+)",
                    Pattern.CASE_INSENSITIVE);

    private static final Pattern PAGE = Pattern.compile("([^/:@\\s]+/)?\\d{4}-\\d{2}/[^/:@\\s]+");

    private TypedReference() {}

    /**
     * Reads what is no link.
     *
     * @param lists those of the archive: of one alone, the name need not be typed
     * @param path reads a path
     */
    static Optional<LinkKey> find(
            String typed, Set<ListName> lists, Function<String, Optional<LinkKey>> path) {
        String text = typed.strip();
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        Matcher id = ID.matcher(text);
        if (id.matches()) {
            return LinkedId.find(id.group(1));
        }
        Matcher page = PAGE.matcher(text);
        if (!page.matches()) {
            return Optional.empty();
        }
        if (page.group(1) != null) {
            return path.apply("/" + text);
        }
        return lists.size() == 1
                ? path.apply("/" + lists.iterator().next() + "/" + text)
                : Optional.empty();
    }
}
