package org.perdure.link;

import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.perdure.message.ListName;

/**
 * What people type instead of a link: a msg-id, with the name of its field or without, or the path
 * of a page from its list or month on. Marks around it, as it stood in a text, do not matter.
 */
final class TypedReference {
    /** Longest text that is looked at, in characters: a msg-id of 998 and its field. */
    static final int MAX_LENGTH = 1_024;

    /** Quote marks of mail, and the name of a field. */
    private static final Pattern BEFORE =
            Pattern.compile("(?:> ?)*(?:(?!mailto:)[A-Za-z][A-Za-z-]*:(?!/))?\\s*");

    private static final String MARKS = "\"'`()[]{},.;:!*“”‘’«»";

    private static final Pattern BRACKETED = Pattern.compile("<([^<>\\s]+)>");

    /** With a slash it is a msg-id only if no host stands before that. */
    private static final Pattern ID =
            Pattern.compile("(?:[^<>@/:.\\s]+/)?[^<>/:\\s]+(?:/[^<>/:\\s]+)*@[^<>/:\\s]+");

    private static final Pattern PAGE =
            Pattern.compile(
                    "(archives/html/)?([^/:@\\s]+/)?(\\d{4}-\\d{2}(?:/[^/:@\\s]*)?)",
                    Pattern.CASE_INSENSITIVE);

    private TypedReference() {}

    /**
     * Reads what is no link.
     *
     * @param lists those of the archive: of one alone, the name need not be typed
     * @param path reads a path
     */
    static Optional<LinkKey> find(
            String typed, Set<ListName> lists, Function<String, Optional<LinkKey>> path) {
        if (typed.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        String text = withoutMarks(typed.replace("&lt;", "<").replace("&gt;", ">").strip());
        Matcher before = BEFORE.matcher(text);
        String rest = withoutMarks(before.lookingAt() ? text.substring(before.end()) : text);
        Matcher bracketed = BRACKETED.matcher(rest);
        String inner = bracketed.matches() ? bracketed.group(1) : rest;
        Optional<LinkKey> page = page(inner, lists, path);
        if (page.isPresent()) {
            return page;
        }
        return bracketed.matches() || ID.matcher(inner).matches()
                ? LinkedId.find(inner)
                : Optional.empty();
    }

    private static Optional<LinkKey> page(
            String text, Set<ListName> lists, Function<String, Optional<LinkKey>> path) {
        Matcher page = PAGE.matcher(text);
        if (!page.matches()) {
            return Optional.empty();
        }
        if (page.group(2) != null) {
            return path.apply("/" + page.group(2) + page.group(3));
        }
        return lists.size() == 1
                ? path.apply("/" + lists.iterator().next() + "/" + page.group(3))
                : Optional.empty();
    }

    private static String withoutMarks(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && MARKS.indexOf(text.charAt(start)) >= 0) {
            start++;
        }
        while (end > start && MARKS.indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return text.substring(start, end).strip();
    }
}
