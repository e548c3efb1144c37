package org.perdure.api;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.perdure.archive.Summary;

/**
 * A message in a list of messages.
 *
 * @param list its list
 * @param messageId its Message-ID without angle brackets
 * @param copy 0, or which further message with this Message-ID
 * @param path path of its page
 * @param subject the decoded Subject, possibly empty
 * @param author what to call its author, possibly empty
 * @param sent the time in its Date field, if possible
 * @param arrived the time that orders it
 * @param number its first number in the published space, such as {@code 2011-03/01142}
 */
record SummaryJson(
        String list,
        String messageId,
        int copy,
        String path,
        String subject,
        String author,
        @Nullable OffsetDateTime sent,
        Instant arrived,
        @Nullable String number) {
    static SummaryJson of(Summary summary) {
        return new SummaryJson(
                summary.list().value(),
                summary.id().value(),
                summary.copy(),
                summary.path(),
                summary.subject(),
                summary.author(),
                summary.sent(),
                summary.arrived(),
                summary.number() == null ? null : summary.number().toString());
    }

    static List<SummaryJson> of(List<Summary> summaries) {
        return summaries.stream().map(SummaryJson::of).toList();
    }
}
