package org.perdure.quote;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.perdure.quote.Introduction.Moment;

/** How well the date that introduces a quotation is that of a message; the best first. */
enum DateMatch {
    /** The very minute, in the zone that is written, that of either message, or UTC. */
    MINUTE,
    /** The minute of the hour, some zone away. */
    SOMEWHERE,
    DAY,
    OTHER,
    /** No date is written. */
    ABSENT;

    /** How far apart the clocks of two zones can be. */
    private static final long MAX_ZONE_MINUTES = 14 * 60;

    /** Nearly all zones are this many minutes apart, or a multiple. */
    private static final long ZONE_STEP_MINUTES = 30;

    boolean isMinute() {
        return this == MINUTE || this == SOMEWHERE;
    }

    static DateMatch of(Introduction introduction, Digest message, Digest quoting) {
        DateMatch best = introduction.isDated() ? OTHER : ABSENT;
        for (Moment moment : introduction.moments()) {
            best = better(best, of(moment, message, quoting));
        }
        for (LocalDate day : introduction.days()) {
            long noon = day.atTime(12, 0).toEpochSecond(ZoneOffset.UTC);
            boolean near = Math.abs(noon - message.time()) < TimeUnit.DAYS.toSeconds(1);
            best = better(best, near ? DAY : OTHER);
        }
        return best;
    }

    private static DateMatch better(DateMatch one, DateMatch other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    private static DateMatch of(Moment moment, Digest message, Digest quoting) {
        long written = minutes(moment.local().toEpochSecond(ZoneOffset.UTC));
        long sent = minutes(message.time());
        ZoneOffset zone = moment.zone();
        if (zone != null && written - zone.getTotalSeconds() / 60 == sent) {
            return MINUTE;
        }
        if (written == sent
                || written == sent + message.zone()
                || written == sent + quoting.zone()) {
            return MINUTE;
        }
        long apart = Math.abs(written - sent);
        if (apart > MAX_ZONE_MINUTES) {
            return OTHER;
        }
        return apart % ZONE_STEP_MINUTES == 0 ? SOMEWHERE : DAY;
    }

    private static long minutes(long seconds) {
        return Math.floorDiv(seconds, 60L);
    }
}
