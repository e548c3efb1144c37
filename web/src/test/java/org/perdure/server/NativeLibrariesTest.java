package org.perdure.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NativeLibrariesTest {
    @TempDir private Path folder;

    private Path file(String path) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.createFile(file);
    }

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, Linux/x86_64, linux/amd64",
        "Linux, aarch64, Linux/aarch64, linux/aarch64",
        "Mac OS X, x86_64, Mac/x86_64, darwin/x86_64",
        "Mac OS X, aarch64, Mac/aarch64, darwin/aarch64",
    })
    void areThoseOfThePlatform(String os, String processor, String sqlite, String zstd)
            throws IOException {
        file("org/sqlite/native/" + sqlite + "/libsqlitejdbc.so");
        Path zstdFile = file(zstd + "/libzstd-jni-1.so");
        assertThat(NativeLibraries.properties(folder, os, processor))
                .containsOnlyKeys("org.sqlite.lib.path", "ZstdNativePath")
                .containsEntry(
                        "org.sqlite.lib.path",
                        folder.resolve("org/sqlite/native/" + sqlite).toString())
                .containsEntry("ZstdNativePath", zstdFile.toString());
        assertThat(NativeLibraries.properties(folder, os, "riscv64")).isEmpty();
        assertThat(NativeLibraries.properties(folder, "SunOS", processor)).isEmpty();
    }

    @Test
    void areNoneWhenTheirVersionIsInDoubt() throws IOException {
        file("linux/amd64/libzstd-jni-1.so");
        file("linux/amd64/libzstd-jni-2.so");
        assertThat(NativeLibraries.properties(folder, "Linux", "amd64")).isEmpty();
    }
}
