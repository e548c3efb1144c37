package org.perdure.text;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Finds where a signature or the footer of a list begins.
 *
 * <p>A signature begins with its separator. Where the blank of that was lost, what follows must be
 * short. A footer begins with a rule, or with the separator, and says within three lines that it is
 * one.
 */
final class Endings {
    /** Characters of a rule above a footer. */
    static final int MIN_RULE_CHARS = 16;

    /** Lines with text in which a footer says what it is. */
    static final int MAX_FOOTER_LINES = 3;

    /** Lines with text of a signature whose separator lost its blank. */
    static final int MAX_SIGNATURE_LINES = 6;

    /** Characters of a line in such a signature. */
    private static final int MAX_SIGNATURE_CHARS = 80;

    private static final List<String> FOOTER_WORDS =
            List.of(
                    "mailing list",
                    "mailing-list",
                    "mailinglist",
                    "listinfo",
                    "unsubscribe",
                    "archives",
                    "this group",
                    "majordomo");

    private final Lines lines;
    private final Patches patches;

    Endings(Lines lines, Patches patches) {
        this.lines = lines;
        this.patches = patches;
    }

    /** Returns what begins at a line with text; null if nothing does. */
    @Nullable Kind beginsAt(int line) {
        char first = lines.at(line, 0);
        if (first != '-' && first != '_' && first != '=') {
            return null;
        }
        if (lines.is(line, "--")) {
            boolean separates =
                    lines.startsWith(line, "-- ") || patches.isEnd(line) || isShortBelow(line);
            if (!separates) {
                return saysFooter(line) ? Kind.FOOTER : null;
            }
            return saysFooter(line) ? Kind.FOOTER : Kind.SIGNATURE;
        }
        return isRule(line) && saysFooter(line) ? Kind.FOOTER : null;
    }

    private boolean isRule(int line) {
        int end = lines.strippedEnd(line);
        int start = lines.content(line);
        for (int i = start; i < end; i++) {
            char c = lines.text().charAt(i);
            if (c != '-' && c != '_' && c != '=') {
                return false;
            }
        }
        return end - start >= MIN_RULE_CHARS;
    }

    private boolean saysFooter(int line) {
        int next = line;
        for (int i = 0; i < MAX_FOOTER_LINES; i++) {
            next = lines.nextWithText(next, 2);
            if (next < 0 || lines.depth(next) != lines.depth(line)) {
                return false;
            }
            if (isRule(next)) {
                return false; // The footer begins there.
            }
            String text = lines.stripped(next).toLowerCase(Locale.ROOT);
            if (FOOTER_WORDS.stream().anyMatch(text::contains)) {
                return true;
            }
        }
        return false;
    }

    private boolean isShortBelow(int line) {
        int seen = 0;
        for (int next = line + 1; next < lines.count(); next++) {
            if (lines.isBlank(next)) {
                continue;
            }
            if (lines.depth(next) != lines.depth(line)) {
                return seen > 0;
            }
            if (isRule(next) && saysFooter(next)) {
                return seen > 0;
            }
            if (++seen > MAX_SIGNATURE_LINES
                    || lines.end(next) - lines.content(next) > MAX_SIGNATURE_CHARS) {
                return false;
            }
        }
        return seen > 0;
    }
}
