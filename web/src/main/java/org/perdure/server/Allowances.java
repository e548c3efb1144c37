package org.perdure.server;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How much each client may still ask for: so much in a minute, all at once or bit by bit. What was
 * used comes back evenly, a request every so many milliseconds.
 *
 * <p>Kept for each client is one number: when all that it used will have come back (the generic
 * cell rate algorithm). Safe for any number of threads.
 */
final class Allowances {
    /** In which time an allowance comes back as a whole. */
    static final Duration WINDOW = Duration.ofMinutes(1);

    /** How many clients are known at once; who was not there for longest is forgotten. */
    static final int MAX_CLIENTS = 50_000;

    private final int limit;
    private final long interval;
    private final LongSupplier nanos;
    private final Map<String, Long> whole =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
                    return size() > MAX_CLIENTS;
                }
            };

    /**
     * @param limit how many requests a client may make in {@link #WINDOW}, at least 1
     */
    Allowances(int limit) {
        this(limit, System::nanoTime);
    }

    /**
     * @param nanos a clock
     */
    Allowances(int limit, LongSupplier nanos) {
        this.limit = limit;
        this.interval = WINDOW.toNanos() / limit;
        this.nanos = nanos;
    }

    /**
     * What became of a request.
     *
     * @param granted whether it may be answered
     * @param limit how many may be made in {@link #WINDOW}
     * @param left how many more may be made now
     * @param wholeSeconds in how many seconds all may be made again
     * @param retrySeconds in how many seconds one may be made again, if none may be now; else 0
     */
    record Verdict(boolean granted, int limit, long left, long wholeSeconds, long retrySeconds) {}

    /** Takes a request from the allowance of a client, if there is one left. */
    synchronized Verdict take(String client) {
        long now = nanos.getAsLong();
        Long known = whole.get(client);
        long used = known == null || known - now < 0 ? 0 : known - now;
        long room = WINDOW.toNanos() - used;
        boolean granted = room >= interval;
        if (granted) {
            used += interval;
            whole.put(client, now + used);
        }
        long left = (WINDOW.toNanos() - used) / interval;
        return new Verdict(
                granted, limit, left, seconds(used), granted ? 0 : seconds(interval - room));
    }

    private static long seconds(long nanos) {
        return Math.ceilDiv(nanos, Duration.ofSeconds(1).toNanos());
    }
}
