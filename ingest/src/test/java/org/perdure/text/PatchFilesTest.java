package org.perdure.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PatchFilesTest {
    private static PatchFiles read(String... lines) {
        PatchFiles files = new PatchFiles();
        Arrays.stream(lines).forEach(files::add);
        return files;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    diff --git a/x/y.c b/x/y.c                 | x/y.c
                    diff --git a/old.c b/dir/new.c             | old.c,dir/new.c
                    diff --git a/two words.c b/two words.c     | two words.c
                    diff --git "a/caf\\\\303\\\\251.c" "b/caf\\\\303\\\\251.c" | café.c
                    diff --git a/plain.c "b/t\\\\tb.c"         | plain.c,t\tb.c
                    --- a/x/y.c                                | x/y.c
                    rename from some/old.c                     | some/old.c
                    copy to "a \\\\"b\\\\".c"                  | a "b".c
                    diff --git                                 | ``
                    diff -r 0123456789ab x/y.c                 | ``
                    """)
    void areNamedInHeaderLines(String line, String names) {
        assertThat(String.join(",", read(line.replace("\\\\", "\\")).names())).isEqualTo(names);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    a/x/y.c\\tMon Mar 7 2011      | b/x/y.c\\tMon Mar 7 2011   | x/y.c
                    linux-2.6/drivers/y.c\\t2011  | linux-2.6-xen/drivers/y.c  | drivers/y.c
                    y.c.orig 2011-03-07           | y.c 2011-03-07             |
                    orig/y.c                      | y.c                        | y.c
                    /dev/null                     | b/new.c                    | new.c
                    /dev/null                     | some/new.c                 | some/new.c
                    a/gone.c                      | /dev/null                  | gone.c
                    x/one.c                       | x/two.c                    |
                    """)
    void areWhatBothVersionsShare(String before, String after, String name) {
        PatchFiles files =
                read("--- " + before.replace("\\t", "\t"), "+++ " + after.replace("\\t", "\t"));
        assertThat(files.names()).isEqualTo(name == null ? List.of() : List.of(name));
    }

    @Test
    void haveTheBlobsOfGit() {
        PatchFiles files =
                read("index 6F3AC2D..91e0b57 100644", "index 0000000..0123456789abcdef0123");
        assertThat(files.before()).containsExactly("6f3ac2d", "0000000");
        assertThat(files.after()).containsExactly("91e0b57", "0123456789abcdef0123");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"index 6f3ac2..91e0b5 100644", "index of..everything", "index ..", "index "})
    void haveNoBlobsInOtherLines(String line) {
        assertThat(read(line).before()).isEmpty();
        assertThat(read(line).after()).isEmpty();
    }

    @Test
    void areNotMoreThanTheLimit() {
        PatchFiles files = new PatchFiles();
        for (int i = 0; i < PatchFiles.MAX_FILES - 1; i++) {
            files.add("--- a/file" + i);
            files.add("index %07x..%07x".formatted(i, i + 1));
        }
        assertThat(files.names()).hasSize(PatchFiles.MAX_FILES - 1);
        files.add("--- a/last");
        files.add("index fffffff..fffffff");
        assertThat(files.names()).hasSize(PatchFiles.MAX_FILES);
        assertThat(files.before()).hasSize(PatchFiles.MAX_FILES);
        files.add("--- a/beyond");
        files.add("index eeeeeee..eeeeeee");
        assertThat(files.names()).hasSize(PatchFiles.MAX_FILES).doesNotContain("beyond");
        assertThat(files.before()).hasSize(PatchFiles.MAX_FILES).doesNotContain("eeeeeee");
    }
}
