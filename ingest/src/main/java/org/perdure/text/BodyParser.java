package org.perdure.text;

import java.util.ArrayList;
import java.util.List;

/** Cuts a body into blocks. A stand-in: quotes by their marks, and the signature. */
public final class BodyParser {
    private BodyParser() {}

    /** Returns the blocks of a body, in order; every line lands in one. */
    public static List<Block> parse(String text) {
        List<Block> blocks = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        int depth = 0;
        boolean signature = false;
        for (String line : text.lines().toList()) {
            int lineDepth = signature ? 0 : depthOf(line);
            boolean starts = !signature && line.equals("-- ");
            if ((lineDepth != depth || starts) && !lines.isEmpty()) {
                blocks.add(block(lines, depth, signature));
                lines.clear();
            }
            depth = lineDepth;
            signature |= starts;
            lines.add(lineDepth == 0 ? line : line.replaceFirst("^(> ?)+", ""));
        }
        if (!lines.isEmpty()) {
            blocks.add(block(lines, depth, signature));
        }
        return blocks;
    }

    private static Block block(List<String> lines, int depth, boolean signature) {
        if (depth > 0) {
            return new Block.Quote(depth, lines);
        }
        if (signature) {
            return new Block.Signature(lines);
        }
        return lines.size() <= 2 && lines.getLast().endsWith("wrote:")
                ? new Block.Attribution(lines)
                : new Block.Authored(lines);
    }

    private static int depthOf(String line) {
        int depth = 0;
        for (int i = 0;
                i < line.length() && (line.charAt(i) == '>' || line.charAt(i) == ' ');
                i++) {
            depth += line.charAt(i) == '>' ? 1 : 0;
        }
        return line.startsWith(">") ? depth : 0;
    }
}
