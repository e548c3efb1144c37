package org.perdure.mime;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.perdure.message.Mailbox;

/**
 * Reads an address list (RFC 5322, section 3.4) as leniently as mail needs it: groups are taken
 * apart, comments serve as names, commas in names need no quotes, brackets and quotes need no end.
 * One pass; costs time by the length of the field.
 */
final class MailboxParser {
    private final String text;
    private final Defects defects;
    private final int lastQuote;
    private final List<Mailbox> mailboxes = new ArrayList<>();

    /** Words outside of brackets, quotes undone. */
    private final StringBuilder phrase = new StringBuilder();

    /** Whether the phrase has an {@code @}: looking again at each colon costs its square. */
    private boolean phraseHasAt;

    private final StringBuilder comment = new StringBuilder();
    private @Nullable String angle;

    /** A name cut by a comma that should have been in quotes. */
    private final StringBuilder carried = new StringBuilder();

    private int position;

    private MailboxParser(String text, Defects defects) {
        this.text = text;
        this.defects = defects;
        this.lastQuote = text.lastIndexOf('"');
    }

    /** Returns the mailboxes of an unfolded field body, in order; encoded words are decoded. */
    static List<Mailbox> parse(String text, Defects defects) {
        return new MailboxParser(text, defects).run();
    }

    private List<Mailbox> run() {
        while (position < text.length()) {
            char c = text.charAt(position++);
            switch (c) {
                case '"' -> quoted();
                case '(' -> comment();
                case '<' -> angle();
                case ',' -> finish(true);
                case ';' -> finish(false);
                case ':' -> group();
                case '>' -> {}
                default -> append(c);
            }
        }
        finish(false);
        return mailboxes;
    }

    private void append(char c) {
        phrase.append(c);
        phraseHasAt |= c == '@';
    }

    private void clearPhrase() {
        phrase.setLength(0);
        phraseHasAt = false;
    }

    private void quoted() {
        if (position > lastQuote) {
            return;
        }
        while (position < text.length() && text.charAt(position) != '"') {
            if (text.charAt(position) == '\\' && position + 1 < text.length()) {
                position++;
            }
            append(text.charAt(position++));
        }
        position++;
    }

    private void comment() {
        int depth = 1;
        if (!comment.isEmpty()) {
            comment.append(' ');
        }
        while (position < text.length()) {
            char c = text.charAt(position++);
            if (c == '\\' && position < text.length()) {
                comment.append(text.charAt(position++));
                continue;
            }
            if (c == '(') {
                depth++;
            } else if (c == ')' && --depth == 0) {
                return;
            }
            comment.append(c);
        }
    }

    private void angle() {
        int start = position;
        boolean route = start < text.length() && text.charAt(start) == '@';
        String ends = route ? "><" : ">,<";
        while (position < text.length() && ends.indexOf(text.charAt(position)) < 0) {
            position++;
        }
        String inside = text.substring(start, position);
        if (position < text.length() && text.charAt(position) == '>') {
            position++;
        }
        if (angle == null) {
            angle = withoutRoute(inside);
        }
    }

    /** Cuts an obsolete route, {@code @a:ada@example.org}, and {@code mailto:}. */
    private static String withoutRoute(String inside) {
        String address = withoutBlanks(inside);
        int colon = address.lastIndexOf(':');
        boolean cut =
                colon >= 0
                        && (address.startsWith("@")
                                || address.regionMatches(true, 0, "mailto:", 0, 7));
        return cut ? address.substring(colon + 1) : address;
    }

    private static String withoutBlanks(String text) {
        return text.indexOf(' ') < 0 ? text : text.replace(" ", "");
    }

    /** What stands before a colon is the name of a group, or {@code mailto}. */
    private void group() {
        if (angle == null && !phraseHasAt) {
            clearPhrase();
            carried.setLength(0);
        }
    }

    private void finish(boolean atComma) {
        String words = phrase.toString().strip();
        if (angle != null) {
            String name = carried + (carried.isEmpty() ? "" : ", ") + words;
            add(name.isBlank() ? comment.toString() : name, angle);
        } else if (words.indexOf('@') >= 0) {
            flushCarried();
            addBare(words);
        } else if (!words.isEmpty() && atComma) {
            carried.append(carried.isEmpty() ? "" : ", ").append(words);
        } else {
            flushCarried();
            add(words.isEmpty() ? comment.toString() : words, "");
        }
        clearPhrase();
        comment.setLength(0);
        if (angle != null) {
            carried.setLength(0);
            angle = null;
        }
    }

    private void flushCarried() {
        if (!carried.isEmpty()) {
            for (String name : carried.toString().split(", ")) {
                add(name, "");
            }
            carried.setLength(0);
        }
    }

    /** Adds {@code ada@example.org} or {@code Ada Quill ada@example.org}. */
    private void addBare(String words) {
        int at = words.indexOf('@');
        int start = at;
        while (start > 0 && words.charAt(start - 1) == ' ') {
            start--;
        }
        while (start > 0 && words.charAt(start - 1) != ' ') {
            start--;
        }
        int end = at + 1;
        while (end < words.length() && words.charAt(end) == ' ') {
            end++;
        }
        while (end < words.length() && words.charAt(end) != ' ') {
            end++;
        }
        String name = (words.substring(0, start) + words.substring(end)).strip();
        add(name.isEmpty() ? comment.toString() : name, withoutBlanks(words.substring(start, end)));
    }

    private void add(String rawName, String address) {
        String name = withoutSingleQuotes(EncodedWords.decode(rawName, defects).strip());
        if (name.isEmpty() && address.isEmpty()) {
            return;
        }
        boolean nameless = name.isEmpty() || name.equalsIgnoreCase(address);
        mailboxes.add(new Mailbox(nameless ? null : name, address));
    }

    private static String withoutSingleQuotes(String name) {
        return name.length() > 2 && name.startsWith("'") && name.endsWith("'")
                ? name.substring(1, name.length() - 1)
                : name;
    }
}
