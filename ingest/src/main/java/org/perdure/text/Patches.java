package org.perdure.text;

import org.jspecify.annotations.Nullable;

/**
 * Tells the lines of unified diffs from text, one line after the other, at each quote depth by
 * itself: who answers in the middle of a quoted patch does not end it.
 *
 * <p>A patch begins at the lines that name its files, at a hunk, or, where those who quote left
 * these out, at a line that begins with a sign and a tab. A hunk has as many lines as it says, and
 * what follows it is text unless it looks like a patch itself. Lines that were wrapped on their way
 * belong to it.
 */
final class Patches {
    /** Characters of a line behind which the rest of it may stand in the next. */
    private static final int MIN_WRAPPED_CHARS = 60;

    /** Characters of the version of git that ends a patch. */
    private static final int MAX_VERSION_CHARS = 60;

    private static final String[] HEADER_LINES = {
        "diff ",
        "Index: ",
        "index ",
        "--- ",
        "+++ ",
        "====",
        "new file mode ",
        "deleted file mode ",
        "old mode ",
        "new mode ",
        "similarity index ",
        "dissimilarity index ",
        "rename from ",
        "rename to ",
        "copy from ",
        "copy to ",
        "RCS file: ",
        "retrieving revision ",
        "Binary files ",
        "Only in ",
        "GIT binary patch",
        "literal ",
        "delta ",
        "***"
    };

    private final Lines lines;
    private final @Nullable Patch[] open = new @Nullable Patch[Segmenter.MAX_DEPTH + 1];

    /** The last line that was part of a patch. */
    private int last = -2;

    /** What the lines of patches are; null of others, and altogether if there are none. */
    private @Nullable PatchLine @Nullable [] kinds;

    /** What the line at hand is if it is part of a patch. */
    private PatchLine kind = PatchLine.HEADER;

    Patches(Lines lines) {
        this.lines = lines;
    }

    /** A patch that goes on. */
    private static final class Patch {
        /** Whether a hunk has begun. */
        boolean inHunk;

        /** Lines that are left of the hunk. */
        int removed;

        int added;

        /** Whether the hunk says how many lines it has. */
        boolean counted;

        boolean afterBlank;

        boolean isOpen() {
            return counted && (removed > 0 || added > 0);
        }

        void begin(@Nullable Hunk hunk) {
            inHunk = true;
            counted = hunk != null;
            removed = hunk == null ? 0 : hunk.removed();
            added = hunk == null ? 0 : hunk.added();
        }

        void count(char sign) {
            removed = Math.max(0, removed - (sign == '+' ? 0 : 1));
            added = Math.max(0, added - (sign == '-' ? 0 : 1));
        }
    }

    /** How many lines a hunk has. */
    private record Hunk(int removed, int added) {}

    /**
     * Returns whether a line, the next, is part of a patch. What looks like a quote mark and is
     * none gives way.
     */
    boolean holds(int line) {
        kind = PatchLine.HEADER;
        boolean holds = isPart(line);
        if (holds) {
            if (kinds == null) {
                kinds = new PatchLine[lines.count()];
            }
            kinds[line] = kind;
        }
        return holds;
    }

    /** Returns what a line is that is part of a patch; of others, null. */
    @Nullable PatchLine kind(int line) {
        return kinds == null ? null : kinds[line];
    }

    private boolean isPart(int line) {
        if (last == line - 1 && last >= 0) {
            int depth = lines.depth(last);
            if (lines.depth(line) > depth
                    && open[depth] != null
                    && lines.isIndentedBehind(line, depth)) {
                lines.limit(line, depth);
            }
        }
        int depth = lines.depth(line);
        Patch patch = open[depth];
        if (patch != null && Elisions.is(lines, line)) {
            return false; // It does not end what goes on.
        }
        if (lines.isBlank(line)) {
            boolean within = patch != null && last == line - 1 && holdsBlank(patch, line);
            if (patch != null) {
                patch.afterBlank = true;
            }
            last = within ? line : last;
            return within;
        }
        boolean holds = patch != null ? goesOn(patch, line) : false;
        if (!holds) {
            open[depth] = null;
            holds = begins(line);
        }
        Patch now = open[depth];
        if (now != null) {
            now.afterBlank = false;
        }
        last = holds ? line : last;
        return holds;
    }

    /** Ends what goes on at a depth and deeper: another message begins. */
    void close(int depth) {
        for (int i = depth; i < open.length; i++) {
            open[i] = null;
        }
    }

    /** Returns whether the version of git follows a line that is a signature separator. */
    boolean isEnd(int line) {
        return lines.is(line, "--") && line + 1 < lines.count() && isGitVersion(line + 1);
    }

    private boolean holdsBlank(Patch patch, int line) {
        if (patch.isOpen()) {
            patch.count(' ');
            kind = PatchLine.CONTEXT;
            return true;
        }
        int next = line + 1;
        return next < lines.count()
                && lines.depth(next) == lines.depth(line)
                && (isHeader(next) || lines.startsWith(next, "@@"));
    }

