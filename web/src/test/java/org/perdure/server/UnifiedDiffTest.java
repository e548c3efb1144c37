package org.perdure.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class UnifiedDiffTest {
    private static TextEdit edit(String text, String old, String replacement) {
        int start = text.indexOf(old);
        return new TextEdit(start, start + old.length(), replacement);
    }

    @Test
    void showsThreeLinesAround() {
        String text = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";
        assertThat(UnifiedDiff.of(text, List.of(edit(text, "5", "five"))))
                .isEqualTo("@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n");
    }

    @Test
    void joinsChangesThatAreNearAndPartsThoseThatAreFar() {
        String text = "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk\nl\nm\n";
        assertThat(UnifiedDiff.of(text, List.of(edit(text, "a", "A"), edit(text, "h", "H"))))
                .startsWith("@@ -1,11 +1,11 @@\n");
        assertThat(UnifiedDiff.of(text, List.of(edit(text, "a", "A"), edit(text, "i", "I"))))
                .isEqualTo(
                        "@@ -1,4 +1,4 @@\n-a\n+A\n b\n c\n d\n"
                                + "@@ -6,7 +6,7 @@\n f\n g\n h\n-i\n+I\n j\n k\n l\n");
    }

    @Test
    void countsLinesThatAreJoined() {
        String text = "0\nab\ncd\n1\n2\n3\n4\n5\n6\n7\n8\n9\n";
        assertThat(UnifiedDiff.of(text, List.of(edit(text, "b\nc", "x"), edit(text, "9", "nine"))))
                .isEqualTo(
                        "@@ -1,6 +1,5 @@\n 0\n-ab\n-cd\n+axd\n 1\n 2\n 3\n"
                                + "@@ -9,4 +8,4 @@\n 6\n 7\n 8\n-9\n+nine\n");
    }

    @Test
    void saysThatTheLastLineHasNoEnd() {
        assertThat(UnifiedDiff.of("a", List.of(new TextEdit(0, 1, "b"))))
                .isEqualTo(
                        "@@ -1,1 +1,1 @@\n-a\n\\ No newline at end of file\n"
                                + "+b\n\\ No newline at end of file\n");
    }
}
