package org.perdure.store.sql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.perdure.link.Folder;
import org.perdure.message.ListName;
import org.perdure.store.FolderCoverage;
import org.perdure.store.NumberRow.Origin;

/** Counts what is known of the numbers of a list, folder by folder. */
final class CoverageQuery {
    private final Map<Folder, Counts> folders = new TreeMap<>();

    private CoverageQuery() {}

    /** What is counted of a folder. */
    private static final class Counts {
        private int exact;
        private int told;
        private int predicted;
        private int missing;
        private int conflicts;
        private int highest = -1;
        private final Set<Origin> sources = EnumSet.noneOf(Origin.class);
    }

    static List<FolderCoverage> of(Session session, ListName list) throws SQLException {
        CoverageQuery query = new CoverageQuery();
        query.inForce(session, list);
        query.claimed(session, list);
        List<FolderCoverage> all = new ArrayList<>();
        query.folders.forEach((folder, counts) -> all.add(coverage(folder, counts)));
        return all;
    }

    private static FolderCoverage coverage(Folder folder, Counts of) {
        int known = of.exact + of.told + of.predicted + of.missing;
        return new FolderCoverage(
                folder,
                of.exact,
                of.told,
                of.predicted,
                of.missing,
                of.highest + 1 - known,
                of.conflicts,
                of.highest,
                List.copyOf(of.sources));
    }

    private Counts at(Folder folder) {
        return folders.computeIfAbsent(folder, any -> new Counts());
    }

    private void inForce(Session session, ListName list) throws SQLException {
        session.forEach(
                """
                SELECT tree, month, origin, count(*), max(number) FROM number
                WHERE list = (SELECT id FROM list WHERE name = ?) GROUP BY tree, month, origin
                """,
                row -> {
                    Counts counts = at(new Folder(row.getString(1), Rows.month(row.getInt(2))));
                    Origin origin = Origin.valueOf(row.getString(3));
                    int numbers = row.getInt(4);
                    if (origin.isExact()) {
                        counts.exact += numbers;
                    } else if (origin.isPredicted()) {
                        counts.predicted += numbers;
                    } else {
                        counts.told += numbers;
                    }
                    counts.highest = Math.max(counts.highest, row.getInt(5));
                    counts.sources.add(origin);
                },
                list.value());
    }

    /** Counts numbers that were seen and are not in force, and those seen of several messages. */
    private void claimed(Session session, ListName list) throws SQLException {
        session.forEach(
                """
                WITH here AS (SELECT id FROM list WHERE name = ?),
                  seen AS (
                    SELECT folder, number, count(DISTINCT message_id) AS ids FROM evidence
                    WHERE list = (SELECT id FROM here) AND scheme = 'MHONARC'
                      AND origin NOT IN %s GROUP BY folder, number)
                SELECT s.folder, sum(s.ids > 1), sum(n.number IS NULL), max(s.number)
                FROM seen s LEFT JOIN number n ON n.list = (SELECT id FROM here)
                  AND n.tree = substr(s.folder, 1, max(0, length(s.folder) - 8))
                  AND n.month = 100 * substr(s.folder, -7, 4) + substr(s.folder, -2)
                  AND n.number = s.number
                GROUP BY s.folder
                """
                        .formatted(Rows.PREDICTED),
                row -> {
                    Optional<Folder> folder = Folder.parse(row.getString(1));
                    if (folder.isPresent()) {
                        Counts counts = at(folder.get());
                        counts.conflicts = row.getInt(2);
                        counts.missing = row.getInt(3);
                        counts.highest = Math.max(counts.highest, row.getInt(4));
                    }
                },
                list.value());
    }
}
