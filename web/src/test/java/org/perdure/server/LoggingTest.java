package org.perdure.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LoggingTest {
    private static String line(Level level, String message, @Nullable Throwable thrown) {
        LoggerContext context = new LoggerContext();
        LoggingEvent event =
                new LoggingEvent(
                        "caller",
                        context.getLogger("org.example.Work"),
                        Level.ERROR,
                        message,
                        thrown,
                        null);
        return new String(Logging.encoder(context, level).encode(event), StandardCharsets.UTF_8);
    }

    private static Throwable failure() {
        return new IllegalStateException("no page", new IllegalArgumentException("no\nindex"));
    }

    @Test
    void anEventIsALine() {
        assertThat(line(Level.WARN, "two\nlines", null))
                .endsWith("ERROR Work: two | lines" + System.lineSeparator());
    }

    @Test
    void aFailureIsOnTheSameLineWithItsCauseAndNoWayThere() {
        String line = line(Level.WARN, "failed", failure());
        assertThat(line.strip().lines()).hasSize(1);
        assertThat(line)
                .contains("failed: java.lang.IllegalStateException: no page | at ")
                .contains("Caused by: java.lang.IllegalArgumentException: no | index | at ");
        assertThat(line.split(" at ", -1)).hasSize(3);
    }

    @Test
    void debuggingShowsTheWayThere() {
        String line = line(Level.DEBUG, "failed", failure());
        assertThat(line.strip().lines()).hasSize(1);
        assertThat(line.split(" at ", -1)).hasSizeGreaterThan(10);
    }
}
