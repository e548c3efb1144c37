package org.perdure.mime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.perdure.message.Defect;

/**
 * A Content-Type or Content-Disposition: a value and its parameters (RFC 2045, section 5.1; RFC
 * 2183), continued and encoded ones included (RFC 2231).
 *
 * @param value lower-case, without blanks, such as {@code text/plain} or {@code attachment}; empty
 *     if the field is
 * @param parameters values by lower-case name; of several the first
 */
record ContentField(String value, Map<String, String> parameters) {
    /** Parameters that are read; a segment of a continued one counts. */
    static final int MAX_PARAMETERS = 1_000;

    /** A field that is not there. */
    static final ContentField NONE = new ContentField("", Map.of());

    ContentField {
        parameters = Map.copyOf(parameters);
    }

    /** Returns the parameter of a lower-case name. */
    @Nullable String parameter(String name) {
        return parameters.get(name);
    }

    /** Returns the first word of a parameter: what follows is a comment. */
    @Nullable String word(String name) {
        String parameter = parameters.get(name);
        if (parameter == null) {
            return null;
        }
        int end = 0;
        while (end < parameter.length()
                && parameter.charAt(end) > ' '
                && parameter.charAt(end) != '('
                && parameter.charAt(end) != ',') {
            end++;
        }
        return end == 0 ? null : parameter.substring(0, end);
    }

    /** Returns whether the value is a type and a subtype. */
    boolean isMediaType() {
        int slash = value.indexOf('/');
        return slash > 0
                && slash < value.length() - 1
                && value.chars()
                        .allMatch(c -> c > ' ' && c < 0x7f && "()<>@,;:\\\"[]?=".indexOf(c) < 0);
    }

    /** Reads an unfolded field body. */
    static ContentField parse(String body, Defects defects) {
        if (body.isEmpty()) {
            return NONE;
        }
        int semicolon = body.indexOf(';');
        String value = semicolon < 0 ? body : body.substring(0, semicolon);
        int comment = value.indexOf('(');
        if (comment >= 0) {
            value = value.substring(0, comment);
        }
        value = value.replace(" ", "").toLowerCase(Locale.ROOT);
        return semicolon < 0
                ? new ContentField(value, Map.of())
                : new ContentField(value, new Parameters(body, semicolon, defects).read());
    }

    /** Reads what follows the first semicolon. */
    private static final class Parameters {
        private final String text;
        private final Defects defects;
        private final Map<String, String> plain = new HashMap<>();
        private final Map<String, TreeMap<Integer, Segment>> extended = new HashMap<>();
        private int position;

        /**
         * A piece of a parameter in RFC 2231.
         *
         * @param encoded whether it has percent signs
         */
        private record Segment(String text, boolean encoded) {}

        Parameters(String text, int position, Defects defects) {
            this.text = text;
            this.position = position;
            this.defects = defects;
        }

        Map<String, String> read() {
            int count = 0;
            while (position < text.length() && count++ < MAX_PARAMETERS) {
                position++;
                int equals = position;
                while (equals < text.length() && "=;".indexOf(text.charAt(equals)) < 0) {
                    equals++;
                }
                String name = text.substring(position, equals).strip().toLowerCase(Locale.ROOT);
                position = equals;
                if (equals < text.length() && text.charAt(equals) == '=') {
                    position++;
                    add(name, value());
                }
            }
            extended.forEach((name, segments) -> plain.put(name, join(segments)));
            return plain;
        }

        /** Reads a value, and goes to the semicolon after it or the end. */
        private String value() {
            while (position < text.length() && text.charAt(position) <= ' ') {
                position++;
            }
            if (position < text.length() && text.charAt(position) == '"') {
                return quoted();
            }
            int start = position;
            skipToSemicolon();
            return text.substring(start, position).strip();
        }

        private String quoted() {
            StringBuilder value = new StringBuilder();
            position++;
            while (position < text.length() && text.charAt(position) != '"') {
                char c = text.charAt(position);
                boolean escape =
                        c == '\\'
                                && position + 1 < text.length()
                                && "\"\\".indexOf(text.charAt(position + 1)) >= 0;
                if (escape) {
                    position++;
                }
                value.append(text.charAt(position));
                position++;
            }
            skipToSemicolon();
            return value.toString();
        }

        private void skipToSemicolon() {
            while (position < text.length() && text.charAt(position) != ';') {
                position++;
            }
        }

        private void add(String name, String value) {
            int star = name.indexOf('*');
            if (star <= 0) {
                plain.putIfAbsent(name, value);
                return;
            }
            boolean encoded = name.endsWith("*");
            String number =
                    name.substring(star + 1, Math.max(star + 1, name.length() - (encoded ? 1 : 0)));
            int index = number.isEmpty() ? 0 : index(number);
            if (index >= 0) {
                extended.computeIfAbsent(name.substring(0, star), any -> new TreeMap<>())
                        .putIfAbsent(index, new Segment(value, encoded));
            }
        }

        private static int index(String number) {
            return number.length() <= 4 && number.chars().allMatch(c -> c >= '0' && c <= '9')
                    ? Integer.parseInt(number)
                    : -1;
        }

        private String join(Map<Integer, Segment> segments) {
            String charset = null;
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            boolean first = true;
            for (Segment segment : segments.values()) {
                String value = segment.text();
                if (first && segment.encoded()) {
                    int quote = value.indexOf('\'');
                    int second = quote < 0 ? -1 : value.indexOf('\'', quote + 1);
                    if (second >= 0) {
                        charset = value.substring(0, quote);
                        value = value.substring(second + 1);
                    }
                }
                first = false;
                append(bytes, value, segment.encoded());
            }
            byte[] all = bytes.toByteArray();
            String label = charset == null || charset.isEmpty() ? "utf-8" : charset;
            TextDecoder.Decoded decoded = TextDecoder.decode(all, 0, all.length, label);
            if (!decoded.asLabelled()) {
                defects.add(Defect.Code.BAD_CHARSET, decoded.decision(label + " in a parameter"));
            }
            return decoded.text();
        }

        private static void append(ByteArrayOutputStream bytes, String value, boolean encoded) {
            for (int i = 0; i < value.length(); i++) {
                char c = value.charAt(i);
                int octet = encoded && c == '%' ? EncodedWords.hexByte(value, i + 1) : -1;
                if (octet >= 0) {
                    bytes.write(octet);
                    i += 2;
                } else if (c < 0x80) {
                    bytes.write(c);
                } else {
                    bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
                }
            }
        }
    }
}
