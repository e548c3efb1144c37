package org.perdure.html;

import gg.jte.TemplateOutput;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The text of a page while it is made. The pieces between characters that are escaped are copied as
 * wholes: a StringBuilder takes a part of a string character by character.
 */
final class PageText implements TemplateOutput {
    private char[] text;
    private int length;

    /**
     * @param usual how long it will be in most cases, in characters
     */
    PageText(int usual) {
        this.text = new char[usual];
    }

    @Override
    public void writeContent(String piece) {
        writeContent(piece, 0, piece.length());
    }

    @Override
    public void writeContent(String piece, int begin, int end) {
        int longer = Math.addExact(length, end - begin);
        if (longer > text.length) {
            text =
                    Arrays.copyOf(
                            text,
                            Math.max(
                                    longer,
                                    (int) Math.min(2L * text.length, Integer.MAX_VALUE - 8)));
        }
        piece.getChars(begin, end, text, length);
        length = longer;
    }

    /** Returns the page, encoded as a whole: that costs half of what it costs by pieces. */
    byte[] utf8() {
        return new String(text, 0, length).getBytes(StandardCharsets.UTF_8);
    }
}
