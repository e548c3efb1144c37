package org.perdure.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.perdure.archive.MailLink;
import org.perdure.archive.MessageView;
import org.perdure.text.Block;

/**
 * A block of a body as it is shown: preformatted text, cut at links and at the lines of patches.
 *
 * @param depth quote depth, 0 for what the author wrote
 * @param style its class in the style sheet
 * @param runs its pieces; their texts joined are its lines, quotes with their marks, with line
 *     feeds between them. The template ends the last line.
 */
public record BodyBlock(int depth, String style, List<Run> runs) {
    /** The deepest quote with a colour and an indentation of its own. */
    static final int MAX_STYLED_DEPTH = 6;

    /** More quote marks than these are shown as a number, so that a row of them stays short. */
    static final int MAX_MARKS = 40;

    private static final String ARMOUR = "armour";

    /** Returns whether readers see it only when they ask for it. */
    public boolean isFolded() {
        return style.equals(ARMOUR);
    }

    /**
     * @param links where addresses lead in this archive, as {@link MessageView#links} has it
     */
    static List<BodyBlock> of(List<Block> blocks, Map<String, MailLink> links) {
        return blocks.stream().map(block -> of(block, links)).toList();
    }

    private static BodyBlock of(Block block, Map<String, MailLink> links) {
        return switch (block) {
            case Block.Authored authored ->
                    new BodyBlock(0, "own", PatchLines.runs(authored.lines(), links));
            case Block.Quote quote ->
                    new BodyBlock(
                            quote.depth(),
                            "quote q" + Math.min(quote.depth(), MAX_STYLED_DEPTH),
                            Run.linked(quoted(quote), links));
            case Block.Attribution attribution ->
                    new BodyBlock(0, "attribution", Run.linked(joined(attribution.lines()), links));
            case Block.Signature signature ->
                    new BodyBlock(0, "signature", Run.linked(joined(signature.lines()), links));
            case Block.Armour armour ->
                    new BodyBlock(0, ARMOUR, Run.linked(joined(armour.lines()), links));
        };
    }

    private static String quoted(Block.Quote quote) {
        String marks =
                quote.depth() <= MAX_MARKS
                        ? ">".repeat(quote.depth())
                        : ">".repeat(MAX_MARKS) + "(" + quote.depth() + ")";
        return quote.lines().stream()
                .map(line -> line.isEmpty() ? marks : marks + " " + line)
                .collect(Collectors.joining("\n"));
    }

    private static String joined(List<String> lines) {
        return String.join("\n", lines);
    }

    /** Finds the lines of unified diffs among what an author wrote. */
    private static final class PatchLines {
        private final List<Run> runs = new ArrayList<>();
        private final StringBuilder pending = new StringBuilder();
        private final Map<String, MailLink> links;
        private boolean inPatch;

        PatchLines(Map<String, MailLink> links) {
            this.links = links;
        }

        static List<Run> runs(List<String> lines, Map<String, MailLink> links) {
            PatchLines patch = new PatchLines(links);
            for (int i = 0; i < lines.size(); i++) {
                patch.pending.append(i == 0 ? "" : "\n");
                patch.add(lines.get(i), i + 1 < lines.size() ? lines.get(i + 1) : "");
            }
            patch.flush();
            return List.copyOf(patch.runs);
        }

        private void add(String line, String next) {
            if (line.startsWith("diff --git ")
                    || line.startsWith("Index: ")
                    || (line.startsWith("--- ") && next.startsWith("+++ "))) {
                inPatch = true;
            } else if (line.equals("-- ") || line.equals("--")) {
                inPatch = false;
            }
            String mark = inPatch ? mark(line) : "";
            if (mark.isEmpty()) {
                pending.append(line);
            } else {
                flush();
                runs.add(Run.marked(line, mark));
            }
        }

        private static String mark(String line) {
            if (line.startsWith("diff ")
                    || line.startsWith("Index: ")
                    || line.startsWith("--- ")
                    || line.startsWith("+++ ")) {
                return "file";
            }
            if (line.startsWith("@@")) {
                return "hunk";
            }
            return line.startsWith("+") ? "added" : line.startsWith("-") ? "removed" : "";
        }

        private void flush() {
            runs.addAll(Run.linked(pending.toString(), links));
            pending.setLength(0);
        }
    }
}
