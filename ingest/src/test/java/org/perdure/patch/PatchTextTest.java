package org.perdure.patch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.perdure.text.PatchFiles;

@Timeout(30)
class PatchTextTest {
    private static final String PATCH =
            """
            Bees need a door.

            Reported-by: Bo <bo@example.org>
            Signed-off-by: Ada <ada@example.org>
            ---
            v2: paint it.

             hive/door.c | 3 +--
             roof.txt    | 1 +
             2 files changed, 2 insertions(+), 2 deletions(-)

            diff --git a/hive/door.c b/hive/door.c
            index 6f3ac2d..91e0b57 100644
            --- a/hive/door.c
            +++ b/hive/door.c
            @@ -10,4 +10,3 @@ int door(void)
             {
            -    wood();
            -    nails();
            +    paint();
             }
            diff --git a/roof.txt b/roof.txt
            new file mode 100644
            index 0000000..91e0b57
            --- /dev/null
            +++ b/roof.txt
            @@ -0,0 +1 @@
            +tiles
            diff --git a/run b/run
            old mode 100644
            new mode 100755
            --\s
            2.39.5

            _______________________________________________
            hive mailing list
            """;

    @Test
    void saysWhatItChangesWhere() {
        PatchText patch = PatchText.of(PATCH);

        assertThat(patch.files())
                .containsExactly(
                        new FileChange("hive/door.c", 1, 2),
                        new FileChange("roof.txt", 1, 0),
                        new FileChange("run", 0, 0));
        assertThat(patch.message()).startsWith("Bees need a door.").hasSize(4);
        assertThat(patch.trailers())
                .extracting(Trailer::key)
                .containsExactly("Reported-by", "Signed-off-by");
    }

    @Test
    void leavesOutWhatDiffersByChance() {
        String moved = PATCH.replace("-10,4 +10,3", "-99,4 +98,3").replace("91e0b57", "0123456");

        assertThat(PatchText.of(moved).diff()).isEqualTo(PatchText.of(PATCH).diff());
        assertThat(PatchText.of(PATCH).diff()).contains("## hive/door.c", "@@ int door(void)");
    }

    @Test
    void isNoneWithoutADiff() {
        assertThat(PatchText.of("Text.\n---\n more\n").isPatch()).isFalse();
        assertThat(PatchText.of("").isPatch()).isFalse();
        assertThat(PatchText.of("> --- a/x\n> +++ b/x\n> @@ -1 +1 @@\n> -a\n> +b\n").isPatch())
                .isFalse();
    }

    @Test
    void tellsFilesOfOtherProgramsApart() {
        String two =
                """
                --- old/x.c\t2011-03-01
                +++ new/x.c\t2011-03-02
                @@ -1 +1 @@
                -a
                +b
                --- old/y.c\t2011-03-01
                +++ new/y.c\t2011-03-02
                @@ -1 +1,2 @@
                 a
                +b
                """;
        assertThat(PatchText.of(two).files())
                .containsExactly(new FileChange("x.c", 1, 1), new FileChange("y.c", 1, 0));
    }

    @Test
    void doesNotCountASignature() {
        String signed = "--- a/x\n+++ b/x\n@@ -1 +1,2 @@\n a\n+b\n-- \nAda Quill\n";

        assertThat(PatchText.of(signed).files()).containsExactly(new FileChange("x", 1, 0));
        assertThat(PatchText.of(signed.replace("-1 +1,2", "...")).files())
                .extracting(FileChange::added)
                .containsExactly(1);
    }

    @Test
    void keepsSoManyFiles() {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i <= PatchFiles.MAX_FILES; i++) {
            many.append(
                    "diff --git a/%d b/%d\n--- a/%d\n+++ b/%d\n@@ -0,0 +1 @@\n+x\n"
                            .formatted(i, i, i, i));
        }
        assertThat(PatchText.of(many.toString()).files()).hasSize(PatchFiles.MAX_FILES);
    }
}
