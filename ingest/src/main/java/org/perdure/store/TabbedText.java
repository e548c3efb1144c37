package org.perdure.store;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of values between tabs, a line each. In a value, tab, line end and backslash stand as {@code
 * \t}, {@code \n}, {@code \r} and {@code \\}.
 */
public final class TabbedText {
    private TabbedText() {}

    /** Returns a row with its line end; what is absent is empty. */
    public static String line(@Nullable String... values) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < values.length; i++) {
            String value = values[i];
            line.append(i == 0 ? "" : "\t").append(value == null ? "" : escaped(value));
        }
        return line.append('\n').toString();
    }

    /** Returns the values of a row, given without its line end. */
    public static List<String> values(String line) {
        List<String> values = new ArrayList<>();
        for (String value : line.split("\t", -1)) {
            values.add(unescaped(value));
        }
        return values;
    }

    private static String escaped(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\\' || c == '\t' || c == '\n' || c == '\r') {
                return value.replace("\\", "\\\\")
                        .replace("\t", "\\t")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r");
            }
        }
        return value;
    }

    private static String unescaped(String value) {
        if (value.indexOf('\\') < 0) {
            return value;
        }
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\\' && i + 1 < value.length()) {
                i++;
                char coded = value.charAt(i);
                out.append(
                        switch (coded) {
                            case 't' -> '\t';
                            case 'n' -> '\n';
                            case 'r' -> '\r';
                            default -> coded;
                        });
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }
}
