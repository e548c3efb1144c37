package org.perdure.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.perdure.archive.MailLink;
import org.perdure.archive.MessageView;
import org.perdure.text.Block;
import org.perdure.text.Kind;

/**
 * A block of a body as it is shown: preformatted text, cut at links and at the lines of patches.
 *
 * @param quoted whether it stands among what others wrote, with quote marks or without
 * @param style its classes in the style sheet
 * @param runs its pieces; their texts joined are its lines, quotes with their marks, with line
 *     feeds between them. The template ends the last line.
 * @param margin what is said beside it
 */
public record BodyBlock(boolean quoted, String style, List<Run> runs, Margin margin) {
    /** The deepest quote with a colour and an indentation of its own. */
    static final int MAX_STYLED_DEPTH = 6;

    /** More quote marks than these are shown as a number, so that a row of them stays short. */
    static final int MAX_MARKS = 40;

    private static final String ARMOUR = "armour";

    BodyBlock(boolean quoted, String style, List<Run> runs) {
        this(quoted, style, runs, Margin.NONE);
    }

    BodyBlock with(List<Run> others) {
        return new BodyBlock(quoted, style, others, margin);
    }

    BodyBlock with(Margin other) {
        return new BodyBlock(quoted, style, runs, other);
    }

    /**
     * What is said beside a block.
     *
     * @param anchor what links to it name, if any do
     * @param source who wrote it, with the place there, where a quotation begins
     * @param answers who quotes it, each with the place there, where a passage ends
     */
    public record Margin(@Nullable String anchor, @Nullable Link source, List<Link> answers) {
        /** How many who answer are named; of more, how many they are. */
        static final int MAX_NAMED = 12;

        static final Margin NONE = new Margin(null, null, List.of());

        public Margin {
            answers = List.copyOf(answers);
        }

        /** Returns how many answer. */
        public String count() {
            return answers.size() == 1 ? "1 reply" : answers.size() + " replies";
        }

        /** Returns those who are named. */
        public List<Link> named() {
            return answers.size() <= MAX_NAMED ? answers : answers.subList(0, MAX_NAMED);
        }

        /** Returns how many are not named. */
        public int more() {
            return answers.size() - named().size();
        }
    }

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

    static BodyBlock of(Block block, Map<String, MailLink> links) {
        int level = Math.max(block.depth(), block.level());
        if (level == 0) {
            return block.kind() == Kind.PATCH
                    ? new BodyBlock(false, "own", patch(block.lines(), links))
                    : new BodyBlock(false, style(block.kind()), Run.linked(quoted(block), links));
        }
        String quote = "quote q" + Math.min(level, MAX_STYLED_DEPTH);
        String style = block.kind().isText() ? quote : quote + " " + style(block.kind());
        return new BodyBlock(true, style, Run.linked(quoted(block), links));
    }

    private static String style(Kind kind) {
        return switch (kind) {
            case AUTHORED, QUOTED, PATCH -> "own";
            case ATTRIBUTION, HEADER_BLOCK, SIGNATURE, FOOTER, BOILERPLATE, ELISION ->
                    kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
            case ARMOUR -> ARMOUR;
        };
    }

    private static String quoted(Block block) {
        int depth = block.depth();
        if (depth == 0) {
            return String.join("\n", block.lines());
        }
        String marks =
                depth <= MAX_MARKS ? ">".repeat(depth) : ">".repeat(MAX_MARKS) + "(" + depth + ")";
        return block.lines().stream()
                .map(line -> line.isEmpty() ? marks : marks + " " + line)
                .collect(Collectors.joining("\n"));
    }

    /** Marks the lines of a patch. */
    private static List<Run> patch(List<String> lines, Map<String, MailLink> links) {
        List<Run> runs = new ArrayList<>();
        StringBuilder pending = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            pending.append(i == 0 ? "" : "\n");
            String mark = mark(lines.get(i));
            if (mark.isEmpty()) {
                pending.append(lines.get(i));
            } else {
                runs.addAll(Run.linked(pending.toString(), links));
                pending.setLength(0);
                runs.add(Run.marked(lines.get(i), mark));
            }
        }
        runs.addAll(Run.linked(pending.toString(), links));
        return List.copyOf(runs);
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
}
