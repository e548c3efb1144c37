package org.perdure.archive;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.perdure.archive.MonthView.Row;

/**
 * Which number follows which in a month: what a message's page needs of its month. Takes 28 bytes a
 * message, so that those of a whole archive can be kept.
 */
final class MonthOrder {
    private final int[] byDate;
    private final int[] byThread;
    private final long[] arrived;
    private final int[] numbers;
    private final int[] datePlaces;
    private final int[] threadPlaces;

    /** The numbers beside a number; each is absent at the ends. */
    record Beside(
            @Nullable Integer previousByDate,
            @Nullable Integer nextByDate,
            @Nullable Integer previousByThread,
            @Nullable Integer nextByThread) {
        static final Beside NONE = new Beside(null, null, null, null);
    }

    MonthOrder(Month month) {
        this.byDate = numbers(month.byDate());
        this.byThread = numbers(month.byThread());
        this.arrived =
                month.byDate().stream()
                        .mapToLong(row -> row.summary().arrived().getEpochSecond())
                        .toArray();
        this.numbers = byDate.clone();
        Arrays.sort(numbers);
        this.datePlaces = places(byDate);
        this.threadPlaces = places(byThread);
    }

    private static int[] numbers(List<Row> rows) {
        return rows.stream().mapToInt(Row::number).toArray();
    }

    private int[] places(int[] order) {
        int[] places = new int[order.length];
        for (int place = 0; place < order.length; place++) {
            places[Arrays.binarySearch(numbers, order[place])] = place;
        }
        return places;
    }

    int size() {
        return numbers.length;
    }

    /** Returns the numbers next below and above one that is not in the month. */
    List<Integer> nearest(int number) {
        int above = -Arrays.binarySearch(numbers, number) - 1;
        return Stream.of(at(numbers, above - 1), at(numbers, above))
                .filter(Objects::nonNull)
                .toList();
    }

    /** Returns what is beside a number; nothing if the number is not in the month. */
    Beside beside(int number) {
        int at = Arrays.binarySearch(numbers, number);
        if (at < 0) {
            return Beside.NONE;
        }
        return new Beside(
                at(byDate, datePlaces[at] - 1),
                at(byDate, datePlaces[at] + 1),
                at(byThread, threadPlaces[at] - 1),
                at(byThread, threadPlaces[at] + 1));
    }

    /** Returns the numbers of what arrived between two times, both included, oldest first. */
    int[] arrivedBetween(Instant first, Instant last) {
        int start = 0;
        while (start < arrived.length && arrived[start] < first.getEpochSecond()) {
            start++;
        }
        int end = start;
        while (end < arrived.length && arrived[end] <= last.getEpochSecond()) {
            end++;
        }
        return Arrays.copyOfRange(byDate, start, end);
    }

    private static @Nullable Integer at(int[] order, int place) {
        return place < 0 || place >= order.length ? null : order[place];
    }
}
