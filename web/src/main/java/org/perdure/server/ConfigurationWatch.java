package org.perdure.server;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at {@code perdure.yaml} while an archive is served, and hands on what it says when that has
 * changed. What cannot be understood is logged, and what was said before goes on counting; so it
 * does while there is no file. A text counts when it was there at two looks, for editors write it
 * bit by bit.
 */
final class ConfigurationWatch implements AutoCloseable {
    /** The time between two looks: each reads one small file. */
    static final Duration PAUSE = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(ConfigurationWatch.class);

    private final ConfigurationFile file;
    private final Taker taker;
    private final ScheduledExecutorService looks =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("configuration").factory());
    private Configuration counting;
    private @Nullable Future<?> looking;
    private String judged = "";
    private String seen = "";

    /** Takes what an operator says now. */
    interface Taker {
        void take(Configuration configuration) throws IOException;
    }

    /**
     * @param counting what was read of the file and counts
     */
    ConfigurationWatch(ConfigurationFile file, Configuration counting, Taker taker) {
        this.file = file;
        this.counting = counting;
        this.taker = taker;
    }

    void start() {
        looking =
                looks.scheduleWithFixedDelay(
                        this::look, 0, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            String text = file.text().orElse(judged);
            boolean isNew = text.equals(seen) && !text.equals(judged);
            seen = text;
            if (isNew) {
                judged = text;
                judge(file.parse(text));
            }
        } catch (IOException | Failure e) {
            LOG.error("perdure.yaml is not taken over: {}", e.getMessage());
        }
    }

    private void judge(Configuration now) throws IOException {
        if (!now.equals(counting)) {
            taker.take(now);
            counting = now;
            LOG.info("perdure.yaml counts as it is now");
        }
    }

    /** Looks no more; a change that is being taken over is taken over first. */
    @Override
    public void close() {
        if (looking != null) {
            looking.cancel(false);
        }
        looks.close();
    }
}
