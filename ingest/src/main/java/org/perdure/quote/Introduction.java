package org.perdure.quote;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.perdure.message.MessageId;
import org.perdure.text.Attribution;
import org.perdure.text.WrittenDate;

/**
 * What introduces a quotation, as far as messages are compared with it.
 *
 * @param level of the line itself: 0 for what the author of the message quotes
 * @param name hashes of the words of the name
 * @param address hash of the address, 0 if there is none
 * @param moments all readings of the time, each as it would be in UTC if no zone is written
 * @param days the days of readings without a time
 * @param id the msg-id that is written in it
 */
record Introduction(
        int level,
        int[] name,
        int address,
        List<Moment> moments,
        List<LocalDate> days,
        @Nullable MessageId id) {

    /**
     * A reading of a date.
     *
     * @param local the date as written
     * @param zone the zone that is written with it
     */
    record Moment(LocalDateTime local, @Nullable ZoneOffset zone) {}

    static Introduction of(Attribution attribution, int level) {
        List<Moment> moments = new ArrayList<>();
        List<LocalDate> days = new ArrayList<>();
        for (WrittenDate date : attribution.dates()) {
            LocalTime time = date.time();
            if (time == null) {
                days.add(date.day());
            } else {
                moments.add(new Moment(date.day().atTime(time), date.offset()));
            }
        }
        String address = attribution.address();
        String name = attribution.name();
        return new Introduction(
                level,
                Words.of(name == null ? "" : name).hashes(),
                address == null ? 0 : Person.address(address),
                moments,
                days,
                attribution.messageId());
    }

    /** Returns about when that was written which it introduces. */
    long around(long time) {
        return moments.isEmpty() ? time : moments.getFirst().local().toEpochSecond(ZoneOffset.UTC);
    }

    /** Returns what the postings of the name stand under, 0 if there is none. */
    long nameKey() {
        return name.length == 0 ? 0 : Person.pair(name[0], name[name.length - 1]);
    }

    boolean isDated() {
        return !moments.isEmpty() || !days.isEmpty();
    }
}
