package org.perdure.mime;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds charsets by the names that mail gives them. All names are collected once, because the JDK
 * searches its providers anew for each name it does not know.
 */
public final class CharsetNames {
    /** Where mail means a superset of what it says, or a name of its own. */
    private static final Map<String, String> MEANT =
            Map.ofEntries(
                    Map.entry("gb2312", "GB18030"),
                    Map.entry("gbk", "GB18030"),
                    Map.entry("x-gbk", "GB18030"),
                    Map.entry("gb_2312-80", "GB18030"),
                    Map.entry("big5", "Big5-HKSCS"),
                    Map.entry("shift_jis", "windows-31j"),
                    Map.entry("shift-jis", "windows-31j"),
                    Map.entry("x-sjis", "windows-31j"),
                    Map.entry("iso-2022-jp", "x-windows-iso2022jp"),
                    Map.entry("ks_c_5601-1987", "x-windows-949"),
                    Map.entry("ks_c_5601", "x-windows-949"),
                    Map.entry("euc-kr", "x-windows-949"),
                    Map.entry("tis-620", "x-windows-874"),
                    Map.entry("iso-8859-8-i", "ISO-8859-8"),
                    Map.entry("iso-8859-8-e", "ISO-8859-8"),
                    Map.entry("iso-8859-6-i", "ISO-8859-6"),
                    Map.entry("iso8859_1", "ISO-8859-1"),
                    Map.entry("8859_1", "ISO-8859-1"),
                    Map.entry("iso-8859-1-windows-3.1-latin-1", "windows-1252"),
                    Map.entry("iso-8859-10", "ISO-8859-4"),
                    Map.entry("iso-8859-14", "ISO-8859-1"),
                    Map.entry("latin-1", "ISO-8859-1"),
                    Map.entry("iso-latin-1", "ISO-8859-1"),
                    Map.entry("iso88591", "ISO-8859-1"),
                    Map.entry("iso885915", "ISO-8859-15"),
                    Map.entry("koi8-ru", "KOI8-U"),
                    Map.entry("x-gb2312", "GB18030"),
                    Map.entry("x-euc-cn", "GB18030"),
                    Map.entry("euc-cn", "GB18030"),
                    Map.entry("windows-936", "GB18030"),
                    Map.entry("cp936", "GB18030"),
                    Map.entry("ms936", "GB18030"),
                    Map.entry("chinese", "GB18030"),
                    Map.entry("x-x-big5", "Big5-HKSCS"),
                    Map.entry("cp932", "windows-31j"),
                    Map.entry("ms932", "windows-31j"),
                    Map.entry("csiso2022jp", "x-windows-iso2022jp"),
                    Map.entry("cseuckr", "x-windows-949"),
                    Map.entry("ucs-2", "UTF-16"),
                    Map.entry("mac", "x-MacRoman"),
                    Map.entry("x-mac-cyrillic", "x-MacCyrillic"),
                    Map.entry("utf_8", "UTF-8"),
                    Map.entry("utf-8mb4", "UTF-8"),
                    Map.entry("unicode-1-1-utf-8", "UTF-8"),
                    Map.entry("x-mac-roman", "x-MacRoman"),
                    Map.entry("macintosh", "x-MacRoman"),
                    Map.entry("maccyrillic", "x-MacCyrillic"),
                    Map.entry("ansi", "windows-1252"),
                    Map.entry("ascii", "US-ASCII"),
                    Map.entry("7bit", "US-ASCII"),
                    Map.entry("usascii", "US-ASCII"));

    private static final Set<String> UTF_7 =
            Set.of(
                    "utf-7",
                    "utf7",
                    "x-utf-7",
                    "unicode-1-1-utf-7",
                    "unicode-2-0-utf-7",
                    "x-unicode-2-0-utf-7",
                    "csunicode11utf7");

