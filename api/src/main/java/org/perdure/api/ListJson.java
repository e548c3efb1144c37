package org.perdure.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.perdure.archive.ListView;
import org.perdure.store.MonthCount;

/**
 * A list.
 *
 * @param name its name
 * @param path path of its page
 * @param description one line
 * @param addresses addresses to which mail was sent, the present one first
 * @param messages how many messages have a number
 * @param months the months with mail, oldest first
 * @param newest the messages that arrived last, newest first; empty among other lists
 */
record ListJson(
        String name,
        String path,
        String description,
        List<String> addresses,
        long messages,
        List<MonthCountJson> months,
        List<SummaryJson> newest) {
    /**
     * How much mail a month has.
     *
     * @param month such as {@code 2011-03}
     * @param messages how many messages have a number in it
     * @param tree what {@code tree} must say to get it, if the main tree has no mail of that month
     */
    record MonthCountJson(String month, int messages, @Nullable String tree) {
        static MonthCountJson of(MonthCount count) {
            String tree = count.folder().isMain() ? null : count.folder().tree();
            return new MonthCountJson(count.month().toString(), count.messages(), tree);
        }
    }

    /**
     * All lists.
     *
     * @param lists by name
     */
    record ListsJson(List<ListJson> lists) {}

    static ListJson of(ListView view) {
        return new ListJson(
                view.list().name().value(),
                "/" + view.list().name() + "/",
                view.list().description(),
                view.list().addresses(),
                view.messages(),
                view.calendar().months().stream().map(MonthCountJson::of).toList(),
                SummaryJson.of(view.newest()));
    }
}
