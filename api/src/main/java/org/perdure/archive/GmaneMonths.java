package org.perdure.archive;

import static java.util.Map.entry;

import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * About when a message came to Gmane, which numbered those of a group one after the other.
 *
 * <p>Of some groups, a few numbers are known with their months. Between two of them the months are
 * guessed as if mail had come evenly; it did not, so a guess is easily half a year off. Outside of
 * what is known there is no guess.
 */
final class GmaneMonths {
    /**
     * Numbers that public links have, with when they were written. Of the one in 2012 the month is
     * not known: it is the middle of that year.
     */
    private static final Map<String, NavigableMap<Long, YearMonth>> KNOWN =
            Map.of(
                    "gmane.comp.emulators.xen.devel",
                    new TreeMap<>(
                            Map.ofEntries(
                                    entry(5_846L, YearMonth.of(2005, 2)),
                                    entry(20_573L, YearMonth.of(2006, 3)),
                                    entry(140_406L, YearMonth.of(2012, 7)),
                                    entry(235_310L, YearMonth.of(2015, 7)))));

    private GmaneMonths() {}

    /** Returns the month in which a number was probably given. */
    static Optional<YearMonth> guess(String group, long number) {
        NavigableMap<Long, YearMonth> known = KNOWN.getOrDefault(group, new TreeMap<>());
        var before = known.floorEntry(number);
        var behind = known.ceilingEntry(number);
        if (before == null || behind == null) {
            return Optional.empty();
        }
        long months = ChronoUnit.MONTHS.between(before.getValue(), behind.getValue());
        long numbers = Math.max(1, behind.getKey() - before.getKey());
        double share = (double) (number - before.getKey()) / numbers;
        return Optional.of(before.getValue().plusMonths(Math.round(share * months)));
    }
}
