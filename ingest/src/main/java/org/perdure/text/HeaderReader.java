package org.perdure.text;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.perdure.text.Attribution.Form;

/** Reads what a header block says. */
final class HeaderReader {
    /** Characters of a value that is looked at. */
    private static final int MAX_CHARS = 500;

    private static final String MAILTO = "mailto:";

    private HeaderReader() {}

    static Attribution read(Lines lines, HeaderBlocks.Found block) {
        String from = value(lines, block, HeaderKey.FROM);
        String sent = value(lines, block, HeaderKey.SENT);
        List<WrittenDate> dates = sent == null ? List.of() : new DateReader(Token.of(sent)).dates();
        return new Attribution(
                block.forwarded() ? Form.FORWARDED : Form.HEADERS,
                from == null ? null : name(from),
                from == null ? null : address(from),
                dates,
                null,
                value(lines, block, HeaderKey.SUBJECT));
    }

    private static @Nullable String value(Lines lines, HeaderBlocks.Found block, HeaderKey key) {
        for (HeaderBlocks.Field field : block.fields()) {
            if (field.key() == key) {
                int end = Math.min(field.end(), field.start() + MAX_CHARS);
                String value = lines.text().substring(field.start(), end).strip();
                return value.isEmpty() ? null : value;
            }
        }
        return null;
    }

    /** What stands before the address, or all of it if there is none. */
    private static @Nullable String name(String from) {
        int end = from.length();
        for (int i = 0; i < from.length(); i++) {
            char c = from.charAt(i);
            if (c == '<' || c == '[' || from.startsWith(MAILTO, i)) {
                end = i;
                break;
            }
        }
        String name = from.substring(0, end);
        int via = name.indexOf(" via ");
        name = (via > 0 ? name.substring(0, via) : name).replace("\"", "").replace("*", "").strip();
        if (name.length() > 1 && name.startsWith("'") && name.endsWith("'")) {
            name = name.substring(1, name.length() - 1);
        }
        int open = name.indexOf('(');
        if (name.indexOf('@') >= 0) { // ada@example.org (Ada Quill)
            int close = open < 0 ? -1 : name.indexOf(')', open);
            name = close < 0 ? "" : name.substring(open + 1, close).strip();
        }
        return name.isEmpty() || name.length() > AuthorName.MAX_CHARS ? null : name;
    }

    private static @Nullable String address(String from) {
        int at = from.indexOf('@');
        if (at <= 0) {
            return null;
        }
        int start = at;
        while (start > 0 && !endsAddress(from.charAt(start - 1))) {
            start--;
        }
        int end = at;
        while (end < from.length() && !endsAddress(from.charAt(end))) {
            end++;
        }
        return start < at && end > at + 1 ? from.substring(start, end) : null;
    }

    private static boolean endsAddress(char c) {
        return Chars.isSpace(c) || "<>[]():,;\"'".indexOf(c) >= 0;
    }
}
