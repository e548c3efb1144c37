package org.perdure.mime;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
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
 * @param encoding its Content-Transfer-Encoding, lower-case
 * @param encoded its body as sent
 */
record Leaf(
        String path,
        boolean only,
        String mediaType,
        ContentField type,
        ContentField disposition,
        String encoding,
        InputStream encoded) {
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

    /** Returns the decoded content. */
    byte[] read(Defects defects) throws IOException {
        byte[] sent = encoded.readAllBytes();
        return switch (encoding) {
            case "base64" -> Base64Text.decode(sent, mediaType.startsWith("text/"), defects);
            case "quoted-printable" -> QuotedPrintable.decode(sent);
            case "x-uuencode", "uuencode", "x-uue", "x-uu" -> uudecoded(sent, defects);
            default -> sent;
        };
    }

    private static byte[] uudecoded(byte[] sent, Defects defects) {
        List<Uuencoded.File> files = Uuencoded.cut(sent, defects).files();
        return files.isEmpty() ? sent : files.getFirst().content();
    }

    /** Returns whether it is a message with a header section of its own. */
    boolean isMessage() {
        return mediaType.equals("message/rfc822") || mediaType.equals("message/global");
    }

    /** Returns whether it is what Exchange packs attachments in. */
    boolean isTnef() {
        return mediaType.equals("application/ms-tnef")
                || mediaType.equals("application/vnd.ms-tnef");
    }
}
