package org.perdure.ingest;

import java.util.HashMap;
import java.util.Map;

/**
 * How often things were rejected, by the constant part of the reason: what a reason quotes comes
 * from the source, and would make each one different.
 */
final class RejectionReasons {
    /** More different reasons are counted as {@link #OTHER}, so that memory is bounded. */
    static final int MAX_REASONS = 50;

    /** Of a longer reason only the beginning tells it from others, in characters. */
    static final int MAX_REASON_CHARS = 200;

    /** What is counted when there are too many different reasons, or none. */
    static final String OTHER = "other reasons";

    private final Map<String, Long> counts = new HashMap<>();

    void add(String reason) {
        add(reason, 1);
    }

    void add(String reason, long count) {
        String constant = constantPart(reason);
        boolean known = counts.containsKey(constant);
        counts.merge(known || hasRoom() ? constant : OTHER, count, Long::sum);
    }

    private boolean hasRoom() {
        return counts.size() - (counts.containsKey(OTHER) ? 1 : 0) < MAX_REASONS;
    }

    private static String constantPart(String reason) {
        int end = Math.min(reason.length(), MAX_REASON_CHARS);
        for (int i = 0; i < end; i++) {
            if (reason.charAt(i) == ':' || reason.charAt(i) == '“') {
                end = i;
            }
        }
        String constant = reason.substring(0, end).strip();
        return constant.isEmpty() ? OTHER : constant;
    }

    /** Returns how often each reason was given. */
    Map<String, Long> counts() {
        return Map.copyOf(counts);
    }
}
