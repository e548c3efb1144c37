import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.perdure.message.MessageId;
import org.perdure.quote.Case;

/**
 * How well parents were found, by stratum: replies that quote, those that have a {@code Re:} and quote nothing, and others,
 * most of them patches of series. What headers say is right: In-Reply-To, else the last of References.
 */
final class Strata {
    private static final List<String> NAMES = List.of("quoted", "`Re:`, not quoted", "others", "all");
    private static final int ALL = 3;

    private final List<Row> rows = new ArrayList<>();

    /** What a header says of a message. */
    enum Kind {
        /** Its parent is in the list. */
        REPLY,
        /** It names none, and does not look like a reply. */
        ROOT,
        /** Its parent never came to the list. */
        ABSENT,
        /** It looks like a reply and names nobody. */
        UNKNOWN
    }

    /**
     * @param known messages of the list that its header names
     * @param found what was inferred, absent if nothing was
     */
    record Row(MessageId id, Kind kind, MessageId parent, Set<MessageId> known, Case which, MessageId found, double score) {
        int stratum() {
            return switch (which) {
                case ATTRIBUTED, MARKED -> 0;
                case UNQUOTED -> 1;
                case OTHER -> 2;
            };
        }

        boolean isLinked(double threshold) {
            return found != null && score >= threshold;
        }
    }

    void add(Row row) {
        rows.add(row);
    }

    /** Prints a table. */
    void print(String title, double threshold) {
        System.out.printf(Locale.ROOT, "%n| %s, links from %.2f on | %s |%n|---|---|---|---|---|%n", title, threshold,
                String.join(" | ", NAMES));
        line("replies", stratum -> "%,d".formatted(count(stratum, row -> row.kind() == Kind.REPLY)));
        line("precision", stratum -> "%.4f".formatted(precision(stratum, threshold)));
        line("recall", stratum -> "%.4f".formatted(recall(stratum, threshold)));
        line("F1", stratum -> "%.4f".formatted(f1(precision(stratum, threshold), recall(stratum, threshold))));
        line("beginnings of threads wrongly attached", stratum -> "%,d of %,d".formatted(
                count(stratum, row -> row.kind() == Kind.ROOT && row.isLinked(threshold)),
                count(stratum, row -> row.kind() == Kind.ROOT)));
        line("replies whose parent never came, wrongly attached", stratum -> "%,d of %,d".formatted(
                count(stratum, row -> row.kind() == Kind.ABSENT && row.isLinked(threshold) && !row.known().contains(row.found())),
                count(stratum, row -> row.kind() == Kind.ABSENT)));
        Threads threads = new Threads(rows, threshold);
        line("same thread, B-cubed F1", stratum -> "%.4f".formatted(threads.bCubed(isOf(stratum))));
        line("same thread, pairs: F1", stratum -> stratum == ALL ? "%.4f".formatted(threads.pairs()) : "");
        line("threads that are just as the headers say", stratum -> stratum == ALL ? "%.4f".formatted(threads.exact()) : "");
    }

    private interface Cell {
        String of(int stratum);
    }

    private static void line(String name, Cell cell) {
        StringBuilder line = new StringBuilder("| " + name + " |");
        for (int stratum = 0; stratum < NAMES.size(); stratum++) {
            line.append(' ').append(cell.of(stratum)).append(" |");
        }
        System.out.println(line);
    }

    private static Predicate<Row> isOf(int stratum) {
        return row -> stratum == ALL || row.stratum() == stratum;
    }

    private long count(int stratum, Predicate<Row> what) {
        return rows.stream().filter(isOf(stratum)).filter(what).count();
    }

    private long right(int stratum, double threshold) {
        return count(stratum, row -> row.kind() == Kind.REPLY && row.isLinked(threshold) && row.found().equals(row.parent()));
    }

    private double precision(int stratum, double threshold) {
        return ratio(right(stratum, threshold), count(stratum, row -> row.kind() == Kind.REPLY && row.isLinked(threshold)));
    }

    private double recall(int stratum, double threshold) {
        return ratio(right(stratum, threshold), count(stratum, row -> row.kind() == Kind.REPLY));
    }

    private static double ratio(double part, double all) {
        return all == 0 ? 0 : part / all;
    }

    private static double f1(double precision, double recall) {
        return ratio(2 * precision * recall, precision + recall);
    }

    /** Which messages are in one thread, as headers say and as was inferred. */
    private static final class Threads {
        private final List<Row> rows;
        private final Map<MessageId, MessageId> right = new HashMap<>();
        private final Map<MessageId, MessageId> found = new HashMap<>();
        private final Map<MessageId, Integer> rightSize = new HashMap<>();
        private final Map<MessageId, Integer> foundSize = new HashMap<>();
        private final Map<List<MessageId>, Integer> bothSize = new HashMap<>();

        Threads(List<Row> all, double threshold) {
            rows = all.stream().filter(row -> row.kind() == Kind.REPLY || row.kind() == Kind.ROOT).toList();
            for (Row row : rows) {
                if (row.kind() == Kind.REPLY) {
                    join(right, row.id(), row.parent());
                }
                if (row.isLinked(threshold)) {
                    join(found, row.id(), row.found());
                }
            }
            for (Row row : rows) {
                rightSize.merge(top(right, row.id()), 1, Integer::sum);
                foundSize.merge(top(found, row.id()), 1, Integer::sum);
                bothSize.merge(both(row), 1, Integer::sum);
            }
        }

        private List<MessageId> both(Row row) {
            return List.of(top(right, row.id()), top(found, row.id()));
        }

        private static void join(Map<MessageId, MessageId> threads, MessageId one, MessageId other) {
            MessageId top = top(threads, one);
            MessageId otherTop = top(threads, other);
            if (!top.equals(otherTop)) {
                threads.put(top, otherTop);
            }
        }

        private static MessageId top(Map<MessageId, MessageId> threads, MessageId id) {
            MessageId top = id;
            while (threads.containsKey(top)) {
                top = threads.get(top);
            }
            if (!top.equals(id)) {
                threads.put(id, top);
            }
            return top;
        }

        double bCubed(Predicate<Row> which) {
            List<Row> those = rows.stream().filter(which).toList();
            double precision = 0;
            double recall = 0;
            for (Row row : those) {
                double both = bothSize.get(both(row));
                precision += both / foundSize.get(top(found, row.id()));
                recall += both / rightSize.get(top(right, row.id()));
            }
            return f1(ratio(precision, those.size()), ratio(recall, those.size()));
        }

        double pairs() {
            double both = pairs(bothSize);
            return f1(ratio(both, pairs(foundSize)), ratio(both, pairs(rightSize)));
        }

        private static double pairs(Map<?, Integer> sizes) {
            return sizes.values().stream().mapToDouble(size -> size * (size - 1.0) / 2).sum();
        }

        double exact() {
            long exact = bothSize.entrySet().stream()
                    .filter(both -> both.getValue().equals(rightSize.get(both.getKey().getFirst())))
                    .filter(both -> both.getValue().equals(foundSize.get(both.getKey().getLast())))
                    .count();
            return ratio(exact, rightSize.size());
        }
    }
}
