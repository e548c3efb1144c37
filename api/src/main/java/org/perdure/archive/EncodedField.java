package org.perdure.archive;

import java.util.ArrayList;
import java.util.List;

/**
 * A header field as a reader sees it, with its encoded words decoded (RFC 2047): also in quotes and
 * in the middle of words, as mail writes them. Blanks between two of them are none, so that what is
 * cut into words is whole again.
 */
final class EncodedField {
    /** Characters of a charset name, language included. */
    private static final int MAX_CHARSET_CHARS = 60;

    private final byte[] bytes;
    private final List<CodedText> parts = new ArrayList<>();

    /** Where the last word ended; -1 before the first. */
    private int wordEnd = -1;

    private EncodedField(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Returns whether there may be an encoded word; it costs less than reading. */
    static boolean mayBeIn(byte[] bytes) {
        return find(bytes, 0, '=', '?') >= 0;
    }

    /** Reads an unfolded field from a place on. */
    static CodedText read(byte[] bytes, int from) {
        return new EncodedField(bytes).run(from);
    }

    private CodedText run(int from) {
        int done = from;
        int at = find(bytes, from, '=', '?');
        while (at >= 0) {
            int end = word(at, done);
            done = end < 0 ? done : end;
            at = find(bytes, end < 0 ? at + 2 : end, '=', '?');
        }
        parts.add(CodedText.plain(bytes, done, bytes.length));
        return CodedText.joined(parts);
    }

    /** Adds the word that begins there, and what is before it; returns its end, or -1. */
    private int word(int begin, int done) {
        int text = textBegin(begin);
        if (text < 0) {
            return -1;
        }
        boolean base64 = (bytes[text - 2] | 0x20) == 'b';
        int cut = base64 ? cutEnd(text) : -1;
        int end = cut >= 0 ? cut : find(bytes, text, '?', '=');
        if (end < 0) {
            return -1;
        }
        end = base64 ? end : realEnd(end);
        if (wordEnd < 0 || !isBlank(wordEnd, begin)) {
            parts.add(CodedText.plain(bytes, done, begin));
        }
        parts.add(base64 ? CodedText.base64(bytes, text, end) : CodedText.q(bytes, text, end));
        wordEnd = cut >= 0 ? cut : end + 2;
        return wordEnd;
    }

    /** Returns where the text of a word begins, behind charset and encoding; -1 if it is none. */
    private int textBegin(int begin) {
        int first = begin + 2;
        int limit = Math.min(bytes.length, begin + MAX_CHARSET_CHARS);
        while (first < limit && bytes[first] != '?') {
            first++;
        }
        boolean isWord =
                first > begin + 2
                        && first < limit
                        && first + 2 < bytes.length
                        && "bBqQ".indexOf(bytes[first + 1]) >= 0
                        && bytes[first + 2] == '?';
        return isWord ? first + 3 : -1;
    }

    /** Returns where a word in base 64 ends that lacks its end; -1 if it does not. */
    private int cutEnd(int text) {
        int end = text;
        while (end < bytes.length && isBase64(bytes[end])) {
            end++;
        }
        int next = end;
        if (next + 1 == bytes.length && bytes[next] == '?') {
            next++;
        }
        while (next < bytes.length && isBlank(bytes[next])) {
            next++;
        }
        boolean isCut = next == bytes.length || (next > end && startsWord(next));
        return isCut && end > text + 1 ? next : -1;
    }

    private boolean startsWord(int at) {
        return at + 1 < bytes.length && bytes[at] == '=' && bytes[at + 1] == '?';
    }

    private static boolean isBase64(byte b) {
        return (b >= '0' && b <= '9')
                || (b >= 'A' && b <= 'Z')
                || (b >= 'a' && b <= 'z')
                || b == '+'
                || b == '/'
                || b == '=';
    }

    /** A question mark that was not encoded, before a byte that was, is no end of a word. */
    private int realEnd(int end) {
        boolean encoded =
                end + 3 < bytes.length
                        && Character.digit(bytes[end + 2], 16) >= 0
                        && Character.digit(bytes[end + 3], 16) >= 0;
        for (int i = end + 4; encoded && i + 1 < bytes.length && !isBlank(bytes[i]); i++) {
            if (startsWord(i)) {
                break;
            }
            if (bytes[i] == '?' && bytes[i + 1] == '=') {
                return i;
            }
        }
        return end;
    }

    private boolean isBlank(int from, int to) {
        for (int i = from; i < to; i++) {
            if (!isBlank(bytes[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBlank(byte b) {
        return b >= 0 && b <= ' ';
    }

    private static int find(byte[] bytes, int from, char first, char second) {
        for (int at = from; at + 1 < bytes.length; at++) {
            if (bytes[at] == first && bytes[at + 1] == second) {
                return at;
            }
        }
        return -1;
    }
}
