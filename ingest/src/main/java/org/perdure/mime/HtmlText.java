package org.perdure.mime;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.select.NodeVisitor;
import org.jspecify.annotations.Nullable;

/**
 * HTML as plain text: a block is a line, a quotation has quote marks, preformatted text keeps its
 * blanks; scripts and styles are left out.
 */
final class HtmlText implements NodeVisitor {
    /** Elements within elements that are told apart. */
    static final int MAX_ELEMENT_DEPTH = 400;

    /** Quote marks in front of a line; deeper quotations have no more. */
    static final int MAX_QUOTE_DEPTH = 60;

    private static final char NO_BREAK_SPACE = '\u00a0';

    /** Bytes in which a document names its charset. */
    private static final int MAX_PROLOGUE_BYTES = 1024;

    private static final Set<String> SILENT =
            Set.of("script", "style", "head", "title", "template", "noscript", "object");
    private static final Set<String> BLOCKS =
            Set.of(
                    "div", "tr", "li", "ul", "ol", "table", "section", "article", "header",
                    "footer", "address", "center", "form", "dd", "dt", "dl", "hr", "tbody", "thead",
                    "body");
    private static final Set<String> PARAGRAPHS =
            Set.of("p", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote");

    private final StringBuilder out = new StringBuilder();
    private final StringBuilder line = new StringBuilder();
    private int quoteDepth;
    private int preformatted;
    private int silent;

    /** Whether the line ends in a blank that swallows others. */
    private boolean blank;

    /** Quote depth of the last line. */
    private int lastDepth;

    /** Whether an empty line is due before the next line with text. */
    private boolean gap;

    private HtmlText() {}

    /** Returns the text of a document, each line ended by {@code \n}. */
    static String of(String html) {
        Document document =
                Parser.htmlParser()
                        .setMaxDepth(MAX_ELEMENT_DEPTH)
                        .parseInput(BodyReader.normalised(html), "");
        HtmlText text = new HtmlText();
        document.traverse(text);
        text.endLine();
        return text.out.toString();
    }

    /** Returns the charset that a document names itself, if it does. */
    static @Nullable String charset(byte[] bytes) {
        String prologue =
                new String(
                                bytes,
                                0,
                                Math.min(bytes.length, MAX_PROLOGUE_BYTES),
                                StandardCharsets.ISO_8859_1)
                        .toLowerCase(Locale.ROOT);
        int start = prologue.indexOf("charset=");
        if (start < 0) {
            return null;
        }
        start += "charset=".length();
        if (start < prologue.length() && "\"'".indexOf(prologue.charAt(start)) >= 0) {
            start++;
        }
        int end = start;
        while (end < prologue.length() && " \"'/>;".indexOf(prologue.charAt(end)) < 0) {
            end++;
        }
        return end == start ? null : prologue.substring(start, end);
    }

    @Override
    public void head(Node node, int depth) {
        if (node instanceof TextNode text) {
            if (silent == 0) {
                append(text.getWholeText());
            }
        } else if (node instanceof Element element) {
            open(element.normalName());
        }
    }

    @Override
    public void tail(Node node, int depth) {
        if (node instanceof Element element) {
            close(element.normalName());
        }
    }

    private void open(String name) {
        if (SILENT.contains(name)) {
            silent++;
        } else if (name.equals("br")) {
            breakLine();
        } else if (BLOCKS.contains(name)) {
            endLine();
        } else if (PARAGRAPHS.contains(name)) {
            endLine();
            gap = !out.isEmpty();
        }
        if (name.equals("blockquote")) {
            quoteDepth++;
        } else if (name.equals("pre")) {
            preformatted++;
        }
    }

    private void close(String name) {
        if (SILENT.contains(name)) {
            silent--;
        } else if (name.equals("td") || name.equals("th")) {
            append(" ");
        } else if (BLOCKS.contains(name)) {
            endLine();
        } else if (PARAGRAPHS.contains(name)) {
            endLine();
            gap = !out.isEmpty();
        }
        if (name.equals("blockquote")) {
            quoteDepth--;
        } else if (name.equals("pre")) {
            preformatted--;
        }
    }

    private void append(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (preformatted > 0 && c == '\n') {
                breakLine();
            } else if (c > ' ' || preformatted > 0) {
                line.append(c == NO_BREAK_SPACE ? ' ' : c);
                blank = false;
            } else if (!line.isEmpty() && !blank) {
                line.append(' ');
                blank = true;
            }
        }
    }

    /** Ends the line, also an empty one. */
    private void breakLine() {
        if (line.isEmpty()) {
            gap = false;
            write("", quoteDepth);
        } else {
            endLine();
        }
    }

    /** Ends the line if there is one. */
    private void endLine() {
        String text = line.toString().stripTrailing();
        line.setLength(0);
        blank = false;
        if (text.isEmpty()) {
            return;
        }
        if (gap) {
            write("", Math.min(lastDepth, quoteDepth));
            gap = false;
        }
        write(text, quoteDepth);
    }

    private void write(String text, int depth) {
        int marks = Math.min(depth, MAX_QUOTE_DEPTH);
        out.repeat("> ", text.isEmpty() ? Math.max(0, marks - 1) : marks);
        out.append(text.isEmpty() && marks > 0 ? ">" : text).append('\n');
        lastDepth = depth;
    }
}
