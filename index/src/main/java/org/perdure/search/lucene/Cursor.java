package org.perdure.search.lucene;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Base64;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.jspecify.annotations.Nullable;
import org.perdure.message.ArchiveException.BadParameter;
import org.perdure.search.Question;

/**
 * The place of a hit in an order: what it is sorted by, then its key, which no other hit shares;
 * and what the first page of the row rested on. So the next page begins after it, whatever has come
 * or was merged since: messages with higher keys than there were are left out, and scores are those
 * of the first page.
 *
 * <p>Printed as base64url of: version, order, what it is sorted by (8 bytes), key (8 bytes),
 * highest key (8 bytes), and, by relevance, {@link Statistics}.
 *
 * @param order the order
 * @param value seconds of arrival, or the bits of the score
 * @param key the key
 * @param highest the highest key that there was when the first page was made
 * @param statistics what scores rest on, by relevance
 */
record Cursor(
        Question.Sort order, long value, long key, long highest, @Nullable Statistics statistics) {
    private static final byte VERSION = 2;

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

    /**
     * Returns the place of a hit.
     *
     * @param highest the highest key that there was when the first page was made
     * @param statistics what scores rest on
     */
    static Cursor of(Question.Sort order, FieldDoc hit, long highest, Statistics statistics) {
        long key = (Long) hit.fields[1];
        return switch (order) {
            case RELEVANCE ->
                    new Cursor(
                            order,
                            Float.floatToIntBits((Float) hit.fields[0]),
                            key,
                            highest,
                            statistics);
            case NEWEST, OLDEST -> new Cursor(order, (Long) hit.fields[0], key, highest, null);
        };
    }

    /**
     * Reads a printed place.
     *
     * @throws BadParameter if it is none, or one in another order
     */
    static Cursor parse(String text, Question.Sort order) {
        try (DataInputStream in =
                new DataInputStream(
                        new ByteArrayInputStream(Base64.getUrlDecoder().decode(text)))) {
            if (in.readByte() != VERSION || in.readByte() != letter(order)) {
                throw bad();
            }
            boolean ranks = order == Question.Sort.RELEVANCE;
            Cursor cursor =
                    new Cursor(
                            order,
                            in.readLong(),
                            in.readLong(),
                            in.readLong(),
                            ranks ? Statistics.read(in) : null);
            if (in.read() >= 0 || (ranks && !Float.isFinite(cursor.score()))) {
                throw bad();
            }
            return cursor;
        } catch (IllegalArgumentException | IOException expected) { // Not one of ours.
            throw bad();
        }
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
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeByte(letter(order));
            out.writeLong(value);
            out.writeLong(key);
            out.writeLong(highest);
            if (statistics != null) {
                statistics.write(out);
            }
        } catch (IOException e) {
            throw new AssertionError("memory cannot be written", e);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    }
}
