package org.perdure.html;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.perdure.archive.MonthView;
import org.perdure.archive.MonthView.Row;
import org.perdure.archive.Summary;

/**
 * A thread with much mail of late.
 *
 * @param first its first message in the months that were looked at
 * @param messages how many it has there
 */
public record ActiveThread(Summary first, int messages) {
    /** How many are named. */
    static final int MAX_NAMED = 10;

    /** A thread of fewer messages is none. */
    static final int MIN_MESSAGES = 3;

    /** How many of the newest months are looked at: a month may have just begun. */
    static final int MONTHS = 2;

    /** Returns its page. */
    public String href() {
        return Links.folderOf(first) + "t/";
    }

    /**
     * Returns those with the most mail, the most first. What has one subject in two months is one
     * thread: in the second month its beginning is missing.
     */
    static List<ActiveThread> of(List<MonthView> months) {
        Map<String, ActiveThread> threads = new LinkedHashMap<>();
        for (MonthView month : months) {
            String tag = "[" + month.list().name().value() + "]";
            for (ActiveThread thread : threads(month)) {
                threads.merge(
                        MonthGroup.subject(thread.first(), tag).toLowerCase(Locale.ROOT),
                        thread,
                        ActiveThread::and);
            }
        }
        return threads.values().stream()
                .filter(thread -> thread.messages() >= MIN_MESSAGES)
                .sorted(Comparator.comparingInt(ActiveThread::messages).reversed())
                .limit(MAX_NAMED)
                .toList();
    }

    private ActiveThread and(ActiveThread later) {
        return new ActiveThread(first, messages + later.messages);
    }

    private static List<ActiveThread> threads(MonthView month) {
        List<ActiveThread> threads = new ArrayList<>();
        for (Row row : month.byThread()) {
            if (row.depth() == 0) {
                threads.add(new ActiveThread(row.summary(), 1));
            } else {
                threads.add(threads.removeLast().and(new ActiveThread(row.summary(), 1)));
            }
        }
        return threads;
    }
}
