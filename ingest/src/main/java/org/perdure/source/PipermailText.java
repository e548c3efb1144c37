package org.perdure.source;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.perdure.message.ByteOrderMark;
import org.perdure.message.Provenance;

/**
 * Cuts a text file of Pipermail, plain or compressed, into messages: {@code From ada at example.org
 * Tue Mar 1 08:12:31 2011} begins one. Pipermail quotes no {@code From} lines of bodies, but few of
 * those look like that, with a date at the end.
 */
final class PipermailText implements MessageSource {
    /** Longest line that can begin a message, in bytes. */
    private static final int MAX_SEPARATOR_BYTES = 1_000;

    private static final String AUTHOR = "From:";

    private static final Pattern SEPARATOR =
            Pattern.compile(
                    "From .{0,600}\\s(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\\s+"
                            + "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\\s+\\d{1,2}"
                            + "\\s+\\d\\d:\\d\\d:\\d\\d\\s+\\d{4}\\s*");

    private final String name;
    private final InputStream in;
    private long position;
    private byte[] line = {};
    private boolean begun;
    private int start;
    private boolean ended;

    /**
     * @param name what the ledger calls the file
     * @param content of the file, decompressed; closed with this
     */
    PipermailText(String name, InputStream content) {
        this.name = name;
        this.in = new BufferedInputStream(content, 1 << 16);
    }

    /**
     * Returns whether content begins as such a file does: with a separator line, and an author,
     * that are masked. Other mailboxes may have masked separator lines.
     *
     * @param head the beginning of the content
     */
    static boolean isText(byte[] head) {
        int start = ByteOrderMark.length(head, 0, head.length);
        int end = Lines.endOf(head, start, head.length);
        byte[] first = Arrays.copyOfRange(head, start, end);
        return isMaskedSeparator(first) && isMaskedAuthor(head, end + 1) && !LegacyMark.isIn(first);
    }

    private static boolean isMaskedSeparator(byte[] line) {
        return isSeparator(line) && isMasked(latin1(line));
    }

    /** Returns whether the header section that begins at a place has an author that is masked. */
    private static boolean isMaskedAuthor(byte[] head, int start) {
        for (int line = start; line < head.length; ) {
            int end = Lines.endOf(head, line, head.length);
            String field = latin1(Arrays.copyOfRange(head, line, end));
            if (field.regionMatches(true, 0, AUTHOR, 0, AUTHOR.length())) {
                return isMasked(field);
            }
            if (field.isBlank()) {
                return false;
            }
            line = end + 1;
        }
        return false;
    }

    /** Returns whether addresses in a line are masked: {@code ada at example.org}. */
    static boolean isMasked(String line) {
        return line.contains(" at ") && line.indexOf('@') < 0;
    }

    /** Returns the next message; after the last, the end of the file; after that, null. */
    @Override
    public @Nullable SourceItem next() throws IOException {
        if (!begun) {
            begun = true;
            line = readLine();
            start = ByteOrderMark.length(line, 0, line.length);
            line = Arrays.copyOfRange(line, start, line.length);
        }
        if (line.length == 0) {
            if (ended) {
                return null;
            }
            ended = true;
            return new SourceEnd(name, start, position);
        }
        long offset = position - line.length;
        byte[] separator = isSeparator(line) ? line : new byte[0];
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long length = 0;
        if (separator.length == 0) {
            bytes.writeBytes(line);
            length = line.length;
        }
        for (line = readLine(); line.length > 0 && !isSeparator(line); line = readLine()) {
            length += line.length;
            if (bytes.size() + line.length <= MboxReader.MAX_MESSAGE_BYTES) {
                bytes.writeBytes(line);
            }
        }
        return item(offset, length, separator, bytes.toByteArray());
    }

    private SourceItem item(long offset, long length, byte[] separator, byte[] bytes) {
        long span = separator.length + length;
        if (separator.length == 0) {
            return new Rejected(name, offset, span, bytes, "text before the first message");
        }
        int blank = endsWithBlankLine(bytes) ? 1 : 0;
        byte[] message = Arrays.copyOf(bytes, bytes.length - blank);
        return new Rendition(
                name,
                offset,
                length - blank,
                span,
                message,
                latin1(separator).strip().getBytes(StandardCharsets.ISO_8859_1),
                message,
                Provenance.PIPERMAIL_TEXT,
                null,
                "",
                List.of(),
                "");
    }

    private static boolean endsWithBlankLine(byte[] bytes) {
        int length = bytes.length;
        return length >= 2 && bytes[length - 1] == '\n' && bytes[length - 2] == '\n';
    }

    private static boolean isSeparator(byte[] line) {
        return line.length > 5
                && line.length <= MAX_SEPARATOR_BYTES
                && line[0] == 'F'
                && SEPARATOR.matcher(latin1(line)).matches();
    }

    private static String latin1(byte[] line) {
        return new String(line, StandardCharsets.ISO_8859_1);
    }

    /** Returns the next line with its end, or a piece of one that is too long; empty at the end. */
    private byte[] readLine() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
        int b = in.read();
        while (b >= 0) {
            bytes.write(b);
            if (b == '\n' || bytes.size() >= MboxReader.MAX_SEPARATOR_BYTES) {
                break;
            }
            b = in.read();
        }
        position += bytes.size();
        return bytes.toByteArray();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
