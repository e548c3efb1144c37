package org.perdure.mime;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.perdure.message.Attachment;
import org.perdure.message.Body;
import org.perdure.message.Defect;

/**
 * Sorts the parts of a message into its text and its attachments.
 *
 * <p>The text is all plain text that is not attached. If that holds no words but those of a list
 * footer, the HTML takes its place; it is listed among the attachments in any case.
 */
final class BodyReader implements PartWalker.Visitor {
    /** Characters of the text. */
    static final int MAX_BODY_CHARS = 4 << 20;

    /** Bytes of a part that is decoded to text; four bytes make one character at the most. */
    private static final int MAX_TEXT_BYTES = 4 * MAX_BODY_CHARS;

    /** Bytes of HTML that are kept in case there is no plain text, in all parts together. */
    static final int MAX_HTML_BYTES = 2 << 20;

    /** Bytes of attached patches that are kept as texts, all together. */
    static final int MAX_PATCH_BYTES = 1 << 20;

    /** Parts that are kept apart; the plain text of further ones is kept with the other text. */
    static final int MAX_PARTS = 1_000;

    /** What a file is that has no media type. */
    static final String FILE_TYPE = "application/octet-stream";

    /** Characters of a line that sets a list footer apart. */
    private static final int MIN_RULE_CHARS = 16;

    private final Defects defects;
    private final List<Piece> plain = new ArrayList<>();
    private final List<Html> html = new ArrayList<>();
    private final List<Attachment> attachments = new ArrayList<>();
    private final List<Inner> messages = new ArrayList<>();
    private final List<String> patches = new ArrayList<>();
    private int patchBytes;
    private int chars;
    private int htmlBytes;
    private boolean htmlCut;

    BodyReader(Defects defects) {
        this.defects = defects;
    }

    /**
     * Plain text of one part.
     *
     * @param charset name of what it was decoded with
     */
    private record Piece(String text, String charset) {}

    private record Html(byte[] bytes, @Nullable String label) {}

    /** A message within the message. */
    record Inner(String part, byte[] bytes) {}

    @Override
    public boolean visit(Leaf leaf) throws IOException {
        boolean full = attachments.size() + plain.size() >= MAX_PARTS;
        if (full) {
            defects.add(Defect.Code.LIMIT_REACHED, "more than " + MAX_PARTS + " parts");
        }
        if (isPlain(leaf)) {
            addPlain(leaf, full);
        } else if (!full) {
            addOther(leaf);
        }
        return true;
    }

    @Override
    public void restart() {
        plain.clear();
        html.clear();
        attachments.clear();
        messages.clear();
        patches.clear();
        patchBytes = 0;
        chars = 0;
        htmlBytes = 0;
    }

    private void addOther(Leaf leaf) throws IOException {
        byte[] content = leaf.read(defects);
        attach(leaf, content.length);
        if (Attachment.isPatch(attachments.getLast().fileName(), leaf.mediaType())) {
            addPatch(content, leaf.charset());
        }
        if (leaf.mediaType().equals("text/html") && !leaf.isAttached()) {
            addHtml(content, leaf.charset());
        } else if (leaf.isMessage() && content.length > 0) {
            messages.add(new Inner(leaf.path(), content));
        } else if (leaf.isTnef()) {
            attach(leaf.path(), Tnef.files(content, defects));
        } else if (leaf.mediaType().startsWith("multipart/")) {
            addText(content, leaf.charset()); // Nested too deep to be taken apart.
        }
    }

    /**
     * Adds the body of a message that is not taken apart, as it stands there: nothing in it can be
     * fetched by itself, so nothing is decoded or cut out.
     */
    void addFlat(byte[] raw, HeaderSection header) {
        ContentField type = ContentField.parse(header.text("Content-Type"), defects);
        addText(Arrays.copyOfRange(raw, header.bodyStart(), raw.length), type.word("charset"));
    }

    /** A message that is one text of any kind is read as text, whatever its disposition. */
    private static boolean isPlain(Leaf leaf) {
        String type = leaf.mediaType();
        if (!leaf.only()) {
            return type.equals("text/plain") && !leaf.isAttached();
        }
        return type.equals("application/pgp")
                || (type.startsWith("text/") && !type.equals("text/html"));
    }

    private void addPlain(Leaf leaf, boolean full) throws IOException {
        byte[] content = leaf.read(defects);
        TextDecoder.Decoded decoded = decode(content, leaf.charset());
        if (Uuencoded.mayBeIn(decoded.text())) {
            Uuencoded.Cut cut = Uuencoded.cut(content, defects);
            if (!full) {
                attach(leaf.path(), cut.files());
            }
            decoded = cut.files().isEmpty() ? decoded : decode(cut.rest(), leaf.charset());
        }
        String text = normalised(decoded.text());
        if ("flowed".equalsIgnoreCase(leaf.type().word("format"))) {
            text = FlowedText.reflow(text, "yes".equalsIgnoreCase(leaf.type().word("delsp")));
        }
        add(decoded, leaf.charset(), text);
    }

    private void addText(byte[] content, @Nullable String label) {
        TextDecoder.Decoded decoded = decode(content, label);
        add(decoded, label, normalised(decoded.text()));
    }

    private TextDecoder.Decoded decode(byte[] content, @Nullable String label) {
        if (content.length > MAX_TEXT_BYTES) {
            complainOfLength();
        }
        return TextDecoder.decode(content, 0, Math.min(content.length, MAX_TEXT_BYTES), label);
    }

