package org.perdure.link;

import java.util.Arrays;

/**
 * How far a link goes in a text: to the first character that cannot be part of one there. Brackets
 * that open within the link belong to it, others end it.
 */
final class LinkScan {
    /** What no link holds as it is; programs that print links write them in another way. */
    private static final String ENDS = "\"`|^{}>";

    /** What JSON and LaTeX write with a backslash before it. */
    private static final String ESCAPABLE = "/_%#&~";

    /** What ends a sentence or an emphasis; brackets were dealt with. */
    private static final String TRAILING = ".,:;'*=!?~";

    /** Escaped marks of markup around a link, which begin like a parameter. */
    private static final String[] ENTITIES = {
        "&gt;", "&lt;", "&quot;", "&apos;", "&nbsp;", "&#39;", "&#34;", "&#60;", "&#62;", "&#x27;"
    };

    /** Its hashes may end with a sign that ends a line elsewhere. */
    private static final String HASHES_WITH_SIGN = "go.mail-archive.com/";

    private final String text;
    private final int start;
    private final StringBuilder link = new StringBuilder();
    private final StringBuilder escaped = new StringBuilder();

    /** For each character of the link, where it ends in the text. */
    private int[] ends = new int[128];

    private int at;
    private int round;
    private int square;

    private LinkScan(String text, int start) {
        this.text = text;
        this.start = start;
        this.at = start;
    }

    /**
     * @param surely where the beginning ends that was recognised already
     */
    static LinkScan of(String text, int start, int surely) {
        LinkScan scan = new LinkScan(text, start);
        while (scan.at < surely) {
            scan.takeEscaped();
        }
        scan.run();
        return scan;
    }

    /** Returns the same link going on elsewhere in the text. */
    LinkScan continuedAt(int next) {
        LinkScan scan = new LinkScan(text, start);
        scan.link.append(link);
        scan.escaped.append(escaped);
        scan.ends = ends.clone();
        scan.round = round;
        scan.square = square;
        scan.at = next;
        scan.run();
        return scan;
    }

    /** Returns where the scan stopped. */
    int end() {
        return at;
    }

    /** Returns the link without punctuation behind it. */
    FoundLink link(boolean hasScheme) {
        int length = link.length();
        boolean mayEndWithSign = link.indexOf(HASHES_WITH_SIGN) >= 0;
        while (length > 0
                && isTrailing(link.charAt(length - 1))
                && !(mayEndWithSign && link.charAt(length - 1) == '=')) {
            length--;
        }
        int end = length == 0 ? start : ends[length - 1];
        return new FoundLink(
                start, end, link.substring(0, length), hasScheme, escaped.toString(), null);
    }

    private boolean isTrailing(char c) {
        return TRAILING.indexOf(c) >= 0 || (c == '_' && start > 0 && text.charAt(start - 1) == '_');
    }

    private void run() {
        while (at < text.length() && link.length() < LinkText.MAX_LENGTH) {
            int softBreak = softBreak();
            if (softBreak > 0) {
                at = softBreak;
            } else if (text.charAt(at) == '<') {
                int close = bracketedId();
                if (close < 0) {
                    return;
                }
                while (at < close) {
                    take();
                }
            } else if (isEnd(text.charAt(at))) {
                return;
            } else {
                takeEscaped();
            }
        }
    }

    /** Returns where quoted-printable text goes on behind a soft line break; 0 without one. */
    private int softBreak() {
        if (text.startsWith("=\r\n", at)) {
            return at + 3;
        }
        return text.startsWith("=\n", at) ? at + 2 : 0;
    }

    /** A query may hold a msg-id in its angle brackets: {@code ?i=<a@example.org>}. */
    private int bracketedId() {
        if (at == 0 || text.charAt(at - 1) != '=') {
            return -1;
        }
        boolean isId = false;
        int last = Math.min(text.length(), at + LinkText.MAX_LENGTH - link.length());
        for (int i = at + 1; i < last; i++) {
            char c = text.charAt(i);
            if (c == '>') {
                return isId ? i + 1 : -1;
            }
            if (c <= ' ' || c >= 127 || c == '<' || c == '"') {
                return -1;
            }
            isId = isId || c == '@';
        }
        return -1;
    }

    private boolean isEnd(char c) {
        return switch (c) {
            case '(', ')', '[', ']' -> closes(c);
            case '\\' -> at + 1 >= text.length() || ESCAPABLE.indexOf(text.charAt(at + 1)) < 0;
            case '&' -> Arrays.stream(ENTITIES).anyMatch(this::stands);
            case '\'' -> start > 0 && text.charAt(start - 1) == '\'';
            default -> c <= ' ' || c >= 127 || ENDS.indexOf(c) >= 0;
        };
    }

    private boolean stands(String entity) {
        return text.regionMatches(true, at, entity, 0, entity.length());
    }

    /** Counts brackets; returns whether this one is not part of the link. */
    private boolean closes(char c) {
        switch (c) {
            case '(' -> round++;
            case ')' -> round--;
            // Behind a link, AsciiDoc has its label; a msg-id may have an address of numbers.
            case '[' -> square = at > 0 && text.charAt(at - 1) == '@' ? square + 1 : -1;
            default -> square--;
        }
        return round < 0 || square < 0;
    }

    private void takeEscaped() {
        if (text.charAt(at) == '\\') {
            char next = text.charAt(at + 1);
            if (escaped.indexOf(String.valueOf(next)) < 0) {
                escaped.append(next);
            }
            at++;
        }
        take();
    }

    private void take() {
        if (link.length() == ends.length) {
            ends = Arrays.copyOf(ends, ends.length * 2);
        }
        link.append(text.charAt(at));
        at++;
        ends[link.length() - 1] = at;
    }
}
