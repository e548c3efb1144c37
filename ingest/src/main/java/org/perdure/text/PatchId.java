package org.perdure.text;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The patch-id of a text, as {@code git patch-id --stable} prints it first: what tells that a patch
 * and a commit are the same change. White space and the numbers of lines do not matter, nor in
 * which order the files stand.
 *
 * <p>Each file of a patch is hashed for itself, and the hashes are added up.
 */
public final class PatchId {
    /** From this length on, a line that begins with a backslash says that a line has no end. */
    private static final int MIN_REMARK = 13;

    private static final int HASH_BYTES = 20;
    private static final int COMMIT_DIGITS = 2 * HASH_BYTES;

    /** What a counter of lines says while the header of a file is read. */
    private static final int IN_HEADER = -1;

    private final MessageDigest hash = sha1();
    private final byte[] sum = new byte[HASH_BYTES];
    private byte[] buffer = new byte[256];
    private boolean found;

    /** Lines left of the hunk. */
    private int before = IN_HEADER;

    private int after = IN_HEADER;

    /** Whether the file at hand is told as binary; then its lines do not count, its blobs do. */
    private boolean binary;

    private String blobs = "";

    private PatchId() {}

    /**
     * Returns the id of the first patch in a text.
     *
     * @param text lines that end in {@code \n}
     * @param start where to begin, the beginning of a line
     * @return 40 hexadecimal digits
     */
    public static Optional<String> find(String text, int start) {
        PatchId id = new PatchId();
        int at = start;
        while (at < text.length()) {
            int end = text.indexOf('\n', at);
            end = end < 0 ? text.length() : end;
            if (!id.take(text.substring(at, end))) {
                break;
            }
            at = end + 1;
        }
        if (!id.found) {
            return Optional.empty();
        }
        id.addHash();
        return Optional.of(HexFormat.of().formatHex(id.sum));
    }

    /** Takes a line. Returns whether the patch may go on. */
    private boolean take(String line) {
        if (line.startsWith("\\ ") && line.length() + 1 >= MIN_REMARK) {
            return true;
        }
        if (!found && !line.startsWith("diff ")) {
            return true;
        }
        return !beginsCommit(line) && (before == IN_HEADER ? header(line) : body(line));
    }

    private boolean header(String line) {
        if (line.startsWith("GIT binary patch") || line.startsWith("Binary files")) {
            binary = true;
            before = 0;
            update(blobs);
            addHash();
            return true;
        }
        if (line.startsWith("index ")) {
            int dots = line.indexOf("..");
            int end = dots < 0 ? -1 : line.indexOf(' ', dots);
            end = end < 0 ? line.length() : end;
            blobs = dots < 0 ? blobs : line.substring(6, dots) + line.substring(dots + 2, end);
            return true;
        }
        if (line.startsWith("--- ")) {
            before = 1;
            after = 1;
        } else if (!isLetter(line)) {
            return false;
        }
        count(line);
        return true;
    }

    private boolean body(String line) {
        if (binary) {
            if (!line.startsWith("diff ")) {
                return true;
            }
            // The next file; its first line is not hashed.
            binary = false;
            before = IN_HEADER;
            return true;
        }
        if (before == 0 && after == 0) {
            if (line.startsWith("@@ -")) {
                beginHunk(line);
                return true;
            }
            if (!line.startsWith("diff ")) {
                return false;
            }
            addHash();
            before = IN_HEADER;
            after = IN_HEADER;
        }
        count(line);
        return true;
    }

    private void count(String line) {
        char sign = line.isEmpty() ? '\n' : line.charAt(0);
        if (sign == '-' || sign == ' ') {
            before--;
        }
        if (sign == '+' || sign == ' ') {
            after--;
        }
        found = true;
        update(line);
    }

    private void beginHunk(String line) {
        int[] place = {4};
        before = lines(line, place);
        if (line.startsWith(" +", place[0])) {
            place[0] += 2;
            after = lines(line, place);
        }
    }

    /** Returns the count in {@code start,count}; 1 if there is none. */
    private static int lines(String line, int[] place) {
        number(line, place);
        if (place[0] >= line.length() || line.charAt(place[0]) != ',') {
            return 1;
        }
        place[0]++;
        return number(line, place);
    }

    /** Reads digits; what does not fit wraps around, and only the id is another. */
    private static int number(String line, int[] place) {
        int value = 0;
        while (place[0] < line.length() && Chars.isDigit(line.charAt(place[0]))) {
            value = 10 * value + line.charAt(place[0]++) - '0';
        }
        return value;
    }

    private static boolean isLetter(String line) {
        char first = line.isEmpty() ? '\n' : line.charAt(0);
        return (first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z');
    }

    /** Whether a line begins as git separates commits: what follows is another patch. */
    private static boolean beginsCommit(String line) {
        int start = line.startsWith("commit ") ? 7 : line.startsWith("From ") ? 5 : 0;
        if (line.length() < start + COMMIT_DIGITS) {
            return false;
        }
        for (int i = start; i < start + COMMIT_DIGITS; i++) {
            if (Character.digit(line.charAt(i), 16) < 0 || line.charAt(i) >= 128) {
                return false;
            }
        }
        return true;
    }

    /** Hashes a line without its white space. */
    private void update(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        if (buffer.length < bytes.length) {
            buffer = new byte[Math.max(bytes.length, 2 * buffer.length)];
        }
        int length = 0;
        for (byte c : bytes) {
            if (c != ' ' && c != '\t' && c != '\r') {
                buffer[length++] = c;
            }
        }
        hash.update(buffer, 0, length);
    }

    /**
     * Adds the hash of what was taken to the sum, least significant byte first, and begins anew.
     */
    private void addHash() {
        byte[] hashed = hash.digest();
        int carry = 0;
        for (int i = 0; i < HASH_BYTES; i++) {
            carry += (sum[i] & 0xff) + (hashed[i] & 0xff);
            sum[i] = (byte) carry;
            carry >>= 8;
        }
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-1", e);
        }
    }
}
