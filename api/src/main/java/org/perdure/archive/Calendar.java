package org.perdure.archive;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.perdure.link.Folder;
import org.perdure.link.Trees;
import org.perdure.store.MonthCount;

/**
 * The months with mail of a list, each with the folders that its trees have of it.
 *
 * @param trees those of the list
 * @param folders the folders with mail, by month, the main one of each first
 */
public record Calendar(Trees trees, List<MonthCount> folders) {
    public Calendar {
        folders = List.copyOf(folders);
    }

    /** Returns each month once: its main folder, or the first of the others if that has no mail. */
    public List<MonthCount> months() {
        return months(any -> true);
    }

    /**
     * Returns each month once.
     *
     * @param shown which folders there are for who asks
     */
    public List<MonthCount> months(Predicate<Folder> shown) {
        List<MonthCount> months = new ArrayList<>();
        for (MonthCount count : folders) {
            boolean isNew = months.isEmpty() || !months.getLast().month().equals(count.month());
            if (isNew && shown.test(count.folder())) {
                months.add(count);
            }
        }
        return months;
    }

    /** Returns the folders that other trees have of the month of a folder. */
    public List<Folder> beside(Folder folder, Predicate<Folder> shown) {
        return shown(shown).getOrDefault(folder.month(), List.of()).stream()
                .filter(other -> !other.equals(folder))
                .toList();
    }

    /**
     * Returns the folder of the month with mail before that of a folder, of the same tree first.
     */
    public Optional<Folder> before(Folder folder, Predicate<Folder> shown) {
        return Optional.ofNullable(shown(shown).lowerEntry(folder.month()))
                .map(month -> like(folder, month.getValue()));
    }

    /** Returns the folder of the month with mail after that of a folder, of the same tree first. */
    public Optional<Folder> after(Folder folder, Predicate<Folder> shown) {
        return Optional.ofNullable(shown(shown).higherEntry(folder.month()))
                .map(month -> like(folder, month.getValue()));
    }

    private NavigableMap<YearMonth, List<Folder>> shown(Predicate<Folder> shown) {
        NavigableMap<YearMonth, List<Folder>> byMonth = new TreeMap<>();
        for (MonthCount count : folders) {
            if (shown.test(count.folder())) {
                byMonth.computeIfAbsent(count.month(), month -> new ArrayList<>())
                        .add(count.folder());
            }
        }
        return byMonth;
    }

    private Folder like(Folder folder, List<Folder> ofMonth) {
        String tree = trees.nameOf(folder);
        return ofMonth.stream()
                .filter(other -> trees.nameOf(other).equals(tree))
                .findFirst()
                .orElse(ofMonth.getFirst());
    }
}
