package org.perdure.html;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * When the archive last changed, as far as this process can tell: the time at which it first saw
 * the present version. Never earlier than the change itself, so that {@code If-Modified-Since} is
 * never answered wrongly; a restart makes everything look new once, and entity tags tell better.
 *
 * <p>HTTP dates are whole seconds (RFC 9110, section 8.8.1). The time is rounded up, and not told
 * before it has come, because a change later in the same second would go unseen.
 */
final class Freshness {
    private final Clock clock;
    private long version = -1;
    private Instant since = Instant.EPOCH;

    Freshness(Clock clock) {
        this.clock = clock;
    }

    /** Returns since when the archive is at a version, in whole seconds, unless that is now. */
    synchronized Optional<Instant> since(long present) {
        Instant now = clock.instant();
        if (present != version) {
            version = present;
            since = now.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        }
        return now.isBefore(since) ? Optional.empty() : Optional.of(since);
    }
}
