package org.perdure.store;

import java.time.YearMonth;
import org.perdure.message.MessageId;

/**
 * The name of a file that stood beside the pages of a month.
 *
 * @param month the month
 * @param name its name, possibly in the folder of a page
 * @param id msg-id of the message it belongs to
 */
public record PublishedName(YearMonth month, String name, MessageId id) {}
