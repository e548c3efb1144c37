package org.perdure.archive;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.perdure.archive.Boundaries.Mark;
import org.perdure.message.ByteOrderMark;
import org.perdure.message.MessageId;

/**
 * Hides mail addresses in a raw message, for lists whose policy is to hide them everywhere. Every
 * byte keeps its place, so that the message is still one: addresses are found as a reader sees
 * them, whatever the encoding ({@link FieldMasking}, {@link RawText}), by the rules of {@link
 * Masking}; each byte of the domain becomes an {@code x} in that encoding.
 *
 * <p>Left as they are: patches, boundaries of multiparts, and parts that are no text. Takes time in
 * proportion to the message.
 */
final class RawMasking {
    /**
     * How many messages in base 64 or quoted-printable, each within another, are looked into: as
     * many as are taken apart.
     */
    static final int MAX_CODED_DEPTH = 8;

    /** How many of them may be long: the bytes of all are held at once. */
    static final int MAX_LONG_DEPTH = 2;

    /** From how many bytes on one is long. */
    static final int LONG_BYTES = 1 << 20;

    /**
     * What hiding takes of what reading a message takes ({@link ReadingMemory#FACTOR}), if the
     * message is long text in base 64: the places of each byte, and messages within.
     */
    static final int FACTOR = 5;

    private final Masking masking;
    private final Set<MessageId> named;
    private final byte[] bytes;
    private final int depth;
    private final Boundaries boundaries;

    private RawMasking(
            Masking masking, Set<MessageId> named, byte[] bytes, int depth, Boundaries boundaries) {
        this.masking = masking;
        this.named = named;
        this.bytes = bytes;
        this.depth = depth;
        this.boundaries = boundaries;
    }

    /**
     * Returns a message with its addresses hidden.
     *
     * @param named the msg-ids in its In-Reply-To and in those of the messages within it
     */
    static byte[] message(byte[] raw, Masking masking, Set<MessageId> named) {
        return message(raw, masking, named, 0);
    }

    private static byte[] message(byte[] raw, Masking masking, Set<MessageId> named, int depth) {
        byte[] masked = raw.clone();
        new RawMasking(masking, named, masked, depth, new Boundaries()).run();
        return masked;
    }

    /** Returns the decoded content of a part or a file with its addresses hidden, if it is text. */
    static byte[] content(byte[] content, String mediaType, Masking masking) {
        PartType type = PartType.of(mediaType);
        if (type.mayBeBinary() && !RawText.isText(content)) {
            return content;
        }
        byte[] masked = content.clone();
        RawText.mask(CodedText.plain(masked, 0, masked.length), type, masking);
        return masked;
    }

    private void run() {
        PartHeader header = new PartHeader();
        int at = header(ByteOrderMark.length(bytes, 0, bytes.length), header, Place.MESSAGE);
        body(at, header, PartType.NONE);
    }

    /** What a header section is that of. */
    private enum Place {
        /** The message: nothing but an empty line ends it. */
        MESSAGE,
        /** A message within: a boundary does as well. */
        INNER,
        /** A part: a line that is no field does as well, and belongs to the body. */
        PART
    }

    /** Masks a header section; returns where its body begins. */
    private int header(int from, PartHeader header, Place place) {
        int at = from;
        while (at < bytes.length) {
            int end = lineEnd(at);
            if (isBlank(at, end)) {
                return end;
            }
            boolean over =
                    (place != Place.MESSAGE
                                    && !(boundaries.mark(bytes, at, end) instanceof Mark.None))
                            || (place == Place.PART && !isField(at, end));
            if (over) {
                return at;
            }
            end = fieldEnd(end);
            field(FieldMasking.of(bytes, at, end), header);
            at = end;
        }
        return at;
    }

    private int fieldEnd(int firstLineEnd) {
        int end = firstLineEnd;
        while (end < bytes.length && (bytes[end] == ' ' || bytes[end] == '\t')) {
            end = lineEnd(end);
        }
        return end;
    }

    /** Returns whether a line begins with a name and a colon. */
    private boolean isField(int from, int to) {
        int at = from;
        while (at < to && (bytes[at] > ' ' || bytes[at] < 0) && bytes[at] != ':') {
            at++;
        }
        int blanks = at;
        while (blanks < to && (bytes[blanks] == ' ' || bytes[blanks] == '\t')) {
            blanks++;
        }
        return at > from && blanks < to && bytes[blanks] == ':';
    }

