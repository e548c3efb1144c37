package org.perdure.source;

import static java.util.Map.entry;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the separator line of a mailbox (RFC 4155) says: when the message was put there.
 *
 * <p>The date is that of {@code asctime}, at the end of the line: {@code Tue Mar 1 08:12:31 2011}.
 * Seconds may be missing; a zone may stand before or after the year. Without a zone it is taken as
 * UTC, which RFC 4155 asks for; older tools wrote local time and nobody can tell. Before the date
 * stands the sender, which may hold anything, so the line is read from its end.
 */
public final class SeparatorLine {
    /**
     * Words at the end of a line that can belong to its date: {@code Tue Mar 1 8:00 2011 +0000}.
     */
    private static final int MAX_DATE_WORDS = 7;

    private static final byte[] PUBLIC_INBOX = "From mboxrd@".getBytes(StandardCharsets.US_ASCII);

    private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";
    private static final int EARLIEST_YEAR = 1970;

    /** Of four digits in every zone: months stand in addresses. */
    private static final int LATEST_YEAR = 9998;

    /** Hours from UTC of the zones that have names: RFC 5322, section 4.3, and Europe's. */
    private static final Map<String, Integer> ZONES =
            Map.ofEntries(
                    entry("UT", 0),
                    entry("UTC", 0),
                    entry("GMT", 0),
                    entry("Z", 0),
                    entry("WET", 0),
                    entry("EST", -5),
                    entry("EDT", -4),
                    entry("CST", -6),
                    entry("CDT", -5),
                    entry("MST", -7),
                    entry("MDT", -6),
                    entry("PST", -8),
                    entry("PDT", -7),
                    entry("BST", 1),
                    entry("WEST", 1),
                    entry("CET", 1),
                    entry("MET", 1),
                    entry("CEST", 2),
                    entry("MEST", 2),
                    entry("EET", 2),
                    entry("EEST", 3),
                    entry("JST", 9));

    private static final Pattern WORDS = Pattern.compile("[ \\t]+");
    private static final Pattern ADDRESS = Pattern.compile("[^@]+@[^@]+");
    private static final Pattern TIME = Pattern.compile("[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?");

    private static final DateTimeFormatter ASCTIME =
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss uuuu", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    /** Stands for a sender that there is none of, as for a bounce. */
    private static final String NOBODY = "MAILER-DAEMON";

    /** A longer sender is cut: the longest path of RFC 5321, section 4.5.3.1.3. */
    private static final int MAX_SENDER_CHARS = 256;

    private static final Instant EARLIEST_FILING = Instant.parse("1990-01-01T00:00:00Z");

    /** What {@code git format-patch} writes in each separator line. */
    private static final Instant GIT_PLACEHOLDER = Instant.parse("2001-09-17T00:00:00Z");

    private SeparatorLine() {}

