package org.perdure.mime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.perdure.message.Attachment;
import org.perdure.patch.CommitText;

/**
 * Reads the patch in a message: all text, decoded, up to where git ends the commit message, and the
 * bytes below that.
 *
 * <p>A carriage return before a line feed belongs to the file that is changed if the lines that
 * name the file have none; else it belongs to the mail.
 */
final class PatchReader implements PartWalker.Visitor {
    /** Bytes that are read, of all parts together. */
    static final int MAX_BYTES = 16 << 20;

    private static final String CRLF = "\r\n";

    private final Defects defects = new Defects();
    private final StringBuilder prose = new StringBuilder();
    private final ByteArrayOutputStream patch = new ByteArrayOutputStream();
    private boolean inPatch;
    private int left = MAX_BYTES;

    @Override
    public boolean visit(Leaf leaf) throws IOException {
        boolean isText =
                leaf.only()
                        ? !leaf.mediaType().equals("text/html")
                        : leaf.mediaType().equals("text/plain") && !leaf.isAttached();
        if (isText || Attachment.isPatch(leaf.fileName(defects), leaf.mediaType())) {
            add(leaf, leaf.read(defects));
        }
        return left > 0;
    }

    @Override
    public void restart() {
        prose.setLength(0);
        patch.reset();
        inPatch = false;
        left = MAX_BYTES;
    }

    private void add(Leaf leaf, byte[] content) {
        int length = Math.min(left, content.length);
        left -= length;
        // A character a byte: what counts here is ASCII.
        String text = new String(content, 0, length, StandardCharsets.ISO_8859_1);
        if (isOfMail(text)) {
            text = text.replace(CRLF, "\n");
        }
        if ("flowed".equalsIgnoreCase(leaf.type().word("format"))) {
            text = FlowedText.reflow(text, "yes".equalsIgnoreCase(leaf.type().word("delsp")));
        }
        int start = inPatch ? 0 : CommitText.breakAt(text);
        addProse(bytes(text.substring(0, start)), leaf);
        inPatch |= start < text.length();
        patch.writeBytes(bytes(text.substring(start)));
        if (inPatch && !text.endsWith("\n")) {
            patch.write('\n');
        }
    }

    private void addProse(byte[] bytes, Leaf leaf) {
        TextDecoder.Decoded decoded = TextDecoder.decode(bytes, 0, bytes.length, leaf.charset());
        prose.append(BodyReader.normalised(decoded.text()));
        if (!prose.isEmpty() && prose.charAt(prose.length() - 1) != '\n') {
            prose.append('\n');
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Returns whether the carriage returns in a text are line ends of mail. */
    private static boolean isOfMail(String text) {
        int named = text.startsWith("+++ ") ? 0 : text.indexOf("\n+++ ");
        int end = named < 0 ? -1 : text.indexOf('\n', named + 1);
        return end < 1 || text.charAt(end - 1) == '\r';
    }

    PatchContent content() {
        return new PatchContent(prose.toString(), patch.toByteArray());
    }
}
