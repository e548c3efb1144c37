package org.perdure.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PatchLineTest {
    /** Returns what each line is, a letter each; {@code .} of what is no line of a patch. */
    private static String kinds(String... lines) {
        Segmentation body = Segmenter.segment(String.join("\n", lines) + "\n");
        List<String> letters = new ArrayList<>();
        for (int line = 0; line < body.lineCount(); line++) {
            PatchLine kind = body.patchLine(line);
            letters.add(kind == null ? "." : kind.name().substring(0, 2));
        }
        return String.join(" ", letters);
    }

    @Test
    void isToldForEveryLineOfAPatch() {
        assertThat(
                        kinds(
                                "Text.",
                                "diff --git a/x b/x",
                                "index 1111111..2222222 100644",
                                "--- a/x",
                                "+++ b/x",
                                "@@ -1,3 +1,3 @@ main",
                                " same",
                                "-old",
                                "\\ No newline at end of file",
                                "+new",
                                "",
                                "More text."))
                .isEqualTo(". HE HE HE HE HU CO RE HE AD CO .");
    }

    @Test
    void countsLinesSoThatDashesWithinAHunkAreLinesOfTheFile() {
        assertThat(kinds("--- a/x", "+++ b/x", "@@ -1,2 +1 @@", "--- comment", "+-- comment", "-x"))
                .isEqualTo("HE HE HU RE AD RE");
    }

    @Test
    void ofAWrappedLineIsThatOfItsBeginning() {
        String longLine = "+" + "word ".repeat(15);
        assertThat(kinds("--- a/x", "+++ b/x", "@@ -1 +1,2 @@", longLine, "its end", "+next", " x"))
                .isEqualTo("HE HE HU AD AD AD CO");
    }

    @Test
    void isToldOfQuotedPatchesToo() {
        assertThat(kinds("> --- a/x", "> +++ b/x", "> @@ -1 +1 @@", "> -a", "Why?", "> +b"))
                .startsWith("HE HE HU RE . AD");
    }
}
