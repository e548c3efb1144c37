package org.perdure.quote;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.perdure.message.MessageId;
import org.perdure.quote.Introduction.Moment;

/** An {@link Inquiry} as bytes, so that it need not be made again of its message. */
final class InquiryBytes {
    private static final int NO_ZONE = Integer.MIN_VALUE;
    private static final int NOTHING = -1;
    private static final int FIXED = 256;
    private static final int PER_INTRODUCTION = 64;
    private static final int PER_DATE = 16;

    private final ByteBuffer bytes;

    private InquiryBytes(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    /** Returns an inquiry as bytes, from the position to the limit of what is returned. */
    static ByteBuffer write(Inquiry inquiry) {
        InquiryBytes writer = new InquiryBytes(ByteBuffer.allocate(mostBytes(inquiry)));
        writer.put(inquiry.digest());
        writer.bytes.putInt(inquiry.introductions().size());
        inquiry.introductions().forEach(writer::put);
        return writer.bytes.flip();
    }

    private static int mostBytes(Inquiry inquiry) {
        Digest digest = inquiry.digest();
        LeveledText text = digest.text();
        int most = FIXED + 3 * digest.id().value().length();
        most += 4 * digest.author().name().length + 4 * digest.recipients().length;
        most += 2 * digest.subject().words().length + 2 * text.words().length + 5 * text.runs();
        for (Introduction introduction : inquiry.introductions()) {
            MessageId id = introduction.id();
            int dates = introduction.moments().size() + introduction.days().size();
            most += PER_INTRODUCTION + 4 * introduction.name().length + PER_DATE * dates;
            most += id == null ? 0 : 3 * id.value().length();
        }
        return most;
    }

    /** Returns what others are compared with. */
    static Digest readDigest(ByteBuffer bytes) {
        return new InquiryBytes(bytes).digest();
    }

    static Inquiry read(ByteBuffer bytes) {
        InquiryBytes reader = new InquiryBytes(bytes);
        Digest digest = reader.digest();
        List<Introduction> introductions = new ArrayList<>();
        for (int left = bytes.getInt(); left > 0; left--) {
            introductions.add(reader.introduction());
        }
        return new Inquiry(digest, introductions);
    }

    private void put(Digest digest) {
        put(digest.id());
        bytes.putLong(digest.time()).putInt(digest.zone());
        bytes.putInt(digest.author().address());
        put(digest.author().name());
        put(digest.subject());
        put(digest.recipients());
        put(digest.text());
    }

    private Digest digest() {
        MessageId id = new MessageId(string(bytes.getInt()));
        long time = bytes.getLong();
        int zone = bytes.getInt();
        Person author = new Person(bytes.getInt(), ints());
        return new Digest(id, time, zone, author, subject(), ints(), text());
    }

    private void put(Subject subject) {
        bytes.put((byte) (subject.reply() ? 1 : 0));
        bytes.putInt(subject.base()).putInt(subject.full()).putInt(subject.was());
        put(subject.words());
        Subject.Series series = subject.series();
        bytes.putInt(series == null ? NOTHING : series.version());
        if (series != null) {
            bytes.putInt(series.index()).putInt(series.total());
        }
    }

    private Subject subject() {
        boolean reply = bytes.get() != 0;
        int base = bytes.getInt();
        int full = bytes.getInt();
        int was = bytes.getInt();
        short[] words = shorts();
        int version = bytes.getInt();
        Subject.Series series =
                version == NOTHING
                        ? null
                        : new Subject.Series(version, bytes.getInt(), bytes.getInt());
        return new Subject(reply, base, full, was, words, series);
    }

    private void put(LeveledText text) {
        put(text.words());
        put(text.starts());
        bytes.put(text.levels());
    }

    private LeveledText text() {
        short[] words = shorts();
        int[] starts = ints();
        byte[] levels = new byte[starts.length];
        bytes.get(levels);
        return new LeveledText(words, starts, levels);
    }

    private void put(Introduction introduction) {
        bytes.putInt(introduction.level()).putInt(introduction.address());
        put(introduction.name());
        bytes.putInt(introduction.moments().size());
        for (Moment moment : introduction.moments()) {
            ZoneOffset zone = moment.zone();
            bytes.putLong(moment.local().toEpochSecond(ZoneOffset.UTC));
            bytes.putInt(zone == null ? NO_ZONE : zone.getTotalSeconds());
        }
        bytes.putInt(introduction.days().size());
        introduction.days().forEach(day -> bytes.putLong(day.toEpochDay()));
        put(introduction.id());
    }

    private Introduction introduction() {
        int level = bytes.getInt();
        int address = bytes.getInt();
        int[] name = ints();
        List<Moment> moments = new ArrayList<>();
        for (int left = bytes.getInt(); left > 0; left--) {
            var local = LocalDateTime.ofEpochSecond(bytes.getLong(), 0, ZoneOffset.UTC);
            int zone = bytes.getInt();
            moments.add(
                    new Moment(local, zone == NO_ZONE ? null : ZoneOffset.ofTotalSeconds(zone)));
        }
        List<LocalDate> days = new ArrayList<>();
        for (int left = bytes.getInt(); left > 0; left--) {
            days.add(LocalDate.ofEpochDay(bytes.getLong()));
        }
        int length = bytes.getInt();
        MessageId id = length == NOTHING ? null : new MessageId(string(length));
        return new Introduction(level, name, address, moments, days, id);
    }

    private void put(@Nullable MessageId id) {
        if (id == null) {
            bytes.putInt(NOTHING);
        } else {
            byte[] value = id.value().getBytes(StandardCharsets.UTF_8);
            bytes.putInt(value.length).put(value);
        }
    }

    private String string(int length) {
        byte[] value = new byte[length];
        bytes.get(value);
        return new String(value, StandardCharsets.UTF_8);
    }

    private void put(int[] values) {
        bytes.putInt(values.length);
        bytes.asIntBuffer().put(values);
        bytes.position(bytes.position() + Integer.BYTES * values.length);
    }

    private int[] ints() {
        int[] values = new int[bytes.getInt()];
        bytes.asIntBuffer().get(values);
        bytes.position(bytes.position() + Integer.BYTES * values.length);
        return values;
    }

    private void put(short[] values) {
        bytes.putInt(values.length);
        bytes.asShortBuffer().put(values);
        bytes.position(bytes.position() + Short.BYTES * values.length);
    }

    private short[] shorts() {
        short[] values = new short[bytes.getInt()];
        bytes.asShortBuffer().get(values);
        bytes.position(bytes.position() + Short.BYTES * values.length);
        return values;
    }
}
