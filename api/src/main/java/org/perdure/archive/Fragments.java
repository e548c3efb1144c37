package org.perdure.archive;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.perdure.archive.Ghost.Fragment;
import org.perdure.message.MessageId;

/**
 * Puts together what several replies quote of a message that nobody has. Lines that two of them
 * quote are one line, and tell where the others stand that only one of them quotes.
 */
final class Fragments {
    /** How many lines are put together; further ones are left out. */
    static final int MAX_LINES = 300;

    /** Fewer words than these tell nothing. */
    static final int MIN_WORDS = 3;

    private final List<Line> lines = new ArrayList<>();

    /** Where the last line stands that the reply at hand quotes. */
    private int last = -1;

    /** Whether the next line of the reply at hand stands below its last one. */
    private boolean below;

    /** Whether an empty line is between the two. */
    private boolean empty;

    /** A line of the message. */
    private static final class Line {
        private final String text;

        /** What it is compared by. */
        private final String key;

        private final int words;
        private final Map<MessageId, Summary> quotedBy = new LinkedHashMap<>();

        /** Whether it is known to stand below the line before. */
        private boolean below;

        /** Whether an empty line is between the two. */
        private boolean empty;

        Line(String text) {
            this.text = text;
            String spelled = words(text);
            this.key = spelled.isEmpty() ? text : spelled;
            this.words = spelled.isEmpty() ? 0 : spelled.split(" ", -1).length;
        }
    }

    /** Begins with a reply: the lines that are added next are those that it quotes. */
    void begin() {
        last = -1;
        gap();
    }

    /** Says that the next line does not stand below the last one, or that nobody knows. */
    void gap() {
        below = false;
        empty = false;
    }

    /** Adds the next line that a reply quotes. */
    void add(String text, Summary reply) {
        if (text.isBlank()) {
            empty = true;
            return;
        }
        Line line = new Line(text.strip());
        int at = find(line);
        if (at < 0) {
            if (lines.size() >= MAX_LINES) {
                gap();
                return;
            }
            at = insert(line);
        }
        Line here = lines.get(at);
        if (below && at == last + 1) {
            here.empty |= empty && !here.below;
            here.below = true;
        }
        here.quotedBy.put(reply.id(), reply);
        last = at;
        below = true;
        empty = false;
    }

    /** Returns where a line stands, -1 if nobody quoted it yet. Short ones stand everywhere. */
    private int find(Line line) {
        int end = line.words < MIN_WORDS ? Math.min(lines.size(), last + 2) : lines.size();
        for (int i = last + 1; i < end; i++) {
            if (lines.get(i).key.equals(line.key)) {
                return i;
            }
        }
        return -1;
    }

    /** Inserts a line behind the last one, but not between two of which one is below the other. */
    private int insert(Line line) {
        int at = last + 1;
        while (at > 0 && at < lines.size() && lines.get(at).below) {
            at++;
        }
        lines.add(at, line);
        return at;
    }

    private static String words(String text) {
        StringBuilder words = new StringBuilder();
        boolean between = false;
        for (char c : text.toLowerCase(Locale.ROOT).toCharArray()) {
            if (Character.isLetterOrDigit(c)) {
                words.append(between && !words.isEmpty() ? " " : "").append(c);
                between = false;
            } else {
                between = true;
            }
        }
        return words.toString();
    }

    /** Returns the fragments in their order. */
    List<Fragment> all() {
        List<Fragment> fragments = new ArrayList<>();
        int from = 0;
        while (from < lines.size()) {
            int to = from + 1;
            while (to < lines.size() && lines.get(to).below) {
                to++;
            }
            List<Line> those = lines.subList(from, to);
            if (those.stream().mapToInt(line -> line.words).sum() >= MIN_WORDS) {
                fragments.add(fragment(those));
            }
            from = to;
        }
        return fragments;
    }

    private static Fragment fragment(List<Line> lines) {
        Map<MessageId, Summary> quotedBy = new LinkedHashMap<>();
        List<String> texts = new ArrayList<>();
        for (Line line : lines) {
            if (line.empty && !texts.isEmpty()) {
                texts.add("");
            }
            texts.add(line.text);
            quotedBy.putAll(line.quotedBy);
        }
        return new Fragment(texts, List.copyOf(quotedBy.values()));
    }
}
