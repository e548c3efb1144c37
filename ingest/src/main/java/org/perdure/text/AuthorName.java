package org.perdure.text;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds the name of an author in a line that introduces a quotation: beside the address, else
 * beside the verb, else the last words that may be one.
 */
final class AuthorName {
    /** Characters of a name. */
    static final int MAX_CHARS = 80;

    private final String text;
    private final List<Token> tokens;
    private final IntPredicate isTaken;

    /**
     * @param isTaken whether a token is part of a date, an address or a msg-id
     */
    AuthorName(String text, List<Token> tokens, IntPredicate isTaken) {
        this.text = text;
        this.tokens = tokens;
        this.isTaken = isTaken;
    }

    /** Words that may be a name. */
    private record Span(int start, int end) {}

    /**
     * Returns the name.
     *
     * @param addressStart place of the address, or -1
     * @param addressEnd the place after it
     * @param verb index of the verb, or -1
     */
    @Nullable String find(int addressStart, int addressEnd, int verb) {
        List<Span> spans = spans();
        if (spans.isEmpty()) {
            return null;
        }
        Span found = addressStart < 0 ? null : besideAddress(spans, addressStart, addressEnd);
        if (found == null && verb >= 0) {
            found = besideVerb(spans, tokens.get(verb));
        }
        return found == null ? null : clean(text.substring(found.start(), found.end()));
    }

    private List<Span> spans() {
        List<Span> spans = new ArrayList<>();
        int start = -1;
        int end = -1;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            boolean begins = isWordOfName(i);
            boolean goesOn =
                    begins || (start >= 0 && isSignOfName(token)) || (start >= 0 && isComma(i));
            if (!goesOn) {
                add(spans, start, end);
                start = -1;
            } else if (begins) {
                start = start < 0 ? token.start() : start;
                end = endOfWord(token);
            }
        }
        add(spans, start, end);
        return spans;
    }

    private static void add(List<Span> spans, int start, int end) {
        if (start >= 0 && end > start) {
            spans.add(new Span(start, end));
        }
    }

    private boolean isWordOfName(int i) {
        Token token = tokens.get(i);
        return token.isWord()
                && !isTaken.test(i)
                && (AttributionWords.isPartOfName(token.word()) || isWithinName(i))
                && endOfWord(token) > token.start();
    }

    /**
     * Words that begin an attribution may stand within a name: {@code Ada Le Quill}, {@code R.}.
     */
    private boolean isWithinName(int i) {
        int next = i + 1;
        while (next < tokens.size() && tokens.get(next).sign() == '.') {
            next++;
        }
        return i > 0
                && Character.isUpperCase(text.charAt(tokens.get(i).start()))
                && isPlainName(i - 1)
                && next < tokens.size()
                && isPlainName(next);
    }

    private boolean isPlainName(int i) {
        Token token = tokens.get(i);
        return token.sign() == '.'
                || (token.isWord()
                        && !isTaken.test(i)
                        && Character.isUpperCase(text.charAt(token.start()))
                        && AttributionWords.isPartOfName(token.word()));
    }

    /** In scripts without blanks the verb may stand at the end of the name. */
    private static int endOfWord(Token token) {
        int verb =
                AttributionWords.isGlued(token.word())
                        ? AttributionWords.gluedVerb(token.word())
                        : -1;
        return verb < 0 ? token.end() : token.start() + verb;
    }

    private static boolean isSignOfName(Token token) {
        return switch (token.sign()) {
            case '.', '\'', '’', '-', '&' -> true;
            default -> false;
        };
    }

    /** As in {@code Quill, Ada}: words on both sides. */
    private boolean isComma(int i) {
        return tokens.get(i).sign() == ','
                && i > 0
                && i + 1 < tokens.size()
                && isWordOfName(i - 1)
                && isWordOfName(i + 1);
    }

    private @Nullable Span besideAddress(List<Span> spans, int start, int end) {
        Span before = null;
        for (Span span : spans) {
            if (span.end() <= start && isNear(span.end(), start)) {
                before = span;
            }
        }
        if (before != null) {
            return before;
        }
        int open = end;
        while (open < text.length() && (text.charAt(open) == '>' || text.charAt(open) == ' ')) {
            open++;
        }
        for (Span span : spans) { // ada@example.org (Ada Quill)
            if (open < text.length()
                    && text.charAt(open) == '('
                    && span.start() > open
                    && span.start() <= open + 2) {
                return span;
            }
        }
        return null;
    }

    /** Returns whether only brackets, quotation marks or something in parentheses lie between. */
    private boolean isNear(int from, int to) {
        int open = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c == '(') {
                open++;
            } else if (c == ')') {
                open--;
            } else if (open == 0
                    && "<[\"'*|: ".indexOf(c) < 0
                    && !Chars.isSpace(c)
                    && !text.startsWith("mailto:", mailto(i))) {
                return false;
            }
        }
        return open <= 0;
    }

    /** The beginning of {@code mailto:} that holds a place, if one does. */
    private int mailto(int place) {
        int start = place;
        while (start > 0 && Character.isLetter(text.charAt(start - 1))) {
            start--;
        }
        return start;
    }

    private static @Nullable Span besideVerb(List<Span> spans, Token verb) {
        Span before = null;
        for (Span span : spans) {
            if (span.end() <= verb.end()) {
                before = span;
            } else if (span.start() <= verb.end() + 1) {
                return span; // As in German: "schrieb Ada".
            }
        }
        return before;
    }

    /** Takes away what is no name: the list that a name came by, possessives, marks around it. */
    private static @Nullable String clean(String found) {
        String name = found.strip();
        int via = name.indexOf(" via ");
        if (via > 0) {
            name = name.substring(0, via);
        }
        if (name.endsWith("'s") || name.endsWith("’s")) {
            name = name.substring(0, name.length() - 2);
        }
        while (!name.isEmpty() && "'’\"-&,.".indexOf(name.charAt(0)) >= 0) {
            name = name.substring(1).strip();
        }
        while (!name.isEmpty() && "'’\"-&,".indexOf(name.charAt(name.length() - 1)) >= 0) {
            name = name.substring(0, name.length() - 1).strip();
        }
        return name.isEmpty() || name.length() > MAX_CHARS ? null : name;
    }
}
