package org.perdure.message;

import java.time.Duration;
import java.time.Instant;

/** The two clocks of a message: that of its sender, and that of whoever received it. */
public final class Clocks {
    /** How long after its arrival a message can say it was sent: clocks and zones differ. */
    public static final Duration MAX_AFTER_ARRIVAL = Duration.ofDays(1);

    /** How long before its arrival a message can have been sent: it may wait for a moderator. */
    public static final Duration MAX_BEFORE_ARRIVAL = Duration.ofDays(730);

    private Clocks() {}

    /** Returns whether a message cannot have been sent when it says, given when it arrived. */
    public static boolean contradict(Instant sent, Instant arrived) {
        return isTooLate(sent, arrived) || sent.isBefore(arrived.minus(MAX_BEFORE_ARRIVAL));
    }

    /** Returns whether a message says that it was sent well after it arrived. */
    public static boolean isTooLate(Instant sent, Instant arrived) {
        return sent.isAfter(arrived.plus(MAX_AFTER_ARRIVAL));
    }
}
