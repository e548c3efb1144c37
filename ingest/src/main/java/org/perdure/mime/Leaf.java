package org.perdure.mime;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import org.apache.james.mime4j.codec.Base64InputStream;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.QuotedPrintableInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A part without parts, met on the walk through a message. Its content can be read once, and only
 * until the walk goes on.
 *
 * @param path place in the MIME tree: {@code 1} for the only part of a message
 * @param only whether it is the whole body of the message
 * @param mediaType lower-case type and subtype
 * @param type its Content-Type
 * @param disposition its Content-Disposition
 * @param encoding its Content-Transfer-Encoding
 * @param encoded its body as sent
 * @param monitor hears of broken encodings
 */
record Leaf(
        String path,
        boolean only,
        String mediaType,
        ContentField type,
        ContentField disposition,
        String encoding,
        InputStream encoded,
        DecodeMonitor monitor) {
    /** Returns whether the sender wants it kept apart from the text. */
    boolean isAttached() {
        return !only && disposition.value().equals("attachment");
    }

    /** Returns the label of its charset, if it has one. */
    @Nullable String charset() {
        return type.word("charset");
    }

    /** Returns the file name, decoded, if it has one. */
    @Nullable String fileName(Defects defects) {
        String name = disposition.parameter("filename");
        if (name == null || name.isBlank()) {
            name = type.parameter("name");
        }
        if (name == null) {
            return null;
        }
        String decoded = EncodedWords.decode(name, defects).strip();
        return decoded.isEmpty() ? null : decoded;
    }

    /** Returns at most the first {@code limit} bytes of the decoded content. */
    Content read(int limit) throws IOException {
        try (InputStream in = decoded()) {
            byte[] bytes = in.readNBytes(limit);
            return new Content(
                    bytes, bytes.length < limit ? bytes.length : bytes.length + lengthOf(in));
        }
    }

    /** Returns the length of the decoded content. */
    long size() throws IOException {
        try (InputStream in = decoded()) {
            return lengthOf(in);
        }
    }

    private static long lengthOf(InputStream in) throws IOException {
        return in.transferTo(OutputStream.nullOutputStream());
    }

    private InputStream decoded() {
        return switch (encoding.strip().toLowerCase(Locale.ROOT)) {
            case "base64" -> new Base64InputStream(encoded, monitor);
            // Its decoder complains of every line that ends in LF alone.
            case "quoted-printable" ->
                    new QuotedPrintableInputStream(encoded, DecodeMonitor.SILENT);
            default -> encoded;
        };
    }

    /**
     * Decoded content.
     *
     * @param bytes its beginning
     * @param size length of all of it
     */
    record Content(byte[] bytes, long size) {}
}
