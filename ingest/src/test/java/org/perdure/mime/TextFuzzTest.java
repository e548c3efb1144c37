package org.perdure.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.perdure.text.Block;
import org.perdure.text.Kind;
import org.perdure.text.Segmenter;

/**
 * Searches for bytes and texts that break the steps from one to the other. Without the variable
 * {@code JAZZER_FUZZ} it runs the inputs that are stored beside it, once; see bench/fuzz.sh.
 */
class TextFuzzTest {
    private static final List<String> LABELS =
            List.of(
                    "utf-8",
                    "utf-7",
                    "iso-2022-jp",
                    "hz-gb-2312",
                    "us-ascii",
                    "iso-8859-1",
                    "gb2312",
                    "big5",
                    "shift_jis",
                    "euc-kr",
                    "iso-2022-kr",
                    "iso-2022-cn",
                    "utf-16",
                    "utf-32",
                    "koi8-r",
                    "windows-1251",
                    "x-unknown");

    /** No charset that we know makes more of a byte. */
    private static final int MAX_CHARS_PER_BYTE = 4;

    /** The first byte says which charset. */
    @FuzzTest
    void decodesAnyBytes(byte[] content) {
        String label = content.length == 0 ? null : LABELS.get((content[0] & 0xff) % LABELS.size());
        int from = Math.min(1, content.length);
        check(content, from, content.length - from, label);
        check(content, from, content.length - from, null);
    }

    /** The first line is the label. */
    @FuzzTest
    void decodesUnderAnyLabel(byte[] content) {
        int end = 0;
        while (end < content.length && content[end] != '\n') {
            end++;
        }
        String label = new String(content, 0, end, UTF_8);
        int from = Math.min(end + 1, content.length);
        check(content, from, content.length - from, label);
    }

    private static void check(byte[] bytes, int offset, int length, @Nullable String label) {
        TextDecoder.Decoded decoded = TextDecoder.decode(bytes, offset, length, label);
        String text = decoded.text();
        assertThat(text.length()).isLessThanOrEqualTo(MAX_CHARS_PER_BYTE * length + 16);
        assertThat(hasHalves(text)).isFalse();
        assertThat(decoded.charset()).isNotBlank();
        assertThat(decoded.decision(label)).contains(decoded.charset());
        byte[] alone = Arrays.copyOfRange(bytes, offset, offset + length);
        assertThat(TextDecoder.decode(alone, 0, length, label)).isEqualTo(decoded);
        String ascii = new String(alone, US_ASCII);
        if (label == null && TextDecoder.isAscii(alone, 0, length) && !ascii.contains("\u001b")) {
            assertThat(text).isEqualTo(ascii);
        }
        if (decoded.charset().equals("UTF-8") && decoded.asLabelled()) {
            assertThat(text.getBytes(UTF_8))
                    .isEqualTo(
                            startsWithMark(alone) ? Arrays.copyOfRange(alone, 3, length) : alone);
        }
    }

    private static boolean startsWithMark(byte[] bytes) {
        return bytes.length >= 3
                && bytes[0] == (byte) 0xef
                && bytes[1] == (byte) 0xbb
                && bytes[2] == (byte) 0xbf;
    }

    /** Half a character cannot be written as UTF-8. */
    private static boolean hasHalves(String text) {
        return text.codePoints()
                .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    @FuzzTest
    void decodesAnyEncodedWords(byte[] content) {
        String text = new String(content, UTF_8);
        Defects defects = new Defects();
        String decoded = EncodedWords.decode(text, defects);
        assertThat(decoded.chars().anyMatch(Character::isISOControl)).isFalse();
        assertThat(hasHalves(decoded)).isFalse();
        assertThat(decoded.length()).isLessThanOrEqualTo(MAX_CHARS_PER_BYTE * content.length + 16);
        assertThat(defects.toList()).hasSizeLessThanOrEqualTo(Defects.MAX_DEFECTS);
        if (!decoded.contains("=?")) {
            assertThat(EncodedWords.decode(decoded, defects)).isEqualTo(decoded);
        }
        if (!text.contains("=?")) {
            assertThat(decoded).hasSameSizeAs(text);
        }
    }

    @FuzzTest
    void reflowsAnyText(byte[] content) {
        String text = new String(content, ISO_8859_1).replace('\r', ' ');
        for (boolean delSp : new boolean[] {true, false}) {
            String flowed = FlowedText.reflow(text, delSp);
            // Only quote marks, blanks and line ends come and go.
            assertThat(words(flowed, " \n>")).isEqualTo(words(text, " \n>"));
            assertThat(flowed.length()).isLessThanOrEqualTo(2 * text.length() + 2);
            checkBlocks(flowed);
        }
    }

    @FuzzTest
    void cutsAnyTextIntoBlocks(byte[] content) {
        checkBlocks(new String(content, UTF_8).replace('\r', ' '));
    }

    /** Every line lands in one block, in order, but for its quote marks. */
    private static void checkBlocks(String text) {
        List<String> lines = text.lines().toList();
        int at = 0;
        for (Block block : Segmenter.blocks(text)) {
            assertThat(block.lines()).isNotEmpty();
            assertThat(block.depth()).isBetween(0, Segmenter.MAX_DEPTH);
            assertThat(block.level()).isBetween(0, Segmenter.MAX_DEPTH);
            assertThat(block.segment().firstLine()).isEqualTo(at);
            assertThat(block.kind() != Kind.AUTHORED || block.depth() + block.level() == 0)
                    .isTrue();
            for (String line : block.lines()) {
                assertThat(lines.get(at)).endsWith(line);
                String marks = lines.get(at).substring(0, lines.get(at).length() - line.length());
                // In signed text a dash before a line is the signer's (RFC 9580, section 7.2).
                String own = marks.startsWith("- ") ? marks.substring(2) : marks;
                assertThat(own.chars().filter(c -> c == '>').count()).isEqualTo(block.depth());
                at++;
            }
        }
        assertThat(at).isEqualTo(lines.size());
    }

    @FuzzTest
    void readsAnyHtmlAsText(byte[] content) {
        String html = new String(content, UTF_8);
        String text = HtmlText.of(html);
        assertThat(text.isEmpty() || text.endsWith("\n")).isTrue();
        assertThat(text).doesNotContain("\r", "\0");
        assertThat(text.length())
                .isLessThanOrEqualTo(2 * (HtmlText.MAX_QUOTE_DEPTH + 1) * html.length() + 16);
        checkBlocks(text);
        String escaped = "<pre>" + html.replace("&", "&amp;").replace("<", "&lt;") + "</pre>";
        assertThat(words(printable(HtmlText.of(escaped)), BLANKS))
                .isEqualTo(words(printable(html), BLANKS));
    }

    private static final String BLANKS = " \u00a0";

    /** Control characters, and what stands for them, are nothing in text. */
    private static String printable(String text) {
        return text.codePoints()
                .filter(c -> !Character.isISOControl(c) && c != 0xfffd)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String words(String text, String without) {
        StringBuilder words = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (without.indexOf(text.charAt(i)) < 0) {
                words.append(text.charAt(i));
            }
        }
        return words.toString();
    }
}
