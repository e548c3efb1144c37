package org.perdure.server;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Shows changes of a text as {@code diff -u} does, for {@code patch} and for readers. */
final class UnifiedDiff {
    /** How many lines are shown around a change. */
    static final int CONTEXT = 3;

    private final String text;

    /** Where each line begins, and then where the text ends. */
    private final int[] lines;

    private final StringBuilder out = new StringBuilder();

    /** How many lines more the new text has, as far as it is written. */
    private int shift;

    private UnifiedDiff(String text) {
        this.text = text;
        int[] starts = new int[(int) text.chars().filter(c -> c == '\n').count() + 2];
        int count = 1;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\n' && i + 1 < text.length()) {
                starts[count++] = i + 1;
            }
        }
        starts[count++] = text.length();
        this.lines = Arrays.copyOf(starts, count);
    }

    /**
     * Lines that are replaced.
     *
     * @param first the first of them, from 0
     * @param end the line behind the last
     */
    private record Block(int first, int end, List<TextEdit> edits) {}

    /** Returns the lines that name the file. */
    static String head(String name) {
        return "--- " + name + "\n+++ " + name + "\n";
    }

    /**
     * Returns the difference without its head.
     *
     * @param text one character a byte
     * @param edits at least one, in their order
     */
    static String of(String text, List<TextEdit> edits) {
        UnifiedDiff diff = new UnifiedDiff(text);
        List<Block> hunk = new ArrayList<>();
        for (Block block : diff.blocks(edits)) {
            if (!hunk.isEmpty() && block.first - hunk.getLast().end > 2 * CONTEXT) {
                diff.write(hunk);
                hunk.clear();
            }
            hunk.add(block);
        }
        diff.write(hunk);
        return diff.out.toString();
    }

    private List<Block> blocks(List<TextEdit> edits) {
        List<Block> blocks = new ArrayList<>();
        for (TextEdit edit : edits) {
            int first = lineOf(edit.start());
            int end = lineOf(Math.max(edit.start(), edit.end() - 1)) + 1;
            if (!blocks.isEmpty() && first < blocks.getLast().end) {
                Block last = blocks.removeLast();
                List<TextEdit> both = new ArrayList<>(last.edits);
                both.add(edit);
                blocks.add(new Block(last.first, Math.max(last.end, end), both));
            } else {
                blocks.add(new Block(first, end, List.of(edit)));
            }
        }
        return blocks;
    }

    private int lineOf(int offset) {
        int found = Arrays.binarySearch(lines, 0, lines.length - 1, offset);
        return found >= 0 ? found : -found - 2;
    }

    private void write(List<Block> blocks) {
        int from = Math.max(0, blocks.getFirst().first - CONTEXT);
        int to = Math.min(lines.length - 1, blocks.getLast().end + CONTEXT);
        StringBuilder body = new StringBuilder();
        int at = from;
        int balance = 0;
        for (Block block : blocks) {
            append(body, ' ', text.substring(lines[at], lines[block.first]));
            append(body, '-', text.substring(lines[block.first], lines[block.end]));
            balance -= block.end - block.first;
            balance +=
                    append(
                            body,
                            '+',
                            TextEdit.apply(
                                    text, lines[block.first], lines[block.end], block.edits));
            at = block.end;
        }
        append(body, ' ', text.substring(lines[at], lines[to]));
        out.append(
                "@@ -%d,%d +%d,%d @@\n"
                        .formatted(from + 1, to - from, from + 1 + shift, to - from + balance));
        out.append(body);
        shift += balance;
    }

    private static int append(StringBuilder body, char mark, String part) {
        int count = 0;
        int at = 0;
        while (at < part.length()) {
            int newline = part.indexOf('\n', at);
            int end = newline < 0 ? part.length() : newline + 1;
            body.append(mark).append(part, at, end);
            if (newline < 0) {
                body.append("\n\\ No newline at end of file\n");
            }
            at = end;
            count++;
        }
        return count;
    }
}
