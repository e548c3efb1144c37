package org.perdure.archive;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.perdure.link.LinkKey;

/**
 * Where a link leads.
 *
 * @param link the link as asked
 * @param key what the link names, as in {@code num xen-devel 2011-03 1142}; absent if it is no link
 *     that is understood
 * @param status how much is known
 * @param confidence how likely the path, or else the first candidate or page, is what was meant: 0
 *     to 1; 1 for what was taken down, 0 where nothing is named
 * @param path path in this archive, if exact
 * @param messageId msg-id without brackets, if the link leads to exactly one message
 * @param reason why, in words; empty if exact and certain
 * @param several whether the link names each of the candidates, not one of them that is not known
 * @param candidates the messages it may lead to, likeliest first, at most {@link
 *     Resolver#MAX_CANDIDATES}; else empty
 * @param pages paths of pages that it may lead to, beside messages; if it is unknown, of what is
 *     near: the numbers beside it and their month; else empty
 * @param wayback where the Internet Archive would have what was at the link, if this archive has no
 *     answer; whether it does is not known
 */
public record LinkAnswer(
        String link,
        @Nullable String key,
        Status status,
        double confidence,
        @Nullable String path,
        @Nullable String messageId,
        String reason,
        boolean several,
        List<Summary> candidates,
        List<String> pages,
        @Nullable String wayback) {
    private static final String WAYBACK = "https://web.archive.org/web/*/";

    public LinkAnswer {
        candidates = List.copyOf(candidates);
        pages = List.copyOf(pages);
        if (confidence < 0 || confidence > 1) {
            throw new IllegalArgumentException("confidence is " + confidence);
        }
    }

    /** How much is known of where a link leads. Names in lower case are published: stable. */
    public enum Status {
        /** To this one message or page. */
        EXACT,
        /** To one of several, or to each of them. */
        CANDIDATES,
        /** To a message that was taken down. */
        GONE,
        /** To a message, list or month that is not in this archive, as far as can be told. */
        UNKNOWN,
        /** To something of another archive that nothing here stands for, or not to mail at all. */
        FOREIGN
    }

    /** A link and what it names: what answers are made for. */
    record Asked(String link, @Nullable LinkKey key) {
        LinkAnswer message(Summary summary, double confidence, String reason) {
            return of(
                    Status.EXACT,
                    confidence,
                    summary.path(),
                    summary.id().value(),
                    reason,
                    List.of());
        }

        LinkAnswer message(Summary summary) {
            return message(summary, 1, "");
        }

        LinkAnswer page(String path) {
            return of(Status.EXACT, 1, path, null, "", List.of());
        }

        /** The link names all of these messages alike. */
        LinkAnswer several(String reason, List<Summary> messages) {
            LinkAnswer answer = candidates(reason, 1, messages);
            return new LinkAnswer(
                    link,
                    answer.key,
                    answer.status,
                    answer.confidence,
                    null,
                    null,
                    reason,
                    true,
                    answer.candidates,
                    List.of(),
                    null);
        }

        /**
         * The link names one of these messages, or none of them.
         *
         * @param confidence that it is any of them, each as likely
         */
        LinkAnswer candidates(String reason, double confidence, List<Summary> messages) {
            double each = confidence / Math.max(1, messages.size());
            List<Summary> first =
                    messages.subList(0, Math.min(messages.size(), Resolver.MAX_CANDIDATES));
            return of(Status.CANDIDATES, each, null, null, reason, first);
        }

        /** The link may be to these pages. */
        LinkAnswer pages(String reason, double confidence, List<String> paths) {
            double each = confidence / Math.max(1, paths.size());
            return of(Status.CANDIDATES, each, reason, paths);
        }

        LinkAnswer gone(Instant since) {
            LocalDate day = LocalDate.ofInstant(since, ZoneOffset.UTC);
            String reason = "The message was taken down on " + day + ".";
            return of(Status.GONE, 1, null, null, reason, List.of());
        }

        LinkAnswer unknown(String reason) {
            return unknown(reason, List.of());
        }

        /** What the link names is not here; these pages are near it. */
        LinkAnswer unknown(String reason, List<String> near) {
            return of(Status.UNKNOWN, 0, reason, near);
        }

        LinkAnswer foreign(String reason) {
            return of(Status.FOREIGN, 0, null, null, reason, List.of());
        }

        private @Nullable String text() {
            return key == null ? null : key.toString();
        }

        private LinkAnswer of(Status status, double confidence, String reason, List<String> pages) {
            return new LinkAnswer(
                    link,
                    text(),
                    status,
                    confidence,
                    null,
                    null,
                    reason,
                    false,
                    List.of(),
                    pages,
                    null);
        }

        private LinkAnswer of(
                Status status,
                double confidence,
                @Nullable String path,
                @Nullable String messageId,
                String reason,
                List<Summary> candidates) {
            return new LinkAnswer(
                    link,
                    text(),
                    status,
                    confidence,
                    path,
                    messageId,
                    reason,
                    false,
                    candidates,
                    List.of(),
                    null);
        }
    }

    /** Returns the same with the address at which the Internet Archive may have it. */
    LinkAnswer withWayback(String address) {
        return new LinkAnswer(
                link,
                key,
                status,
                confidence,
                path,
                messageId,
                reason,
                several,
                candidates,
                pages,
                WAYBACK + address);
    }
}