    private void add(TextDecoder.Decoded decoded, @Nullable String label, String text) {
        complain(decoded, label);
        int room = MAX_BODY_CHARS - chars;
        String kept = text.length() > room ? beginning(text, room) : text;
        if (kept.length() < text.length()) {
            complainOfLength();
        }
        chars += kept.length();
        plain.add(new Piece(kept, decoded.charset()));
    }

    /** Returns the beginning of a longer text, no character cut in two. */
    private static String beginning(String text, int length) {
        boolean splitsPair = length > 0 && Character.isHighSurrogate(text.charAt(length - 1));
        return text.substring(0, splitsPair ? length - 1 : length);
    }

    private void complainOfLength() {
        defects.add(
                Defect.Code.LIMIT_REACHED,
                "the text has more than " + MAX_BODY_CHARS + " characters");
    }

    /** What of a patch is beyond the limit is not searched, which is no defect of the message. */
    private void addPatch(byte[] content, @Nullable String label) {
        int kept = Math.min(content.length, MAX_PATCH_BYTES - patchBytes);
        if (kept > 0) {
            patchBytes += kept;
            patches.add(normalised(TextDecoder.decode(content, 0, kept, label).text()));
        }
    }

    private void addHtml(byte[] content, @Nullable String label) {
        byte[] kept =
                content.length <= MAX_HTML_BYTES - htmlBytes
                        ? content
                        : Arrays.copyOf(content, MAX_HTML_BYTES - htmlBytes);
        htmlBytes += kept.length;
        htmlCut |= content.length > kept.length;
        html.add(new Html(kept, label));
    }

    private void attach(Leaf leaf, int size) {
        attachments.add(
                new Attachment(leaf.path(), leaf.fileName(defects), leaf.mediaType(), size));
    }

    /** Adds files that stood in a part. */
    private void attach(String part, List<Uuencoded.File> files) {
        for (int i = 0; i < files.size(); i++) {
            Uuencoded.File file = files.get(i);
            attachments.add(
                    new Attachment(
                            part + "." + (i + 1),
                            file.name().isBlank() ? null : file.name(),
                            FILE_TYPE,
                            file.content().length));
        }
    }

    private void complain(TextDecoder.Decoded decoded, @Nullable String label) {
        if (!decoded.asLabelled()) {
            defects.add(Defect.Code.BAD_CHARSET, decoded.decision(label));
        }
    }

    /** Returns the messages within the message, in order. */
    List<Inner> messages() {
        return messages;
    }

    /** Returns the texts of attached patches, in order. */
    List<String> patches() {
        return patches;
    }

    List<Attachment> attachments() {
        return attachments;
    }

    /** Returns the text, once all parts have been seen. */
    Body body() {
        boolean words = plain.stream().anyMatch(p -> hasWords(p.text()) && !isFooter(p.text()));
        if (words || html.isEmpty()) {
            return new Body(join(plain), charset(), false);
        }
        List<Piece> pieces = new ArrayList<>();
        for (Html part : html) {
            TextDecoder.Decoded decoded = decode(part);
            complain(decoded, part.label());
            pieces.add(new Piece(HtmlText.of(decoded.text()), decoded.charset()));
        }
        String charset = pieces.getFirst().charset();
        pieces.addAll(plain);
        String text = join(pieces);
        if (htmlCut) {
            defects.add(
                    Defect.Code.LIMIT_REACHED, "more than " + MAX_HTML_BYTES + " bytes of HTML");
        }
        if (text.length() > MAX_BODY_CHARS) { // Quote marks stand in front of each line.
            text = beginning(text, MAX_BODY_CHARS);
            complainOfLength();
        }
        return new Body(text, charset, true);
    }

    private static TextDecoder.Decoded decode(Html part) {
        return decodeHtml(part.bytes(), part.label());
    }

    /** Decodes a document, which may name its charset itself. */
    static TextDecoder.Decoded decodeHtml(byte[] bytes, @Nullable String sent) {
        String label = sent != null ? sent : HtmlText.charset(bytes);
        return TextDecoder.decode(bytes, 0, bytes.length, label);
    }

    private String charset() {
        return plain.stream()
                .filter(p -> !p.text().isEmpty())
                .findFirst()
                .map(Piece::charset)
                .orElse(Body.EMPTY.charset());
    }

    private static String join(List<Piece> pieces) {
        if (pieces.size() == 1) {
            return pieces.getFirst().text();
        }
        StringBuilder text = new StringBuilder();
        for (Piece piece : pieces) {
            if (!text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
                text.append('\n');
            }
            text.append(piece.text());
        }
        return text.toString();
    }

    private static boolean hasWords(String text) {
        return text.chars().anyMatch(Character::isLetterOrDigit);
    }

    /** List managers add a part of their own: a rule, and where to unsubscribe. */
    private static boolean isFooter(String text) {
        String footer = text.strip();
        int rule = 0;
        while (rule < footer.length() && "_-".indexOf(footer.charAt(rule)) >= 0) {
            rule++;
        }
        return rule >= MIN_RULE_CHARS
                && footer.length() < 1_000
                && (footer.contains("mailing list")
                        || footer.contains("listinfo")
                        || footer.contains("unsubscribe"));
    }

    /** Makes all line ends {@code \n}, and drops NUL characters. */
    static String normalised(String text) {
        if (text.indexOf('\r') < 0 && text.indexOf('\0') < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\r') {
                int next = i;
                while (next < text.length() && text.charAt(next) == '\r') {
                    next++;
                }
                if (next < text.length() && text.charAt(next) == '\n') {
                    i = next - 1; // However many stand before a line feed, they are one end.
                } else {
                    out.append('\n');
                }
            } else if (c != '\0') {
                out.append(c);
            }
        }
        return out.toString();
    }
}
