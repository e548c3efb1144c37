package org.perdure.html;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What of some bytes a client asks for (RFC 9110, section 14): one part at most, since whoever asks
 * for several may be given all.
 */
sealed interface ByteRange {
    /** Longest number that is read; a longer one is beyond all bytes there are. */
    int MAX_DIGITS = 18;

    Pattern SPECIFIER = Pattern.compile("bytes=\\s*(\\d*)-(\\d*)\\s*", Pattern.CASE_INSENSITIVE);

    /** All of them. */
    record All() implements ByteRange {}

    /**
     * A part of them.
     *
     * @param from where it begins
     * @param to where it ends, a byte that is no part of it
     */
    record Part(long from, long to) implements ByteRange {
        /** Returns what {@code Content-Range} says of it. */
        String of(long length) {
            return "bytes " + from + "-" + (to - 1) + "/" + length;
        }
    }

    /** What lies behind the last of them. */
    record Beyond() implements ByteRange {}

    /**
     * Reads what a client asks for.
     *
     * @param range the field {@code Range}, if there is one
     * @param ifRange the field {@code If-Range}, if there is one; a date never holds, because dates
     *     are too coarse to tell what can be put together
     * @param tag the entity tag, with quotes
     * @param length how many bytes there are
     */
    static ByteRange of(@Nullable String range, @Nullable String ifRange, String tag, long length) {
        if (range == null || (ifRange != null && !ifRange.strip().equals(tag))) {
            return new All();
        }
        Matcher asked = SPECIFIER.matcher(range);
        if (!asked.matches() || (asked.group(1).isEmpty() && asked.group(2).isEmpty())) {
            return new All();
        }
        if (asked.group(1).isEmpty()) {
            return part(Math.max(0, length - number(asked.group(2))), length, length);
        }
        long from = number(asked.group(1));
        long last = asked.group(2).isEmpty() ? Long.MAX_VALUE - 1 : number(asked.group(2));
        return last < from ? new All() : part(from, Math.min(last + 1, length), length);
    }

    private static ByteRange part(long from, long to, long length) {
        return from >= length || from >= to ? new Beyond() : new Part(from, to);
    }

    private static long number(String digits) {
        return digits.length() > MAX_DIGITS ? Long.MAX_VALUE - 1 : Long.parseLong(digits);
    }
}
