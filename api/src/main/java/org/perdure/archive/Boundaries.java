package org.perdure.archive;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The boundaries of the multiparts of a message that have been met, and lines that are one. */
final class Boundaries {
    /** How many are told apart; what comes beyond is text. */
    static final int MAX_BOUNDARIES = 1_000;

    /** How many places of a line are tried as the end of a boundary. */
    private static final int MAX_ENDS = 4;

    private static final PartType MESSAGE = PartType.of("message/rfc822");

    /** Of each, what a part is that does not say it. */
    private final Map<String, PartType> parts = new HashMap<>();

    /** What a line is between two parts. */
    sealed interface Mark {
        /** A line that is none. */
        record None() implements Mark {}

        /** The beginning of a part. */
        record Part(PartType fallback) implements Mark {}

        /** The end of a multipart. */
        record End() implements Mark {}
    }

    private static final Mark NONE = new Mark.None();
    private static final Mark END = new Mark.End();

    void add(PartType type, String boundary) {
        if (type.isMultipart() && !boundary.isEmpty() && parts.size() < MAX_BOUNDARIES) {
            boolean digest = type.value().equals("multipart/digest");
            parts.put(boundary.stripTrailing(), digest ? MESSAGE : PartType.NONE);
        }
    }

    /** Returns what the line between two places is. */
    Mark mark(byte[] bytes, int from, int to) {
        if (to - from < 3 || bytes[from] != '-' || bytes[from + 1] != '-' || parts.isEmpty()) {
            return NONE;
        }
        String line =
                new String(bytes, from + 2, to - from - 2, StandardCharsets.ISO_8859_1)
                        .stripTrailing();
        PartType whole = parts.get(line);
        if (whole != null) {
            return new Mark.Part(whole);
        }
        int end = line.indexOf("--");
        for (int i = 0; i < MAX_ENDS && end >= 0; i++) {
            if (parts.containsKey(line.substring(0, end))) {
                return END;
            }
            end = line.indexOf("--", end + 1);
        }
        if (line.endsWith("--") && parts.containsKey(line.substring(0, line.length() - 2))) {
            return END;
        }
        int blank = line.indexOf(' ');
        PartType part = blank < 0 ? null : parts.get(line.substring(0, blank));
        return part == null ? NONE : new Mark.Part(part);
    }
}
