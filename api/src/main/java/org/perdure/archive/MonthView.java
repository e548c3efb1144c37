package org.perdure.archive;

import java.time.YearMonth;
import java.util.List;
import org.perdure.link.Folder;
import org.perdure.message.MailingList;

/**
 * A month of the published space.
 *
 * @param list the list
 * @param folder the folder
 * @param calendar the months with mail of the list
 * @param byDate its messages by time of arrival, ties by number
 * @param byThread the same messages as a forest in reading order: each after its parent
 * @param etag changes when anything here does; without quotes
 */
public record MonthView(
        MailingList list,
        Folder folder,
        Calendar calendar,
        List<Row> byDate,
        List<Row> byThread,
        String etag) {
    /** Returns the month of the folder. */
    public YearMonth month() {
        return folder.month();
    }

    /**
     * A message in its month.
     *
     * @param number its number in the month
     * @param depth how many messages of the month are above it in its thread
     * @param summary the message
     */
    public record Row(int number, int depth, Summary summary) {}
}
