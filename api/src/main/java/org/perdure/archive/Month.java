package org.perdure.archive;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.perdure.archive.MonthView.Row;
import org.perdure.store.MonthEntry;

/**
 * The messages of a month in both of its orders. A few hundred exist at once, in a cache.
 *
 * @param byDate by time of arrival, ties by number
 * @param byThread the same as a forest: each after its parent, siblings by date
 * @param etag changes when a row does
 */
record Month(List<Row> byDate, List<Row> byThread, String etag) {
    private static final Comparator<MonthEntry> BY_DATE =
            Comparator.comparing((MonthEntry row) -> row.entry().arrived())
                    .thenComparingInt(MonthEntry::number);

    /** Puts the rows of a month in order. */
    static Month of(List<MonthEntry> stored, Summaries summaries) {
        List<MonthEntry> entries = new ArrayList<>(stored);
        entries.sort(BY_DATE);
        Map<Integer, Row> rows = HashMap.newHashMap(entries.size());
        List<Row> byThread = forest(entries, summaries, rows);
        List<Row> byDate = new ArrayList<>(byThread);
        byDate.sort(
                Comparator.comparing((Row row) -> row.summary().arrived())
                        .thenComparingInt(Row::number));
        Fingerprint fingerprint = new Fingerprint();
        for (MonthEntry entry : entries) {
            fingerprint.add(entry.number()).add(entry.entry().key());
        }
        byThread.forEach(row -> fingerprint.add(row.number()).add(row.depth()));
        return new Month(
                Collections.unmodifiableList(byDate),
                Collections.unmodifiableList(byThread),
                fingerprint.etag());
    }

    /** Returns the number after the highest one. */
    int next() {
        return byDate.stream().mapToInt(Row::number).max().orElse(-1) + 1;
    }

    /** Returns the messages in reading order; each number's row is put into {@code rows}. */
    private static List<Row> forest(
            List<MonthEntry> byDate, Summaries summaries, Map<Integer, Row> rows) {
        Map<Integer, List<MonthEntry>> children = new HashMap<>();
        Map<Integer, MonthEntry> present = HashMap.newHashMap(byDate.size());
        byDate.forEach(entry -> present.put(entry.number(), entry));
        List<MonthEntry> roots = new ArrayList<>();
        for (MonthEntry entry : byDate) {
            Integer parent = entry.parent();
            if (parent == null || !present.containsKey(parent)) {
                roots.add(entry);
            } else {
                children.computeIfAbsent(parent, number -> new ArrayList<>()).add(entry);
            }
        }
        List<Row> order = new ArrayList<>(byDate.size());
        roots.forEach(root -> descend(root, children, summaries, rows, order));
        // A store never gives a ring; should one come all the same, its messages are not lost.
        byDate.stream()
                .filter(entry -> !rows.containsKey(entry.number()))
                .forEach(entry -> descend(entry, children, summaries, rows, order));
        return order;
    }

    private static void descend(
            MonthEntry root,
            Map<Integer, List<MonthEntry>> children,
            Summaries summaries,
            Map<Integer, Row> rows,
            List<Row> order) {
        record Step(MonthEntry entry, int depth) {}
        Deque<Step> ahead = new ArrayDeque<>();
        ahead.push(new Step(root, 0));
        while (!ahead.isEmpty()) {
            Step step = ahead.pop();
            MonthEntry entry = step.entry();
            if (rows.containsKey(entry.number())) {
                continue;
            }
            Row row = new Row(entry.number(), step.depth(), summaries.of(entry.entry()));
            rows.put(entry.number(), row);
            order.add(row);
            for (MonthEntry child : children.getOrDefault(entry.number(), List.of()).reversed()) {
                ahead.push(new Step(child, step.depth() + 1));
            }
        }
    }
}
