package org.perdure.search.lucene;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.index.Term;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;

/**
 * What scores rest on beside the messages themselves: in how many messages each word of a query is,
 * and how many words there are in all. It changes with each message that comes, and with it all
 * scores a little; a row of pages keeps that of its first page.
 *
 * <p>Words and fields are known by hashes of 32 bits, so that a cursor has room for them.
 */
final class Statistics {
    /** Of how many words it is kept, counted in each field. */
    static final int MAX_WORDS = 400;

    private static final int SEVEN_BITS = 0x7f;
    private static final int MORE = 0x80;
    private static final int MAX_SHIFT = 63;

    private final Map<Integer, Texts> fields = new LinkedHashMap<>();
    private final Map<Integer, Long> words = new LinkedHashMap<>();

    /**
     * What is in a field.
     *
     * @param messages how many messages have it, at least 1
     * @param words how many words they have there, at least as many
     */
    record Texts(long messages, long words) {}

    void add(String field, Texts texts) {
        fields.putIfAbsent(hash(field), texts);
    }

    void add(Term word, long messages) {
        if (!isFull()) {
            words.putIfAbsent(hash(word), messages);
        }
    }

    /** Returns whether there may be words that are not kept. */
    boolean isFull() {
        return words.size() >= MAX_WORDS;
    }

    Optional<Texts> texts(String field) {
        return Optional.ofNullable(fields.get(hash(field)));
    }

    /** Returns in how many messages a word is. */
    Optional<Long> messages(Term word) {
        return Optional.ofNullable(words.get(hash(word)));
    }

    private static int hash(String field) {
        return field.hashCode();
    }

    /** Not that of Lucene, which is another in each process. */
    private static int hash(Term word) {
        BytesRef bytes = word.bytes();
        return StringHelper.murmurhash3_x86_32(
                bytes.bytes, bytes.offset, bytes.length, hash(word.field()));
    }

    void write(DataOutput out) throws IOException {
        writeNumber(fields.size(), out);
        for (Map.Entry<Integer, Texts> field : fields.entrySet()) {
            out.writeInt(field.getKey());
            writeNumber(field.getValue().messages, out);
            writeNumber(field.getValue().words, out);
        }
        writeNumber(words.size(), out);
        for (Map.Entry<Integer, Long> word : words.entrySet()) {
            out.writeInt(word.getKey());
            writeNumber(word.getValue(), out);
        }
    }

    /**
     * Reads what was written.
     *
     * @throws IOException if it is something else
     */
    static Statistics read(DataInput in) throws IOException {
        Statistics read = new Statistics();
        long fields = readNumber(in);
        for (long i = 0; i < fields; i++) {
            int field = in.readInt();
            Texts texts = new Texts(readNumber(in), readNumber(in));
            if (texts.messages < 1 || texts.messages > Integer.MAX_VALUE) {
                throw new IOException("messages: " + texts.messages);
            }
            if (texts.words < texts.messages) {
                throw new IOException("words: " + texts.words);
            }
            read.fields.put(field, texts);
        }
        long words = readNumber(in);
        if (words > MAX_WORDS) {
            throw new IOException(words + " words");
        }
        for (long i = 0; i < words; i++) {
            int word = in.readInt();
            long messages = readNumber(in);
            if (messages < 1) {
                throw new IOException("a word is nowhere");
            }
            read.words.put(word, messages);
        }
        return read;
    }

    /** Seven bits a byte, the lowest first. */
    private static void writeNumber(long number, DataOutput out) throws IOException {
        long rest = number;
        while (rest > SEVEN_BITS) {
            out.writeByte((int) (rest & SEVEN_BITS) | MORE);
            rest >>>= Byte.SIZE - 1;
        }
        out.writeByte((int) rest);
    }

    private static long readNumber(DataInput in) throws IOException {
        long number = 0;
        for (int shift = 0; shift < MAX_SHIFT; shift += Byte.SIZE - 1) {
            int next = in.readUnsignedByte();
            number |= (long) (next & SEVEN_BITS) << shift;
            if (next <= SEVEN_BITS) {
                return number;
            }
        }
        throw new IOException("a number is too long");
    }
}
