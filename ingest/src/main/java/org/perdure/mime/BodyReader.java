package org.perdure.mime;

import java.io.IOException;
import java.util.ArrayList;
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

    /** Characters of a line that sets a list footer apart. */
    private static final int MIN_RULE_CHARS = 16;

    private final Defects defects;
    private final List<Piece> plain = new ArrayList<>();
    private final List<Html> html = new ArrayList<>();
    private final List<Attachment> attachments = new ArrayList<>();
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

    @Override
    public boolean visit(Leaf leaf) throws IOException {
        if (isPlain(leaf)) {
            addPlain(leaf);
        } else if (leaf.mediaType().equals("text/html") && !leaf.isAttached()) {
            addHtml(leaf);
        } else {
            attach(leaf, leaf.size());
        }
        return true;
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

    private void addPlain(Leaf leaf) throws IOException {
        Leaf.Content content = leaf.read(MAX_TEXT_BYTES);
        byte[] bytes = content.bytes();
        TextDecoder.Decoded decoded = TextDecoder.decode(bytes, 0, bytes.length, leaf.charset());
        complain(decoded, leaf.charset());
        String text = normalised(decoded.text());
        int room = MAX_BODY_CHARS - chars;
        String kept = text.length() > room ? beginning(text, room) : text;
        if (content.size() > bytes.length || kept.length() < text.length()) {
            complainOfLength();
        }
        chars += kept.length();
        plain.add(new Piece(kept, decoded.charset().name()));
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

    private void addHtml(Leaf leaf) throws IOException {
        Leaf.Content content = leaf.read(MAX_HTML_BYTES - htmlBytes);
        htmlBytes += content.bytes().length;
        htmlCut |= content.size() > content.bytes().length;
        html.add(new Html(content.bytes(), leaf.charset()));
        attach(leaf, content.size());
    }

    private void attach(Leaf leaf, long size) {
        attachments.add(
                new Attachment(leaf.path(), leaf.fileName(defects), leaf.mediaType(), size));
    }

    private void complain(TextDecoder.Decoded decoded, @Nullable String label) {
        if (!decoded.asLabelled()) {
            defects.add(
                    Defect.Code.BAD_CHARSET,
                    (label == null ? "no charset" : label)
                            + ", read as "
                            + decoded.charset().name());
        }
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
            pieces.add(new Piece(HtmlText.of(decoded.text()), decoded.charset().name()));
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
        String label = part.label() != null ? part.label() : HtmlText.charset(part.bytes());
        return TextDecoder.decode(part.bytes(), 0, part.bytes().length, label);
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
                boolean pair = i + 1 < text.length() && text.charAt(i + 1) == '\n';
                if (!pair) {
                    out.append('\n');
                }
            } else if (c != '\0') {
                out.append(c);
            }
        }
        return out.toString();
    }
}
