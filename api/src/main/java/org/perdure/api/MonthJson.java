package org.perdure.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.perdure.archive.MonthView;

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

    static MonthJson of(MonthView view) {
        return new MonthJson(
                view.list().name().value(),
                view.month().toString(),
                view.previous() == null ? null : view.previous().toString(),
                view.next() == null ? null : view.next().toString(),
                view.byDate().stream()
                        .map(row -> new RowJson(row.number(), SummaryJson.of(row.summary())))
                        .toList(),
                view.byThread().stream()
                        .map(row -> new PlaceJson(row.number(), row.depth()))
                        .toList());
    }
}
