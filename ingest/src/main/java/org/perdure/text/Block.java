package org.perdure.text;

import java.util.List;

/**
 * Consecutive lines of a body that are of one kind. Blocks are flat: a reply to a reply is two
 * blocks of depth 1 and 2, not one inside the other, because senders choose the depth.
 */
public sealed interface Block {
    /** Returns the lines without quote marks and line ends, never empty. */
    List<String> lines();

    /** Returns the number of quote marks in front of each line, 0 for what is not quoted. */
    default int depth() {
        return 0;
    }

    /**
     * Returns the text that blocks were cut from, each line ended by {@code \n}; of whatever form
     * the quote marks were, they are now {@code > } each.
     */
    static String text(List<Block> blocks) {
        StringBuilder text = new StringBuilder();
        for (Block block : blocks) {
            for (String line : block.lines()) {
                text.repeat("> ", block.depth()).append(line).append('\n');
            }
        }
        return text.toString();
    }

    /** Lines the author of the message wrote, patches included. */
    record Authored(List<String> lines) implements Block {
        public Authored {
            lines = nonEmpty(lines);
        }
    }

    /**
     * Lines copied from earlier messages, all at one quote depth (RFC 3676, section 4.5).
     *
     * @param depth number of quote marks in front of each line, at least 1
     * @param lines the lines without their quote marks
     */
    record Quote(int depth, List<String> lines) implements Block {
        public Quote {
            if (depth < 1) {
                throw new IllegalArgumentException("quote depth is " + depth);
            }
            lines = nonEmpty(lines);
        }
    }

    /** The line before a quote that names its author, such as {@code Ada wrote:}. */
    record Attribution(List<String> lines) implements Block {
        public Attribution {
            lines = nonEmpty(lines);
        }
    }

    /** The signature separator ({@code -- }) and what follows it. */
    record Signature(List<String> lines) implements Block {
        public Signature {
            lines = nonEmpty(lines);
        }
    }

    /**
     * Lines of OpenPGP armour (RFC 9580, section 6.2; the beginning of a signed text: section 7):
     * nothing that people read.
     */
    record Armour(List<String> lines) implements Block {
        public Armour {
            lines = nonEmpty(lines);
        }
    }

    private static List<String> nonEmpty(List<String> lines) {
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("a block has no lines");
        }
        return List.copyOf(lines);
    }
}
