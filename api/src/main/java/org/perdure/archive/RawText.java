package org.perdure.archive;

import java.nio.charset.Charset;
import java.util.function.UnaryOperator;

/**
 * Masks the text of a part where it stands: as a reader sees it, if that is something else than
 * what is written, and then line by line, as it is written. In the other order, half an address
 * that looks like a whole one would be hidden first, and the rest be none any more.
 */
final class RawText {
    private final CodedText coded;
    private final byte[] text;
    private final Masking masking;

    private RawText(CodedText coded, Masking masking) {
        this.coded = coded;
        this.text = coded.text();
        this.masking = masking;
    }

    static void mask(CodedText coded, PartType type, Masking masking) {
        RawText raw = new RawText(coded, masking);
        UnaryOperator<String> hiding =
                type.isFolded() ? text -> Unfolded.mask(text, masking::text) : masking::text;
        if (type.isFolded()) {
            raw.foldedLines(hiding);
        }
        if (type.joinsLines()) {
            raw.paragraphs();
        }
        if (type.isHtml()) {
            HtmlReading.mask(coded, masking::text);
        }
        Charset charset = type.charset();
        if (charset != null) {
            Reading.in(charset, coded).mask(hiding);
        }
        if (type.isUtf7()) {
            Utf7Reading.mask(coded, hiding);
        }
        raw.lines();
    }

    /** Returns whether bytes may be text: they have no control characters that text has not. */
    static boolean isText(byte[] bytes) {
        for (byte b : bytes) {
            if (b >= 0 && b < ' ' && (b < '\t' || b > '\r') && b != 0x1b) {
                return false;
            }
        }
        return true;
    }

    private void lines() {
        DiffLines diff = new DiffLines();
        int at = 0;
        while (at < text.length) {
            int end = lineEnd(at);
            line(at, end, diff);
            at = end + 1;
        }
    }

    private int lineEnd(int from) {
        int end = from;
        while (end < text.length && text[end] != '\n') {
            end++;
        }
        return end;
    }

    private void line(int from, int to, DiffLines diff) {
        Quoted quoted = quoted(from, to);
        Reading line = new Reading(coded);
        boolean inDiff = false;
        boolean begun = false;
        for (int at = quoted.start(); at < to || !begun; ) {
            while (at < to && !line.isLong()) {
                at = line.readCharacter(at, to);
            }
            String piece = line.text();
            inDiff = begun ? inDiff : diff.next(quoted.depth(), piece);
            begun = true;
            if (!inDiff) {
                line.mask(piece, masking::text);
            }
            line.clear();
        }
    }

    /**
     * A line without its quote marks.
     *
     * @param start where what was quoted begins
     */
    private record Quoted(int depth, int start) {}

    private Quoted quoted(int from, int to) {
        int depth = 0;
        int start = from;
        while (start < to && text[start] == '>') {
            depth++;
            start++;
            if (start + 1 < to && text[start] == ' ' && text[start + 1] == '>') {
                start++;
            }
        }
        return new Quoted(depth, depth > 0 && start < to && text[start] == ' ' ? start + 1 : start);
    }

    /** Masks each line with those that go on with it. */
    private void foldedLines(UnaryOperator<String> hiding) {
        Reading line = new Reading(coded);
        int at = 0;
        while (at < text.length) {
            at = line.readCharacter(at, text.length);
            boolean over =
                    text[at - 1] == '\n'
                            && (at == text.length || (text[at] != ' ' && text[at] != '\t'));
            if (over || line.isTooLong()) {
                line.mask(hiding);
                line.clear();
            }
        }
        line.mask(hiding);
    }

    /** Masks lines that go on in the next one of their quote depth as one (RFC 3676). */
    private void paragraphs() {
        DiffLines diff = new DiffLines();
        Reading paragraph = new Reading(coded);
        int open = -1;
        int at = 0;
        while (at < text.length) {
            int end = lineEnd(at);
            int last = end > at && text[end - 1] == '\r' ? end - 1 : end;
            Quoted quoted = quoted(at, last);
            if (open >= 0 && open != quoted.depth()) {
                flush(paragraph, open, diff);
            }
            boolean stuffed =
                    quoted.depth() == 0 && quoted.start() < last && text[quoted.start()] == ' ';
            int start = stuffed ? quoted.start() + 1 : quoted.start();
            boolean soft = last > start && text[last - 1] == ' ';
            paragraph.read(start, soft ? last - 1 : last);
            open = quoted.depth();
            if (!soft || paragraph.isLong()) {
                flush(paragraph, open, diff);
                open = -1;
            }
            at = end + 1;
        }
        flush(paragraph, Math.max(open, 0), diff);
    }

    private void flush(Reading paragraph, int depth, DiffLines diff) {
        String text = paragraph.text();
        if (!diff.next(depth, text)) {
            paragraph.mask(text, masking::text);
        }
        paragraph.clear();
    }
}
