package org.perdure.search.lucene;

import java.io.IOException;
import java.text.Normalizer;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.KeywordAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;

/**
 * Cuts mail into words, in lower case and without accents, in one pass over the characters.
 *
 * <ul>
 *   <li>Letters and digits make a word. What joins words in paths, versions and addresses separates
 *       them here, so {@code drivers/xen/blktap.c} is four words in a row, and looking for it is
 *       looking for that row: it is found whole and by any of its parts.
 *   <li>An identifier with {@code _} within is one word, and in the same places its parts are words
 *       too: {@code xc_domain_create}, {@code xc}, {@code domain}, {@code create}.
 *   <li>Characters of Chinese, Japanese and Korean stand alone, as these scripts put no blanks
 *       between words, or hang endings on them: what is looked for is a row of characters.
 *   <li>{@code 's} at the end of a word is left out.
 *   <li>A {@link #BLOCK_END} puts {@link #POSITIONS_BETWEEN_BLOCKS} places between two words, so
 *       that no phrase is found across it.
 *   <li>If asked for, a {@link LineMark} is a word in the place of the one that follows it.
 * </ul>
 *
 * <p>Words that are not made of plain letters are marked as keywords: they are not to be stemmed.
 */
final class MailTokenizer extends Tokenizer {
    /** The longest word, in characters; what is beyond is not looked at. */
    static final int MAX_WORD = 128;

    /** Ends a block of text. */
    static final char BLOCK_END = '\f';

    /** Places between the last word of a block and the first of the next. */
    static final int POSITIONS_BETWEEN_BLOCKS = 100;

    private static final byte SEPARATOR = 0;
    private static final byte WORD = 1;
    private static final byte UNDERSCORE = 2;
    private static final byte APOSTROPHE = 3;
    private static final byte ALONE = 4;
    private static final byte END_OF_BLOCK = 5;
    private static final byte MARK = 6;
    private static final byte LINE_MARK = 7;
    private static final byte[] ASCII_KINDS = asciiKinds();

    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final OffsetAttribute offset = addAttribute(OffsetAttribute.class);
    private final PositionIncrementAttribute position =
            addAttribute(PositionIncrementAttribute.class);
    private final KeywordAttribute keyword = addAttribute(KeywordAttribute.class);

    private final char[] buffer = new char[4_096];
    private int bufferLength;
    private int bufferAt;

    /** Place in the text of the first character of the buffer. */
    private int bufferOffset;

    private final char[] run = new char[MAX_WORD];
    private int runLength;
    private int runStart;

    /** Place in the text after the run; beyond its length if it was cut. */
    private int runEnd;

    private boolean runIsAscii;
    private boolean runIsIdentifier;

    /** Where the next part of an identifier begins in the run, negative if there is none. */
    private int nextPart;

    /** Place in the text after an apostrophe that ended a run, else negative. */
    private int afterApostrophe;

    /** Where the run would begin if it followed such an apostrophe, else negative. */
    private int possessiveStart;

    private int gap;

    private final boolean marks;

    /** The mark that the next word gets before it, 0 if none. */
    private char mark;

    /** Whether the mark of a word was given out and the word comes next. */
    private boolean marked;

    /**
     * @param marks whether characters that are {@link LineMark}s are words; else they are blanks
     */
    MailTokenizer(boolean marks) {
        this.marks = marks;
    }

    @Override
    public void reset() throws IOException {
        super.reset();
        bufferLength = 0;
        bufferAt = 0;
        bufferOffset = 0;
        nextPart = -1;
        afterApostrophe = -1;
        gap = 0;
        mark = 0;
        marked = false;
    }

    @Override
    public boolean incrementToken() throws IOException {
        clearAttributes();
        if (nextPart >= 0) {
            emitPart();
            return true;
        }
        if (!marked) {
            do {
                if (!readRun()) {
                    return false;
                }
            } while (isPossessive());
            position.setPositionIncrement(1 + gap);
            gap = 0;
            if (mark != 0) {
                emitMark();
                return true;
            }
        } else {
            position.setPositionIncrement(0);
            marked = false;
        }
        emit(0, runLength, runEnd);
        nextPart = runIsIdentifier ? 0 : -1;
        return true;
    }

