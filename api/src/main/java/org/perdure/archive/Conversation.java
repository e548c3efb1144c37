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
import org.perdure.archive.Turn.Answer;
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
        List<Turn> own = Turn.of(message, blocks, new Elsewhere(blocks, shown, written).lines());
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

    private static void attach(Turn turn, List<Turn> above, List<Quote> ofParent) {
        Quote answered = null;
        for (Quote quote : ofParent) {
            boolean before = quote.endLine() <= turn.answersFrom();
            if (before || answered == null) {
                answered = quote;
            }
            if (!before) {
                break;
            }
        }
        Turn last = above.getLast();
        if (answered == null) {
            last.answers.add(new Answer(last.to(), turn));
            return;
        }
        int line = answered.otherEnd();
        for (Turn candidate : above) {
            if (candidate.from() < line && line <= candidate.to()) {
                candidate.answers.add(new Answer(line, turn));
                return;
            }
        }
        last.answers.add(new Answer(last.to(), turn));
    }

    /** Returns the pieces in reading order. */
    List<Piece> pieces() {
        List<Piece> pieces = new ArrayList<>();
        Deque<Rest> open = new ArrayDeque<>();
        for (Turn root : roots) {
            open.push(new Rest(root, root.from(), 0, 0, 0));
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
        int to = ends ? turn.to() : turn.answers.get(rest.nextAnswer()).behind();
        int nextBlock = rest.nextBlock();
        while (nextBlock < turn.blocks().size()
                && turn.blocks().get(nextBlock).segment().endLine() <= to) {
            nextBlock++;
        }
        int stop = Math.min(nextBlock + 1, turn.blocks().size());
        List<Block> blocks = cut(turn.blocks().subList(rest.nextBlock(), stop), rest.from(), to);
        boolean begins = rest.nextAnswer() == 0;
        if (begins || !blocks.isEmpty()) {
            int first = blocks.isEmpty() ? rest.from() : blocks.getFirst().segment().firstLine();
            pieces.add(new Piece(turn.message(), rest.depth(), begins, first, blocks));
        }
        if (!ends) {
            open.push(new Rest(turn, to, nextBlock, rest.nextAnswer() + 1, rest.depth()));
            Turn answer = turn.answers.get(rest.nextAnswer()).turn();
            open.push(new Rest(answer, answer.from(), 0, 0, rest.depth() + 1));
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
