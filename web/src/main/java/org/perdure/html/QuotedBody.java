package org.perdure.html;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.perdure.archive.CopiedLines;
import org.perdure.archive.MailLink;
import org.perdure.archive.QuotesView;
import org.perdure.archive.QuotesView.Quote;
import org.perdure.archive.Summary;
import org.perdure.html.BodyBlock.Margin;
import org.perdure.text.Block;
import org.perdure.text.Segment;

/**
 * The body of a message whose quotations say who wrote them and whose passages say who answers
 * them. It is cut where one of these begins or ends. Long quotations are folded as {@link Folds}
 * has it.
 */
public final class QuotedBody {
    /** So many lines may lie between two passages that are answered together. */
    private static final int MAX_GAP = 1;

    private final List<Block> blocks;
    private final Map<String, MailLink> mailLinks;
    private final Anchors places;
    private final @Nullable Quote[] sources;

    /** Of each line, whether its author is named beside it. */
    private final boolean[] named;

    private final TreeSet<Integer> cuts = new TreeSet<>();
    private final TreeSet<Integer> anchors = new TreeSet<>();

    /** Who answers, by the line behind the passage. */
    private final Map<Integer, Map<Summary, Link>> answers = new TreeMap<>();

    /**
     * A part of a body.
     *
     * @param folded how many lines are folded; 0 if it is open
     * @param authors who wrote what is folded
     * @param blocks what is in it
     */
    public record Part(int folded, List<String> authors, List<BodyBlock> blocks) {
        /** How many authors of folded lines are named. */
        static final int MAX_NAMED = 3;

        public Part {
            authors = List.copyOf(authors);
            blocks = List.copyOf(blocks);
        }

        /** Returns who wrote what is folded, as a row of names; of many, the first. */
        public String by() {
            boolean isMore = authors.size() > MAX_NAMED;
            List<String> named = isMore ? authors.subList(0, MAX_NAMED) : authors;
            return String.join(", ", named) + (isMore ? " and others" : "");
        }
    }

    private QuotedBody(List<Block> blocks, Map<String, MailLink> mailLinks, Anchors places) {
        int lines = blocks.isEmpty() ? 0 : blocks.getLast().segment().endLine();
        this.blocks = blocks;
        this.mailLinks = mailLinks;
        this.places = places;
        this.sources = new Quote[lines];
        this.named = new boolean[lines];
    }

    /**
     * @param mailLinks where addresses lead in this archive
     * @param places where passages are
     */
    static List<Part> of(
            List<Block> blocks,
            Map<String, MailLink> mailLinks,
            QuotesView quotes,
            Anchors places) {
        List<Block> quoted = CopiedLines.asQuoted(blocks, quotes.quotes());
        QuotedBody body = new QuotedBody(quoted, mailLinks, places);
        body.findSources(quotes.quotes());
        body.findAnswers(quotes.quotedBy());
        return body.parts();
    }

    private void findSources(List<Quote> quotes) {
        for (Quote quote : quotes) {
            int end = Math.min(sources.length, quote.endLine());
            for (int line = quote.firstLine(); line < end; line++) {
                sources[line] = sources[line] == null ? quote : sources[line];
            }
            anchors.add(quote.firstLine());
        }
        for (Block block : blocks) {
            if (block.level() == 0) { // An author's own line may stand amid a passage.
                Segment own = block.segment();
                Arrays.fill(sources, own.firstLine(), own.endLine(), null);
            } else {
                bridge(block);
            }
        }
        nameAuthors();
        for (int line = 1; line < sources.length; line++) {
            if (!isFrom(sources[line], sources[line - 1])) {
                cuts.add(line);
            }
        }
    }

    /** Names each author where the lines of another end, or own ones, and not after each gap. */
    private void nameAuthors() {
        Summary last = null;
        for (Block block : blocks) {
            for (int line = block.segment().firstLine(); line < block.segment().endLine(); line++) {
                Quote source = sources[line];
                if (source == null) {
                    last = block.level() == 0 && !isBlank(block, line) ? null : last;
                } else {
                    named[line] = !source.other().equals(last);
                    last = source.other();
                }
            }
        }
    }

    private static boolean isBlank(Block block, int line) {
        return block.lines().get(line - block.segment().firstLine()).isBlank();
    }

    /** Takes empty lines between two passages of the same author for theirs. */
    private void bridge(Block block) {
        int first = block.segment().firstLine();
        Quote before = null;
        int behind = first;
        for (int line = first; line < block.segment().endLine(); line++) {
            if (sources[line] != null) {
                if (isFrom(sources[line], before)) {
                    Arrays.fill(sources, behind, line, before);
                }
                before = sources[line];
                behind = line + 1;
            } else if (!isBlank(block, line)) {
                before = null;
            }
        }
    }

