package org.perdure.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.OptionalLong;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class ProgressDisplayTest {
    /** Shows two steps on a terminal and returns what was written there. */
    private static String shown(long bytes, OptionalLong size) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(new ByteArrayOutputStream(), err, true);
        try (ProgressDisplay display =
                new ProgressDisplay(console, "quill.mbox", InstantSource.system())) {
            display.show(0, size, 0);
            display.show(bytes, size, 7);
        }
        return err.toString(StandardCharsets.UTF_8);
    }

    @Nested
    class TheBar {
        @ParameterizedTest
        @CsvSource({
            "0, 0 B",
            "300, 300 B",
            "10239, 10239 B",
            "10240, 10 KiB",
            "179200, 175 KiB",
            "10485759, 10239 KiB",
            "10485760, 10 MiB",
            "5368709120, 5120 MiB",
        })
        void measuresInUnitsOfWhichThereAreSome(long size, String shown) {
            String[] words = shown.split(" ");
            assertThat(shown(size, OptionalLong.of(size)))
                    .contains(words[0] + "/" + words[0] + " " + words[1])
                    .contains("7 messages");
        }

        @Test
        void measuresWhatHasNoSizeInKibibytes() {
            assertThat(shown(20_480, OptionalLong.empty())).contains(" KiB");
        }
    }
}
