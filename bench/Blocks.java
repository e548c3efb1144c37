import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import org.perdure.message.ListName;
import org.perdure.message.Message;
import org.perdure.message.Sha256;
import org.perdure.mime.MessageParser;
import org.perdure.quote.Inquiry;
import org.perdure.store.ArchiveStore;
import org.perdure.store.Entry;
import org.perdure.store.Passages;
import org.perdure.store.Quotation;
import org.perdure.store.sql.SqlitePassages;
import org.perdure.store.sql.SqliteStore;

/**
 * A random sample of the quotations of a list of which the program says who wrote them, to be judged by eye: each with the
 * lines before it and with what it claims to be from. A lot is drawn for each by its msg-id and number, so that the sample is
 * the same in whatever order the mail came; {@code report} counts what was judged; {@code coverage} counts of which share of
 * what is quoted, by level, an author was found, and how: in messages whose parent is there.
 *
 * <p>usage: bench/blocks.sh draw ARCHIVE LIST COUNT SEED | report JUDGED.tsv | coverage ARCHIVE LIST
 */
final class Blocks {
    private static final int LINES_BEFORE = 3;
    private static final int LINES = 8;
    private static final int WIDTH = 100;
    private static final int MAX_BLOCKS = 10_000;
    private static final int LEVELS = 7;
    private static final double Z = 1.96;

    /** In its place all deeper levels are counted. */
    private static final int DEEPEST = 3;

    private final ArchiveStore store;
    private final Passages passages;
    private final MessageParser parser = new MessageParser();

    private Blocks(ArchiveStore store, Passages passages) {
        this.store = store;
        this.passages = passages;
    }

    /**
     * @param number of the quotation in its message, from 1
     */
    private record Block(String lot, Entry entry, int number, Quotation quotation) {}

    public static void main(String[] arguments) throws IOException {
        if (arguments[0].equals("report")) {
            report(Files.readAllLines(Path.of(arguments[1])));
            return;
        }
        Path folder = Path.of(arguments[1]);
        try (SqliteStore store = SqliteStore.open(folder);
                SqlitePassages passages = SqlitePassages.open(folder)) {
            Blocks blocks = new Blocks(store, passages);
            ListName list = new ListName(arguments[2]);
            if (arguments[0].equals("coverage")) {
                blocks.coverage(list);
            } else {
                blocks.draw(list, Integer.parseInt(arguments[3]), arguments[4]);
            }
        }
    }

    private void draw(ListName list, int count, String seed) {
        PriorityQueue<Block> drawn = new PriorityQueue<>(Comparator.comparing(Block::lot).reversed());
        int[] all = {0};
        store.forEachMessage(list, message -> {
            int number = 0;
            Entry entry = message.entry();
            for (Quotation one : entry.copy() == 0 ? passages.quotedBy(entry.key(), MAX_BLOCKS) : List.<Quotation>of()) {
                number++;
                String lot = HexFormat.of().formatHex(Sha256.of("%s %s %d".formatted(seed, entry.id().value(), number).getBytes(StandardCharsets.UTF_8)));
                drawn.add(new Block(lot, entry, number, one));
                if (drawn.size() > count) {
                    drawn.remove();
                }
                all[0]++;
            }
        });
        System.out.printf("%,d blocks, of which %d are drawn%n", all[0], drawn.size());
        drawn.stream().sorted(Comparator.comparing(Block::lot)).forEach(this::print);
    }

    private void coverage(ListName list) {
        long[] words = new long[LEVELS];
        long[] byAncestors = new long[LEVELS];
        long[] byWords = new long[LEVELS];
        store.forEachMessage(list, message -> {
            Entry entry = message.entry();
            if (entry.copy() > 0 || store.ancestors(entry, 1).isEmpty()) {
                return;
            }
            Inquiry inquiry = Inquiry.of(parser.parse(message.raw()), entry.arrived());
            for (int level = 1; level < LEVELS; level++) {
                words[level] += inquiry.wordsAt(level);
            }
            for (Quotation one : passages.quotedBy(entry.key(), MAX_BLOCKS)) {
                if (one.level() < LEVELS) {
                    (one.inThread() ? byAncestors : byWords)[one.level()] += one.words();
                }
            }
        });
        System.out.println("| level | words | traced to an ancestor | to another by words alone | in all |\n|---|---|---|---|---|");
        for (int level = 1; level < LEVELS; level++) {
            double all = Math.max(1, words[level]);
            System.out.printf(Locale.ROOT, "| %d | %,d | %.4f | %.4f | %.4f |%n", level, words[level], byAncestors[level] / all,
                    byWords[level] / all, (byAncestors[level] + byWords[level]) / all);
        }
    }

