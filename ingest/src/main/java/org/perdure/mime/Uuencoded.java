package org.perdure.mime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.perdure.message.Defect;

/**
 * Takes files in uuencode (POSIX, {@code uuencode}) out of a text. They may lack their end, and the
 * blanks at the ends of their lines.
 */
final class Uuencoded {
    /** Files that are taken out of one text; further ones stay in it. */
    static final int MAX_FILES = 100;

    private static final byte[] BEGIN = "begin ".getBytes(StandardCharsets.US_ASCII);
    private static final int FULL_LINE = 45;

    private final byte[] text;
    private final Defects defects;
    private final List<File> files = new ArrayList<>();
    private final ByteArrayOutputStream rest = new ByteArrayOutputStream();

    private Uuencoded(byte[] text, Defects defects) {
        this.text = text;
        this.defects = defects;
    }

    /**
     * A file that stood in something.
     *
     * @param name as the sender wrote it, possibly empty
     */
    record File(String name, byte[] content) {}

    /**
     * A text without its files.
     *
     * @param rest what is left; the array that was given if it holds no file
     */
    record Cut(byte[] rest, List<File> files) {}

    /** Returns whether a text may hold a file: this costs much less than looking closer. */
    static boolean mayBeIn(String text) {
        return text.startsWith("begin ") || text.contains("\nbegin ");
    }

    /** Takes the files out of a text. */
    static Cut cut(byte[] text, Defects defects) {
        int begin = nextBegin(text, 0);
        return begin < 0 ? new Cut(text, List.of()) : new Uuencoded(text, defects).run(begin);
    }

    private Cut run(int first) {
        int kept = 0;
        int begin = first;
        while (begin >= 0 && files.size() < MAX_FILES) {
            int end = file(begin);
            if (end > begin) {
                rest.write(text, kept, begin - kept);
                kept = end;
            }
            begin = nextBegin(text, Math.max(end, begin + 1));
        }
        if (files.isEmpty()) {
            return new Cut(text, files);
        }
        rest.write(text, kept, text.length - kept);
        return new Cut(rest.toByteArray(), files);
    }

    private static int nextBegin(byte[] text, int from) {
        for (int i = from; i + BEGIN.length < text.length; i++) {
            if (text[i] == 'b' && (i == 0 || text[i - 1] == '\n') && startsWith(text, i, BEGIN)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean startsWith(byte[] text, int at, byte[] word) {
        for (int i = 0; i < word.length; i++) {
            if (text[at + i] != word[i]) {
                return false;
            }
        }
        return true;
    }

    /** Adds the file that begins there; returns the index after it, or where it began if none. */
    private int file(int begin) {
        int line = nextLine(begin);
        String[] words =
                new String(text, begin, endOf(begin, line) - begin, StandardCharsets.UTF_8)
                        .split(" +", 3);
        if (words.length < 3 || !words[1].matches("[0-7]{3,4}")) {
            return begin;
        }
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        boolean full = false;
        while (line < text.length) {
            int next = nextLine(line);
            int end = endOf(line, next);
            int length = end == line ? 0 : text[line] - ' ' & 63;
            if (end == line || (length == 0 && end - line <= 2)) {
                int after = nextLine(next);
                if (next < text.length && isEnd(next, after)) {
                    files.add(new File(words[2].strip(), content.toByteArray()));
                    return after;
                }
                break;
            }
            if (isEnd(line, next)) { // Without the line of length 0 before it.
                files.add(new File(words[2].strip(), content.toByteArray()));
                return next;
            }
            if (!isData(line, end, length)) {
                break;
            }
            decode(line, end, length, content);
            full |= length == FULL_LINE;
            line = next;
        }
        if (!full) {
            return begin;
        }
        defects.add(Defect.Code.BAD_STRUCTURE, "uuencode without end");
        files.add(new File(words[2].strip(), content.toByteArray()));
        return line;
    }

    /** Lines may lack blanks at their end, and have a check sum beyond it. */
    private boolean isData(int start, int end, int length) {
        if (end - start - 1 > (length + 2) / 3 * 4 + 2) {
            return false;
        }
        for (int i = start; i < end; i++) {
            if (text[i] < ' ' || text[i] > '`') {
                return false;
            }
        }
        return length == FULL_LINE || end - start - 1 >= (length + 2) / 3;
    }

    private boolean isEnd(int start, int next) {
        int end = endOf(start, next);
        return end - start == 3
                && text[start] == 'e'
                && text[start + 1] == 'n'
                && text[start + 2] == 'd';
    }

    private void decode(int start, int end, int length, ByteArrayOutputStream out) {
        int written = 0;
        for (int i = start + 1; written < length; i += 4) {
            int bits = sextet(i, end) << 18 | sextet(i + 1, end) << 12;
            bits |= sextet(i + 2, end) << 6 | sextet(i + 3, end);
            for (int shift = 16; shift >= 0 && written < length; shift -= 8) {
                out.write(bits >> shift);
                written++;
            }
        }
    }

    private int sextet(int at, int end) {
        return at < end ? text[at] - ' ' & 63 : 0;
    }

    private int nextLine(int from) {
        int i = from;
        while (i < text.length && text[i] != '\n') {
            i++;
        }
        return Math.min(i + 1, text.length);
    }

    /** Returns the end of a line without its line end. */
    private int endOf(int start, int next) {
        int end = next;
        while (end > start && (text[end - 1] == '\n' || text[end - 1] == '\r')) {
            end--;
        }
        return end;
    }
}
