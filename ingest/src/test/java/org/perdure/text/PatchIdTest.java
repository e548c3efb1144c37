package org.perdure.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ids are those that {@code git patch-id --stable} of git 2.39 prints. */
class PatchIdTest {
    private static final String ONE =
            """
            Please apply.

            ---
             drivers/ring.c | 4 ++--
             1 file changed, 2 insertions(+), 2 deletions(-)

            diff --git a/drivers/ring.c b/drivers/ring.c
            index 6f3ac2d..91e0b57 100644
            --- a/drivers/ring.c
            +++ b/drivers/ring.c
            @@ -10,5 +10,5 @@ static int ring_map(struct ring *ring)
             	lock(ring);
            -	int page = take_page(ring);
            +	int page = claim_page(ring, 0);
             	if (page < 0)
             		return page;
             	unlock(ring);
            --\s
            2.30.2
            """;
    private static final String SEVERAL =
            """
            diff --git a/a.c b/a.c
            index 1111111..2222222 100644
            --- a/a.c
            +++ b/a.c
            @@ -1,2 +1,2 @@
            -old line
            +new line é
             same
            @@ -20 +20,2 @@ int main(void)
             x
            +y
            diff --git a/logo.png b/logo.png
            new file mode 100644
            index 0000000..3333333
            Binary files /dev/null and b/logo.png differ
            diff --git a/b.c b/b.c
            index 4444444..5555555 100644
            --- a/b.c
            +++ b/b.c
            @@ -1 +1 @@
            -one
            \\ No newline at end of file
            +two
            """;
    private static final String MERCURIAL =
            """
            diff -r 0123456789ab -r ba9876543210 xen/common/event.c
            --- a/xen/common/event.c	Mon Mar 07 10:00:00 2011 +0000
            +++ b/xen/common/event.c	Mon Mar 07 11:00:00 2011 +0000
            @@ -5,3 +5,4 @@
             one
            +two
             three
             four

            Text behind it.
            """;

    private static String idOf(String text) {
        return PatchId.find(text, 0).orElse("none");
    }

    @Test
    void isThatOfGit() {
        assertThat(idOf(ONE)).isEqualTo("c4fda54227646877e5a2e93fd32661c419c7760d");
        assertThat(idOf(SEVERAL)).isEqualTo("2e720dcf7b8ae62385dc45c476d91aa2e3287121");
        assertThat(idOf(MERCURIAL)).isEqualTo("dee7079f52cd4cd4602f32dc9087f36da215d540");
    }

    @Test
    void doesNotDependOnPlacesBlanksAndBlobs() {
        String other =
                ONE.replace("@@ -10,5 +10,5 @@", "@@ -99,5 +120,5 @@")
                        .replace("\t", "    ")
                        .replace("6f3ac2d..91e0b57", "1111111..2222222");
        assertThat(idOf(other)).isEqualTo(idOf(ONE));
    }

    @Test
    void isAnotherWhenALineChanges() {
        assertThat(idOf(ONE.replace("(ring, 0)", "(ring, 1)"))).isNotEqualTo(idOf(ONE));
    }

    @Test
    void isThatOfTheFirstPatchBehindAPlace() {
        assertThat(PatchId.find(ONE, ONE.indexOf("diff "))).hasValue(idOf(ONE));
        assertThat(idOf(ONE + "\n" + SEVERAL)).isEqualTo(idOf(ONE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "no patch\n", "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n"})
    void isNoneWithoutThatLineOfDiff(String text) {
        assertThat(PatchId.find(text, 0)).isEmpty();
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.SECONDS)
    void costsTimeByTheLengthOfTheText() {
        String line = "diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n";
        assertThat(idOf(line.repeat(100_000))).hasSize(40);
        assertThat(idOf("diff " + "x".repeat(5_000_000))).hasSize(40);
    }
}
