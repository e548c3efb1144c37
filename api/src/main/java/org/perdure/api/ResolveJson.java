package org.perdure.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.perdure.archive.LinkAnswer;

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
     * A link to resolve.
     *
     * @param link the link
     */
    record LinkJson(String link) {}

    /**
     * Where a link leads.
     *
     * @param link the link as asked
     * @param key what the link names, such as {@code num xen-devel 2011-03 1142}
     * @param status {@code exact}, {@code candidates}, {@code gone}, {@code unknown} or {@code
     *     foreign}
     * @param confidence how likely the path, or else the first candidate or page, is what was
     *     meant: 0 to 1; 1 for what was taken down, 0 where nothing is named
     * @param path path in this archive, if exact
     * @param messageId Message-ID without angle brackets, if the link names a message
     * @param reason why, in words; empty if exact and certain
     * @param candidates the messages it may lead to, likeliest first, else empty
     * @param pages paths of pages that it may lead to, else empty
     * @param wayback where the Internet Archive would have it, if this archive has no answer
     */
    record AnswerJson(
            String link,
            @Nullable String key,
            String status,
            double confidence,
            @Nullable String path,
            @Nullable String messageId,
            String reason,
            List<SummaryJson> candidates,
            List<String> pages,
            @Nullable String wayback) {
        static AnswerJson of(LinkAnswer answer) {
            return new AnswerJson(
                    answer.link(),
                    answer.key(),
                    Names.hyphenated(answer.status()),
                    answer.confidence(),
                    answer.path(),
                    answer.messageId(),
                    answer.reason(),
                    SummaryJson.of(answer.candidates()),
                    answer.pages(),
                    answer.wayback());
        }
    }
}
