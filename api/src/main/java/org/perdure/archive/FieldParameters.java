package org.perdure.archive;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The parameters of a Content-Type or Content-Disposition where they stand, each put together of
 * its continued and encoded segments (RFC 2231). They are read as {@code mime} reads them.
 */
final class FieldParameters {
    /** Parameters that are read; a segment of a continued one counts. */
    static final int MAX_PARAMETERS = 1_000;

    private final byte[] bytes;
    private final Map<String, TreeMap<Integer, Segment>> segments = new HashMap<>();
    private int at;

    /** A piece of a value: the bytes from one place to another. */
    private record Segment(int from, int to, boolean quoted, boolean encoded) {}

    private FieldParameters(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Reads an unfolded field. */
    static FieldParameters of(byte[] field) {
        FieldParameters parameters = new FieldParameters(field);
        parameters.skipTo(';');
        for (int count = 0; parameters.at < field.length && count < MAX_PARAMETERS; count++) {
            parameters.next();
        }
        return parameters;
    }

    private void next() {
        int start = ++at;
        while (at < bytes.length && bytes[at] != '=' && bytes[at] != ';') {
            at++;
        }
        if (at < bytes.length && bytes[at] == '=') {
            String name =
                    new String(bytes, start, at - start, StandardCharsets.ISO_8859_1)
                            .strip()
                            .toLowerCase(Locale.ROOT);
            at++;
            readValue(name);
        }
    }

    private void readValue(String name) {
        while (at < bytes.length && bytes[at] >= 0 && bytes[at] <= ' ') {
            at++;
        }
        boolean quoted = at < bytes.length && bytes[at] == '"';
        int from = quoted ? ++at : at;
        if (quoted) {
            skipQuoted();
        } else {
            skipTo(';');
        }
        int to = Math.min(at, bytes.length);
        skipTo(';');
        add(name, from, to, quoted);
    }

    private void skipQuoted() {
        while (at < bytes.length && bytes[at] != '"') {
            boolean escape =
                    bytes[at] == '\\'
                            && at + 1 < bytes.length
                            && (bytes[at + 1] == '"' || bytes[at + 1] == '\\');
            at += escape ? 2 : 1;
        }
    }

    private void skipTo(char end) {
        while (at < bytes.length && bytes[at] != end) {
            at++;
        }
    }

    private void add(String name, int from, int to, boolean quoted) {
        int star = name.indexOf('*');
        boolean encoded = star > 0 && name.endsWith("*");
        String number =
                star <= 0
                        ? ""
                        : name.substring(
                                star + 1, Math.max(star + 1, name.length() - (encoded ? 1 : 0)));
        int index = number.isEmpty() ? 0 : index(number);
        if (index >= 0) {
            // What is written both ways is read both ways.
            segments.computeIfAbsent(
                            star <= 0 ? name : name.substring(0, star) + "*",
                            any -> new TreeMap<>())
                    .putIfAbsent(index, new Segment(from, to, quoted, encoded));
        }
    }

    private static int index(String number) {
        return number.length() <= 4 && number.chars().allMatch(c -> c >= '0' && c <= '9')
                ? Integer.parseInt(number)
                : -1;
    }

    /** Returns all values as texts that can be changed. */
    List<CodedText> values() {
        return segments.values().stream().map(this::joined).toList();
    }

    private CodedText joined(Map<Integer, Segment> of) {
        List<CodedText> parts = new ArrayList<>();
        for (Segment segment : of.values()) {
            parts.add(coded(segment, parts.isEmpty()));
        }
        return CodedText.joined(parts);
    }

    private CodedText coded(Segment segment, boolean first) {
        if (segment.encoded) {
            int from = first ? behindLanguage(segment) : segment.from;
            return CodedText.percent(bytes, from, segment.to);
        }
        return segment.quoted
                ? CodedText.unquoted(bytes, segment.from, segment.to)
                : CodedText.plain(bytes, segment.from, segment.to);
    }

    /** Behind charset and language, each with a quote after it. */
    private int behindLanguage(Segment segment) {
        int quotes = 0;
        for (int i = segment.from; i < segment.to; i++) {
            quotes += bytes[i] == '\'' ? 1 : 0;
            if (quotes == 2) {
                return i + 1;
            }
        }
        return segment.from;
    }

    /** Returns a value as it is read; empty if there is none. */
    String value(String name) {
        TreeMap<Integer, Segment> of =
                segments.getOrDefault(name + "*", segments.getOrDefault(name, new TreeMap<>()));
        return of.isEmpty()
                ? ""
                : new String(joined(of).text(), StandardCharsets.ISO_8859_1).stripTrailing();
    }

    /** Puts the bytes of a parameter back as they stood. */
    void restore(String name, byte[] original) {
        for (String spelt : List.of(name, name + "*")) {
            for (Segment segment : segments.getOrDefault(spelt, new TreeMap<>()).values()) {
                System.arraycopy(
                        original, segment.from, bytes, segment.from, segment.to - segment.from);
            }
        }
    }
}
