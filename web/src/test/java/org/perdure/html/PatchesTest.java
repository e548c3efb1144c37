package org.perdure.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatchesTest {
    private static boolean isPatch(String content) {
        return Patches.isPatch(content.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "diff --git a/x b/x\n",
                "diff -u x y\n",
                "--- x\n+++ y\n@@ -1 +1 @@\n",
                "Index: x\n=====\n--- x\n+++ y\n",
                "# HG changeset patch\n# User ada\n",
                "From 1234 Mon Sep 17 00:00:00 2001\nSubject: grün\n\n---\n x | 2\n\n--- a/x\n+++ b/x\n",
                "A word before.\r\n--- x\r\n+++ y\r\n"
            })
    void areTextThatBeginsLikeOne(String content) {
        assertThat(isPatch(content)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text",
                "--- x\n",
                "<html><script>alert(1)</script>",
                "%PDF-1.4\n",
                "\0--- x\n+++ y\n",
                "diff --git\0"
            })
    void areNothingElse(String content) {
        assertThat(isPatch(content)).isFalse();
    }

    @Test
    void areLookedForAtTheBeginningOnly() {
        String patch = "--- x\n+++ y\n";
        int limit = Patches.MAX_BEGINNING;
        assertThat(isPatch("x".repeat(limit - patch.length() - 1) + "\n" + patch)).isTrue();
        assertThat(isPatch("x".repeat(limit) + "\n" + patch)).isFalse();
    }
}