    @Override
    public void end() throws IOException {
        super.end();
        int end = correctOffset(bufferOffset + bufferAt);
        offset.setOffset(end, end);
    }

    private boolean isPossessive() {
        return runLength == 1 && runStart == possessiveStart && (run[0] == 's' || run[0] == 'S');
    }

    private void emitMark() {
        offset.setOffset(correctOffset(runStart), correctOffset(runStart));
        term.append(mark);
        keyword.setKeyword(true);
        mark = 0;
        marked = true;
    }

    private void emitPart() {
        int start = nextPart;
        int end = start;
        while (end < runLength && run[end] != '_') {
            end++;
        }
        int next = end;
        while (next < runLength && run[next] == '_') {
            next++;
        }
        nextPart = next < runLength ? next : -1;
        position.setPositionIncrement(start == 0 ? 0 : 1);
        emit(start, end, runStart + end);
    }

    private void emit(int from, int to, int end) {
        offset.setOffset(correctOffset(runStart + from), correctOffset(end));
        if (!runIsAscii) {
            String folded = fold(new String(run, from, to - from));
            term.append(folded);
            keyword.setKeyword(!folded.chars().allMatch(c -> c >= 'a' && c <= 'z'));
            return;
        }
        char[] word = term.resizeBuffer(to - from);
        boolean letters = true;
        for (int i = from; i < to; i++) {
            char c = run[i];
            if (c >= 'A' && c <= 'Z') {
                c = (char) (c + ('a' - 'A'));
            } else if (c < 'a') {
                letters = false;
            }
            word[i - from] = c;
        }
        term.setLength(to - from);
        keyword.setKeyword(!letters);
    }

    /** Reads up to the end of the next word. Returns whether there is one. */
    private boolean readRun() throws IOException {
        runLength = 0;
        runIsAscii = true;
        runIsIdentifier = false;
        possessiveStart = afterApostrophe;
        afterApostrophe = -1;
        int underscores = 0;
        while (bufferAt < bufferLength || refill()) {
            char c = buffer[bufferAt];
            int codePoint = c;
            if (Character.isHighSurrogate(c)) {
                codePoint = pair(c);
            }
            byte kind = c < 128 ? ASCII_KINDS[c] : kindOf(codePoint);
            if (kind == WORD || (kind == MARK && runLength > 0)) {
                if (runLength == 0) {
                    runStart = bufferOffset + bufferAt;
                } else if (underscores > 0) {
                    appendUnderscores(underscores);
                }
                underscores = 0;
                append(codePoint);
                bufferAt += Character.charCount(codePoint);
                runEnd = bufferOffset + bufferAt;
                continue;
            }
            if (kind == UNDERSCORE) {
                underscores += runLength > 0 ? 1 : 0;
                bufferAt++;
                continue;
            }
            if (kind == ALONE) {
                if (runLength == 0) {
                    readAlone(codePoint);
                }
                return true;
            }
            if (runLength > 0) {
                if (kind == APOSTROPHE) {
                    bufferAt++;
                    afterApostrophe = bufferOffset + bufferAt;
                }
                return true;
            }
            bufferAt += Character.charCount(codePoint);
            if (kind == END_OF_BLOCK) {
                gap = POSITIONS_BETWEEN_BLOCKS;
            } else if (kind == LINE_MARK && marks) {
                mark = c;
            }
        }
        return runLength > 0;
    }

    private void readAlone(int codePoint) throws IOException {
        runStart = bufferOffset + bufferAt;
        append(codePoint);
        bufferAt += Character.charCount(codePoint);
        if ((bufferAt < bufferLength || refill()) && isVoicing(buffer[bufferAt])) {
            append(buffer[bufferAt]);
            bufferAt++;
        }
        runEnd = bufferOffset + bufferAt;
    }

    private void append(int codePoint) {
        if (codePoint < 128) {
            if (runLength < MAX_WORD) {
                run[runLength++] = (char) codePoint;
            }
            return;
        }
        runIsAscii = false;
        if (runLength + Character.charCount(codePoint) <= MAX_WORD) {
            runLength += Character.toChars(codePoint, run, runLength);
        }
    }

