package org.perdure.search.lucene;

import java.nio.ByteBuffer;
import java.util.Base64;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.jspecify.annotations.Nullable;
import org.perdure.message.ArchiveException.BadParameter;
import org.perdure.search.Question;

/**
 * The place of a hit in an order: what it is sorted by, then its key, which no other hit shares. So
 * the next page begins after it even when messages have come since.
 *
 * <p>Printed as base64url of: version, order, what it is sorted by (8 bytes), key (8 bytes).
 *
 * @param order the order
 * @param value seconds of arrival, or the bits of the score
 * @param key the key
 */
record Cursor(Question.Sort order, long value, long key) {
    private static final byte VERSION = 1;
    private static final int LENGTH = 2 + 2 * Long.BYTES;

    /** Returns how Lucene sorts an order; the key decides between equals, the newest first. */
    static Sort sort(Question.Sort order) {
        return switch (order) {
            case RELEVANCE -> new Sort(SortField.FIELD_SCORE, by(Fields.KEY, true));
            case NEWEST -> new Sort(by(Fields.ARRIVED, true), by(Fields.KEY, true));
            case OLDEST -> new Sort(by(Fields.ARRIVED, false), by(Fields.KEY, false));
        };
    }

    private static SortField by(Fields field, boolean reverse) {
        return new SortField(field.label(), SortField.Type.LONG, reverse);
    }

    /** Returns the place of a hit. */
    static Cursor of(Question.Sort order, ScoreDoc hit) {
        Object[] values = ((FieldDoc) hit).fields;
        long key = (Long) values[1];
        return switch (order) {
            case RELEVANCE -> new Cursor(order, Float.floatToIntBits((Float) values[0]), key);
            case NEWEST, OLDEST -> new Cursor(order, (Long) values[0], key);
        };
    }

    /**
     * Reads a printed place.
     *
     * @throws BadParameter if it is none, or one in another order
     */
    static Cursor parse(String text, Question.Sort order) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw bad();
        }
        if (bytes.length != LENGTH || bytes[0] != VERSION || bytes[1] != letter(order)) {
            throw bad();
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 2, 2 * Long.BYTES);
        Cursor cursor = new Cursor(order, buffer.getLong(), buffer.getLong());
        if (order == Question.Sort.RELEVANCE && !Float.isFinite(cursor.score())) {
            throw bad();
        }
        return cursor;
    }

    private static byte letter(Question.Sort order) {
        return switch (order) {
            case RELEVANCE -> 'r';
            case NEWEST -> 'n';
            case OLDEST -> 'o';
        };
    }

    private static BadParameter bad() {
        return new BadParameter(
                "This cursor does not belong to this search; begin again without it.");
    }

    private float score() {
        return Float.intBitsToFloat((int) value);
    }

    /** Returns what the next page comes after. */
    static @Nullable FieldDoc after(@Nullable Cursor cursor) {
        if (cursor == null) {
            return null;
        }
        Object value =
                switch (cursor.order) {
                    case RELEVANCE -> cursor.score();
                    case NEWEST, OLDEST -> cursor.value;
                };
        // Of equals, which can only be the same message, all are before the next page.
        return new FieldDoc(Integer.MAX_VALUE, Float.NaN, new Object[] {value, cursor.key});
    }

    /** Returns the printed form. */
    @Override
    public String toString() {
        ByteBuffer buffer = ByteBuffer.allocate(LENGTH);
        buffer.put(VERSION).put(letter(order)).putLong(value).putLong(key);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(buffer.array());
    }
}
