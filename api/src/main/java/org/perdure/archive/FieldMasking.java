package org.perdure.archive;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.perdure.message.HeaderField;
import org.perdure.message.MessageId;

/**
 * A header field of a raw message, unfolded, in which addresses are masked where they stand: as it
 * is written, with its encoded words decoded, and in each of its parameters put together.
 */
final class FieldMasking {
    private final CodedText field;
    private final byte[] bytes;

    /** Where its colon is; -1 if it has none. */
    private final int colon;

    private FieldMasking(CodedText field, byte[] bytes, int colon) {
        this.field = field;
        this.bytes = bytes;
        this.colon = colon;
    }

    /** Reads the field that stands between two places, which may be a line that is none. */
    static FieldMasking of(byte[] raw, int from, int to) {
        CodedText field = CodedText.unfolded(raw, from, to);
        byte[] bytes = field.text().clone();
        int colon = 0;
        while (colon < bytes.length && bytes[colon] != ':') {
            colon++;
        }
        return new FieldMasking(field, bytes, colon == bytes.length ? -1 : colon);
    }

    /** Returns its name in lower case, empty if it has none. */
    String name() {
        return string(0, Math.max(colon, 0)).toLowerCase(Locale.ROOT);
    }

    /** Returns its body as written. */
    String body() {
        return string(colon + 1, bytes.length);
    }

    private String string(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1).strip();
    }

    FieldParameters parameters() {
        return FieldParameters.of(bytes);
    }

    /**
     * Masks it.
     *
     * @param named the msg-ids in the message's In-Reply-To
     * @param keepsBoundary whether its parameter {@code boundary} says where parts begin
     */
    void mask(Masking masking, Set<MessageId> named, boolean keepsBoundary) {
        byte[] original = bytes.clone();
        String name = name();
        maskAs(name, CodedText.plain(bytes, colon + 1, bytes.length), masking, named);
        if (EncodedField.mayBeIn(bytes)) {
            maskAs(name, EncodedField.read(bytes, colon + 1), masking, named);
        }
        if (name.equals("content-type") || name.equals("content-disposition")) {
            FieldParameters parameters = parameters();
            parameters.values().forEach(value -> maskValue(value, masking));
            if (keepsBoundary) {
                parameters.restore("boundary", original);
            }
        }
        field.put(bytes);
    }

    private static void maskAs(String name, CodedText body, Masking masking, Set<MessageId> named) {
        Reading.of(body, 0, body.text().length)
                .mask(text -> masking.field(new HeaderField(name, text), named).body());
    }

    /** A value that is put together may have encoded words, which were cut. */
    private static void maskValue(CodedText value, Masking masking) {
        byte[] whole = value.text().clone();
        CodedText plain = CodedText.plain(whole, 0, whole.length);
        Reading.of(plain, 0, whole.length).mask(masking::text);
        if (EncodedField.mayBeIn(whole)) {
            CodedText words = EncodedField.read(whole, 0);
            Reading.of(words, 0, words.text().length).mask(masking::text);
        }
        value.put(whole);
    }
}
