package org.perdure.mime;

import java.nio.charset.StandardCharsets;
import org.jsoup.nodes.Entities;
import org.jspecify.annotations.Nullable;

/** Character references of HTML, by name or by number, where they stand. */
public final class CharacterReferences {
    /** Characters of the longest name, and more than any that is used without semicolon. */
    private static final int MAX_NAME = 32;

    private static final int MAX_BARE_NAME = 6;

    private CharacterReferences() {}

    /**
     * A reference.
     *
     * @param characters what it stands for
     * @param end where it ends, with its semicolon if it has one
     */
    public record Found(String characters, int end) {}

    /**
     * Returns the reference that an ampersand begins, if it begins one. Browsers do without the
     * semicolon of numbers, and of some names.
     *
     * @param limit where the text ends
     */
    public static @Nullable Found find(byte[] text, int ampersand, int limit) {
        int start = ampersand + 1;
        return start < limit && text[start] == '#'
                ? number(text, start + 1, limit)
                : name(text, start, limit);
    }

    private static @Nullable Found number(byte[] text, int start, int limit) {
        boolean hexadecimal = start < limit && (text[start] | 0x20) == 'x';
        int radix = hexadecimal ? 16 : 10;
        int first = hexadecimal ? start + 1 : start;
        int at = first;
        int value = 0;
        while (at < limit && text[at] >= 0 && Character.digit(text[at], radix) >= 0) {
            value =
                    Math.min(
                            Character.MAX_CODE_POINT + 1,
                            value * radix + Character.digit(text[at], radix));
            at++;
        }
        if (at == first) {
            return null;
        }
        return new Found(
                Character.toString(Character.isValidCodePoint(value) ? value : 0xfffd),
                behindSemicolon(text, at, limit));
    }

    private static int behindSemicolon(byte[] text, int at, int limit) {
        return at < limit && text[at] == ';' ? at + 1 : at;
    }

    private static @Nullable Found name(byte[] text, int start, int limit) {
        int end = start;
        while (end < limit && end - start < MAX_NAME && isAlphanumeric(text[end])) {
            end++;
        }
        String name = new String(text, start, end - start, StandardCharsets.US_ASCII);
        if (end < limit && text[end] == ';' && Entities.isNamedEntity(name)) {
            return new Found(Entities.getByName(name), end + 1);
        }
        for (int length = Math.min(MAX_BARE_NAME, name.length()); length > 1; length--) {
            String bare = name.substring(0, length);
            if (Entities.isBaseNamedEntity(bare)) {
                return new Found(Entities.getByName(bare), start + length);
            }
        }
        return null;
    }

    private static boolean isAlphanumeric(byte b) {
        return (b >= '0' && b <= '9') || (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z');
    }
}
