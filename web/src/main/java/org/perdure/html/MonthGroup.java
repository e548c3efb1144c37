package org.perdure.html;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.perdure.archive.MonthView;
import org.perdure.archive.MonthView.Row;
import org.perdure.archive.Summary;

/**
 * Messages of a month that belong together, oldest first.
 *
 * @param heading what they have in common
 * @param href where there is more of it; absent if there is not
 * @param rows the messages
 */
public record MonthGroup(String heading, @Nullable String href, List<Row> rows) {
    private static final Comparator<String> ALPHABET =
            String.CASE_INSENSITIVE_ORDER.thenComparing(Comparator.naturalOrder());

    private static final Pattern REPLY =
            Pattern.compile(
                    "\\s*(?:re|aw|antw|sv|vs|fw|fwd|wg)\\s*(?:\\[\\d{1,3}\\])?\\s*:",
                    Pattern.CASE_INSENSITIVE);

    public MonthGroup {
        rows = List.copyOf(rows);
    }

    /** Returns the messages of each author, by name. */
    static List<MonthGroup> byAuthor(MonthView view, Site site) {
        return groups(view, row -> authorOf(row.summary())).entrySet().stream()
                .map(
                        group ->
                                new MonthGroup(
                                        group.getKey(),
                                        Links.author(group.getValue().getFirst().summary(), site),
                                        group.getValue()))
                .toList();
    }

    /** Returns what to call the author of a message. */
    public static String authorOf(Summary summary) {
        return summary.author().isBlank() ? "(unknown)" : summary.author();
    }

    /** Returns the messages of each subject, whatever replies have put before it. */
    static List<MonthGroup> bySubject(MonthView view) {
        String tag = "[" + view.list().name().value() + "]";
        return groups(view, row -> subject(row.summary(), tag).toLowerCase(Locale.ROOT))
                .values()
                .stream()
                .map(rows -> new MonthGroup(subject(rows.getFirst().summary(), tag), null, rows))
                .toList();
    }

    private static Map<String, List<Row>> groups(MonthView view, Function<Row, String> key) {
        Map<String, List<Row>> groups = new TreeMap<>(ALPHABET);
        for (Row row : view.byDate()) {
            groups.computeIfAbsent(key.apply(row), text -> new ArrayList<>()).add(row);
        }
        return groups;
    }

    /** Returns a subject without what replies and lists put before it; never empty. */
    static String subject(Summary summary, String tag) {
        String subject = MessagePage.subject(summary);
        Matcher reply = REPLY.matcher(subject);
        int at = 0;
        for (int next = after(reply, subject, at, tag); next > at; ) {
            at = next;
            next = after(reply, subject, at, tag);
        }
        String rest = subject.substring(at).strip();
        return rest.isEmpty() ? subject : rest;
    }

    /** Returns where a prefix at a place ends; the place if there is none. */
    private static int after(Matcher reply, String subject, int at, String tag) {
        if (reply.region(at, subject.length()).lookingAt()) {
            return reply.end();
        }
        int start = at;
        while (start < subject.length() && Character.isWhitespace(subject.charAt(start))) {
            start++;
        }
        return subject.regionMatches(true, start, tag, 0, tag.length()) ? start + tag.length() : at;
    }
}
