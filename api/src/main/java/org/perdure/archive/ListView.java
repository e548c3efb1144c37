package org.perdure.archive;

import java.util.List;
import org.perdure.message.MailingList;
import org.perdure.store.MonthCount;

/**
 * A list and what its archive holds.
 *
 * @param list the list
 * @param months the months with mail, oldest first
 * @param newest the messages that arrived last, newest first, at most {@link Archive#MAX_NEWEST}
 * @param messages how many messages have a number
 * @param etag changes when anything here does; without quotes
 */
public record ListView(
        MailingList list,
        List<MonthCount> months,
        List<Summary> newest,
        long messages,
        String etag) {}
