import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.perdure.message.ArchiveException.BadQuery;
import org.perdure.query.QueryParser;
import org.perdure.search.Page;
import org.perdure.search.Question;
import org.perdure.search.lucene.IndexFolder;
import org.perdure.search.lucene.LuceneSearchIndex;

/**
 * How well the index of an archive finds what somebody remembers. Each row of the queries is a class, a query and the
 * msg-ids that count as found, between tabs. A class is asked as it stands; {@code passage} once more as a phrase. All is
 * asked {@value #ROUNDS} times, and the last round counts: what a query costs, in CPU milliseconds, is that of a warm
 * program.
 *
 * <p>Queries from a mailbox: bench/knownitems.py. Usage: java -cp app.jar bench/KnownItems.java ARCHIVE QUERIES.tsv [--misses]
 */
final class KnownItems {
    private static final int HITS = 10;
    private static final int ROUNDS = 3;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final LuceneSearchIndex index;
    private final boolean tellsMisses;
    private final Map<String, Score> scores = new LinkedHashMap<>();

    private KnownItems(LuceneSearchIndex index, boolean tellsMisses) {
        this.index = index;
        this.tellsMisses = tellsMisses;
    }

    public static void main(String[] arguments) throws IOException {
        boolean misses = arguments.length > 2 && arguments[2].equals("--misses");
        try (LuceneSearchIndex index =
                new LuceneSearchIndex(new IndexFolder(Path.of(arguments[0], "index")))) {
            List<String> rows = Files.readAllLines(Path.of(arguments[1]));
            for (int round = 1; round < ROUNDS; round++) {
                new KnownItems(index, false).ask(rows);
            }
            new KnownItems(index, misses).run(rows);
        }
    }

    private void run(List<String> rows) throws IOException {
        ask(rows);
        System.out.println("| class | queries | first | in ten | MRR | no answer | ms, p50 | p95 |");
        System.out.println("|---|---|---|---|---|---|---|---|");
        scores.forEach((name, score) -> System.out.println(score.row(name)));
    }

    private void ask(List<String> rows) throws IOException {
        for (String row : rows) {
            String[] cells = row.split("\t", 3);
            Set<String> wanted = new TreeSet<>(Arrays.asList(cells[2].split(" ")));
            ask(cells[0], cells[1], wanted);
            if (cells[0].equals("passage")) {
                ask("phrase", '"' + cells[1] + '"', wanted);
            }
        }
    }

    private void ask(String name, String text, Set<String> wanted) throws IOException {
        List<String> found;
        long begin = THREADS.getCurrentThreadCpuTime();
        try {
            Page page =
                    index.search(
                            new Question(
                                    QueryParser.parse(text),
                                    null,
                                    Question.Sort.RELEVANCE,
                                    HITS,
                                    null));
            found = page.hits().stream().map(hit -> hit.id().value()).toList();
        } catch (BadQuery e) {
            found = List.of();
        }
        long nanos = THREADS.getCurrentThreadCpuTime() - begin;
        int place = 0;
        while (place < found.size() && !wanted.contains(found.get(place))) {
            place++;
        }
        boolean missed = place == found.size();
        scores.computeIfAbsent(name, key -> new Score()).add(missed ? -1 : place, found.isEmpty(), nanos);
        if (tellsMisses && (missed || place > 0)) {
            System.out.println(
                    name + "\t" + text + "\t" + (missed ? "-" : place + 1) + "\t" + wanted + "\t"
                            + (found.isEmpty() ? "" : found.getFirst()));
        }
    }

    private static final class Score {
        private int queries;
        private int first;
        private int inTen;
        private int empty;
        private double reciprocal;
        private final List<Long> nanos = new ArrayList<>();

        void add(int place, boolean nothing, long cost) {
            queries++;
            nanos.add(cost);
            empty += nothing ? 1 : 0;
            if (place >= 0) {
                first += place == 0 ? 1 : 0;
                inTen++;
                reciprocal += 1.0 / (place + 1);
            }
        }

        String row(String name) {
            return String.format(
                    Locale.ROOT,
                    "| %s | %d | %.2f | %.2f | %.3f | %d | %.2f | %.2f |",
                    name,
                    queries,
                    (double) first / queries,
                    (double) inTen / queries,
                    reciprocal / queries,
                    empty,
                    cost(0.5),
                    cost(0.95));
        }

        private double cost(double share) {
            nanos.sort(null);
            return nanos.get((int) (share * (queries - 1))) / 1e6;
        }
    }
}