    private static boolean isFrom(@Nullable Quote quote, @Nullable Quote before) {
        if (quote == null || before == null) {
            return quote == null && before == null;
        }
        return quote.other().equals(before.other()) && quote.level() == before.level();
    }

    private void findAnswers(List<Quote> quotedBy) {
        Map<Summary, Quote> open = new LinkedHashMap<>();
        for (Quote quote : quotedBy) {
            anchors.add(quote.firstLine());
            if (quote.level() > 1 || quote.endLine() > sources.length) {
                continue;
            }
            Quote before = open.get(quote.other());
            if (before != null && goesOn(before, quote)) {
                open.put(quote.other(), joined(before, quote));
            } else {
                answer(open.put(quote.other(), quote));
            }
        }
        open.values().forEach(this::answer);
        cuts.addAll(anchors);
    }

    private static boolean goesOn(Quote before, Quote quote) {
        return quote.firstLine() - before.endLine() <= MAX_GAP
                && quote.otherFirst() >= before.otherEnd()
                && quote.otherFirst() - before.otherEnd() <= MAX_GAP;
    }

    private static Quote joined(Quote first, Quote last) {
        return new Quote(
                first.firstLine(),
                last.endLine(),
                first.level(),
                first.other(),
                first.otherFirst(),
                last.otherEnd(),
                first.words() + last.words(),
                Math.min(first.confidence(), last.confidence()),
                first.inThread());
    }

    private void answer(@Nullable Quote quote) {
        if (quote != null) {
            answers.computeIfAbsent(quote.endLine(), _ -> new LinkedHashMap<>())
                    .putIfAbsent(quote.other(), place(quote));
            cuts.add(quote.endLine());
        }
    }

    private Link place(Quote quote) {
        return new Link(nameOf(quote.other()), places.of(quote.other(), quote.otherFirst()));
    }

    /** Returns what to call the author of a message. */
    public static String nameOf(Summary message) {
        return message.author().isBlank() ? "Somebody" : message.author();
    }

    private List<Part> parts() {
        boolean[] known = new boolean[sources.length];
        for (int line = 0; line < known.length; line++) {
            Quote source = sources[line];
            known[line] = source != null && source.isWhole();
        }
        boolean[] folded = Folds.of(blocks, known);
        for (int line = 1; line < folded.length; line++) {
            if (folded[line] != folded[line - 1]) {
                cuts.add(line);
            }
        }
        List<Part> parts = new ArrayList<>();
        List<Block> row = new ArrayList<>();
        for (Block piece : pieces()) {
            if (!row.isEmpty() && isFolded(row.getFirst(), folded) != isFolded(piece, folded)) {
                parts.add(part(row, isFolded(row.getFirst(), folded)));
                row.clear();
            }
            row.add(piece);
        }
        if (!row.isEmpty()) {
            parts.add(part(row, isFolded(row.getFirst(), folded)));
        }
        return parts;
    }

    private static boolean isFolded(Block piece, boolean[] folded) {
        return folded[piece.segment().firstLine()];
    }

    private Part part(List<Block> pieces, boolean isFolded) {
        List<BodyBlock> shown =
                pieces.stream()
                        .map(piece -> BodyBlock.of(piece, mailLinks).with(margin(piece)))
                        .toList();
        if (!isFolded) {
            return new Part(0, List.of(), shown);
        }
        List<String> authors =
                pieces.stream()
                        .map(piece -> sources[piece.segment().firstLine()])
                        .filter(Objects::nonNull)
                        .map(quote -> nameOf(quote.other()))
                        .distinct()
                        .toList();
        int lines = pieces.stream().mapToInt(piece -> piece.segment().lineCount()).sum();
        return new Part(lines, authors, shown);
    }

    private List<Block> pieces() {
        List<Block> pieces = new ArrayList<>();
        for (Block block : blocks) {
            int from = block.segment().firstLine();
            int end = block.segment().endLine();
            while (from < end) {
                int to = Math.min(end, Objects.requireNonNullElse(cuts.higher(from), end));
                pieces.add(block.between(from, to));
                from = to;
            }
        }
        return pieces;
    }

    private Margin margin(Block piece) {
        int first = piece.segment().firstLine();
        Quote source = sources[first];
        Map<Summary, Link> here = answers.getOrDefault(piece.segment().endLine(), Map.of());
        return new Margin(
                anchors.contains(first) ? places.here(first) : null,
                source != null && named[first] ? place(source) : null,
                List.copyOf(here.values()));
    }
}
