package org.perdure.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.html.ChangedFiles.Found;
import org.perdure.html.QuotedBody.Part;
import org.perdure.text.Block;
import org.perdure.text.Kind;

class ChangedFilesTest {
    private static Found found(String patch) {
        List<String> lines = patch.lines().toList();
        List<BodyBlock> blocks = BodyBlock.of(List.of(Block.of(Kind.PATCH, 0, lines)), Map.of());
        return ChangedFiles.in(List.of(new Part(0, List.of(), blocks)));
    }

    @Test
    void areNamedWithTheirLines() {
        Found found =
                found(
                        """
                        diff --git a/lamp/wick.c b/lamp/wick.c
                        index 1a2b3c4..5d6e7f8 100644
                        --- a/lamp/wick.c
                        +++ b/lamp/wick.c
                        @@ -1,3 +1,3 @@
                         one
                        -two
                        +three
                        +four
                        diff --git a/old.c b/old.c
                        deleted file mode 100644
                        --- a/old.c
                        +++ /dev/null
                        @@ -1 +0,0 @@
                        -gone
                        """);
        assertThat(found.files())
                .containsExactly(
                        new ChangedFile("lamp/wick.c", "file-1", 2, 1),
                        new ChangedFile("old.c", "file-2", 0, 1));
        assertThat(anchors(found)).containsExactly("file-1", "file-2");
    }

    @Test
    void ofMercurialHaveNoDates() {
        Found found =
                found(
                        """
                        diff -r 123 -r 456 xen/arch/x86/mm.c
                        --- a/xen/arch/x86/mm.c\tTue Mar 01 10:00:00 2011 +0000
                        +++ b/xen/arch/x86/mm.c\tTue Mar 01 11:00:00 2011 +0000
                        +line
                        """);
        assertThat(found.files())
                .containsExactly(new ChangedFile("xen/arch/x86/mm.c", "file-1", 1, 0));
    }

    @Test
    void areNotNamedByLinesThatLookLikeNames() {
        Found found =
                found(
                        """
                        diff --git a/x.sql b/x.sql
                        --- a/x.sql
                        +++ b/x.sql
                        @@ -1,2 +1,2 @@
                        --- the old comment
                        +++ the new one
                        """);
        assertThat(found.files()).containsExactly(new ChangedFile("x.sql", "file-1", 1, 1));
    }

    @Test
    void changeNothingOfTheText() {
        String patch = "diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b";
        StringBuilder text = new StringBuilder();
        found(patch).parts().getFirst().blocks().getFirst().runs().stream()
                .map(Run::text)
                .forEach(text::append);
        assertThat(text).hasToString(patch);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1})
    void areSoManyAtMost(int more) {
        StringBuilder patch = new StringBuilder();
        for (int i = 0; i < ChangedFiles.MAX_FILES + more; i++) {
            patch.append("diff --git a/%d b/%d\n+line\n".formatted(i, i));
        }
        Found found = found(patch.toString());
        assertThat(found.files()).hasSize(ChangedFiles.MAX_FILES + Math.min(more, 0));
        assertThat(found.files().getLast().added()).isEqualTo(1);
        assertThat(anchors(found)).hasSameSizeAs(found.files());
    }

    private static List<String> anchors(Found found) {
        List<String> anchors = new ArrayList<>();
        for (Part part : found.parts()) {
            for (BodyBlock block : part.blocks()) {
                block.runs().stream()
                        .map(Run::anchor)
                        .filter(Objects::nonNull)
                        .forEach(anchors::add);
            }
        }
        return anchors;
    }
}
