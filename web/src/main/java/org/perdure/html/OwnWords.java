package org.perdure.html;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.perdure.archive.CopiedLines;
import org.perdure.archive.MailLink;
import org.perdure.archive.QuotesView.Quote;
import org.perdure.archive.Summary;
import org.perdure.html.QuotedBody.Part;
import org.perdure.text.Block;

/**
 * What the author of a message wrote. In the place of each row of quoted lines, and of what
 * introduces it, stands how many lines there were, and whose as far as that is known.
 */
final class OwnWords {
    private static final Anchors PLACES = Anchors.onPages(Summary::path);

    private final Map<String, MailLink> mailLinks;
    private final List<Quote> quotes;
    private final List<BodyBlock> shown = new ArrayList<>();
    private final List<Block> row = new ArrayList<>();

    private OwnWords(Map<String, MailLink> mailLinks, List<Quote> quotes) {
        this.mailLinks = mailLinks;
        this.quotes = quotes;
    }

    /**
     * @param mailLinks where addresses lead in this archive
     * @param quotes whose the quoted lines are, as far as that is known
     */
    static List<Part> of(List<Block> blocks, Map<String, MailLink> mailLinks, List<Quote> quotes) {
        OwnWords words = new OwnWords(mailLinks, quotes);
        for (Block block : CopiedLines.asQuoted(blocks, quotes)) {
            if (block.level() > 0) {
                words.row.add(block);
            } else if (block.kind().isIntroduction()) {
                words.close();
                words.row.add(block);
            } else {
                words.close();
                words.show(block);
            }
        }
        words.close();
        return words.shown.isEmpty() ? List.of() : List.of(new Part(0, List.of(), words.shown));
    }

    private void show(Block block) {
        shown.add(BodyBlock.of(block, mailLinks));
    }

    /** Ends a row: shows what introduces nothing, and says what else was in it. */
    private void close() {
        if (row.stream().noneMatch(block -> block.level() > 0)) {
            row.forEach(this::show);
        } else {
            shown.add(new BodyBlock(false, "elision", told()));
        }
        row.clear();
    }

    private List<Run> told() {
        List<Block> quoted = row.stream().filter(block -> block.level() > 0).toList();
        int first = quoted.getFirst().segment().firstLine();
        int end = quoted.getLast().segment().endLine();
        Map<String, String> sources = new LinkedHashMap<>();
        for (Quote quote : quotes) {
            if (quote.firstLine() < end && quote.endLine() > first) {
                sources.putIfAbsent(
                        QuotedBody.nameOf(quote.other()),
                        PLACES.of(quote.other(), quote.otherFirst()));
            }
        }
        int lines = quoted.stream().mapToInt(block -> block.lines().size()).sum();
        List<Run> runs = new ArrayList<>();
        runs.add(Run.plain(lines == 1 ? "[1 quoted line" : "[" + lines + " quoted lines"));
        String before = ": ";
        for (Map.Entry<String, String> source : sources.entrySet()) {
            runs.add(Run.plain(before));
            runs.add(new Run(source.getKey(), source.getValue(), null, null));
            before = ", ";
        }
        runs.add(Run.plain("]"));
        return runs;
    }
}
