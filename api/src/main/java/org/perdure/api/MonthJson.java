package org.perdure.api;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.perdure.archive.MonthView;
import org.perdure.link.Folder;

/**
 * A month of a list.
 *
 * @param list the list
 * @param month such as {@code 2011-03}
 * @param previous the month with mail before it
 * @param next the month with mail after it
 * @param messages its messages by time of arrival
 * @param threads the same messages in the order of their threads: each after what it answers
 */
record MonthJson(
        String list,
        String month,
        @Nullable String previous,
        @Nullable String next,
        List<RowJson> messages,
        List<PlaceJson> threads) {
    /**
     * A message of a month.
     *
     * @param number its number in the month
     * @param message the message
     */
    record RowJson(int number, SummaryJson message) {}

    /**
     * A place in the threads of a month.
     *
     * @param number number of the message
     * @param depth how many messages of the month are above it
     */
    record PlaceJson(int number, int depth) {}

    private static @Nullable String month(Optional<Folder> folder) {
        return folder.map(of -> of.month().toString()).orElse(null);
    }

    static MonthJson of(MonthView view) {
        return new MonthJson(
                view.list().name().value(),
                view.month().toString(),
                month(view.calendar().before(view.folder(), any -> true)),
                month(view.calendar().after(view.folder(), any -> true)),
                view.byDate().stream()
                        .map(row -> new RowJson(row.number(), SummaryJson.of(row.summary())))
                        .toList(),
                view.byThread().stream()
                        .map(row -> new PlaceJson(row.number(), row.depth()))
                        .toList());
    }
}
