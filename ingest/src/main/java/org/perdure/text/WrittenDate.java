package org.perdure.text;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * A date as people write it.
 *
 * @param day the day
 * @param time the time of day, if it is written
 * @param offset the zone, if it is written; else it may be that of whoever sent the message, of
 *     whoever answers, or UTC
 */
public record WrittenDate(LocalDate day, @Nullable LocalTime time, @Nullable ZoneOffset offset) {}
