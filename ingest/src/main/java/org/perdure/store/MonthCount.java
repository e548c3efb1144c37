package org.perdure.store;

import java.time.YearMonth;
import org.perdure.link.Folder;

/**
 * How much mail a folder of the published space holds.
 *
 * @param folder the folder
 * @param messages how many messages have a number in it, at least 1
 */
public record MonthCount(Folder folder, int messages) {
    /** Counts the mail of the main folder of a month. */
    public MonthCount(YearMonth month, int messages) {
        this(Folder.of(month), messages);
    }

    /** Returns the month of the folder. */
    public YearMonth month() {
        return folder.month();
    }
}
