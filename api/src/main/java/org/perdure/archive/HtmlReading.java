package org.perdure.archive;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Masks HTML where it stands, as a reader sees it: with character references read, in attributes
 * and comments too, and in text without the tags and comments within it: {@code
 * ada<b>@</b>example.org} is one address. Takes time in proportion to the document.
 */
final class HtmlReading {
    /** Tags at which a word ends. */
    private static final Set<String> BLOCKS =
            Set.of(
                    "address",
                    "article",
                    "blockquote",
                    "body",
                    "br",
                    "center",
                    "dd",
                    "div",
                    "dl",
                    "dt",
                    "footer",
                    "form",
                    "h1",
                    "h2",
                    "h3",
                    "h4",
                    "h5",
                    "h6",
                    "head",
                    "header",
                    "hr",
                    "html",
                    "li",
                    "ol",
                    "p",
                    "pre",
                    "script",
                    "section",
                    "style",
                    "table",
                    "tbody",
                    "td",
                    "th",
                    "thead",
                    "title",
                    "tr",
                    "ul");

    /** Characters of the longest of them, and one more. */
    private static final int MAX_NAME = 11;

    private final CodedText source;
    private final byte[] text;
    private final UnaryOperator<String> masking;

    private HtmlReading(CodedText source, UnaryOperator<String> masking) {
        this.source = source;
        this.text = source.text();
        this.masking = masking;
    }

    /** Masks a document. */
    static void mask(CodedText source, UnaryOperator<String> masking) {
        HtmlReading html = new HtmlReading(source, masking);
        // What stands before a tag may look like a whole address, and be the half of one.
        html.blocks();
        html.lines();
    }

    /** Masks each line with all its tags. */
    private void lines() {
        Reading line = new Reading(source);
        int at = 0;
        while (at < text.length) {
            at = next(line, at);
            if (text[at - 1] == '\n' || line.isLong()) {
                flush(line);
            }
        }
        flush(line);
    }

    /** Masks what stands between the tags of blocks, without other tags. */
    private void blocks() {
        Reading block = new Reading(source);
        int at = 0;
        while (at < text.length) {
            if (!isTag(at)) {
                at = next(block, at);
                if (block.isLong()) {
                    flush(block);
                }
                continue;
            }
            if (BLOCKS.contains(name(at))) {
                flush(block);
            }
            at = tagEnd(at);
        }
        flush(block);
    }

    private int next(Reading reading, int at) {
        return text[at] == '&'
                ? reading.readReference(at, text.length)
                : reading.readCharacter(at, text.length);
    }

    private void flush(Reading reading) {
        reading.mask(masking);
        reading.clear();
    }

    private boolean isTag(int at) {
        if (text[at] != '<' || at + 1 == text.length) {
            return false;
        }
        byte next = text[at + 1];
        return next == '/' || next == '!' || next == '?' || isLetter(next);
    }

    private static boolean isLetter(byte b) {
        return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
    }

    private String name(int tag) {
        int start = text[tag + 1] == '/' ? tag + 2 : tag + 1;
        int end = start;
        while (end < text.length
                && end < start + MAX_NAME
                && (isLetter(text[end]) || (text[end] >= '0' && text[end] <= '9'))) {
            end++;
        }
        return new String(text, start, end - start, StandardCharsets.ISO_8859_1)
                .toLowerCase(Locale.ROOT);
    }

    /** Returns what follows a tag or a comment. */
    private int tagEnd(int tag) {
        if (text[tag + 1] == '!') {
            return startsWith(tag, "<!--") ? commentEnd(tag + 2) : plainEnd(tag);
        }
        byte quote = 0;
        for (int at = tag + 1; at < text.length; at++) {
            byte b = text[at];
            if (b == quote) {
                quote = 0;
            } else if (quote == 0 && b == '>') {
                return at + 1;
            } else if (quote == 0 && (b == '"' || b == '\'') && isValue(at)) {
                quote = b;
            }
        }
        return text.length; // As browsers have it.
    }

    /** Returns whether a quote is one around the value of an attribute. */
    private boolean isValue(int at) {
        int before = at - 1;
        while (text[before] == ' ' || text[before] == '\t') {
            before--;
        }
        return text[before] == '=';
    }

    private int plainEnd(int tag) {
        int at = tag + 1;
        while (at < text.length && text[at] != '>') {
            at++;
        }
        return Math.min(at + 1, text.length);
    }

    /**
     * @param hyphens where the two hyphens are that begin it, which may be those that end it
     */
    private int commentEnd(int hyphens) {
        for (int at = hyphens; at < text.length; at++) {
            if (startsWith(at, "-->") || startsWith(at, "--!>")) {
                return at + (text[at + 2] == '!' ? 4 : 3);
            }
        }
        return text.length;
    }

    private boolean startsWith(int at, String word) {
        for (int i = 0; i < word.length(); i++) {
            if (at + i >= text.length || text[at + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