    private void print(Block block) {
        Quotation one = block.quotation();
        Entry source = store.findEntry(one.source()).orElseThrow();
        System.out.printf("%n#\t%s\t%s\t%d\t%d\t%s%n", block.entry().list().value(), block.entry().id().value(),
                block.number(), one.level(), source.id().value());
        System.out.printf(Locale.ROOT, "%d words, %.2f of them there, %s%n", one.words(), one.confidence(),
                one.inThread() ? "an ancestor" : "found by its words alone");
        Message quoting = parser.parse(store.raw(one.quoting()));
        Message wrote = parser.parse(store.raw(one.source()));
        System.out.printf("  in   %s | %s | %s%n", name(quoting), quoting.sent(), quoting.subject());
        show(quoting, Math.max(0, one.firstLine() - LINES_BEFORE), one.firstLine(), ' ');
        show(quoting, one.firstLine(), one.endLine(), '=');
        System.out.printf("  from %s | %s | %s%n", name(wrote), wrote.sent(), wrote.subject());
        show(wrote, one.sourceFirst(), one.sourceEnd(), '=');
    }

    private static String name(Message message) {
        return message.from().isEmpty() ? "" : message.from().getFirst().toString();
    }

    private static void show(Message message, int from, int to, char mark) {
        List<String> lines = message.body().text().lines().toList();
        for (int i = from; i < Math.min(to, lines.size()); i++) {
            if (i - from == LINES / 2 && to - i > LINES / 2) {
                System.out.printf("   %c ... %d lines%n", mark, to - i - LINES / 2);
                i = to - LINES / 2;
            }
            String line = lines.get(i);
            System.out.printf("   %c %s%n", mark, line.substring(0, Math.min(WIDTH, line.length())));
        }
    }

    /** Rows are list, message, number, level, source and verdict, between tabs. */
    private static void report(List<String> rows) {
        Map<String, int[]> counts = new TreeMap<>();
        for (String row : rows) {
            if (!row.startsWith("#")) {
                String[] cells = row.split("\t");
                int level = Math.min(DEEPEST, Integer.parseInt(cells[3]));
                for (String key : keys(cells[0], level == DEEPEST ? level + " and more" : "" + level)) {
                    int[] count = counts.computeIfAbsent(key, each -> new int[2]);
                    count[0] += cells[5].equals("right") ? 1 : 0;
                    count[1]++;
                }
            }
        }
        System.out.println("| list | level | right | judged | precision | 95 % |\n|---|---|---|---|---|---|");
        counts.forEach((key, count) -> {
            double[] interval = wilson(count[0], count[1]);
            System.out.printf(Locale.ROOT, "| %s | %d | %d | %.3f | %.3f to %.3f |%n", key, count[0], count[1],
                    (double) count[0] / count[1], interval[0], interval[1]);
        });
    }

    private static List<String> keys(String list, String level) {
        List<String> keys = new ArrayList<>();
        for (String one : List.of(list, "both")) {
            keys.add(one + " | " + level);
            keys.add(one + " | all");
        }
        return keys;
    }

    /** The interval of Wilson (1927). */
    private static double[] wilson(int right, int all) {
        double share = (double) right / all;
        double scale = 1 + Z * Z / all;
        double middle = share + Z * Z / (2 * all);
        double half = Z * Math.sqrt(share * (1 - share) / all + Z * Z / (4.0 * all * all));
        return new double[] {(middle - half) / scale, Math.min(1, (middle + half) / scale)};
    }
}