    /**
     * Returns the separator line of a message that is put into a mailbox.
     *
     * @param sender addr-spec of the envelope, empty if it has none; blanks and control characters
     *     in it become {@code -}
     * @param time when, to the second; written in UTC
     */
    public static byte[] of(String sender, Instant time) {
        String whole = sender.isBlank() ? NOBODY : sender.strip();
        String word =
                whole.substring(0, Math.min(whole.length(), MAX_SENDER_CHARS))
                        .replaceAll("[\\s\\p{Cntrl}\\p{Z}]", "-");
        return ("From " + word + " " + ASCTIME.format(time)).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Returns the time in a separator line, if there is a possible one.
     *
     * @param line the line without line end, such as {@link RawMessage#separator}
     */
    public static Optional<Instant> findDate(byte[] line) {
        List<String> words = lastWords(line);
        int time = words.size() - 1;
        while (time >= 0 && words.get(time).indexOf(':') < 0) {
            time--;
        }
        return time < 2 ? Optional.empty() : parse(words, time);
    }

    /**
     * Returns when a message was put into the mailbox, if its separator line tells. Tools that do
     * not know write a date of their own: git always the same one, others one of 1970 or soon
     * after.
     *
     * @param line as for {@link #findDate}
     */
    public static Optional<Instant> findFilingDate(byte[] line) {
        return findDate(line)
                .filter(date -> date.isAfter(EARLIEST_FILING) && !date.equals(GIT_PLACEHOLDER));
    }

    /** Returns whether public-inbox wrote a line, or a program that writes mailboxes as it does. */
    public static boolean isOfPublicInbox(byte[] line) {
        return line.length >= PUBLIC_INBOX.length
                && Arrays.equals(
                        line, 0, PUBLIC_INBOX.length, PUBLIC_INBOX, 0, PUBLIC_INBOX.length);
    }

    /**
     * Returns whether a line that begins with {@code From } looks like a separator line, and not
     * like a sentence: a possible date stands in it, or an address alone, or an address and a time
     * of day, for not every tool wrote the date as {@code asctime} does.
     *
     * @param line the line without line end
     */
    public static boolean isPlausible(byte[] line) {
        if (findDate(line).isPresent()) {
            return true;
        }
        String[] words = WORDS.split(new String(line, StandardCharsets.ISO_8859_1).strip(), 4);
        if (words.length < 2 || !ADDRESS.matcher(words[1]).matches()) {
            return false;
        }
        return words.length == 2 || lastWords(line).stream().anyMatch(TIME.asMatchPredicate());
    }

    /** Returns the last words of the line, in their order. */
    private static List<String> lastWords(byte[] line) {
        String[] words = new String[MAX_DATE_WORDS];
        int first = MAX_DATE_WORDS;
        int end = line.length;
        while (first > 0) {
            while (end > 0 && isBlank(line[end - 1])) {
                end--;
            }
            int start = end;
            while (start > 0 && !isBlank(line[start - 1])) {
                start--;
            }
            if (start == end) {
                break;
            }
            first--;
            words[first] = new String(line, start, end - start, StandardCharsets.ISO_8859_1);
            end = start;
        }
        return List.of(Arrays.copyOfRange(words, first, MAX_DATE_WORDS));
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t' || b == '\r';
    }

    /** Reads month and day before the time, year and zones after it. */
    private static Optional<Instant> parse(List<String> words, int time) {
        int month = month(words.get(time - 2));
        int day = number(words.get(time - 1), 1, 2);
        int year = -1;
        int offsetSeconds = 0;
        boolean numericOffset = false;
        for (String word : words.subList(time + 1, words.size())) {
            int asYear = number(word, 4, 4);
            if (asYear >= 0) {
                if (year >= 0) {
                    return Optional.empty();
                }
                year = asYear;
            } else if (isNumericZone(word)) {
                offsetSeconds = numericZoneSeconds(word);
                numericOffset = true;
            } else if (!isZoneName(word)) {
                return Optional.empty();
            } else if (!numericOffset) {
                // An unknown name means UTC (RFC 5322, section 4.3).
                offsetSeconds = 3600 * ZONES.getOrDefault(upperCase(word), 0);
            }
        }
        if (month < 1 || day < 0 || year < EARLIEST_YEAR || year > LATEST_YEAR) {
            return Optional.empty();
        }
        return instant(year, month, day, words.get(time), offsetSeconds);
    }

    private static Optional<Instant> instant(
            int year, int month, int day, String time, int offsetSeconds) {
        String[] parts = time.split(":", 4);
        int hour = number(parts[0], 1, 2);
        int minute = number(parts[1], 2, 2);
        int second = parts.length == 2 ? 0 : number(parts[2], 2, 2);
        boolean leap = second == 60;
        if (parts.length > 3) {
            return Optional.empty();
        }
        try {
            LocalDateTime local =
                    LocalDateTime.of(year, month, day, hour, minute, leap ? 59 : second);
            return Optional.of(
                    local.plusSeconds(leap ? 1 : 0)
                            .toInstant(ZoneOffset.UTC)
                            .minusSeconds(offsetSeconds));
        } catch (DateTimeException impossible) {
            // 31 February, 25 o'clock: the line is no use as a date, and that is no error.
            return Optional.empty();
        }
    }

    /** Returns 1 to 12, or 0 if the word is no English month in three letters. */
    private static int month(String word) {
        int at = word.length() == 3 ? MONTHS.indexOf(word.toLowerCase(Locale.ROOT)) : -1;
        return at >= 0 && at % 3 == 0 ? at / 3 + 1 : 0;
    }

    /** Returns the value of a word of so many digits, or -1. */
    private static int number(String word, int minDigits, int maxDigits) {
        if (word.length() < minDigits || word.length() > maxDigits) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            value = 10 * value + (c - '0');
        }
        return value;
    }

    private static boolean isNumericZone(String word) {
        return word.length() == 5
                && (word.charAt(0) == '+' || word.charAt(0) == '-')
                && number(word.substring(1, 3), 2, 2) >= 0
                && number(word.substring(3), 2, 2) >= 0;
    }

    private static int numericZoneSeconds(String word) {
        int seconds =
                3600 * number(word.substring(1, 3), 2, 2) + 60 * number(word.substring(3), 2, 2);
        return word.charAt(0) == '-' ? -seconds : seconds;
    }

    private static boolean isZoneName(String word) {
        return !word.isEmpty()
                && word.length() <= 5
                && upperCase(word).chars().allMatch(c -> c >= 'A' && c <= 'Z');
    }

    private static String upperCase(String word) {
        return word.toUpperCase(Locale.ROOT);
    }
}
