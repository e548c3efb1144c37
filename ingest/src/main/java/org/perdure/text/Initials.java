package org.perdure.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Initials and names that stand before quote marks: {@code AQ> text}, {@code Ada> text}. They are
 * believed if two lines begin with the same.
 */
final class Initials {
    /** Letters before a quote mark. */
    static final int MAX_LETTERS = 9;

    /** Different initials in a message; further ones are text. */
    static final int MAX_INITIALS = 8;

    private static final int MAX_BLANKS = 3;

    /** What programs print before what is typed. */
    private static final Set<String> PROMPTS =
            Set.of("SQL", "Shell", "Prompt", "MySQL", "MariaDB", "Router", "Switch", "Prelude");

    private final List<String> known;

    private Initials(List<String> known) {
        this.known = List.copyOf(known);
    }

    boolean isEmpty() {
        return known.isEmpty();
    }

    /** Returns the place after initials and their mark that begin at a place, or -1. */
    int afterMark(String text, int from, int end) {
        for (String letters : known) {
            int mark = from + letters.length();
            if (mark < end && text.charAt(mark) == '>' && text.startsWith(letters, from)) {
                return mark + 1;
            }
        }
        return -1;
    }

    /** Counts the initials of a text, line by line. */
    static final class Finder {
        private final String text;
        private final List<String> seen = new ArrayList<>(0);
        private final List<String> twice = new ArrayList<>(0);

        Finder(String text) {
            this.text = text;
        }

        void look(int start, int end) {
            int from = start;
            while (from < end && from - start < MAX_BLANKS && text.charAt(from) == ' ') {
                from++;
            }
            while (from < end && isUpperCase(text.charAt(from))) {
                int mark = from + 1;
                while (mark < end
                        && mark - from < MAX_LETTERS
                        && Character.isLetter(text.charAt(mark))) {
                    mark++;
                }
                if (mark == end || text.charAt(mark) != '>') {
                    return;
                }
                take(text.substring(from, mark));
                from = mark + 1; // Initials may stand before initials.
                while (from < end && text.charAt(from) == ' ') {
                    from++;
                }
            }
        }

        private static boolean isUpperCase(char c) {
            return c < 0x80 ? c >= 'A' && c <= 'Z' : Character.isUpperCase(c);
        }

        private void take(String letters) {
            if (PROMPTS.contains(letters) || twice.contains(letters)) {
                return;
            }
            if (seen.contains(letters)) {
                twice.add(letters);
            } else if (seen.size() < MAX_INITIALS) {
                seen.add(letters);
            }
        }

        Initials found() {
            return new Initials(twice);
        }
    }
}
