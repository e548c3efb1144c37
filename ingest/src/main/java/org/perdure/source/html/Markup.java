package org.perdure.source.html;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/** What pages of all programs have in common: charsets, tags, entities. One pass each. */
final class Markup {
    /** Bytes at the beginning of a page in which it may name its charset. */
    private static final int MAX_PROLOGUE_BYTES = 32 << 10;

    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    private Markup() {}

    /**
     * Returns the text of a page: in the charset that its head names, else UTF-8 if that fits, else
     * windows-1252, which is what old pages hold beside ASCII.
     */
    static String decode(byte[] page) {
        Charset named = named(page);
        if (named != null && !named.equals(StandardCharsets.UTF_8)) {
            return new String(page, named);
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(page)).toString();
        } catch (CharacterCodingException expected) {
            return new String(page, WINDOWS_1252);
        }
    }

    private static @Nullable Charset named(byte[] page) {
        String prologue =
                new String(
                                page,
                                0,
                                Math.min(page.length, MAX_PROLOGUE_BYTES),
                                StandardCharsets.ISO_8859_1)
                        .toLowerCase(Locale.ROOT);
        int head = prologue.indexOf("<head");
        int end = prologue.indexOf("<body");
        int at = head < 0 ? -1 : prologue.indexOf("charset=", head);
        if (at < 0 || (end >= 0 && at > end)) {
            return null;
        }
        int start = at + "charset=".length();
        while (start < prologue.length() && "\"' ".indexOf(prologue.charAt(start)) >= 0) {
            start++;
        }
        int stop = start;
        while (stop < prologue.length() && "\"' >/;".indexOf(prologue.charAt(stop)) < 0) {
            stop++;
        }
        try {
            Charset charset = Charset.forName(prologue.substring(start, stop));
            return charset.equals(StandardCharsets.ISO_8859_1) ? WINDOWS_1252 : charset;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException expected) {
            return null; // As if it named none.
        }
    }

    /** Returns text with tags and comments taken out and entities undone, once. */
    static String text(String html) {
        StringBuilder out = new StringBuilder(html.length());
        int i = 0;
        while (i < html.length()) {
            char c = html.charAt(i);
            int end = c == '<' && isTag(html, i) ? html.indexOf('>', i) : -1;
            if (end >= 0) {
                i = end + 1;
            } else {
                out.append(c);
                i++;
            }
        }
        return unescape(out.toString());
    }

    private static boolean isTag(String html, int at) {
        if (at + 1 >= html.length()) {
            return false;
        }
        char next = html.charAt(at + 1);
        return next == '/' || next == '!' || Character.isLetter(next);
    }

    /** Returns text with entities undone, once. */
    static String unescape(String text) {
        return text.indexOf('&') < 0 ? text : Parser.unescapeEntities(text, false);
    }

    /** Returns where a text stands in another from a place on, whatever its case, or -1. */
    static int indexOf(String text, String wanted, int from) {
        int last = text.length() - wanted.length();
        char lower = Character.toLowerCase(wanted.charAt(0));
        char upper = Character.toUpperCase(wanted.charAt(0));
        for (int i = Math.max(0, from); i <= last; i++) {
            char c = text.charAt(i);
            if ((c == lower || c == upper)
                    && text.regionMatches(true, i, wanted, 0, wanted.length())) {
                return i;
            }
        }
        return -1;
    }
}
