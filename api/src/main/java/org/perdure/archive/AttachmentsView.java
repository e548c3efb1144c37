package org.perdure.archive;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.perdure.message.Attachment;
import org.perdure.message.MailingList;
import org.perdure.search.Page.Total;

/**
 * The messages with attachments in a list.
 *
 * @param list the list
 * @param total how many there are
 * @param messages a page of them, newest first, each with its attachments
 * @param next cursor of the next page, absent on the last
 */
public record AttachmentsView(
        MailingList list, Total total, List<Attached> messages, @Nullable String next) {
    /** How many messages a page has; each is read. */
    public static final int SIZE = 25;

    /**
     * A message with its attachments.
     *
     * @param summary the message
     * @param attachments its own, then those in the messages it encloses
     */
    public record Attached(Summary summary, List<Attachment> attachments) {
        static Attached of(MessageView message) {
            return new Attached(
                    message.summary(),
                    Stream.concat(
                                    message.attachments().stream(),
                                    message.enclosed().stream()
                                            .flatMap(inner -> inner.attachments().stream()))
                            .toList());
        }
    }
}
