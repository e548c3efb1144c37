package org.perdure.source.html;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.perdure.link.MessageNumber;
import org.perdure.message.MessageId;

/**
 * What {@code .mhonarc.db} says about the numbers of its folder. The file is Perl source; it is
 * read by a small grammar and never evaluated: assignments to {@code $name}, {@code @name} and
 * {@code %name} of strings, numbers, {@code undef} and lists of these. Of all others only the
 * hashes {@code %MsgId} (msg-id to index) and {@code %IndexNum} (index to number) are kept.
 *
 * <p>Cannot fail: what is no such assignment is passed over, and a file that ends early says what
 * it said so far.
 */
public final class MhonarcDatabase {
    /** Lists within lists that are followed; the program writes one. */
    static final int MAX_DEPTH = 8;

    private static final Pattern NUMBER =
            Pattern.compile("\\d{1," + MessageNumber.MAX_PUBLISHED_DIGITS + "}");

    private final String text;
    private int position;

    private MhonarcDatabase(String text) {
        this.text = text;
    }

    /** Returns the msg-ids of a folder by their numbers. Costs time by the length of the file. */
    public static Map<Integer, MessageId> numbers(byte[] file) {
        Map<String, Map<String, String>> hashes =
                new MhonarcDatabase(Markup.decode(file)).hashes(List.of("MsgId", "IndexNum"));
        Map<String, String> numbers = hashes.getOrDefault("IndexNum", Map.of());
        Map<Integer, MessageId> ids = new TreeMap<>();
        hashes.getOrDefault("MsgId", Map.of())
                .forEach(
                        (id, index) -> {
                            int number = number(numbers.get(index));
                            if (number >= 0 && !id.isEmpty()) {
                                ids.putIfAbsent(number, new MessageId(id));
                            }
                        });
        return ids;
    }

    private static int number(@Nullable String digits) {
        return digits != null && NUMBER.matcher(digits).matches() ? Integer.parseInt(digits) : -1;
    }

    private Map<String, Map<String, String>> hashes(List<String> wanted) {
        Map<String, Map<String, String>> hashes = new HashMap<>();
        while (position < text.length()) {
            char c = text.charAt(position);
            if (c == '#') {
                skipLine();
            } else if (c == '%') {
                position++;
                String name = word();
                skipBlanks();
                boolean assigned = take('=');
                skipBlanks();
                if (assigned && take('(')) {
                    Map<String, String> into = new HashMap<>();
                    pairs(into);
                    if (wanted.contains(name)) {
                        hashes.put(name, into);
                    }
                }
            } else if (c == '\'' || c == '"') {
                string();
            } else {
                position++;
            }
        }
        return hashes;
    }

    /** Reads keys and values up to the parenthesis that ends them. */
    private void pairs(Map<String, String> into) {
        String key = null;
        while (position < text.length()) {
            skipBlanks();
            if (position >= text.length() || take(')')) {
                return;
            }
            if (text.charAt(position) == ',' || text.startsWith("=>", position)) {
                position += text.charAt(position) == ',' ? 1 : 2;
                continue;
            }
            String value = value();
            if (key == null) {
                key = value;
            } else {
                into.putIfAbsent(key, value);
                key = null;
            }
        }
    }

    /** Reads a string, a word, or a list, which counts as an empty string. */
    private String value() {
        char c = text.charAt(position);
        if (c == '\'' || c == '"') {
            return string();
        }
        if (c == '[' || c == '{' || c == '(') {
            skipList();
            return "";
        }
        String word = word();
        if (word.isEmpty()) {
            position++;
        }
        return word;
    }

    private void skipList() {
        Deque<Character> open = new ArrayDeque<>();
        do {
            char c = text.charAt(position);
            if (c == '\'' || c == '"') {
                string();
                continue;
            }
            position++;
            if ((c == '[' || c == '{' || c == '(') && open.size() < MAX_DEPTH) {
                open.push(c);
            } else if ((c == ']' || c == '}' || c == ')') && !open.isEmpty()) {
                open.pop();
            }
        } while (!open.isEmpty() && position < text.length());
    }

    /**
     * Reads a string in quotes: in single ones a backslash stands before quotes and backslashes.
     */
    private String string() {
        char quote = text.charAt(position++);
        StringBuilder out = new StringBuilder();
        while (position < text.length() && text.charAt(position) != quote) {
            char c = text.charAt(position);
            boolean escape =
                    c == '\\'
                            && position + 1 < text.length()
                            && (quote == '"' || "\\'".indexOf(text.charAt(position + 1)) >= 0);
            if (escape) {
                position++;
            }
            out.append(text.charAt(position++));
        }
        position = Math.min(position + 1, text.length());
        return out.toString();
    }

    private String word() {
        int start = position;
        while (position < text.length()
                && (Character.isLetterOrDigit(text.charAt(position))
                        || "_.+-".indexOf(text.charAt(position)) >= 0)) {
            position++;
        }
        return text.substring(start, position);
    }

    private boolean take(char wanted) {
        if (position < text.length() && text.charAt(position) == wanted) {
            position++;
            return true;
        }
        return false;
    }

    private void skipBlanks() {
        while (position < text.length()) {
            char c = text.charAt(position);
            if (c == '#') {
                skipLine();
            } else if (c <= ' ') {
                position++;
            } else {
                return;
            }
        }
    }

    private void skipLine() {
        int end = text.indexOf('\n', position);
        position = end < 0 ? text.length() : end + 1;
    }
}
