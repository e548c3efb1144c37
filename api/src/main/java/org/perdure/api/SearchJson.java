package org.perdure.api;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.perdure.archive.SearchView;
import org.perdure.archive.SearchView.Result;
import org.perdure.archive.Summary;
import org.perdure.search.Facets;
import org.perdure.search.Histogram;
import org.perdure.search.Hit.Highlight;
import org.perdure.search.Hit.Piece;

/**
 * A page of search results.
 *
 * @param query the query as asked
 * @param total how many messages match
 * @param hits in the order asked for
 * @param facets how the matches are spread
 * @param histogram how they are spread over time
 * @param next cursor of the next page, null on the last
 * @param noMatch why nothing matches; null if something does, or that cannot be told
 * @param didYouMean the query with words spelled otherwise, if hardly anything matches and more
 *     does with these; else null
 */
record SearchJson(
        String query,
        TotalJson total,
        List<HitJson> hits,
        FacetsJson facets,
        HistogramJson histogram,
        @Nullable String next,
        @Nullable NoMatchJson noMatch,
        @Nullable String didYouMean) {
    /**
     * A number of messages.
     *
     * @param value how many
     * @param exact whether that is the number, or there are at least so many
     */
    record TotalJson(long value, boolean exact) {}

    /**
     * A message that matches.
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
     * @param highlights its best passages: text escaped for HTML, with {@code mark} around what
     *     matches
     * @param further how many other messages of its thread match, if threads are collapsed; else
     *     null
     * @param explanation why it stands where it stands, if asked and sorted by relevance; else null
     */
    record HitJson(
            String list,
            String messageId,
            int copy,
            String path,
            String subject,
            String author,
            @Nullable OffsetDateTime sent,
            Instant arrived,
            @Nullable String number,
            List<String> highlights,
            @Nullable Long further,
            @Nullable ExplanationJson explanation) {
        static HitJson of(Result result, boolean collapsed) {
            Summary summary = result.summary();
            return new HitJson(
                    summary.list().value(),
                    summary.id().value(),
                    summary.copy(),
                    summary.path(),
                    summary.subject(),
                    summary.author(),
                    summary.sent(),
                    summary.arrived(),
                    summary.number() == null ? null : summary.number().toString(),
                    result.highlights().stream().map(SearchJson::html).toList(),
                    collapsed ? result.further() : null,
                    ExplanationJson.of(result.explanation()));
        }
    }

    /**
     * How the matches are spread; counts are lower bounds when the total is.
     *
     * @param lists by list, most first
     * @param authors by author, most first
     * @param years by year of arrival, oldest first
     */
    record FacetsJson(List<CountJson> lists, List<CountJson> authors, List<CountJson> years) {}

    /**
     * A value and how many messages have it.
     *
     * @param value the value
     * @param messages how many
     */
    record CountJson(String value, long messages) {
        static List<CountJson> of(List<Facets.Count> counts) {
            return counts.stream()
                    .map(count -> new CountJson(count.value(), count.messages()))
                    .toList();
        }
    }

    /**
     * Matches by time of arrival, in UTC; lower bounds when the total is.
     *
     * @param unit {@code month}, or {@code year} if there are more than 60 months from the first to
     *     the last
     * @param bars those with messages, oldest first, such as {@code 2011-03}
     */
    record HistogramJson(String unit, List<CountJson> bars) {
        static HistogramJson of(Histogram histogram) {
            return new HistogramJson(
                    Names.hyphenated(histogram.unit()), CountJson.of(histogram.bars()));
        }
    }

    /**
     * Why nothing matches.
     *
     * @param clauses the smallest parts of the query that match nothing by themselves, as query
     *     text; empty if each matches something, and no message has all of them
     */
    record NoMatchJson(List<String> clauses) {}

    static SearchJson of(SearchView view, boolean collapsed) {
        return new SearchJson(
                view.query(),
                new TotalJson(view.total().value(), view.total().exact()),
                view.hits().stream().map(hit -> HitJson.of(hit, collapsed)).toList(),
                new FacetsJson(
                        CountJson.of(view.facets().lists()),
                        CountJson.of(view.facets().authors()),
                        CountJson.of(view.facets().years())),
                HistogramJson.of(view.facets().histogram()),
                view.next(),
                view.noMatch() == null ? null : new NoMatchJson(view.noMatch().clauses()),
                view.respelled());
    }

    private static String html(Highlight highlight) {
        StringBuilder html = new StringBuilder();
        for (Piece piece : highlight.pieces()) {
            html.append(piece.match() ? "<mark>" : "");
            escape(piece.text(), html);
            html.append(piece.match() ? "</mark>" : "");
        }
        return html.toString();
    }

    private static void escape(String text, StringBuilder html) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '&' -> html.append("&amp;");
                case '"' -> html.append("&quot;");
                case '\'' -> html.append("&#39;");
                default -> html.append(c);
            }
        }
    }
}
