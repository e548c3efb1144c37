package org.perdure.archive;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.perdure.archive.ConversationView.Piece;
import org.perdure.archive.QuotesView.Quote;
import org.perdure.message.MessageId;
import org.perdure.text.Block;
import org.perdure.text.Kind;

/**
 * Puts the messages of a thread into each other. What a message wrote itself is cut into turns at
 * what it quotes from messages that are shown; each turn answers the last lines of its parent that
 * are quoted before it, else the first that are quoted behind it, else the parent as a whole. All
 * other text stays: nothing is left out of which it is not known that it stands elsewhere.
 *
 * <p>One per page; messages are added in the order of the thread, each after its parent.
 */
final class Conversation {
    private final Map<MessageId, List<Turn>> turns = new HashMap<>();
    private final List<Turn> roots = new ArrayList<>();

    /** The lines that were written so far, by whomever. */
    private final Set<String> written = new HashSet<>();

    private int size;

    /** Lines of a message that answer the same. Line numbers are those of its text. */
    private static final class Turn {
        final Summary message;
        final int from;
        final int to;
        final List<Block> blocks;

        /** Behind which line of it they stand. */
        final List<Answer> answers = new ArrayList<>();

        Turn(Summary message, int from, int to, List<Block> blocks) {
            this.message = message;
            this.from = from;
            this.to = to;
            this.blocks = blocks;
        }
    }

    private record Answer(int behind, Turn turn) {}

    /** What is still to be told of a turn. */
    private record Rest(Turn turn, int from, int nextBlock, int nextAnswer, int depth) {}

    /**
     * Adds a message.
     *
     * @param parent which message it answers, if that was added
     * @param quotes what it quotes
     */
    void add(Summary message, @Nullable MessageId parent, List<Block> blocks, List<Quote> quotes) {
        List<Quote> shown =
                quotes.stream().filter(quote -> turns.containsKey(quote.other().id())).toList();
        List<Turn> own = turns(message, blocks, shown);
        List<Turn> above = parent == null ? null : turns.get(parent);
        if (above == null) {
            roots.addAll(own);
        } else {
            List<Quote> ofParent =
                    shown.stream().filter(quote -> quote.other().id().equals(parent)).toList();
            own.forEach(turn -> attach(turn, above, ofParent));
        }
        turns.put(message.id(), own);
        remember(blocks);
        size += own.size();
    }

    private void remember(List<Block> blocks) {
        for (Block block : blocks) {
            if (block.level() == 0 && block.kind().isText()) {
                block.lines().forEach(line -> written.add(line.strip()));
            }
        }
    }

    /** Returns in how many turns what was added is cut. */
    int size() {
        return size;
    }

    private List<Turn> turns(Summary message, List<Block> blocks, List<Quote> quotes) {
        boolean[] elsewhere = new Elsewhere(blocks, quotes, written).lines();
        List<Turn> turns = new ArrayList<>();
        List<Block> open = new ArrayList<>();
        for (Block block : blocks) {
            int end = block.segment().endLine();
            int line = block.segment().firstLine();
            while (line < end) {
                int stop = line + 1;
                while (stop < end && elsewhere[stop] == elsewhere[line]) {
                    stop++;
                }
                if (elsewhere[line]) {
                    if (!isSalutation(open)) {
                        close(message, open, turns);
                    }
                } else {
                    open.add(block.between(line, stop));
                }
                line = stop;
            }
        }
        close(message, open, turns);
        if (turns.isEmpty()) {
            turns.add(new Turn(message, 0, 0, List.of()));
        }
        return turns;
    }

    /** Returns whether this only opens what is said behind the quotation. */
    private static boolean isSalutation(List<Block> open) {
        List<String> lines =
                open.stream()
                        .flatMap(block -> block.lines().stream())
                        .filter(line -> !line.isBlank())
                        .limit(2)
                        .toList();
        return lines.size() == 1 && lines.getFirst().stripTrailing().endsWith(",");
    }

