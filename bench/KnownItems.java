import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
 * msg-ids that count as found, between tabs. A class is asked as it stands; {@code passage} once more as a phrase.
 *
 * <p>usage: java -cp app.jar bench/KnownItems.java ARCHIVE QUERIES.tsv [--misses]
 */
final class KnownItems {
    private static final int HITS = 10;

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
            new KnownItems(index, misses).run(Files.readAllLines(Path.of(arguments[1])));
        }
    }

    private void run(List<String> rows) throws IOException {
        for (String row : rows) {
            String[] cells = row.split("\t", 3);
            Set<String> wanted = new TreeSet<>(Arrays.asList(cells[2].split(" ")));
            ask(cells[0], cells[1], wanted);
            if (cells[0].equals("passage")) {
                ask("phrase", '"' + cells[1] + '"', wanted);
            }
        }
        System.out.println("| class | queries | first | in ten | MRR | no answer |");
        System.out.println("|---|---|---|---|---|---|");
        scores.forEach((name, score) -> System.out.println(score.row(name)));
    }

    private void ask(String name, String text, Set<String> wanted) throws IOException {
        List<String> found;
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
        int place = 0;
        while (place < found.size() && !wanted.contains(found.get(place))) {
            place++;
        }
        boolean missed = place == found.size();
        scores.computeIfAbsent(name, key -> new Score()).add(missed ? -1 : place, found.isEmpty());
        if (tellsMisses && place > 0) {
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

        void add(int place, boolean nothing) {
            queries++;
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
                    "| %s | %d | %.2f | %.2f | %.3f | %d |",
                    name,
                    queries,
                    (double) first / queries,
                    (double) inTen / queries,
                    reciprocal / queries,
                    empty);
        }
    }
}
