package org.perdure.html;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.perdure.archive.ListView;
import org.perdure.link.ArchivePath;
import org.perdure.message.MailingList;
import org.perdure.store.MonthCount;

/**
 * The page of a list.
 *
 * @param chrome what stands around it
 * @param view the list
 * @param active its threads with the most mail of late, the most first
 */
public record ListPage(Chrome chrome, ListView view, List<ActiveThread> active)
        implements HtmlPage {
    public ListPage {
        active = List.copyOf(active);
    }

    /** A list of whose threads nothing is said. */
    ListPage(Chrome chrome, ListView view) {
        this(chrome, view, List.of());
    }

    /** How many strengths the calendar distinguishes. */
    private static final int STRENGTHS = 5;

    /** Returns what a list is called where one line says it. */
    static String title(MailingList list) {
        return list.description().isEmpty()
                ? list.name().value()
                : list.name() + ": " + list.description();
    }

    /** Returns the page of what is known of its numbers. */
    public String coverage() {
        return Links.list(view.list().name()) + ArchivePath.COVERAGE + "/";
    }

    /** Returns the messages with attachments; absent in a copy, where nothing is searched. */
    public @Nullable String attachments() {
        return chrome.site().isCopy() ? null : Links.attachments(view.list().name());
    }

    /** Returns all its mail as a mailbox; absent in a copy, which has it by the month. */
    public @Nullable String mailbox() {
        return chrome.site().isCopy() ? null : path() + MailboxDownloads.ALL;
    }

    /** Returns the hashes of the mailboxes of its months. */
    public String checksums() {
        return path() + MailboxDownloads.CHECKSUMS;
    }

    /** Returns the years from the newest to the oldest, each with its twelve months. */
    public List<Year> years() {
        List<MonthCount> shown = months();
        int most = shown.stream().mapToInt(MonthCount::messages).max().orElse(1);
        Map<Integer, Map<Integer, MonthCount>> byYear =
                shown.stream()
                        .collect(
                                Collectors.groupingBy(
                                        count -> count.month().getYear(),
                                        TreeMap::new,
                                        Collectors.toMap(c -> c.month().getMonthValue(), c -> c)));
        List<Year> years = new ArrayList<>();
        byYear.forEach((year, months) -> years.addFirst(year(year, months, most)));
        return years;
    }

    private List<MonthCount> months() {
        return view.calendar().months(shown()::has);
    }

    private ShownFolders shown() {
        return ShownFolders.of(chrome, view.list());
    }

    private Year year(int year, Map<Integer, MonthCount> counts, int most) {
        List<Cell> cells = new ArrayList<>();
        long messages = 0;
        for (int month = 1; month <= 12; month++) {
            YearMonth at = YearMonth.of(year, month);
            MonthCount count = counts.get(month);
            if (count == null) {
                cells.add(new Cell(at, 0, 0, null));
            } else {
                messages += count.messages();
                cells.add(
                        new Cell(
                                at,
                                count.messages(),
                                strength(count.messages(), most),
                                Links.month(view.list().name(), at)
                                        + shown().query(count.folder())));
            }
        }
        return new Year(year, messages, cells);
    }

    private static int strength(int messages, int most) {
        return (int) Math.min(STRENGTHS, 1 + (long) messages * STRENGTHS / Math.max(1, most));
    }

    /** Returns its path. */
    public String path() {
        return Links.list(view.list().name());
    }

    /** Returns the span of the archive, such as {@code September 2004 to March 2026}. */
    public String span() {
        List<MonthCount> months = months();
        if (months.isEmpty()) {
            return "";
        }
        String first = Dates.month(months.getFirst().month());
        String last = Dates.month(months.getLast().month());
        return first.equals(last) ? first : first + " to " + last;
    }

    /**
     * A year of the calendar.
     *
     * @param year the year
     * @param messages how many it has
     * @param months its twelve months
     */
    public record Year(int year, long messages, List<Cell> months) {}

    /**
     * A month of the calendar.
     *
     * @param month the month
     * @param messages how many it has
     * @param strength 0 for none, up to 5 for those with the most mail
     * @param href its page, absent without mail
     */
    public record Cell(YearMonth month, int messages, int strength, @Nullable String href) {
        /** Returns its name, such as {@code Jun}. */
        public String name() {
            return Dates.monthName(month);
        }
    }
}
