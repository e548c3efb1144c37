package org.perdure.mime;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.io.MaxHeaderLengthLimitException;
import org.apache.james.mime4j.io.MaxHeaderLimitException;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.Event;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.RecursionMode;
import org.perdure.message.Defect;

/**
 * Walks through the parts of a message in order (RFC 2046), and shows each that has no parts
 * itself. A message within a message is one part. One walk for each message; nothing is kept of it.
 */
final class PartWalker {
    /** Parts that are shown. */
    static final int MAX_PARTS = 1_000;

    /** Multiparts within multiparts; those deeper are shown as one part. */
    static final int MAX_DEPTH = 32;

    /** Bytes of the header section of a part. */
    static final int MAX_PART_HEADER_BYTES = 256 * 1024;

    /** Fields of the header section of a part. */
    static final int MAX_PART_FIELDS = 1_000;

    // QUIRK: of a part that has text where its header should be, Mime4j 0.8.14 loses the second
    // line.
    // Without setMalformedHeaderStartsBody it would lose all lines up to the first empty one.
    private static final MimeConfig CONFIG =
            MimeConfig.custom()
                    .setMaxHeaderCount(MAX_PART_FIELDS)
                    .setMaxHeaderLen(MAX_PART_HEADER_BYTES)
                    .setMaxLineLen(-1)
                    .setMaxContentLen(-1)
                    .setMalformedHeaderStartsBody(true)
                    .build();

    private final byte[] raw;
    private final HeaderSection header;
    private final Defects defects;
    private final Visitor visitor;
    private final DecodeMonitor monitor;

    /** Multipart types around the present part, and parts counted in each so far. */
    private final String[] types = new String[MAX_DEPTH + 1];

    private final int[] counts = new int[MAX_DEPTH + 1];
    private final Map<String, String> partHeader = new HashMap<>();
    private int depth;
    private int shown;

    PartWalker(byte[] raw, HeaderSection header, Defects defects, Visitor visitor) {
        this.raw = raw;
        this.header = header;
        this.defects = defects;
        this.visitor = visitor;
        this.monitor = new Listener(defects);
    }

    /** Is shown the parts. */
    interface Visitor {
        /** Takes a part; returns whether to go on. */
        boolean visit(Leaf leaf) throws IOException;
    }

    /** Lets everything pass, and keeps the first complaint. */
    private static final class Listener extends DecodeMonitor {
        private final Defects defects;
        private boolean heard;

        Listener(Defects defects) {
            this.defects = defects;
        }

        @Override
        public boolean warn(String error, String dropDesc) {
            // Mime4j takes a part without header fields, which is right, for one with a bad field.
            if (!heard && !error.equals(Event.INVALID_HEADER.toString())) {
                heard = true;
                defects.add(Defect.Code.BAD_STRUCTURE, error);
            }
            return false;
        }

        @Override
        public boolean isListening() {
            return true;
        }
    }

    /** Shows all parts; what cannot be walked through is a defect. */
    void walk() {
        ContentField type = ContentField.parse(header.text("Content-Type"), defects);
        String boundary = type.parameter("boundary");
        try {
            if (!type.value().startsWith("multipart/")) {
                visitor.visit(whole(type, mediaType(type, "text/plain")));
            } else if (boundary == null || boundary.isEmpty()) {
                defects.add(Defect.Code.BAD_STRUCTURE, type.value() + " without boundary");
                visitor.visit(whole(ContentField.NONE, "text/plain"));
            } else {
                walkParts(type.value(), boundary);
                if (shown == 0) {
                    defects.add(Defect.Code.BAD_STRUCTURE, type.value() + " without parts");
                    visitor.visit(whole(ContentField.NONE, "text/plain"));
                }
            }
        } catch (MaxHeaderLimitException | MaxHeaderLengthLimitException e) {
            defects.add(Defect.Code.LIMIT_REACHED, "the header section of a part is too long");
        } catch (IOException | MimeException e) {
            defects.add(Defect.Code.BAD_STRUCTURE, "the parts end early: " + e.getMessage());
        }
    }

