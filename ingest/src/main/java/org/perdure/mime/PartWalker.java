package org.perdure.mime;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    /** Multiparts within multiparts; those deeper are shown as one part. */
    static final int MAX_DEPTH = 32;

    /** Parts after which a message is taken for none of parts: its body is shown as one text. */
    static final int MAX_WALKED = 20_000;

    /** Boundaries after which a part without header is looked for. */
    private static final int MAX_BOUNDARIES = 200;

    /** Bytes of the header section of a part. */
    static final int MAX_PART_HEADER_BYTES = 256 * 1024;

    /** Fields of the header section of a part. */
    static final int MAX_PART_FIELDS = 1_000;

    // Without setMalformedHeaderStartsBody, a part with a line of text in its header would lose all
    // lines up to the first empty one.
    private static final MimeConfig CONFIG =
            MimeConfig.custom()
                    .setMaxHeaderCount(MAX_PART_FIELDS)
                    .setMaxHeaderLen(MAX_PART_HEADER_BYTES)
                    .setMaxLineLen(-1)
                    .setMaxContentLen(-1)
                    .setMalformedHeaderStartsBody(true)
                    .build();

    private static final Pattern BOUNDARY =
            Pattern.compile("(?i)\\bboundary\\s*=\\s*(?:\"([^\"\n]{1,200})\"|([^\\s;\"]{1,200}))");

    private final byte[] raw;
    private final HeaderSection header;
    private final String prefix;
    private final Defects defects;
    private final Visitor visitor;
    private final DecodeMonitor monitor;

    /** Multipart types around the present part, and parts counted in each so far. */
    private final String[] types = new String[MAX_DEPTH + 1];

    private final int[] counts = new int[MAX_DEPTH + 1];
    private final Map<String, String> partHeader = new HashMap<>();
    private int depth;
    private int shown;

    /**
     * @param prefix what stands before the places of all parts: empty, or the place of the message
     *     within another and a full stop
     */
    PartWalker(byte[] raw, HeaderSection header, String prefix, Defects defects, Visitor visitor) {
        this.raw = raw;
        this.header = header;
        this.prefix = prefix;
        this.defects = defects;
        this.visitor = visitor;
        this.monitor = new Listener(defects);
    }

    /** Is shown the parts. */
    interface Visitor {
        /** Takes a part; returns whether to go on. */
        boolean visit(Leaf leaf) throws IOException;

        /** Forgets all parts: they could not be told apart, and the whole body will be shown. */
        void restart();
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
            showFlat();
        } catch (IOException | MimeException e) {
            defects.add(Defect.Code.BAD_STRUCTURE, "the parts end early: " + e.getMessage());
            showFlat();
        }
    }

    private void showFlat() {
        visitor.restart();
        try {
            visitor.visit(whole(ContentField.NONE, "text/plain"));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // It reads from memory.
        }
    }

    private Leaf whole(ContentField type, String mediaType) {
        return new Leaf(
                prefix + "1",
                true,
                mediaType,
                type,
                ContentField.parse(header.text("Content-Disposition"), defects),
                encoding(header.text("Content-Transfer-Encoding")),
                new ByteArrayInputStream(raw, header.bodyStart(), raw.length - header.bodyStart()));
    }

    /** RFC 2045, section 6.4 forbids to encode a multipart; it is done all the same. */
    private InputStream body(String boundary) throws IOException {
        byte[] body = Arrays.copyOfRange(raw, header.bodyStart(), raw.length);
        String encoding = encoding(header.text("Content-Transfer-Encoding"));
        boolean encoded = encoding.equals("base64") || encoding.equals("quoted-printable");
        if (encoded && !new String(body, StandardCharsets.ISO_8859_1).contains("--" + boundary)) {
            defects.add(Defect.Code.BAD_STRUCTURE, "a multipart in " + encoding);
            body = whole(ContentField.NONE, "text/plain").read(defects);
        }
        return new ByteArrayInputStream(withHeaders(body, boundary));
    }

    /**
     * Puts an empty line before each part that begins with its text: Mime4j 0.8.14 would lose the
     * second line of it.
     */
    private static byte[] withHeaders(byte[] body, String outer) {
        String text = new String(body, StandardCharsets.ISO_8859_1); // A character a byte.
        Set<String> boundaries = null;
        ByteArrayOutputStream out = null;
        int kept = 0;
        int start = text.startsWith("--") ? 0 : afterLineEnd(text, 0);
        while (start >= 0) {
            int next = nextLine(body, start);
            if (isText(body, next, nextLine(body, next))) {
                boundaries = boundaries == null ? boundaries(text, outer) : boundaries;
                if (boundaries.contains(text.substring(start, next).strip())) {
                    out = out == null ? new ByteArrayOutputStream(body.length + 1_000) : out;
                    out.write(body, kept, next - kept);
                    out.write('\n');
                    kept = next;
                }
            }
            start = afterLineEnd(text, next - 1);
        }
        if (out == null) {
            return body;
        }
        out.write(body, kept, body.length - kept);
        return out.toByteArray();
    }

    /** Returns where the next line with two hyphens begins, or -1. */
    private static int afterLineEnd(String text, int from) {
        int end = text.indexOf("\n--", from);
        return end < 0 ? -1 : end + 1;
    }

    private static int nextLine(byte[] body, int from) {
        int i = from;
        while (i < body.length && body[i] != '\n') {
            i++;
        }
        return Math.min(i + 1, body.length);
    }

    /** Returns whether a line is neither empty, nor a header field, nor a boundary. */
    private static boolean isText(byte[] body, int start, int end) {
        if (end - start > 1 && body[start] == '-' && body[start + 1] == '-') {
            return false;
        }
        for (int i = start; i < end; i++) {
            if (body[i] == ':') {
                return i == start;
            }
            if (body[i] <= ' ') {
                int next = i;
                while (next < end && (body[next] == ' ' || body[next] == '\t')) {
                    next++;
                }
                return next < end && body[next] != ':' && !(i == start && body[i] != ' ');
            }
        }
        return end > start;
    }

    private static Set<String> boundaries(String body, String outer) {
        Set<String> boundaries = new HashSet<>();
        boundaries.add("--" + outer.strip());
        Matcher matcher = BOUNDARY.matcher(body);
        while (boundaries.size() < MAX_BOUNDARIES && matcher.find()) {
            boundaries.add("--" + (matcher.group(1) == null ? matcher.group(2) : matcher.group(1)));
        }
        return boundaries;
    }

    private void walkParts(String type, String boundary) throws IOException, MimeException {
        MimeTokenStream stream = new MimeTokenStream(CONFIG, monitor, null, null);
        stream.setRecursionMode(RecursionMode.M_NO_RECURSE);
        stream.parseHeadless(
                body(boundary),
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
            RawField whole = RawField.of(bytes, name, start, bytes.length);
            partHeader.putIfAbsent(
                    name, whole.unfolded(whole.hasRawBytes() ? header.textCharset() : null));
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
        if (shown == MAX_WALKED) {
            defects.add(Defect.Code.LIMIT_REACHED, "more than " + MAX_WALKED + " parts");
            showFlat();
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
                        encoding(partHeader.getOrDefault("content-transfer-encoding", "")),
                        stream.getInputStream()));
    }

    private ContentField field(String name) {
        return ContentField.parse(partHeader.getOrDefault(name, ""), defects);
    }

    private String path() {
        StringBuilder path = new StringBuilder(prefix);
        for (int i = 0; i < depth; i++) {
            path.append(i == 0 ? "" : ".").append(counts[i]);
        }
        return path.toString();
    }

    /** A type that is none means text (RFC 2045, section 5.2); old mail says {@code text}. */
    private static String mediaType(ContentField type, String fallback) {
        if (type.isMediaType()) {
            return type.value();
        }
        return switch (type.value()) {
            case "" -> fallback;
            case "image", "audio", "video", "application" -> "application/octet-stream";
            default -> "text/plain";
        };
    }

    /** Returns the first word, in lower case, without what mailers put around it. */
    private static String encoding(String text) {
        int start = 0;
        while (start < text.length() && " \"'".indexOf(text.charAt(start)) >= 0) {
            start++;
        }
        int end = start;
        while (end < text.length()
                && text.charAt(end) > ' '
                && "(;\"'".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return text.substring(start, end).toLowerCase(Locale.ROOT);
    }
}