    private static final Set<String> NOT_LIKE_ASCII =
            Set.of("UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "UTF-32BE");

    private CharsetNames() {}

    /** All charsets by name and alias in lower case. */
    private static final class All {
        private static final Map<String, Charset> BY_NAME = collect();

        private static Map<String, Charset> collect() {
            Map<String, Charset> byName = new HashMap<>();
            for (Charset charset : Charset.availableCharsets().values()) {
                for (String alias : charset.aliases()) {
                    byName.putIfAbsent(alias.toLowerCase(Locale.ROOT), charset);
                }
            }
            for (Charset charset : Charset.availableCharsets().values()) {
                byName.put(charset.name().toLowerCase(Locale.ROOT), charset);
            }
            return Map.copyOf(byName);
        }
    }

    /** Returns the charset that a label means, or null if none is known. */
    public static @Nullable Charset find(String label) {
        String name = clean(label);
        return switch (name) {
            case "us-ascii" -> StandardCharsets.US_ASCII;
            case "utf-8", "utf8" -> StandardCharsets.UTF_8;
            case "iso-8859-1", "latin1" -> StandardCharsets.ISO_8859_1;
            case "windows-1252", "cp1252" -> TextDecoder.WINDOWS_1252;
            default ->
                    All.BY_NAME.get(
                            MEANT.getOrDefault(name, asNumbered(name)).toLowerCase(Locale.ROOT));
        };
    }

    /** Returns whether a label means UTF-7 (RFC 2152), of which the JDK has no charset. */
    public static boolean isUtf7(String label) {
        return UTF_7.contains(label.strip().toLowerCase(Locale.ROOT));
    }

    /** Cuts quotes, blanks and the language of RFC 2231, section 5. */
    private static String clean(String label) {
        String name = label.strip().toLowerCase(Locale.ROOT);
        int star = name.indexOf('*');
        if (star > 0) {
            name = name.substring(0, star);
        }
        if (name.startsWith("charset=")) {
            name = name.substring("charset=".length());
        }
        int start = 0;
        int end = name.length();
        while (start < end && !isNameCharacter(name.charAt(start))) {
            start++;
        }
        while (end > start && !isNameCharacter(name.charAt(end - 1))) {
            end--;
        }
        return name.substring(start, end);
    }

    private static boolean isNameCharacter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }

    /** Reads {@code cp-850}, {@code iso8859-15} and {@code win-1251} as they are meant. */
    private static String asNumbered(String name) {
        if (name.startsWith("cp-")) {
            return "cp" + name.substring(3);
        }
        if (name.startsWith("iso8859")) {
            return "iso-8859" + name.substring(7).replace('_', '-');
        }
        if (name.startsWith("iso_8859")) {
            return "iso-8859" + name.substring(8);
        }
        if (name.startsWith("win-") || name.startsWith("win1")) {
            return "windows-" + name.substring(name.startsWith("win-") ? 4 : 3);
        }
        return name;
    }

    /** Returns whether bytes below 128 are ASCII in every text of the charset. */
    static boolean extendsAscii(Charset charset) {
        String name = charset.name();
        return !NOT_LIKE_ASCII.contains(name)
                && !name.contains("2022")
                && !name.contains("2022jp")
                && !name.startsWith("IBM")
                && !name.startsWith("x-IBM");
    }

    /** Returns whether each character has two bytes at the least. */
    static boolean isUtf16(Charset charset) {
        return NOT_LIKE_ASCII.contains(charset.name());
    }

    /** Returns whether ASCII does not stand for itself, or is not all that has one byte. */
    public static boolean isWide(Charset charset) {
        return !extendsAscii(charset) || isMultiByte(charset);
    }

    /** Returns whether a charset of several bytes a character, other than Unicode, is meant. */
    static boolean isMultiByte(Charset charset) {
        String name = charset.name();
        return name.startsWith("GB")
                || name.startsWith("Big5")
                || name.startsWith("EUC")
                || name.equals("windows-31j")
                || name.equals("x-windows-949")
                || name.contains("2022")
                || NOT_LIKE_ASCII.contains(name);
    }
}
