package org.perdure.store;

import java.time.YearMonth;

/**
 * How much mail a month of the published space holds.
 *
 * @param month the month
 * @param messages how many messages have a number in it, at least 1
 */
public record MonthCount(YearMonth month, int messages) {}