    private boolean begins(int line) {
        boolean names =
                lines.startsWith(line, "diff -")
                        || lines.startsWith(line, "Index: ")
                        || isFileNames(line);
        Hunk hunk = lines.startsWith(line, "@@ -") ? hunk(line) : null;
        if (!names && hunk == null && !isTabbed(line)) {
            return false;
        }
        Patch patch = new Patch();
        open[lines.depth(line)] = patch;
        if (!names) {
            patch.begin(hunk);
        }
        PatchLine first = hunk == null ? signed(sign(line)) : PatchLine.HUNK;
        kind = names ? PatchLine.HEADER : first;
        return true;
    }

    private boolean isFileNames(int line) {
        return lines.startsWith(line, "--- ")
                && line + 1 < lines.count()
                && lines.depth(line + 1) == lines.depth(line)
                && lines.startsWith(line + 1, "+++ ");
    }

    private boolean isTabbed(int line) {
        char sign = sign(line);
        return (sign == '+' || sign == '-') && lines.at(line, 1) == '\t';
    }

    private boolean goesOn(Patch patch, int line) {
        if (isEnd(line)) {
            return false;
        }
        if (lines.startsWith(line, "diff -")
                || lines.startsWith(line, "Index: ")
                || isFileNames(line)) {
            patch.inHunk = false;
            return true;
        }
        if (lines.startsWith(line, "@@")) {
            patch.begin(hunk(line));
            kind = PatchLine.HUNK;
            return true;
        }
        if (!patch.inHunk) {
            if (isHeader(line)) {
                return true;
            }
            kind = signed(sign(line));
            return isSigned(sign(line));
        }
        return patch.isOpen() ? isWithin(patch, line) : isBehind(patch, line);
    }

    /** A line of a hunk that has not come to its end. */
    private boolean isWithin(Patch patch, int line) {
        char sign = sign(line);
        kind = signed(sign);
        if (sign == '\\') {
            return true;
        }
        if (sign == '+' || sign == '-' || sign == ' ' || sign == '\t') {
            patch.count(sign);
            return true;
        }
        return isWrapped(patch, line);
    }

    /** A line after a hunk that has come to its end, or that does not say where that is. */
    private boolean isBehind(Patch patch, int line) {
        if (patch.afterBlank) {
            return !patch.counted && isTabbed(line);
        }
        char sign = sign(line);
        kind = signed(sign);
        return isSigned(sign)
                || sign == ' '
                || (!patch.counted && (sign == '\t' || isWrapped(patch, line)));
    }

    /** Returns the first character of a line; programs put no-break spaces in place of blanks. */
    private char sign(int line) {
        char sign = lines.at(line, 0);
        return Chars.isBlank(sign) ? ' ' : sign;
    }

    private static boolean isSigned(char sign) {
        return sign == '+' || sign == '-' || sign == '\\';
    }

    private static PatchLine signed(char sign) {
        return switch (sign) {
            case '+' -> PatchLine.ADDED;
            case '-' -> PatchLine.REMOVED;
            case '\\' -> PatchLine.HEADER;
            default -> PatchLine.CONTEXT;
        };
    }

    private boolean isWrapped(Patch patch, int line) {
        boolean wrapped =
                !patch.afterBlank
                        && last == line - 1
                        && lines.end(last) - lines.start(last) >= MIN_WRAPPED_CHARS;
        PatchLine before = wrapped ? kind(last) : null;
        kind = before == null ? kind : before;
        return wrapped;
    }

    private boolean isHeader(int line) {
        for (String header : HEADER_LINES) {
            if (lines.startsWith(line, header)) {
                return true;
            }
        }
        return false;
    }

    /** Such as {@code 2.30.2}, {@code 1.7.2.5} or {@code 2.1.4.windows.1}. */
    private boolean isGitVersion(int line) {
        if (lines.depth(line) != lines.depth(line - 1)) {
            return false;
        }
        String version = lines.stripped(line);
        return version.indexOf('.') > 0
                && version.length() <= MAX_VERSION_CHARS
                && Chars.isDigit(version.charAt(0))
                && version.indexOf(' ') < 0;
    }

    /** Returns what {@code @@ -a,b +c,d @@} says; null if it is something else. */
    private @Nullable Hunk hunk(int line) {
        String text = lines.text();
        int end = lines.end(line);
        int[] place = {lines.content(line) + 4};
        int removed = lines.startsWith(line, "@@ -") ? range(text, place, end) : -1;
        if (removed < 0 || place[0] + 2 > end || !text.startsWith(" +", place[0])) {
            return null;
        }
        place[0] += 2;
        int added = range(text, place, end);
        return added < 0 || !text.startsWith(" @@", place[0]) ? null : new Hunk(removed, added);
    }

    /** Returns the count in {@code start,count}, 1 if there is none; -1 if it is no range. */
    private static int range(String text, int[] place, int end) {
        int start = number(text, place, end);
        if (start < 0 || place[0] >= end || text.charAt(place[0]) != ',') {
            return start < 0 ? -1 : 1;
        }
        place[0]++;
        return number(text, place, end);
    }

    private static int number(String text, int[] place, int end) {
        int from = place[0];
        int value = 0;
        while (place[0] < end && place[0] - from < 8 && Chars.isDigit(text.charAt(place[0]))) {
            value = 10 * value + text.charAt(place[0]++) - '0';
        }
        return place[0] == from ? -1 : value;
    }
}