    private static void close(Summary message, List<Block> open, List<Turn> turns) {
        boolean says =
                open.stream()
                        .flatMap(block -> block.lines().stream())
                        .anyMatch(line -> !line.isBlank());
        if (says) {
            turns.add(
                    new Turn(
                            message,
                            open.getFirst().segment().firstLine(),
                            open.getLast().segment().endLine(),
                            List.copyOf(open)));
        }
        open.clear();
    }

    private static void attach(Turn turn, List<Turn> above, List<Quote> ofParent) {
        Quote answered = null;
        for (Quote quote : ofParent) {
            boolean before = quote.endLine() <= turn.from;
            if (before || answered == null) {
                answered = quote;
            }
            if (!before) {
                break;
            }
        }
        Turn last = above.getLast();
        if (answered == null) {
            last.answers.add(new Answer(last.to, turn));
            return;
        }
        int line = answered.otherEnd();
        for (Turn candidate : above) {
            if (candidate.from < line && line <= candidate.to) {
                candidate.answers.add(new Answer(line, turn));
                return;
            }
        }
        last.answers.add(new Answer(last.to, turn));
    }

    /** Returns the pieces in reading order. */
    List<Piece> pieces() {
        List<Piece> pieces = new ArrayList<>();
        Deque<Rest> open = new ArrayDeque<>();
        for (Turn root : roots) {
            open.push(new Rest(root, root.from, 0, 0, 0));
            while (!open.isEmpty()) {
                tell(open.pop(), open, pieces);
            }
        }
        return pieces;
    }

    private static void tell(Rest rest, Deque<Rest> open, List<Piece> pieces) {
        Turn turn = rest.turn();
        if (rest.nextAnswer() == 0) {
            turn.answers.sort(Comparator.comparingInt(Answer::behind));
        }
        boolean ends = rest.nextAnswer() >= turn.answers.size();
        int to = ends ? turn.to : turn.answers.get(rest.nextAnswer()).behind();
        int nextBlock = rest.nextBlock();
        while (nextBlock < turn.blocks.size()
                && turn.blocks.get(nextBlock).segment().endLine() <= to) {
            nextBlock++;
        }
        int stop = Math.min(nextBlock + 1, turn.blocks.size());
        List<Block> blocks = cut(turn.blocks.subList(rest.nextBlock(), stop), rest.from(), to);
        boolean begins = rest.nextAnswer() == 0;
        if (begins || !blocks.isEmpty()) {
            int first = blocks.isEmpty() ? rest.from() : blocks.getFirst().segment().firstLine();
            pieces.add(new Piece(turn.message, rest.depth(), begins, first, blocks));
        }
        if (!ends) {
            open.push(new Rest(turn, to, nextBlock, rest.nextAnswer() + 1, rest.depth()));
            Turn answer = turn.answers.get(rest.nextAnswer()).turn();
            open.push(new Rest(answer, answer.from, 0, 0, rest.depth() + 1));
        }
    }

    /** Returns blocks between two lines, without the empty ones around them. */
    private static List<Block> cut(List<Block> blocks, int from, int to) {
        List<Block> cut = new ArrayList<>();
        for (Block block : blocks) {
            int first = Math.max(from, block.segment().firstLine());
            int end = Math.min(to, block.segment().endLine());
            while (cut.isEmpty() && first < end && isBlank(block, first)) {
                first++;
            }
            if (first < end && (block.kind() != Kind.FOOTER || block.level() > 0)) {
                cut.add(block.between(first, end));
            }
        }
        while (!cut.isEmpty()) {
            Block last = cut.removeLast();
            int first = last.segment().firstLine();
            int end = last.segment().endLine();
            while (end > first && isBlank(last, end - 1)) {
                end--;
            }
            if (end > first) {
                cut.add(last.between(first, end));
                break;
            }
        }
        return cut;
    }

    private static boolean isBlank(Block block, int line) {
        return block.lines().get(line - block.segment().firstLine()).isBlank();
    }
}
