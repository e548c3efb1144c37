package org.perdure.query;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.perdure.message.ArchiveException.BadQuery;

/**
 * Understands query text: words, {@code "phrases"}, {@code AND OR NOT + - ( )}, {@code word*},
 * {@code w*d}, {@code word~}, {@code a NEAR/5 b} and the prefixes of {@link Field}. Words that
 * stand side by side must all match; {@code AND} binds tighter than {@code OR}, and {@code NEAR}
 * tighter than both.
 *
 * <p>People paste what they have: log lines, paths, addresses, half a sentence. So whatever is no
 * query syntax is words: an unknown prefix ({@code http://…}), a prefix with a blank after it, a
 * quotation mark or parenthesis without its partner, an operator without operands. An asterisk or
 * tilde is one only after the beginning of a single word. Only what would give a wrong or a costly
 * answer is an error: a date that is none, a {@code NEAR/5} with nothing to join, and the limits
 * below.
 *
 * <p>Parentheses are kept on a stack of our own, and cost is linear in the text but for quotation
 * marks that are never closed, each of which looks for its partner.
 */
public final class QueryParser {
    /** The longest query, in characters. */
    public static final int MAX_LENGTH = 4_096;

    /** The most words, phrases and dates in a query. */
    public static final int MAX_CLAUSES = 256;

    /** How many parentheses may be open at once. */
    public static final int MAX_DEPTH = 32;

    /** The most words and phrases that {@code NEAR} joins. */
    public static final int MAX_NEAR = 4;

    /** How far apart {@code NEAR} can look. */
    public static final int MAX_DISTANCE = 100;

    /** How many characters stand before the first asterisk within a word. */
    public static final int MIN_BEFORE_ASTERISK = 2;

    /** The most asterisks within a word. */
    public static final int MAX_ASTERISKS = 4;

    /** The shortest word that is looked for in other spellings. */
    public static final int MIN_FUZZY = 3;

    private static final Pattern NEAR = Pattern.compile("NEAR/([0-9]{1,9})");

    private static final String AND = "AND";
    private static final String OR = "OR";
    private static final String NOT = "NOT";
    private static final Set<String> OPERATORS = Set.of(AND, OR, NOT);

    private final String text;
    private final Leaves leaves;
    private final Deque<Group> groups = new ArrayDeque<>();
    private int at;
    private int clauses;

    private QueryParser(String text, Instant now) {
        this.text = text;
        this.leaves = new Leaves(now);
    }

    /**
     * Returns what a query text means; {@link Query.All} if there is nothing in it to look for.
     *
     * @param now from when on dates such as {@code yesterday} are counted
     * @throws BadQuery if it breaks a limit or holds a date that is none
     */
    public static Query parse(String text, Instant now) {
        if (text.length() > MAX_LENGTH) {
            throw new BadQuery(
                    "The query is longer than " + MAX_LENGTH + " characters.", MAX_LENGTH);
        }
        return new QueryParser(text, now).parse();
    }

    /** Returns what a query text means now. */
    public static Query parse(String text) {
        return parse(text, Instant.now());
    }

    private Query parse() {
        groups.push(new Group(null, false));
        while (at < text.length()) {
            step();
        }
        while (groups.size() > 1) {
            closeGroup();
        }
        Query query = groups.pop().close();
        if (query != null) {
            return query;
        }
        String lone = text.strip();
        return OPERATORS.contains(lone)
                ? new Query.Term(null, lone.toLowerCase(Locale.ROOT))
                : new Query.All();
    }

    private void step() {
        char c = text.charAt(at);
        if (isBlank(c)) {
            at++;
        } else if (c == '(') {
            openGroup(groups.element().field(), false);
        } else if (c == ')') {
            at++;
            if (groups.size() > 1) {
                closeGroup();
            }
        } else if (isQuote(c)) {
            quote(groups.element().field(), false);
        } else {
            word();
        }
    }

    private void openGroup(@Nullable Field field, boolean not) {
        if (groups.size() > MAX_DEPTH) {
            throw new BadQuery("More than " + MAX_DEPTH + " parentheses are open at once.", at);
        }
        at++;
        groups.push(new Group(field, groups.element().takeNegation() != not));
    }

    private void closeGroup() {
        Group group = groups.pop();
        Query query = group.close();
        if (query != null) {
            groups.element().add(query, group.isNegated());
        }
    }

    /** At a quotation mark: a phrase, or a mark without a partner, which means nothing. */
    private void quote(@Nullable Field field, boolean not) {
        int open = at;
        int close = closingQuote(open);
        if (close < 0) {
            at++;
            return;
        }
        at = close + 1;
        String phrase = normalized(text.substring(open + 1, close));
        if (Leaves.hasContent(phrase)) {
            add(phraseOf(field, phrase, open + 1), not, open);
        }
    }

    private Query phraseOf(@Nullable Field field, String phrase, int position) {
        Query leaf = field == null ? null : leaves.ofPhrase(field, phrase, position);
        return leaf == null ? new Query.Phrase(null, phrase) : leaf;
    }