    private Leaf whole(ContentField type, String mediaType) {
        return new Leaf(
                "1",
                true,
                mediaType,
                type,
                ContentField.parse(header.text("Content-Disposition"), defects),
                firstWord(header.text("Content-Transfer-Encoding")),
                body(),
                monitor);
    }

    private InputStream body() {
        return new ByteArrayInputStream(raw, header.bodyStart(), raw.length - header.bodyStart());
    }

    private void walkParts(String type, String boundary) throws IOException, MimeException {
        MimeTokenStream stream = new MimeTokenStream(CONFIG, monitor, null, null);
        stream.setRecursionMode(RecursionMode.M_NO_RECURSE);
        stream.parseHeadless(
                body(),
                type
                        + "; boundary=\""
                        + boundary.replace("\\", "\\\\").replace("\"", "\\\"")
                        + '"');
        types[0] = type;
        boolean goOn = true;
        while (goOn && stream.getState() != EntityState.T_END_OF_STREAM) {
            goOn = take(stream);
            if (goOn) {
                stream.next();
            }
        }
        stream.stop();
    }

    /** Takes one token; returns whether to go on. */
    private boolean take(MimeTokenStream stream) throws IOException {
        switch (stream.getState()) {
            case T_START_MULTIPART -> {
                counts[depth++] = 0;
            }
            case T_END_MULTIPART -> depth--;
            case T_START_BODYPART -> {
                counts[depth - 1]++;
                partHeader.clear();
            }
            case T_FIELD -> keep(stream.getField());
            case T_END_HEADER -> descend(stream);
            case T_BODY -> {
                return show(stream);
            }
            default -> {}
        }
        return true;
    }

    private void keep(Field field) {
        String name = field.getNameLowerCase();
        if (name.startsWith("content-")) {
            byte[] bytes = field.getRaw().toByteArray();
            int colon = 0;
            while (colon < bytes.length && bytes[colon] != ':') {
                colon++;
            }
            int start = Math.min(colon + 1, bytes.length);
            partHeader.putIfAbsent(name, new RawField(bytes, name, start, bytes.length).unfolded());
        }
    }

    private void descend(MimeTokenStream stream) {
        String type = field("content-type").value();
        boolean multipart = type.startsWith("multipart/");
        if (multipart && depth >= MAX_DEPTH) {
            defects.add(Defect.Code.LIMIT_REACHED, "parts nested more than " + MAX_DEPTH + " deep");
            stream.setRecursionMode(RecursionMode.M_FLAT);
        } else {
            stream.setRecursionMode(RecursionMode.M_NO_RECURSE);
            if (multipart) {
                types[depth] = type;
            }
        }
    }

    private boolean show(MimeTokenStream stream) throws IOException {
        if (shown == MAX_PARTS) {
            defects.add(Defect.Code.LIMIT_REACHED, "more than " + MAX_PARTS + " parts");
            return false;
        }
        shown++;
        ContentField type = field("content-type");
        boolean digest = depth > 0 && "multipart/digest".equals(types[depth - 1]);
        return visitor.visit(
                new Leaf(
                        path(),
                        false,
                        mediaType(type, digest ? "message/rfc822" : "text/plain"),
                        type,
                        field("content-disposition"),
                        firstWord(partHeader.getOrDefault("content-transfer-encoding", "")),
                        stream.getInputStream(),
                        monitor));
    }

    private ContentField field(String name) {
        return ContentField.parse(partHeader.getOrDefault(name, ""), defects);
    }

    private String path() {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < depth; i++) {
            path.append(i == 0 ? "" : ".").append(counts[i]);
        }
        return path.toString();
    }

    /** A type that is none means text (RFC 2045, section 5.2); old mail says {@code text}. */
    private static String mediaType(ContentField type, String fallback) {
        return type.isMediaType() ? type.value() : type.value().isEmpty() ? fallback : "text/plain";
    }

    private static String firstWord(String text) {
        int end = 0;
        while (end < text.length()
                && text.charAt(end) > ' '
                && "(;".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return text.substring(0, end);
    }
}
