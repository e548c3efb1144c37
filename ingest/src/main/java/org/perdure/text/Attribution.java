package org.perdure.text;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.perdure.message.MessageId;

/**
 * What the introduction of a quotation says about it. Everything is as written: nothing is compared
 * with the messages that are there.
 *
 * @param form how it is written
 * @param name the author's name, without quotation marks
 * @param address the author's addr-spec
 * @param dates when it was sent, in all readings, the most likely first; none if no date with a
 *     year is written
 * @param messageId the msg-id that is written in it
 * @param subject the subject, which only header blocks name
 */
public record Attribution(
        Form form,
        @Nullable String name,
        @Nullable String address,
        List<WrittenDate> dates,
        @Nullable MessageId messageId,
        @Nullable String subject) {
    public Attribution {
        dates = List.copyOf(dates);
    }

    /** How an introduction is written. */
    public enum Form {
        /** A sentence: {@code On Monday, Ada wrote:}. */
        LINE,
        /** Header fields: {@code From: Ada}. */
        HEADERS,
        /** Header fields, or a line, that say that what follows was forwarded. */
        FORWARDED
    }
}