    private void word() {
        int start = at;
        at = endOfWord(start);
        String word = text.substring(start, at);
        switch (word) {
            case AND -> {} // Words side by side must all match anyway.
            case OR -> groups.element().or();
            case NOT -> groups.element().negateNext();
            default -> {
                Matcher near = NEAR.matcher(word);
                if (near.matches()) {
                    near(near.group(1), start);
                } else {
                    signedWord(word, start);
                }
            }
        }
    }

    private void near(String number, int start) {
        int distance = Integer.parseInt(number);
        if (distance < 1 || distance > MAX_DISTANCE) {
            throw new BadQuery("NEAR looks 1 to " + MAX_DISTANCE + " words far.", start);
        }
        groups.element().near(distance, start);
    }

    /**
     * A word that may begin with {@code +} or {@code -}; with two of them it is an option's name.
     */
    private void signedWord(String word, int start) {
        int signs = 0;
        while (signs < word.length() && isSign(word.charAt(signs))) {
            signs++;
        }
        boolean not = signs == 1 && word.charAt(0) == '-';
        String rest = word.substring(signs);
        if (!rest.isEmpty()) {
            fieldOrWord(rest, start + signs, not);
        } else if (not && at < text.length() && text.charAt(at) == '(') {
            openGroup(groups.element().field(), true);
        } else if (not && at < text.length() && isQuote(text.charAt(at))) {
            quote(groups.element().field(), true);
        }
    }

    private void fieldOrWord(String word, int start, boolean not) {
        int colon = word.indexOf(':');
        Field field = colon < 0 ? null : Field.find(word.substring(0, colon)).orElse(null);
        if (field == null) {
            plainWord(word, start, not);
        } else if (colon + 1 < word.length()) {
            Query leaf = leaves.of(field, word.substring(colon + 1), start + colon + 1);
            if (leaf == null) {
                plainWord(word, start, not);
            } else {
                add(leaf, not, start);
            }
        } else if (at < text.length() && text.charAt(at) == '(') {
            openGroup(field, not);
        } else if (at < text.length() && isQuote(text.charAt(at))) {
            quoteOfField(field, word, start, not);
        } else {
            plainWord(word, start, not);
        }
    }

    /**
     * After {@code s:} comes a quotation mark. Without its partner, the field is the next word's.
     */
    private void quoteOfField(Field field, String prefix, int start, boolean not) {
        if (closingQuote(at) >= 0) {
            quote(field, not);
            return;
        }
        int valueStart = at + 1;
        int valueEnd = endOfWord(valueStart);
        Query leaf = leaves.of(field, text.substring(valueStart, valueEnd), valueStart);
        if (leaf == null) {
            plainWord(prefix, start, not);
        } else {
            at = valueEnd;
            add(leaf, not, start);
        }
    }

    /** A word that names no field of its own. */
    private void plainWord(String word, int start, boolean not) {
        Field field = groups.element().field();
        Query leaf = field == null ? null : leaves.of(field, word, start);
        if (leaf == null) {
            leaf = Leaves.ofText(null, isOperator(word) ? word.toLowerCase(Locale.ROOT) : word);
        }
        if (leaf != null) {
            add(leaf, not, start);
        }
    }

    private static boolean isOperator(String word) {
        return OPERATORS.contains(word) || NEAR.matcher(word).matches();
    }

    private void add(Query leaf, boolean not, int position) {
        if (++clauses > MAX_CLAUSES) {
            throw new BadQuery(
                    "The query has more than " + MAX_CLAUSES + " words, phrases and dates.",
                    position);
        }
        groups.element().addLeaf(leaf, not);
    }

    private int endOfWord(int start) {
        int end = start;
        while (end < text.length() && !isDelimiter(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private int closingQuote(int open) {
        char partner =
                switch (text.charAt(open)) {
                    case '"' -> '"';
                    case '“' -> '”';
                    default -> '\0';
                };
        return partner == '\0' ? -1 : text.indexOf(partner, open + 1);
    }

    /** Blanks as single blanks, quotation marks within curly ones as blanks. */
    private static String normalized(String phrase) {
        StringBuilder normal = new StringBuilder(phrase.length());
        for (int i = 0; i < phrase.length(); i++) {
            char c = phrase.charAt(i);
            if (!isBlank(c) && c != '"') {
                normal.append(c);
            } else if (!normal.isEmpty() && normal.charAt(normal.length() - 1) != ' ') {
                normal.append(' ');
            }
        }
        return normal.toString().strip();
    }

    private static boolean isDelimiter(char c) {
        return isBlank(c) || c == '(' || c == ')' || isQuote(c);
    }

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c);
    }

    private static boolean isQuote(char c) {
        return c == '"' || c == '“' || c == '”';
    }

    private static boolean isSign(char c) {
        return c == '+' || c == '-';
    }
}
