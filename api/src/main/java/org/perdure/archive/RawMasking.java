package org.perdure.archive;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.perdure.message.HeaderField;
import org.perdure.message.MessageId;

/**
 * Hides mail addresses in a raw message, for lists whose policy is to hide them everywhere. Every
 * byte keeps its place, so that the message is still one: addresses are found in plain text, in
 * quoted-printable and base-64 text, in encoded words and in encoded parameters, by the rules of
 * {@link Masking}; each byte of the domain becomes an {@code x} in that encoding.
 *
 * <p>Left as they are: patches, boundaries of multiparts, parts that are no text, and text in
 * charsets in which ASCII does not stand for itself (UTF-16, UTF-32). Takes time in proportion to
 * the message.
 */
final class RawMasking {
    /** How many multiparts of a message are told apart; what comes beyond is text. */
    static final int MAX_BOUNDARIES = 1_000;

    /**
     * What hiding takes of what reading a message takes ({@link ReadingMemory#FACTOR}), if the
     * message is long text in base 64: the place of each character, twice while it is made.
     */
    static final int FACTOR = 4;

    private static final Pattern BOUNDARY =
            Pattern.compile(
                    "boundary\\s*=\\s*(?:\"([^\"]*)\"|([^\\s;]+))", Pattern.CASE_INSENSITIVE);
    private static final Pattern NO_TEXT =
            Pattern.compile("\\s*(?:image|audio|video|font|model|application)/.*", Pattern.DOTALL);

    /** Stands for a byte that is not ASCII: part of a letter, whatever the charset. */
    private static final char LETTER = '\u00fc';

    private final Masking masking;
    private final Set<MessageId> named;
    private final byte[] bytes;
    private final Set<String> boundaries = new HashSet<>();
    private String type = "";
    private String encoding = "";

    private RawMasking(Masking masking, Set<MessageId> named, byte[] bytes) {
        this.masking = masking;
        this.named = named;
        this.bytes = bytes;
    }

    /**
     * Returns a message with its addresses hidden.
     *
     * @param named the msg-ids in its In-Reply-To and in those of the messages within it
     */
    static byte[] message(byte[] raw, Masking masking, Set<MessageId> named) {
        byte[] masked = raw.clone();
        new RawMasking(masking, named, masked).run();
        return masked;
    }

    /** Returns a text with its addresses hidden. */
    static byte[] text(byte[] raw, Masking masking) {
        byte[] masked = raw.clone();
        new RawMasking(masking, Set.of(), masked).lines(CodedText.plain(masked, 0, raw.length));
        return masked;
    }

    private void run() {
        int at = 0;
        while (at < bytes.length) {
            at = header(at);
            at = body(at);
        }
    }

    /** Masks a header section; returns where its body begins. */
    private int header(int from) {
        type = "";
        encoding = "";
        int at = from;
        while (at < bytes.length) {
            int end = lineEnd(at);
            if (isBlank(at, end)) {
                return end;
            }
            while (end < bytes.length && (bytes[end] == ' ' || bytes[end] == '\t')) {
                int next = lineEnd(end);
                if (isBlank(end, next)) {
                    break;
                }
                end = next;
            }
            field(at, end);
            at = end;
        }
        return at;
    }

    private void field(int from, int to) {
        String text = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        int colon = text.indexOf(':');
        if (colon < 0) {
            cross(CodedText.plain(bytes, from, to), masking.text(letters(from, to)));
            return;
        }
        String name = text.substring(0, colon).strip();
        String value = text.substring(colon + 1);
        switch (name.toLowerCase(Locale.ROOT)) {
            case "content-type" -> contentType(value, from, to);
            case "content-transfer-encoding" -> encoding = value.strip().toLowerCase(Locale.ROOT);
            default -> mask(name, from, to, colon);
        }
    }

