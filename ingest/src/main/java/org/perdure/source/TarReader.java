package org.perdure.source;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The members of a tar archive (POSIX.1-2017, pax), one after the other: ustar, pax and GNU's, the
 * forms that are in use. Sparse members are named but their content is not put together.
 *
 * <p>Written here because an archive may come from anybody: libraries read names and extensions of
 * any length into memory.
 */
final class TarReader {
    /** Longest name, and longest set of extended fields, of a member, in bytes. */
    static final int MAX_EXTENSION_BYTES = 1 << 20;

    private static final int BLOCK_BYTES = 512;
    private static final int NAME_BYTES = 100;
    private static final int SIZE = 124;
    private static final int SIZE_BYTES = 12;
    private static final int CHECKSUM = 148;
    private static final int CHECKSUM_BYTES = 8;
    private static final int TYPE = 156;
    private static final int MAGIC = 257;
    private static final int PREFIX = 345;
    private static final int PREFIX_BYTES = 155;
    private static final byte[] USTAR = {'u', 's', 't', 'a', 'r', 0};

    private final String archive;
    private final InputStream in;
    private final byte[] block = new byte[BLOCK_BYTES];
    private long position;
    private long left;
    private int padding;

    /**
     * @param archive what to call it in errors
     * @param in needs no buffering; not closed
     */
    TarReader(String archive, InputStream in) {
        this.archive = archive;
        this.in = in;
    }

    /** What a member is. */
    enum Kind {
        FILE,
        FOLDER,
        LINK,
        DEVICE,
        SPARSE,
        OTHER
    }

    /**
     * A member.
     *
     * @param name its path in the archive
     * @param size of its content in bytes, which is what {@link #content} gives
     */
    record Member(String name, Kind kind, long size) {}

    /** Returns whether bytes begin with the header of a member. */
    static boolean isTar(byte[] bytes) {
        return bytes.length >= BLOCK_BYTES
                && bytes[0] != 0
                && checksum(bytes) == number(bytes, CHECKSUM, CHECKSUM_BYTES);
    }

    /** Returns the next member, or null after the last. What is left of the one before is lost. */
    @Nullable Member next() throws IOException {
        String name = "";
        Extension extension = new Extension();
        while (true) {
            skip(left + padding);
            left = 0;
            padding = 0;
            if (!readBlock()) {
                return null;
            }
            char type = (char) (block[TYPE] & 0xff);
            long size = number(block, SIZE, SIZE_BYTES);
            if (size < 0) {
                throw damaged("a size is none");
            }
            switch (type) {
                case 'L' -> name = text(readExtension(size));
                case 'x' -> extension.read(readExtension(size));
                case 'g', 'K' -> begin(size);
                default -> {
                    return member(type, name, extension, size);
                }
            }
        }
    }

    private Member member(char type, String longName, Extension extension, long headerSize) {
        String own = longName.isEmpty() ? headerName() : longName;
        String name = extension.path == null ? own : extension.path;
        Kind kind = extension.sparse ? Kind.SPARSE : kind(type, name);
        long size = extension.size >= 0 ? extension.size : headerSize;
        boolean hasContent = kind == Kind.FILE || kind == Kind.SPARSE || kind == Kind.OTHER;
        begin(hasContent ? size : 0);
        return new Member(name, kind, left);
    }

    private static Kind kind(char type, String name) {
        return switch (type) {
            case '0', '7', 0 -> name.endsWith("/") ? Kind.FOLDER : Kind.FILE;
            case '1', '2' -> Kind.LINK;
            case '3', '4', '6' -> Kind.DEVICE;
            case '5' -> Kind.FOLDER;
            case 'S' -> Kind.SPARSE;
            default -> Kind.OTHER;
        };
    }

