package org.perdure.archive;

import java.util.List;
import org.perdure.message.MailingList;

/**
 * A list and what its archive holds.
 *
 * @param list the list
 * @param calendar its months with mail
 * @param newest the messages that arrived last, newest first, at most {@link Archive#MAX_NEWEST}
 * @param messages how many messages have a number, in one folder of each month
 * @param etag changes when anything here does; without quotes
 */
public record ListView(
        MailingList list, Calendar calendar, List<Summary> newest, long messages, String etag) {}