    private void field(FieldMasking field, PartHeader header) {
        boolean multipart = false;
        switch (field.name()) {
            case "content-type" -> {
                FieldParameters parameters = field.parameters();
                PartType type = PartType.of(field.body(), parameters);
                multipart = type.isMultipart();
                boundaries.add(type, parameters.value("boundary"));
                header.say(type);
            }
            case "content-transfer-encoding" -> header.sayEncoding(field.body());
            default -> {}
        }
        field.mask(masking, named, multipart);
    }

    /** Masks a body, and all parts in it and after it. */
    private void body(int from, PartHeader ofFirst, PartType firstFallback) {
        PartHeader header = ofFirst;
        PartType fallback = firstFallback;
        int begin = from;
        int at = from;
        if (isCodedMultipart(from, header)) {
            CodedText coded = coded(from, bytes.length, header);
            byte[] parts = coded.text().clone();
            new RawMasking(masking, named, parts, depth + 1, boundaries)
                    .body(0, new PartHeader(), PartType.NONE);
            coded.put(parts);
            return;
        }
        while (at < bytes.length) {
            if (at == begin && isMessage(header, fallback)) {
                header = new PartHeader();
                fallback = PartType.NONE;
                at = header(at, header, Place.INNER);
                begin = at;
                continue;
            }
            int end = lineEnd(at);
            Mark mark = boundaries.mark(bytes, at, end);
            if (mark instanceof Mark.None) {
                at = end;
                continue;
            }
            text(begin, at, header, fallback);
            header = new PartHeader();
            fallback = mark instanceof Mark.Part part ? part.fallback() : PartType.NONE;
            at = mark instanceof Mark.Part ? header(end, header, Place.PART) : end;
            begin = at;
        }
        text(begin, at, header, fallback);
    }

    private static boolean isMessage(PartHeader header, PartType fallback) {
        return header.type(fallback).isMessage() && !header.isCoded();
    }

    /** RFC 2045, section 6.4 forbids it. */
    private boolean isCodedMultipart(int from, PartHeader header) {
        return header.isCoded()
                && mayBeNested(bytes.length - from)
                && header.type(PartType.NONE).isMultipart()
                && !hasMark(from);
    }

    private boolean mayBeNested(int length) {
        return depth < (length < LONG_BYTES ? MAX_CODED_DEPTH : MAX_LONG_DEPTH);
    }

    private boolean hasMark(int from) {
        for (int at = from; at < bytes.length; at = lineEnd(at)) {
            if (!(boundaries.mark(bytes, at, lineEnd(at)) instanceof Mark.None)) {
                return true;
            }
        }
        return false;
    }

    private CodedText coded(int from, int to, PartHeader header) {
        return header.isBase64()
                ? CodedText.base64(bytes, from, to)
                : CodedText.quotedPrintable(bytes, from, to);
    }

    private void text(int from, int to, PartHeader header, PartType fallback) {
        PartType type = header.type(fallback);
        if (!header.isCoded()) {
            RawText.mask(CodedText.plain(bytes, from, to), type, masking);
            uuencoded(from, to);
            return;
        }
        if (header.isBase64()) { // What is none of it, such as the footer of a list behind it.
            RawText.mask(CodedText.plain(bytes, from, to), PartType.NONE, masking);
        }
        CodedText coded = coded(from, to, header);
        if (type.isMessage() && mayBeNested(coded.text().length)) {
            coded.put(message(coded.text(), masking, named, depth + 1));
        } else if (!type.mayBeBinary() || RawText.isText(coded.text())) {
            RawText.mask(coded, type, masking);
        }
    }

    /** Masks files in uuencode that stand in a text. */
    private void uuencoded(int from, int to) {
        int begin = -1;
        for (int at = from; at < to; ) {
            int end = Math.min(lineEnd(at), to);
            boolean begins = startsWith(at, end, "begin ");
            if (begin >= 0 && (begins || end == to || startsWith(at, end, "end"))) {
                CodedText file = CodedText.uuencoded(bytes, begin, end);
                if (RawText.isText(file.text())) {
                    RawText.mask(file, PartType.NONE, masking);
                }
                begin = -1;
            }
            begin = begins ? at : begin;
            at = end;
        }
    }

    private boolean startsWith(int from, int to, String word) {
        return to - from >= word.length()
                && new String(bytes, from, word.length(), StandardCharsets.ISO_8859_1).equals(word);
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
