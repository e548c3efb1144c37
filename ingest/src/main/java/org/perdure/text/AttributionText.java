package org.perdure.text;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.perdure.message.MessageId;
import org.perdure.text.Attribution.Form;

/**
 * One to four lines that may introduce a quotation, joined: tells by their words, dates and
 * addresses whether they do, and what they say.
 */
final class AttributionText {
    /** Characters that are looked at; what is longer is a paragraph. */
    static final int MAX_CHARS = 600;

    /** Digits of a day and a time, at the least: {@code 5 May, 7:00}. */
    private static final int MIN_DIGITS = 4;

    private final String text;
    private final List<Token> tokens;
    private final DateReader date;
    private final @Nullable Span address;
    private final @Nullable Span messageId;

    /** The verb, or -1. */
    private final int verb;

    private AttributionText(String text) {
        this.text = text;
        this.tokens = Token.of(text);
        this.date = new DateReader(tokens);
        this.messageId = findMessageId();
        this.address = findAddress();
        this.verb = findVerb();
    }

    /** A piece of the text. */
    private record Span(int start, int end) {
        boolean holds(Token token) {
            return token.start() >= start && token.end() <= end;
        }
    }

    /** Reads lines; null if they are too long. */
    static @Nullable AttributionText of(String text) {
        return text.length() > MAX_CHARS ? null : new AttributionText(text);
    }

    /** Returns whether lines can introduce others without marks: a day and a time have digits. */
    static boolean mayIntroduceUnmarked(String text) {
        int digits = 0;
        for (int i = 0; i < text.length(); i++) {
            digits += Chars.isDigit(text.charAt(i)) ? 1 : 0;
        }
        return digits >= MIN_DIGITS;
    }

    /** Returns whether the text introduces lines that have one more quote mark. */
    boolean introducesMarked() {
        boolean colon = endsInColon();
        if (verb >= 0) {
            return colon
                    || (address != null && !endsInStop())
                    || (date.hasDay() && date.hasTime() && !endsInStop());
        }
        return colon && (address != null || date.hasDay());
    }

    /** Returns whether the text introduces lines without further marks: it must say more then. */
    boolean introducesUnmarked() {
        return endsInColon()
                && date.hasDay()
                && date.hasTime()
                && (verb >= 0 || address != null)
                && (begins() || endsInVerb());
    }

    /** Returns whether the text begins like {@code On Monday}, or with a date. */
    boolean begins() {
        if (tokens.isEmpty()) {
            return false;
        }
        Token first = tokens.getFirst();
        int lead = first.isWord() || first.isNumber() ? 0 : 1;
        if (lead >= tokens.size()) {
            return false;
        }
        Token token = tokens.get(lead);
        return token.isWord()
                ? AttributionWords.begins(token.word()) && isDated()
                : token.isNumber() && date.hasDay() && date.firstToken() == lead;
    }

    private boolean isDated() {
        return date.hasDay()
                || tokens.stream().anyMatch(token -> AttributionWords.isWeekday(token.word()))
                || address != null
                || messageId != null;
    }

    /** Returns whether a line above may hold the name that is missing here. */
    boolean lacksName() {
        return text.startsWith("<") || text.startsWith("(") || tokens.size() <= 2 || address(1);
    }

    /** Returns whether the text begins within the address of an author. */
    private boolean address(int most) {
        return address != null && address.start() <= most && !date.hasDay();
    }

    /** Returns whether nothing says when the message was written. */
    boolean lacksDate() {
        return !date.hasDay();
    }

    private boolean endsInColon() {
        return text.endsWith(":") || text.endsWith("：");
    }

    private boolean endsInStop() {
        return text.endsWith(".") && !text.endsWith("..");
    }

    private boolean endsInVerb() {
        int last = tokens.size() - 1;
        while (last >= 0 && tokens.get(last).sign() == ':') {
            last--;
        }
        return verb == last && last >= 0;
    }

    /** English verbs count at the end, or where a date or an address stands beside them. */
    private int findVerb() {
        int found = -1;
        for (int i = 0; i < tokens.size(); i++) {
            String word = tokens.get(i).word();
            if (word.isEmpty()) {
                continue;
            }
            if (AttributionWords.isVerb(word)) {
                return i;
            }
            if (AttributionWords.isEnglishVerb(word)) {
                boolean last = i + 1 >= tokens.size() || isClosing(i + 1);
                if (last || address != null || date.hasDay()) {
                    found = i;
                }
            }
        }
        return found;
    }

    /** Returns whether only signs follow. */
    private boolean isClosing(int from) {
        for (int i = from; i < tokens.size(); i++) {
            if (tokens.get(i).isWord() || tokens.get(i).isNumber()) {
                return false;
            }
        }
        return true;
    }

    /** A msg-id is in brackets behind a word that says so: {@code In article <...>}. */
    private @Nullable Span findMessageId() {
        int open = text.indexOf('<');
        while (open >= 0) {
            int close = text.indexOf('>', open);
            if (close < 0) {
                return null;
            }
            String before = lastWord(text, open);
            boolean named =
                    before.equals("article")
                            || before.equals("message")
                            || before.equals("id")
                            || before.equals("news")
                            || before.equals("msgid");
            if (named && text.substring(open, close).indexOf('@') > 0) {
                return new Span(open + 1, close);
            }
            open = text.indexOf('<', close);
        }
        return null;
    }

    private static String lastWord(String text, int before) {
        int end = before;
        while (end > 0 && !Character.isLetter(text.charAt(end - 1))) {
            end--;
        }
        int start = end;
        while (start > 0 && Character.isLetter(text.charAt(start - 1))) {
            start--;
        }
        return before - end > 3
                ? ""
                : text.substring(start, end).toLowerCase(java.util.Locale.ROOT);
    }

    private @Nullable Span findAddress() {
        int at = text.indexOf('@');
        while (at >= 0) {
            int start = at;
            while (start > 0 && isLocal(text.charAt(start - 1))) {
                start--;
            }
            int end = at + 1;
            while (end < text.length() && isDomain(text.charAt(end))) {
                end++;
            }
            while (end > at + 1 && !Character.isLetterOrDigit(text.charAt(end - 1))) {
                end--;
            }
            boolean isId = messageId != null && at >= messageId.start() && at < messageId.end();
            if (start < at && end > at + 1 && !isId) {
                return new Span(start, end);
            }
            at = text.indexOf('@', at + 1);
        }
        return null;
    }

    private static boolean isLocal(char c) {
        return Character.isLetterOrDigit(c) || "!#$%&'*+/=?^_`{|}~-.".indexOf(c) >= 0;
    }

    private static boolean isDomain(char c) {
        return Character.isLetterOrDigit(c) || c == '.' || c == '-' || c == '_';
    }

    /** Returns what the text says. */
    Attribution read() {
        String name =
                new AuthorName(text, tokens, this::isTaken)
                        .find(addressStart(), addressEnd(), verb);
        return new Attribution(
                Form.LINE,
                name,
                address == null ? null : text.substring(address.start(), address.end()),
                date.dates(),
                messageId == null
                        ? null
                        : new MessageId(text.substring(messageId.start(), messageId.end())),
                null);
    }

    private int addressStart() {
        return address == null ? -1 : address.start();
    }

    private int addressEnd() {
        return address == null ? -1 : address.end();
    }

    private boolean isTaken(int index) {
        Token token = tokens.get(index);
        return date.holds(index)
                || (address != null && address.holds(token))
                || (messageId != null && messageId.holds(token));
    }
}