    private String headerName() {
        String name = text(Arrays.copyOf(block, NAME_BYTES));
        boolean posix = Arrays.equals(block, MAGIC, MAGIC + USTAR.length, USTAR, 0, USTAR.length);
        if (!posix) {
            return name;
        }
        String prefix = text(Arrays.copyOfRange(block, PREFIX, PREFIX + PREFIX_BYTES));
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    /** Returns the text before the first NUL. */
    private static String text(byte[] bytes) {
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }

    private void begin(long size) {
        left = size;
        padding = (int) ((BLOCK_BYTES - size % BLOCK_BYTES) % BLOCK_BYTES);
    }

    private byte[] readExtension(long size) throws IOException {
        if (size > MAX_EXTENSION_BYTES) {
            throw damaged("a name or a header has " + size + " bytes");
        }
        begin(size);
        return content().readNBytes((int) size);
    }

    /** Reads a header; returns false at the end of the archive. */
    private boolean readBlock() throws IOException {
        int read = in.readNBytes(block, 0, BLOCK_BYTES);
        position += read;
        if (read == 0 || (read == BLOCK_BYTES && isZero())) {
            return false;
        }
        if (read < BLOCK_BYTES) {
            throw endsEarly();
        }
        if (checksum(block) != number(block, CHECKSUM, CHECKSUM_BYTES)) {
            throw damaged("a header has a wrong checksum");
        }
        return true;
    }

    private boolean isZero() {
        for (byte b : block) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    private void skip(long count) throws IOException {
        byte[] buffer = new byte[(int) Math.min(count, 64 << 10)];
        long rest = count;
        while (rest > 0) {
            int read = in.read(buffer, 0, (int) Math.min(rest, buffer.length));
            if (read < 0) {
                throw endsEarly();
            }
            position += read;
            rest -= read;
        }
    }

    /** Returns the content of the member that {@link #next} gave; closing it does nothing. */
    InputStream content() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                return OneByte.read(this);
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                if (left == 0) {
                    return -1;
                }
                int read = in.read(target, offset, (int) Math.min(left, length));
                if (read < 0) {
                    throw endsEarly();
                }
                left -= read;
                position += read;
                return read;
            }
        };
    }

    private IOException endsEarly() {
        return new EOFException(archive + ": the archive ends early, after " + position + " bytes");
    }

    private IOException damaged(String what) {
        return new IOException(
                archive + ": the archive is damaged after " + position + " bytes: " + what);
    }

    /** Returns the sum of the bytes of a header, its own place counted as blanks. */
    private static long checksum(byte[] header) {
        long sum = 0;
        for (int i = 0; i < BLOCK_BYTES; i++) {
            boolean own = i >= CHECKSUM && i < CHECKSUM + CHECKSUM_BYTES;
            sum += own ? ' ' : header[i] & 0xff;
        }
        return sum;
    }

    /** Returns a number in octal digits, or in GNU's binary form; -1 if it is none. */
    private static long number(byte[] bytes, int start, int length) {
        boolean binary = (bytes[start] & 0x80) != 0;
        long value = binary ? bytes[start] & 0x7f : 0;
        int at = binary ? start + 1 : start;
        while (!binary && at < start + length && bytes[at] == ' ') {
            at++;
        }
        for (; at < start + length; at++) {
            int digit = binary ? bytes[at] & 0xff : bytes[at] - '0';
            if (!binary && (bytes[at] == 0 || bytes[at] == ' ')) {
                return value;
            }
            if (value > Long.MAX_VALUE >> 9 || (!binary && (digit < 0 || digit > 7))) {
                return -1;
            }
            value = (value << (binary ? 8 : 3)) + digit;
        }
        return value;
    }

    /** The extended fields of a member (pax) that matter here. */
    private static final class Extension {
        private @Nullable String path;
        private long size = -1;
        private boolean sparse;

        /** Reads records of the form {@code LENGTH KEY=VALUE}, LF; stops at what is none. */
        void read(byte[] records) {
            int start = 0;
            while (start < records.length) {
                int at = start;
                int length = 0;
                while (at < records.length && isDigit(records[at]) && length < records.length) {
                    length = 10 * length + (records[at] - '0');
                    at++;
                }
                if (length <= at + 1 - start || length > records.length - start) {
                    return;
                }
                String record =
                        new String(
                                records, at + 1, start + length - at - 2, StandardCharsets.UTF_8);
                int equals = record.indexOf('=');
                if (equals < 0) {
                    return;
                }
                take(record.substring(0, equals), record.substring(equals + 1));
                start += length;
            }
        }

        private static boolean isDigit(byte b) {
            return b >= '0' && b <= '9';
        }

        private void take(String key, String value) {
            if (key.equals("path")) {
                path = value;
            } else if (key.equals("size") && value.matches("[0-9]{1,18}")) {
                size = Long.parseLong(value);
            } else if (key.startsWith("GNU.sparse.")) {
                sparse = true;
            }
        }
    }
}
