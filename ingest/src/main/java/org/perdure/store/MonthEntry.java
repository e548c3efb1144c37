package org.perdure.store;

import org.jspecify.annotations.Nullable;

/**
 * A message at its place in a month of the published space.
 *
 * @param number its number in the month
 * @param entry the message
 * @param parent number of its nearest ancestor in the same month, if one is there
 */
public record MonthEntry(int number, Entry entry, @Nullable Integer parent) {}
