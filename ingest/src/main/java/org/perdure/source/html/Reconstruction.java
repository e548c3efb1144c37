package org.perdure.source.html;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.perdure.message.HeaderField;
import org.perdure.message.MessageId;
import org.perdure.message.Provenance;

/**
 * A message (RFC 5322) built from what a page shows of it. The same page and files give the same
 * bytes. Nothing is made up: what the page hides or masks stays hidden or masked, and the field
 * {@value Provenance#FIELD} says where the message is from.
 *
 * @param bytes the message, lines ended by LF
 * @param parts which part holds which file: {@code Attachment.part()} by the name of the file
 * @param missing files that the page names and that were not there
 */
public record Reconstruction(byte[] bytes, Map<String, String> parts, List<String> missing) {
    /** Fields that are written from better evidence than the page shows, or that would lie. */
    private static final Set<String> OWN =
            Set.of(
                    "subject",
                    "from",
                    "date",
                    "message-id",
                    "in-reply-to",
                    "references",
                    "received",
                    "mime-version",
                    "x-legacy-source");

    private static final int LINE_BYTES = 76;

    private static final Map<String, String> TYPES =
            Map.ofEntries(
                    Map.entry("pdf", "application/pdf"),
                    Map.entry("ps", "application/postscript"),
                    Map.entry("pgp", "application/pgp-signature"),
                    Map.entry("sig", "application/pgp-signature"),
                    Map.entry("png", "image/png"),
                    Map.entry("jpg", "image/jpeg"),
                    Map.entry("jpeg", "image/jpeg"),
                    Map.entry("gif", "image/gif"),
                    Map.entry("txt", "text/plain"),
                    Map.entry("html", "text/html"),
                    Map.entry("htm", "text/html"),
                    Map.entry("zip", "application/zip"),
                    Map.entry("gz", "application/gzip"),
                    Map.entry("eml", "message/rfc822"),
                    Map.entry("ics", "text/calendar"));

    public Reconstruction {
        parts = Map.copyOf(parts);
        missing = List.copyOf(missing);
    }

    /**
     * Builds a message.
     *
     * @param id its msg-id
     * @param files the contents of the files beside the page, by name; those not there are missing
     */
    public static Reconstruction of(MhonarcPage page, MessageId id, Map<String, byte[]> files) {
        StringBuilder header = new StringBuilder(1024);
        field(header, Provenance.FIELD, Provenance.MHONARC_PAGE.word());
        String date = page.shown("Date");
        if (!page.date().isEmpty() && !date.equals(page.date())) {
            field(header, "Received", "by " + Provenance.MHONARC_PAGE.word() + "; " + page.date());
        }
        field(header, "Message-ID", bracketed(id));
        field(header, "Date", date);
        field(header, "From", page.from().isEmpty() ? page.shown("From") : page.from());
        field(header, "Subject", page.subject().isEmpty() ? page.shown("Subject") : page.subject());
        List<String> references =
                page.references().stream()
                        .filter(other -> !other.value().contains(">"))
                        .map(Reconstruction::bracketed)
                        .toList();
        if (!references.isEmpty()) {
            field(header, "In-Reply-To", references.getLast());
            field(header, "References", String.join(" ", references));
        }
        for (HeaderField shown : page.fields()) {
            if (!OWN.contains(shown.name().toLowerCase(Locale.ROOT))
                    && !shown.name().toLowerCase(Locale.ROOT).startsWith("content-")) {
                field(header, shown.name(), shown.body());
            }
        }
        field(header, "MIME-Version", "1.0");
        return new Builder(header, BodyPieces.of(page.body(), page.derived()), files).build();
    }

    /** Builds a message that is one text. */
    static Reconstruction ofText(String header, String text) {
        List<BodyPiece> pieces = List.of(new BodyPiece.Text(text));
        return new Builder(new StringBuilder(header), pieces, Map.of()).build();
    }

    /** Returns an id between brackets, or bare if it would not be read back from between them. */
    static String bracketed(MessageId id) {
        String value = id.value();
        return value.contains(">") && !value.contains("<") ? value : "<" + value + ">";
    }

