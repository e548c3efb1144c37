package org.perdure.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class FlowedTextTest {
    @Test
    void keepsEveryCharacterButBlanksAndLineEnds() {
        Random random = new Random(36_76);
        for (int i = 0; i < 5_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int k = random.nextInt(60); k > 0; k--) {
                text.append("> a-b \n  -".charAt(random.nextInt(10)));
            }
            for (boolean delSp : new boolean[] {false, true}) {
                String reflowed = FlowedText.reflow(text.toString(), delSp);
                assertThat(letters(reflowed)).as(text.toString()).isEqualTo(letters(text));
            }
        }
    }

    /** Quote marks are given once for each paragraph, so only the others can be counted. */
    private static String letters(CharSequence text) {
        return text.toString().replaceAll("[> \n]", "");
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.SECONDS)
    void takesTimeByTheLengthOfTheText() {
        String marks = ">".repeat(1_000_000);
        assertThat(FlowedText.reflow(marks + " a \n" + marks + " b", false))
                .isEqualTo(marks + " a b");
        assertThat(FlowedText.reflow("a \n".repeat(500_000), false)).hasSize(1_000_000);
        assertThat(FlowedText.reflow("> a \n>> b \n".repeat(200_000), false)).hasLineCount(400_000);
    }
}
