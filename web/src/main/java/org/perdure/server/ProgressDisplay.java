package org.perdure.server;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.OptionalLong;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Shows how far a long command has come: a bar on a terminal, else a line now and then. For use by
 * one thread at a time.
 */
final class ProgressDisplay implements AutoCloseable {
    /** How often a line is written where no bar can be. */
    static final Duration LINE_EVERY = Duration.ofSeconds(10);

    private static final int BAR_EVERY_MILLIS = 200;

    private final Console console;
    private final InstantSource clock;
    private final String task;
    private Instant lastLine;
    private @Nullable ProgressBar bar;

    /**
     * @param task what is being done, such as {@code xen-devel.mbox}
     * @param clock tells when a line is due
     */
    ProgressDisplay(Console console, String task, InstantSource clock) {
        this.console = console;
        this.task = task;
        this.clock = clock;
        this.lastLine = clock.instant();
    }

    /**
     * Shows how far it has come.
     *
     * @param bytes how much of the source is done
     * @param size how much there is, if that is known
     * @param messages how many messages are safe
     */
    void show(long bytes, OptionalLong size, long messages) {
        if (console.terminal()) {
            showBar(bytes, size, messages);
        } else {
            showLine(bytes, size, messages);
        }
    }

    private void showBar(long bytes, OptionalLong size, long messages) {
        ProgressBar shown = bar;
        if (shown == null) {
            Unit unit = Unit.of(size);
            shown =
                    new ProgressBarBuilder()
                            .setTaskName(task)
                            .setStyle(ProgressBarStyle.ASCII)
                            .setUpdateIntervalMillis(BAR_EVERY_MILLIS)
                            .setUnit(unit.label, unit.bytes)
                            .setInitialMax(size.orElse(-1))
                            .setConsumer(new ConsoleProgressBarConsumer(console.err()))
                            .build();
            bar = shown;
        }
        shown.stepTo(bytes);
        shown.setExtraMessage(grouped(messages) + " messages");
    }

    /** What sources are measured in: the library shows whole units, and needs some to show. */
    private enum Unit {
        BYTE(" B", 1),
        KIBIBYTE(" KiB", 1 << 10),
        MEBIBYTE(" MiB", 1 << 20);

        private static final int MIN_UNITS = 10;

        private final String label;
        private final long bytes;

        Unit(String label, long bytes) {
            this.label = label;
            this.bytes = bytes;
        }

        /** Returns the largest of which the size is at least ten; for no size, one in between. */
        static Unit of(OptionalLong size) {
            if (size.isEmpty()) {
                return KIBIBYTE;
            }
            long bytes = size.getAsLong();
            if (bytes < MIN_UNITS * KIBIBYTE.bytes) {
                return BYTE;
            }
            return bytes < MIN_UNITS * MEBIBYTE.bytes ? KIBIBYTE : MEBIBYTE;
        }
    }

    private void showLine(long bytes, OptionalLong size, long messages) {
        Instant now = clock.instant();
        if (Duration.between(lastLine, now).compareTo(LINE_EVERY) < 0) {
            return;
        }
        lastLine = now;
        String share =
                size.isPresent() && size.getAsLong() > 0
                        ? " (" + 100 * bytes / size.getAsLong() + " %)"
                        : "";
        console.say(task + ": " + grouped(messages) + " messages" + share);
    }

    /** Returns a number with commas between groups of three digits. */
    static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Removes the bar. */
    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
