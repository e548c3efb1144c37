package org.perdure.mime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.perdure.message.Sha256;

/**
 * A digest of what the parts of a message hold, decoded. It is the same whatever a part was encoded
 * with and whatever charset its text is in, and whatever mailboxes and mail servers do to lines:
 * their ends (CR LF or LF), a {@code >} before {@code From }, blank lines at the end.
 */
final class PartDigest implements PartWalker.Visitor {
    private static final byte[] FROM = {'F', 'r', 'o', 'm', ' '};

    private final Defects defects = new Defects();
    private MessageDigest digest = Sha256.digest();

    byte[] digest() {
        return digest.digest();
    }

    @Override
    public boolean visit(Leaf leaf) throws IOException {
        add(leaf.path());
        add(leaf.mediaType());
        add(leaf.isAttached() + " " + leaf.fileName(defects));
        byte[] content = leaf.read(defects);
        boolean isText = leaf.mediaType().startsWith("text/");
        if (isText) {
            content =
                    TextDecoder.decode(content, 0, content.length, leaf.charset())
                            .text()
                            .getBytes(StandardCharsets.UTF_8);
        }
        boolean isOfLines = isText || !leaf.encoding().equals("base64");
        int length = isOfLines ? normalize(content) : content.length;
        add(Integer.toString(length));
        digest.update(content, 0, length);
        return true;
    }

    private void add(String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }

    @Override
    public void restart() {
        digest = Sha256.digest();
    }

    /** Takes out what transport may have changed, within the array; returns what is left of it. */
    static int normalize(byte[] content) {
        int length = 0;
        int lineStart = 0;
        int text = 0; // Behind the last line that is not blank.
        for (int i = 0; i < content.length; i++) {
            byte b = content[i];
            boolean crlf = b == '\r' && i + 1 < content.length && content[i + 1] == '\n';
            if (crlf) {
                continue;
            }
            content[length++] = b;
            if (b == '\n') {
                lineStart = length;
            } else {
                text = length;
            }
            if (b == ' ' && length - lineStart > FROM.length) {
                int unquoted = unquote(content, lineStart, length);
                text -= length - unquoted;
                length = unquoted;
            }
        }
        return text;
    }

    /** Takes the quote marks off a line that has nothing but them and {@code From } so far. */
    private static int unquote(byte[] content, int lineStart, int length) {
        int from = length - FROM.length;
        for (int i = 0; i < FROM.length; i++) {
            if (content[from + i] != FROM[i]) {
                return length;
            }
        }
        for (int i = lineStart; i < from; i++) {
            if (content[i] != '>') {
                return length;
            }
        }
        System.arraycopy(FROM, 0, content, lineStart, FROM.length);
        return lineStart + FROM.length;
    }
}
