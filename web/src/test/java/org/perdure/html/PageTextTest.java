package org.perdure.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PageTextTest {
    @Test
    void piecesStandInTheirOrder() {
        PageText text = new PageText(100);
        text.writeContent("lamp ");
        text.writeContent("a wick here", 2, 6);
        text.writeContent("");
        assertThat(text.utf8()).asString(StandardCharsets.UTF_8).isEqualTo("lamp wick");
    }

    @Test
    void growsFromNothingAndByPiecesOfAnyLength() {
        PageText text = new PageText(0);
        StringBuilder whole = new StringBuilder();
        for (int length = 0; length < 200; length++) {
            String piece = "x".repeat(length) + "é†𝄞";
            text.writeContent(piece);
            whole.append(piece);
        }
        assertThat(text.utf8()).asString(StandardCharsets.UTF_8).isEqualTo(whole.toString());
    }
}
