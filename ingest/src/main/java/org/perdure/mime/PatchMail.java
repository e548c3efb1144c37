package org.perdure.mime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import org.perdure.message.Mailbox;
import org.perdure.message.MessageId;

/**
 * A patch as a message that {@code git am} applies, however the one was sent that it is made of:
 * one part, UTF-8 up to the patch, and the patch in the bytes of its files.
 *
 * @param from the author
 * @param subject the subject, tags included
 * @param date when it was sent
 * @param id the msg-id of the message that it is made of
 * @param content the text, trailers included, and the patch
 */
public record PatchMail(
        Mailbox from, String subject, OffsetDateTime date, MessageId id, PatchContent content) {
    /** Bytes of text in an encoded word, so that it has at most 75 characters (RFC 2047). */
    private static final int WORD_BYTES = 45;

    /** Characters of a line of quoted-printable text, its soft line end included (RFC 2045). */
    private static final int LINE_CHARS = 76;

    /** Bytes of a line beyond which it may not be sent as it is (RFC 5322). */
    private static final int MAX_LINE = 998;

    /** Returns the message, header section first; lines end in {@code \n}. */
    public byte[] bytes() {
        byte[] body = body();
        boolean plain = isPlain(body);
        ByteArrayOutputStream out = new ByteArrayOutputStream(body.length + 500);
        String header =
                "From: "
                        + mailbox()
                        + "\nSubject: "
                        + encoded(subject)
                        + "\nDate: "
                        + DateTimeFormatter.RFC_1123_DATE_TIME.format(date)
                        + "\nMessage-ID: <"
                        + oneLine(id.value())
                        + ">\nMIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8"
                        + "\nContent-Transfer-Encoding: "
                        + (plain ? "8bit" : "quoted-printable")
                        + "\n\n";
        out.writeBytes(header.getBytes(StandardCharsets.UTF_8));
        out.writeBytes(plain ? body : quotedPrintable(body));
        return out.toByteArray();
    }

    private byte[] body() {
        byte[] prose = content.prose().getBytes(StandardCharsets.UTF_8);
        byte[] body = Arrays.copyOf(prose, prose.length + content.patch().length);
        System.arraycopy(content.patch(), 0, body, prose.length, content.patch().length);
        return body;
    }

    private String mailbox() {
        String address = " <" + oneLine(from.address()) + ">";
        String name = oneLine(from.displayName());
        boolean special = name.chars().anyMatch(c -> "()<>@,;:\\\".[]".indexOf(c) >= 0);
        return special && isAscii(name)
                ? '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"' + address
                : encoded(name) + address;
    }

    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}]+", " ").strip();
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c < 127);
    }

    /** Returns a text for a header: as it is, or in encoded words of a line each. */
    private static String encoded(String text) {
        String line = oneLine(text);
        if (isAscii(line) && !line.contains("=?")) {
            return line;
        }
        StringBuilder words = new StringBuilder();
        int start = 0;
        while (start < line.length()) {
            int end = start;
            int bytes = 0;
            while (end < line.length() && bytes < WORD_BYTES - 3) {
                int character = line.codePointAt(end);
                bytes += Character.toString(character).getBytes(StandardCharsets.UTF_8).length;
                end += Character.charCount(character);
            }
            byte[] word = line.substring(start, end).getBytes(StandardCharsets.UTF_8);
            words.append(start == 0 ? "=?UTF-8?B?" : "\n =?UTF-8?B?")
                    .append(Base64.getEncoder().encodeToString(word))
                    .append("?=");
            start = end;
        }
        return words.toString();
    }

    /**
     * Returns whether a body goes through a mailbox of any dialect as it is: no line begins with
     * what separates messages, none is too long, and no carriage return belongs to a file.
     */
    private static boolean isPlain(byte[] body) {
        int start = 0;
        for (int i = 0; i < body.length; i++) {
            if (body[i] == '\r' || body[i] == 0) {
                return false;
            }
            if (body[i] == '\n' || i == body.length - 1) {
                if (i - start >= MAX_LINE || isSeparator(body, start)) {
                    return false;
                }
                start = i + 1;
            }
        }
        return true;
    }

    private static boolean isSeparator(byte[] body, int start) {
        int at = start;
        while (at < body.length && body[at] == '>') {
            at++;
        }
        return at + 5 <= body.length
                && new String(body, at, 5, StandardCharsets.ISO_8859_1).equals("From ");
    }

    private static byte[] quotedPrintable(byte[] body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(body.length + body.length / 4);
        int width = 0;
        for (int i = 0; i < body.length; i++) {
            if (body[i] == '\n') {
                out.write('\n');
                width = 0;
                continue;
            }
            boolean ends = i + 1 == body.length || body[i + 1] == '\n';
            String written = written(body, i, width == 0, ends);
            if (width + written.length() >= LINE_CHARS) {
                out.writeBytes(new byte[] {'=', '\n'});
                width = 0;
            }
            out.writeBytes(written.getBytes(StandardCharsets.US_ASCII));
            width += written.length();
        }
        return out.toByteArray();
    }

    private static String written(byte[] body, int at, boolean starts, boolean ends) {
        char c = (char) (body[at] & 0xff);
        boolean blank = c == ' ' || c == '\t';
        boolean safe = (c > ' ' && c < 127 && c != '=') || (blank && !ends);
        boolean quote = starts && (c == 'F' || c == '>');
        return safe && !quote ? String.valueOf(c) : "=%02X".formatted((int) c);
    }
}
