package org.perdure.patch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.diff.EditList;
import org.eclipse.jgit.diff.HistogramDiff;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;

/**
 * Two versions of a series beside each other, as {@code git range-diff} shows them: which patch of
 * the one is which of the other, and what is different in it.
 *
 * <p>A patch is the one of the same title, else the one that is most alike: at least half of the
 * lines that either adds or removes are in both.
 */
public final class SeriesComparison {
    /** Lines of a patch beyond which it is not said what is different in it. */
    public static final int MAX_LINES = 20_000;

    /** Lines that a patch adds or removes by which it is told from others. */
    static final int MAX_CHANGES = 1_000;

    /** The share of lines that two patches must have in common to be the same one. */
    private static final double MIN_ALIKE = 0.5;

    private static final int CONTEXT = 3;

    private final List<Titled> before;
    private final List<Titled> after;
    private final int[] partners;

    private SeriesComparison(List<Titled> before, List<Titled> after) {
        this.before = before;
        this.after = after;
        this.partners = new int[after.size()];
        Arrays.fill(partners, -1);
    }

    /**
     * A patch under its title.
     *
     * @param title the subject without what stands before it
     * @param patch the patch
     */
    public record Titled(String title, PatchText patch) {
        List<String> lines() {
            List<String> lines = new ArrayList<>();
            lines.add(title);
            lines.add("");
            lines.addAll(patch.message());
            lines.add("");
            lines.addAll(patch.diff());
            return lines;
        }

        String key() {
            return title.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
        }

        Set<String> changes() {
            Set<String> changes = new HashSet<>();
            for (String line : patch.diff()) {
                if (changes.size() < MAX_CHANGES
                        && (line.startsWith("+") || line.startsWith("-"))) {
                    changes.add(line.strip());
                }
            }
            return changes;
        }
    }

    /** What became of a patch. */
    public enum Change {
        /** It is the same, but for places and context numbers. */
        SAME,
        /** Something in it is different. */
        CHANGED,
        /** It is in the later version alone. */
        NEW,
        /** It is in the earlier version alone. */
        DROPPED
    }

    /**
     * A patch in both versions, or in one.
     *
     * @param change what became of it
     * @param before its place in the earlier version, from 0; -1 if it is not there
     * @param after its place in the later version, from 0; -1 if it is not there
     * @param difference the difference of the two patches: hunks of a unified diff, of which a line
     *     is a sign and a line of a patch; empty unless it changed, and if it is too long
     */
    public record Row(Change change, int before, int after, List<String> difference) {
        public Row {
            difference = List.copyOf(difference);
        }
    }

    /** Compares two versions; the rows are in the order of the later one, then what was dropped. */
    public static List<Row> of(List<Titled> before, List<Titled> after) {
        SeriesComparison comparison = new SeriesComparison(before, after);
        comparison.pairByTitle();
        comparison.pairByContent();
        return comparison.rows();
    }

    private void pairByTitle() {
        Map<String, Integer> titles = new HashMap<>();
        for (int i = before.size() - 1; i >= 0; i--) {
            titles.put(before.get(i).key(), i); // Of several, the first.
        }
        for (int i = 0; i < after.size(); i++) {
            Integer found = titles.remove(after.get(i).key());
            partners[i] = found == null ? -1 : found;
        }
    }

    private void pairByContent() {
        Set<Integer> taken = new HashSet<>();
        Arrays.stream(partners).forEach(taken::add);
        Map<Integer, Set<String>> changes = new HashMap<>();
        for (int i = 0; i < before.size(); i++) {
            if (!taken.contains(i)) {
                changes.put(i, before.get(i).changes());
            }
        }
        for (int i = 0; i < after.size() && !changes.isEmpty(); i++) {
            if (partners[i] < 0) {
                partners[i] = mostAlike(after.get(i).changes(), changes);
                changes.remove(partners[i]);
            }
        }
    }

    private static int mostAlike(Set<String> lines, Map<Integer, Set<String>> others) {
        int best = -1;
        double most = MIN_ALIKE;
        for (Map.Entry<Integer, Set<String>> other : others.entrySet()) {
            long common = other.getValue().stream().filter(lines::contains).count();
            long all = lines.size() + other.getValue().size() - common;
            if (all > 0 && (double) common / all >= most) {
                most = (double) common / all;
                best = other.getKey();
            }
        }
        return best;
    }

    private List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        Set<Integer> kept = new HashSet<>();
        for (int i = 0; i < after.size(); i++) {
            int old = partners[i];
            kept.add(old);
            rows.add(old < 0 ? new Row(Change.NEW, -1, i, List.of()) : pair(old, i));
        }
        for (int i = 0; i < before.size(); i++) {
            if (!kept.contains(i)) {
                rows.add(new Row(Change.DROPPED, i, -1, List.of()));
            }
        }
        return rows;
    }

    private Row pair(int old, int young) {
        List<String> first = before.get(old).lines();
        List<String> second = after.get(young).lines();
        if (first.equals(second)) {
            return new Row(Change.SAME, old, young, List.of());
        }
        boolean tooLong = Math.max(first.size(), second.size()) > MAX_LINES;
        return new Row(Change.CHANGED, old, young, tooLong ? List.of() : difference(first, second));
    }

    private static List<String> difference(List<String> first, List<String> second) {
        RawText old = rawText(first);
        RawText young = rawText(second);
        EditList edits = new HistogramDiff().diff(RawTextComparator.DEFAULT, old, young);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DiffFormatter formatter = new DiffFormatter(out)) {
            formatter.setContext(CONTEXT);
            formatter.format(edits, old, young);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // It writes into memory.
        }
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static RawText rawText(List<String> lines) {
        return new RawText((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
