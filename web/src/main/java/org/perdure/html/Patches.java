package org.perdure.html;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Tells patches by what they hold: they are sent under the type of anything. */
final class Patches {
    /** Bytes in which a patch must begin, a description of it before. */
    static final int MAX_BEGINNING = 16 << 10;

    private static final List<String> BEGINNINGS =
            List.of("diff --git ", "diff -", "Index: ", "# HG changeset patch", "--- a/");

    private Patches() {}

    /** Returns whether bytes are text that begins like a diff or the patch of a tool. */
    static boolean isPatch(byte[] bytes) {
        int length = Math.min(bytes.length, MAX_BEGINNING);
        for (int i = 0; i < length; i++) {
            if (bytes[i] >= 0 && bytes[i] < ' ' && "\t\n\f\r".indexOf(bytes[i]) < 0) {
                return false;
            }
        }
        String text = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
        if (BEGINNINGS.stream().anyMatch(text::startsWith)) {
            return true;
        }
        int old = text.startsWith("--- ") ? 0 : text.indexOf("\n--- ") + 1;
        boolean found = old > 0 || text.startsWith("--- ");
        return found && text.startsWith("+++ ", text.indexOf('\n', old) + 1);
    }
}