    private void mask(String name, int from, int to, int colon) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (!Masking.holdsIds(lower)) {
            CodedText.words(bytes, from, to).forEach(this::crossAll);
        }
        if (lower.startsWith("content-disposition") || lower.startsWith("content-type")) {
            crossAll(CodedText.quoted(bytes, from, to, '%')); // RFC 2231
        }
        String value = letters(from + colon + 1, to);
        HeaderField masked = masking.field(new HeaderField(name, value), named);
        cross(CodedText.plain(bytes, from + colon + 1, to), masked.body());
    }

    private void contentType(String value, int from, int to) {
        type = value.toLowerCase(Locale.ROOT);
        Matcher boundary = BOUNDARY.matcher(value);
        if (!boundary.find()) {
            mask("Content-Type", from, to, "Content-Type".length());
            return;
        }
        String mark = boundary.group(1) == null ? boundary.group(2) : boundary.group(1);
        if (boundaries.size() < MAX_BOUNDARIES) {
            boundaries.add(mark.stripTrailing());
        }
    }

    private void crossAll(CodedText coded) {
        cross(coded, masking.text(letters(coded.text(), 0, coded.text().length)));
    }

    /** Masks a body; returns where the next header section begins. */
    private int body(int from) {
        if (type.strip().startsWith("message/rfc822") && !isCoded()) {
            return from;
        }
        int begin = from;
        int at = from;
        while (at < bytes.length) {
            int end = lineEnd(at);
            Mark mark = mark(at, end);
            if (mark != Mark.NONE) {
                text(begin, at);
                if (mark == Mark.PART) {
                    return end;
                }
                type = "";
                encoding = "";
                begin = end;
            }
            at = end;
        }
        text(begin, at);
        return at;
    }

    private boolean isCoded() {
        return encoding.equals("base64") || encoding.equals("quoted-printable");
    }

    private void text(int from, int to) {
        if (NO_TEXT.matcher(type).matches() && isCoded()) {
            return;
        }
        lines(
                switch (encoding) {
                    case "base64" -> CodedText.base64(bytes, from, to);
                    case "quoted-printable" -> CodedText.quoted(bytes, from, to, '=');
                    default -> CodedText.plain(bytes, from, to);
                });
    }

    private void lines(CodedText coded) {
        byte[] text = coded.text();
        DiffLines diff = new DiffLines();
        int at = 0;
        while (at < text.length) {
            int end = at;
            while (end < text.length && text[end] != '\n') {
                end++;
            }
            line(coded, at, end, diff);
            at = end + 1;
        }
    }

    private void line(CodedText coded, int from, int to, DiffLines diff) {
        byte[] text = coded.text();
        int depth = 0;
        int start = from;
        while (start < to && text[start] == '>') {
            depth++;
            start++;
            if (start + 1 < to && text[start] == ' ' && text[start + 1] == '>') {
                start++;
            }
        }
        if (depth > 0 && start < to && text[start] == ' ') {
            start++;
        }
        String line = letters(text, start, to);
        if (!diff.next(depth, line)) {
            cross(coded, start, line, masking.text(line));
        }
    }

    private void cross(CodedText coded, String masked) {
        cross(coded, 0, letters(coded.text(), 0, coded.text().length), masked);
    }

    private static void cross(CodedText coded, int from, String text, String masked) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) != masked.charAt(i)) {
                coded.cross(from + i);
            }
        }
    }

    private String letters(int from, int to) {
        return letters(bytes, from, to);
    }

    private static String letters(byte[] bytes, int from, int to) {
        StringBuilder text = new StringBuilder(to - from);
        for (int i = from; i < to; i++) {
            text.append(bytes[i] < 0 ? LETTER : (char) bytes[i]);
        }
        return text.toString();
    }

    /** What a line says of the parts around it. */
    private enum Mark {
        NONE,
        PART,
        END
    }

    private Mark mark(int from, int to) {
        if (to - from < 3 || bytes[from] != '-' || bytes[from + 1] != '-' || boundaries.isEmpty()) {
            return Mark.NONE;
        }
        String mark =
                new String(bytes, from + 2, to - from - 2, StandardCharsets.ISO_8859_1)
                        .stripTrailing();
        if (boundaries.contains(mark)) {
            return Mark.PART;
        }
        return mark.endsWith("--") && boundaries.contains(mark.substring(0, mark.length() - 2))
                ? Mark.END
                : Mark.NONE;
    }

    private int lineEnd(int from) {
        int at = from;
        while (at < bytes.length && bytes[at] != '\n') {
            at++;
        }
        return Math.min(at + 1, bytes.length);
    }

    private boolean isBlank(int from, int to) {
        int end = to;
        while (end > from && (bytes[end - 1] == '\n' || bytes[end - 1] == '\r')) {
            end--;
        }
        return end == from;
    }
}