    private void appendUnderscores(int underscores) {
        // Of no use at the very end, where the word is cut.
        if (runLength + underscores < MAX_WORD) {
            runIsIdentifier = true;
            for (int i = 0; i < underscores; i++) {
                run[runLength++] = '_';
            }
        }
    }

    private boolean refill() throws IOException {
        bufferOffset += bufferLength;
        bufferAt = 0;
        bufferLength = 0;
        return fill();
    }

    private boolean fill() throws IOException {
        int read = input.read(buffer, bufferLength, buffer.length - bufferLength);
        if (read <= 0) {
            return false;
        }
        bufferLength += read;
        return true;
    }

    /** Returns the code point that begins with a high surrogate, itself if it is broken. */
    private int pair(char high) throws IOException {
        if (bufferAt + 1 == bufferLength) {
            bufferOffset += bufferAt;
            bufferAt = 0;
            bufferLength = 1;
            buffer[0] = high;
            fill();
        }
        boolean whole =
                bufferAt + 1 < bufferLength && Character.isLowSurrogate(buffer[bufferAt + 1]);
        return whole ? Character.toCodePoint(high, buffer[bufferAt + 1]) : high;
    }

    private static byte kindOf(int codePoint) {
        if (Character.isIdeographic(codePoint) || isKana(codePoint) || isHangul(codePoint)) {
            return ALONE;
        }
        if (Character.isLetterOrDigit(codePoint)) {
            return WORD;
        }
        if (codePoint == '’') {
            return APOSTROPHE;
        }
        int type = Character.getType(codePoint);
        boolean mark =
                type == Character.NON_SPACING_MARK
                        || type == Character.COMBINING_SPACING_MARK
                        || type == Character.ENCLOSING_MARK;
        return mark ? MARK : SEPARATOR;
    }

    private static byte[] asciiKinds() {
        byte[] kinds = new byte[128];
        for (char c = 0; c < kinds.length; c++) {
            kinds[c] = Character.isLetterOrDigit(c) ? WORD : SEPARATOR;
        }
        kinds['_'] = UNDERSCORE;
        kinds['\''] = APOSTROPHE;
        kinds[BLOCK_END] = END_OF_BLOCK;
        for (LineMark mark : LineMark.values()) {
            kinds[mark.sign()] = LINE_MARK;
        }
        return kinds;
    }

    /** Hiragana and Katakana, with the mark of a long vowel; narrow ones too. */
    private static boolean isKana(int codePoint) {
        return (codePoint >= 0x3041 && codePoint <= 0x3096)
                || (codePoint >= 0x30a1 && codePoint <= 0x30fa)
                || codePoint == 0x30fc
                || (codePoint >= 0x31f0 && codePoint <= 0x31ff)
                || (codePoint >= 0xff66 && codePoint <= 0xff9d);
    }

    /** Whole syllables; of single letters, as some systems send them, one makes no syllable. */
    private static boolean isHangul(int codePoint) {
        return codePoint >= 0xac00 && codePoint <= 0xd7a3;
    }

    /** The marks that make another sound of a kana, on their own, to be joined, and narrow. */
    private static boolean isVoicing(char c) {
        return c == 0x3099 || c == 0x309a || c == 0xff9e || c == 0xff9f;
    }

    /** Compatibility forms (NFKC) in lower case without the marks of Latin, Greek and Cyrillic. */
    static String fold(String word) {
        String decomposed = Normalizer.normalize(word, Normalizer.Form.NFKD);
        StringBuilder plain = new StringBuilder(decomposed.length());
        decomposed
                .codePoints()
                .filter(c -> c < 0x300 || c > 0x36f)
                .map(Character::toLowerCase)
                .forEach(plain::appendCodePoint);
        char[] composed = Normalizer.normalize(plain, Normalizer.Form.NFC).toCharArray();
        // Letters that do not decompose, such as ø and ß. One becomes four at the most.
        char[] folded = new char[4 * composed.length];
        int length = ASCIIFoldingFilter.foldToASCII(composed, 0, folded, 0, composed.length);
        return length == 0 ? word : new String(folded, 0, length);
    }
}
