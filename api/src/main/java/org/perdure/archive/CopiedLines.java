package org.perdure.archive;

import java.util.ArrayList;
import java.util.List;
import org.perdure.archive.QuotesView.Quote;
import org.perdure.text.Block;
import org.perdure.text.Kind;
import org.perdure.text.Segment;

/**
 * Lines that somebody quotes without marks: they look like his own, and stand in the message that
 * he answers. For those who read a message they are a quotation like any other.
 */
public final class CopiedLines {
    private CopiedLines() {}

    /**
     * Returns the blocks of a message with such lines as quotations.
     *
     * @param quotes what it quotes; those of level 0 have no marks
     */
    public static List<Block> asQuoted(List<Block> blocks, List<Quote> quotes) {
        List<Quote> copied =
                quotes.stream().filter(quote -> quote.level() == 0 && quote.isWhole()).toList();
        if (copied.isEmpty()) {
            return blocks;
        }
        List<Block> all = new ArrayList<>();
        for (Block block : blocks) {
            if (block.level() == 0 && block.kind() == Kind.AUTHORED) {
                cut(block, copied, all);
            } else {
                all.add(block);
            }
        }
        return all;
    }

    private static void cut(Block block, List<Quote> copied, List<Block> all) {
        int end = block.segment().endLine();
        int line = block.segment().firstLine();
        for (Quote quote : copied) {
            int from = Math.max(line, quote.firstLine());
            int to = Math.min(end, quote.endLine());
            if (from < to) {
                if (line < from) {
                    all.add(block.between(line, from));
                }
                all.add(quoted(block.between(from, to)));
                line = to;
            }
        }
        if (line < end) {
            all.add(block.between(line, end));
        }
    }

    private static Block quoted(Block own) {
        Segment its = own.segment();
        Segment segment =
                new Segment(Kind.QUOTED, its.depth(), 1, its.firstLine(), its.lineCount(), null);
        return new Block(segment, own.lines());
    }
}
