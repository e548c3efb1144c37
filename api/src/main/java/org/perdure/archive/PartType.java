package org.perdure.archive;

import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.perdure.mime.CharsetNames;

/**
 * What the Content-Type of a part says of its text.
 *
 * @param value lower-case, without blanks, such as {@code text/plain}; empty if nothing is said
 * @param charset in which it is to be read, if ASCII does not stand for itself there or a character
 *     may have several bytes; null for UTF-8
 * @param isHtml whether it has tags and character references
 * @param joinsLines whether a line that ends in a blank goes on without it ({@code format=flowed;
 *     delsp=yes}, RFC 3676)
 * @param isUtf7 whether it is UTF-7, which is no charset of the JDK
 * @param isFolded whether a line that begins with a blank goes on where the one before ends (RFC
 *     5545, section 3.1, and RFC 6350, section 3.2)
 */
record PartType(
        String value,
        @Nullable Charset charset,
        boolean isHtml,
        boolean joinsLines,
        boolean isUtf7,
        boolean isFolded) {
    static final PartType NONE = new PartType("", null, false, false, false, false);

    private static final Set<String> FOLDED =
            Set.of(
                    "text/calendar",
                    "text/x-vcalendar",
                    "application/ics",
                    "text/vcard",
                    "text/x-vcard",
                    "text/directory");

    private static final Pattern FOLDED_FILE = Pattern.compile(".*\\.(?:ics|vcs|vcf)");

    /** Reads an unfolded field body. */
    static PartType of(String body, FieldParameters parameters) {
        int semicolon = body.indexOf(';');
        String value = semicolon < 0 ? body : body.substring(0, semicolon);
        int comment = value.indexOf('(');
        value =
                (comment < 0 ? value : value.substring(0, comment))
                        .replace(" ", "")
                        .strip()
                        .toLowerCase(Locale.ROOT);
        String name = parameters.value("name").toLowerCase(Locale.ROOT);
        String charset = word(parameters.value("charset"));
        return new PartType(
                value,
                charset(charset),
                isHtml(value) || name.endsWith(".html") || name.endsWith(".htm"),
                word(parameters.value("format")).equalsIgnoreCase("flowed")
                        && word(parameters.value("delsp")).equalsIgnoreCase("yes"),
                CharsetNames.isUtf7(charset),
                FOLDED.contains(value) || FOLDED_FILE.matcher(name).matches());
    }

    /** Returns the type of what has no field, by its media type. */
    static PartType of(String mediaType) {
        return new PartType(
                mediaType, null, isHtml(mediaType), false, false, FOLDED.contains(mediaType));
    }

    private static boolean isHtml(String value) {
        return value.contains("html") || value.endsWith("xml");
    }

    /** What follows the first word is a comment. */
    private static String word(String value) {
        int end = 0;
        while (end < value.length()
                && value.charAt(end) > ' '
                && "(,".indexOf(value.charAt(end)) < 0) {
            end++;
        }
        return value.substring(0, end);
    }

    private static @Nullable Charset charset(String label) {
        Charset charset = label.isEmpty() ? null : CharsetNames.find(label);
        return charset != null && CharsetNames.isWide(charset) ? charset : null;
    }

    boolean isMultipart() {
        return value.startsWith("multipart/");
    }

    boolean isMessage() {
        return value.equals("message/rfc822") || value.equals("message/global");
    }

    /** Returns whether it may hold anything but text. */
    boolean mayBeBinary() {
        return value.matches("(?:image|audio|video|font|model|application)(?:/.*)?");
    }
}