    /** Writes a field, folded, in ASCII; one whose name cannot be a field's is left out. */
    static void field(StringBuilder header, String name, String body) {
        boolean named =
                !name.isEmpty() && name.chars().allMatch(c -> c > ' ' && c < 0x7f && c != ':');
        String value = EncodedText.encode(body.replaceAll("[\\s\\p{Cntrl}]+", " ").strip());
        if (!named || value.isEmpty()) {
            return;
        }
        header.append(name).append(':');
        int column = name.length() + 1;
        for (String word : value.split(" ")) {
            if (column + 1 + word.length() > LINE_BYTES && column > name.length() + 1) {
                header.append("\n");
                column = 0;
            }
            header.append(' ').append(word);
            column += 1 + word.length();
        }
        header.append('\n');
    }

    /** Puts the parts together. */
    private static final class Builder {
        private final StringBuilder header;
        private final List<BodyPiece> pieces = new ArrayList<>();
        private final Map<String, byte[]> files;
        private final Map<String, String> parts = new LinkedHashMap<>();
        private final List<String> missing = new ArrayList<>();

        Builder(StringBuilder header, List<BodyPiece> pieces, Map<String, byte[]> files) {
            this.header = header;
            this.files = files;
            for (BodyPiece piece : pieces) {
                if (piece instanceof BodyPiece.File file && !files.containsKey(file.file())) {
                    missing.add(file.file());
                } else {
                    this.pieces.add(piece);
                }
            }
            if (this.pieces.isEmpty()) {
                this.pieces.add(new BodyPiece.Text(""));
            }
        }

        Reconstruction build() {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            if (pieces.size() == 1 && !(pieces.getFirst() instanceof BodyPiece.File)) {
                write(out, header.toString());
                part(out, pieces.getFirst());
                return new Reconstruction(out.toByteArray(), parts, missing);
            }
            String boundary = boundary();
            write(out, header + "Content-Type: multipart/mixed; boundary=\"" + boundary + "\"\n\n");
            int number = 0;
            for (BodyPiece piece : pieces) {
                number++;
                write(out, "--" + boundary + "\n");
                part(out, piece);
                write(out, "\n");
                if (piece instanceof BodyPiece.File file) {
                    parts.putIfAbsent(file.file(), Integer.toString(number));
                }
            }
            write(out, "--" + boundary + "--\n");
            return new Reconstruction(out.toByteArray(), parts, missing);
        }

        private void part(ByteArrayOutputStream out, BodyPiece piece) {
            switch (piece) {
                case BodyPiece.Text text -> {
                    write(out, textHeader("text/plain"));
                    write(out, text.text().stripTrailing() + "\n");
                }
                case BodyPiece.Html html -> {
                    write(out, textHeader("text/html"));
                    write(out, html.html().strip() + "\n");
                }
                case BodyPiece.File file -> file(out, file);
            }
        }

        private static String textHeader(String type) {
            return "Content-Type: " + type + "; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n";
        }

        private void file(ByteArrayOutputStream out, BodyPiece.File file) {
            byte[] content = files.getOrDefault(file.file(), new byte[0]);
            StringBuilder fields = new StringBuilder();
            fields.append("Content-Type: ").append(type(file)).append('\n');
            fields.append("Content-Transfer-Encoding: base64\n");
            fields.append("Content-Disposition: attachment;\n ")
                    .append(EncodedText.parameter("filename", file.name()))
                    .append('\n');
            field(fields, "Content-Description", file.description());
            write(out, fields.append('\n').toString());
            out.writeBytes(Base64.getMimeEncoder(LINE_BYTES, new byte[] {'\n'}).encode(content));
        }

        /** The name of the file is MHonArc's, from the type; that of the sender may say more. */
        private static String type(BodyPiece.File file) {
            String byFile = TYPES.getOrDefault(extension(file.file()), "");
            return byFile.isEmpty()
                    ? TYPES.getOrDefault(extension(file.name()), "application/octet-stream")
                    : byFile;
        }

        private static String extension(String name) {
            return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        }

        /** A boundary (RFC 2046) that no sender can have foreseen. */
        private String boundary() {
            try {
                MessageDigest digest = MessageDigest.getInstance("SHA-256");
                digest.update(header.toString().getBytes(StandardCharsets.UTF_8));
                pieces.forEach(
                        piece -> digest.update(piece.toString().getBytes(StandardCharsets.UTF_8)));
                return "=_" + HexFormat.of().formatHex(digest.digest(), 0, 16);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e); // Every JDK has it.
            }
        }

        private static void write(ByteArrayOutputStream out, String text) {
            out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
