package org.perdure.mime;

/**
 * Undoes {@code format=flowed} (RFC 3676): lines that end in a blank go on in the next one of the
 * same quote depth. Quote marks stay in front of each paragraph.
 *
 * <p>QUIRK: a line of nothing but blanks flows nowhere; it is the empty line of a patch
 * (flowed-patch.eml). A line that was stuffed because it begins with {@code >} and is no quotation
 * keeps its stuffing, and is a quotation for those who read the text without its label.
 */
final class FlowedText {
    private final String text;
    private final boolean delSp;
    private final StringBuilder out;

    /** Depth of the paragraph that goes on, or -1. */
    private int open = -1;

    private FlowedText(String text, boolean delSp) {
        this.text = text;
        this.delSp = delSp;
        this.out = new StringBuilder(text.length());
    }

    /**
     * Returns the text with its paragraphs in one line each.
     *
     * @param text lines that end in {@code \n}
     * @param delSp whether the blank at a soft line break goes with it
     */
    static String reflow(String text, boolean delSp) {
        return new FlowedText(text, delSp).run();
    }

    private String run() {
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            boolean last = end < 0;
            end = last ? text.length() : end;
            line(start, end, last);
            start = end + 1;
        }
        return out.toString();
    }

    private void line(int start, int end, boolean last) {
        int content = start;
        int depth = 0;
        while (content < end && text.charAt(content) == '>') {
            content++;
            depth++;
            if (text.startsWith(" >", content)) { // Not of the RFC: they mean a mark all the same.
                content++;
            }
        }
        boolean stuffed = content < end && text.charAt(content) == ' ';
        boolean stuffedMark =
                depth == 0 && stuffed && content + 1 < end && text.charAt(content + 1) == '>';
        if (stuffed && !stuffedMark) {
            content++;
        }
        boolean separator = end - content == 3 && text.startsWith("-- ", content);
        if (open >= 0 && (open != depth || separator)) {
            close();
        }
        if (open < 0) {
            out.repeat('>', depth);
            if (depth > 0 && content < end) {
                out.append(' ');
            }
        }
        boolean soft = end > content && text.charAt(end - 1) == ' ' && !separator;
        if (soft && !isBlank(content, end)) {
            out.append(text, content, delSp && !last ? end - 1 : end);
            open = depth;
        } else {
            out.append(text, content, end);
            open = -1;
            if (!last) {
                out.append('\n');
            }
        }
        if (open >= 0 && end + 1 >= text.length()) {
            close(); // Nothing follows.
        }
    }

    /** Ends a paragraph whose last line said that it goes on. */
    private void close() {
        if (!out.isEmpty() && out.charAt(out.length() - 1) == ' ') {
            out.setLength(out.length() - 1);
        }
        out.append('\n');
        open = -1;
    }

    private boolean isBlank(int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) != ' ') {
                return false;
            }
        }
        return true;
    }
}
