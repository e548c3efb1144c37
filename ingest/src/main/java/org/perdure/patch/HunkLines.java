package org.perdure.patch;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.perdure.text.PatchLine;

/** How many lines of a hunk are still to come, as its first line says. */
final class HunkLines {
    private static final Pattern FIRST =
            Pattern.compile("@@ -\\d{1,9}(?:,(\\d{1,9}))? \\+\\d{1,9}(?:,(\\d{1,9}))? @@.*");

    private int before;
    private int after;

    /** Begins a hunk; one that says no numbers has no end. */
    void begin(String line) {
        Matcher first = FIRST.matcher(line);
        boolean counted = first.matches();
        before = counted ? count(first.group(1)) : Integer.MAX_VALUE;
        after = counted ? count(first.group(2)) : Integer.MAX_VALUE;
    }

    private static int count(@Nullable String digits) {
        return digits == null ? 1 : Integer.parseInt(digits);
    }

    /** Counts a line; returns whether the hunk has it. */
    boolean take(PatchLine kind) {
        if (before <= 0 && after <= 0) {
            return false;
        }
        before -= kind == PatchLine.ADDED ? 0 : 1;
        after -= kind == PatchLine.REMOVED ? 0 : 1;
        return true;
    }
}
