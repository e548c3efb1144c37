package org.perdure.patch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class CommitTextTest {
    private static final Trailer ACK = new Trailer("Acked-by", "Bo", "bo@example.org", "");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "---\n file | 1 +\n",
                "---  \n",
                "diff --git a/x b/x\n",
                "diff -r 1 x\n",
                "Index: x\n",
                "--- a/x\n+++ b/x\n"
            })
    void endsWhereGitEndsIt(String rest) {
        String prose = "Text.\n\n-- \n--- \tx? no: a tab\n----\n --- a\n";
        assertThat(CommitText.breakAt("Text.\n----\n --- a\n" + rest))
                .isEqualTo("Text.\n----\n --- a\n".length());
        assertThat(CommitText.breakAt("Text.\n--\n-- \n")).isEqualTo("Text.\n--\n-- \n".length());
        assertThat(CommitText.breakAt(prose)).isEqualTo(prose.length());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-- >8 --",
                "---- 8< ----",
                "- - - >8 - - - ",
                "--- >% --- cut here --- %< ---",
                "---8<---"
            })
    void isCutAtScissors(String line) {
        assertThat(CommitText.belowScissors("Talk.\n" + line + "\nText.\n")).isEqualTo("Text.\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"----------", "-- 8 --", ">8", "there is a >8 in this line of text"})
    void isNotCutAtWhatAreNone(String line) {
        String text = "Talk.\n" + line + "\nText.\n";
        assertThat(CommitText.belowScissors(text)).isEqualTo(text);
    }

    @Test
    void isCutAtTheLastScissors() {
        assertThat(CommitText.belowScissors("a\n-- >8 --\nb\n-- >8 --\nc\n")).isEqualTo("c\n");
        assertThat(CommitText.belowScissors("a\n-- >8 --")).isEmpty();
    }

    @Test
    void hasNoFieldsAndNoBlankLinesAroundIt() {
        assertThat(CommitText.lines("From: Ada <ada@example.org>\nSubject: x\n\nText.\n\nEnd.\n\n"))
                .isEqualTo(List.of("Text.", "", "End."));
    }

    @Test
    void getsTrailersBelowThoseThatItHas() {
        assertThat(
                        CommitText.withTrailers(
                                "Text.\n\nSigned-off-by: A <a@example.org>\n\n", List.of(ACK)))
                .isEqualTo(
                        "Text.\n\nSigned-off-by: A <a@example.org>\nAcked-by: Bo <bo@example.org>\n");
        assertThat(CommitText.withTrailers("Signed-off-by: A <a@example.org>\n", List.of(ACK)))
                .isEqualTo("Signed-off-by: A <a@example.org>\nAcked-by: Bo <bo@example.org>\n");
    }

    @Test
    void getsTrailersInAParagraphOfTheirOwnWhereItHasNone() {
        assertThat(CommitText.withTrailers("Text.\nNote: this is text\nand more.\n", List.of(ACK)))
                .isEqualTo(
                        "Text.\nNote: this is text\nand more.\n\nAcked-by: Bo <bo@example.org>\n");
        assertThat(CommitText.withTrailers("", List.of(ACK)))
                .isEqualTo("\n\nAcked-by: Bo <bo@example.org>\n");
        assertThat(CommitText.withTrailers("From: A <a@example.org>\n", List.of(ACK)))
                .isEqualTo("From: A <a@example.org>\n\nAcked-by: Bo <bo@example.org>\n");
    }

    @Test
    void staysAsItIsWithoutTrailers() {
        assertThat(CommitText.withTrailers("Text. \n\n\n", List.of())).isEqualTo("Text. \n\n\n");
    }

    @Test
    void takesTimeByItsLength() {
        String lines = "-\n".repeat(1_000_000);
        assertThat(CommitText.breakAt(lines)).isEqualTo(lines.length());
        assertThat(CommitText.belowScissors(lines)).isEqualTo(lines);
        String line = ">8-".repeat(1_000_000);
        assertThat(CommitText.belowScissors(line)).isEqualTo(line);
    }
}
