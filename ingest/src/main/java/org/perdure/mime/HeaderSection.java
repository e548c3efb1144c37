package org.perdure.mime;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.perdure.message.ByteOrderMark;

/**
 * The header section of a message as bytes, split into fields the way MHonArc splits it, because
 * msg-ids and the numbers of published pages hang on that.
 *
 * <p>The section ends at the first empty line; a message without one is all header. A line that
 * begins with a blank continues the field before it. Any other line with a colon begins a field;
 * one without is dropped, with the lines that continue it.
 */
final class HeaderSection {
    /** Bytes of the section whose fields are kept. */
    static final int MAX_HEADER_BYTES = 1 << 20;

    /** Fields that are kept. */
    static final int MAX_FIELDS = 2_000;

    private static final List<String> ID_FIELDS = List.of("message-id", "msg-id", "content-id");

    /** Bytes of the body in which its first part names its charset. */
    private static final int MAX_LABEL_BYTES = 2_000;

    private static final Pattern CHARSET = Pattern.compile("(?i)charset=[\"']?([\\w.:-]{1,60})");

    private final byte[] raw;
    private final List<RawField> fields = new ArrayList<>(40);

    /** Names of fields with a msg-id that were met beyond the limits: each is looked for once. */
    private final Set<String> idsBeyond = new HashSet<>();

    private int end;
    private int bodyStart;
    private int badLines;
    private boolean truncated;

    /** What {@link #textCharset} has found; looking again for each field costs the square. */
    private @Nullable String textCharset;

    private boolean textCharsetKnown;

    private HeaderSection(byte[] raw) {
        this.raw = raw;
    }

    /** Returns the header section at the beginning of a message. Costs time by its length. */
    static HeaderSection of(byte[] raw) {
        HeaderSection section = new HeaderSection(raw);
        section.split();
        return section;
    }

    private void split() {
        int position = ByteOrderMark.length(raw, 0, raw.length);
        int fieldStart = -1;
        end = raw.length;
        bodyStart = raw.length;
        while (position < raw.length) {
            int next = nextLine(position);
            if (isEmpty(position, next)) {
                end = position;
                bodyStart = next;
                break;
            }
            if (raw[position] != ' ' && raw[position] != '\t') {
                finish(fieldStart, position);
                fieldStart = position;
            } else if (fieldStart < 0) {
                badLines++;
            }
            position = next;
        }
        finish(fieldStart, end);
        if (fields.isEmpty() && badLines > 0) {
            bodyStart = 0; // No header at all: it is text.
        }
    }

    /** Adds the field whose lines begin at one place and end before another. */
    private void finish(int start, int end) {
        if (start < 0) {
            return;
        }
        int colon = start;
        while (colon < end && raw[colon] != ':' && raw[colon] != '\n') {
            colon++;
        }
        if (colon == end || raw[colon] != ':') {
            badLines++;
            return;
        }
        String name = fieldName(start, colon);
        if (name == null) {
            badLines++;
            return;
        }
        boolean beyond = start >= MAX_HEADER_BYTES || fields.size() >= MAX_FIELDS;
        truncated |= beyond || end > MAX_HEADER_BYTES;
        // A msg-id beyond the limits still decides which page the message is.
        if (!beyond || firstId(name)) {
            int limit = beyond ? end : Math.min(end, MAX_HEADER_BYTES);
            fields.add(RawField.of(raw, name, Math.min(colon + 1, limit), limit));
        }
    }

    private boolean firstId(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return ID_FIELDS.contains(lower) && idsBeyond.add(lower) && find(name) == null;
    }

    /** Returns the name with outer blanks cut, or null if it has blanks or control characters. */
    private @Nullable String fieldName(int start, int colon) {
        int last = colon;
        while (last > start && (raw[last - 1] == ' ' || raw[last - 1] == '\t')) {
            last--;
        }
        for (int i = start; i < last; i++) {
            if (raw[i] <= ' ' || raw[i] == 0x7f) {
                return null;
            }
        }
        return last == start
                ? null
                : new String(raw, start, last - start, StandardCharsets.ISO_8859_1);
    }

    private int nextLine(int position) {
        int i = position;
        while (i < raw.length && raw[i] != '\n') {
            i++;
        }
        return Math.min(i + 1, raw.length);
    }

    private boolean isEmpty(int position, int next) {
        int i = position;
        while (i < next && raw[i] == '\r') { // Gateways have added more than one.
            i++;
        }
        return i < next && raw[i] == '\n';
    }

    /** Returns the fields in the order received, at most {@value #MAX_FIELDS} and the msg-id. */
    List<RawField> fields() {
        return fields;
    }

    /** Returns the first field of a name, whatever its case. */
    @Nullable RawField find(String name) {
        for (RawField field : fields) {
            if (field.name().equalsIgnoreCase(name)) {
                return field;
            }
        }
        return null;
    }

    /** Returns the unfolded text of the first field of a name, empty if there is none. */
    String text(String name) {
        RawField field = find(name);
        return field == null ? "" : text(field);
    }

    /** Returns the unfolded text of a field. */
    String text(RawField field) {
        return field.unfolded(field.hasRawBytes() ? textCharset() : null);
    }

    /**
     * Returns the charset that the message names first for its text, if it does: raw 8-bit fields
     * are mostly in the same.
     */
    @Nullable String textCharset() {
        if (!textCharsetKnown) {
            textCharsetKnown = true;
            textCharset = findTextCharset();
        }
        return textCharset;
    }

    private @Nullable String findTextCharset() {
        RawField type = find("Content-Type");
        String label = type == null ? null : charsetIn(type.start(), type.end());
        return label == null
                ? charsetIn(bodyStart, Math.min(raw.length, bodyStart + MAX_LABEL_BYTES))
                : label;
    }

    private @Nullable String charsetIn(int from, int to) {
        String text = new String(raw, from, to - from, StandardCharsets.ISO_8859_1);
        Matcher matcher = CHARSET.matcher(text);
        return matcher.find() ? matcher.group(1) : null;
    }

    /** Returns the fields that can hold the msg-id, best first. */
    static List<String> idFields() {
        return ID_FIELDS;
    }

    /** Returns the index of the first byte of the body. */
    int bodyStart() {
        return bodyStart;
    }

    /** Returns how many lines were no field and no continuation of one. */
    int badLines() {
        return badLines;
    }

    /** Returns whether a limit was reached. */
    boolean truncated() {
        return truncated;
    }

    /**
     * Returns the MD5 of the bytes up to and including the line end before the empty line, as they
     * stand: line ends are not normalised.
     */
    String md5() {
        try {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            digest.update(raw, 0, end);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }
}
