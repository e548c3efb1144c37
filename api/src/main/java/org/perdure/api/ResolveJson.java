package org.perdure.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.perdure.archive.Resolver.Answer;

/**
 * Where links lead.
 *
 * @param answers one for each link, in the order asked
 */
record ResolveJson(List<AnswerJson> answers) {
    /**
     * The links to resolve.
     *
     * @param links at most {@value ResolveResource#MAX_LINKS}
     */
    record LinksJson(@Nullable List<@Nullable String> links) {}

    /**
     * Where a link leads.
     *
     * @param link the link as asked
     * @param key what the link names, such as {@code num xen-devel 2011-03 1142}
     * @param status {@code exact}, {@code candidates}, {@code gone}, {@code unknown} or {@code
     *     foreign}
     * @param path path in this archive, if exact
     * @param messageId Message-ID without angle brackets, if the link names a message
     * @param reason why, in words; empty if exact
     * @param candidates the messages it may lead to, else empty
     */
    record AnswerJson(
            String link,
            @Nullable String key,
            String status,
            @Nullable String path,
            @Nullable String messageId,
            String reason,
            List<SummaryJson> candidates) {
        static AnswerJson of(Answer answer) {
            return new AnswerJson(
                    answer.link(),
                    answer.key(),
                    Names.hyphenated(answer.status()),
                    answer.path(),
                    answer.messageId(),
                    answer.reason(),
                    SummaryJson.of(answer.candidates()));
        }
    }
}
