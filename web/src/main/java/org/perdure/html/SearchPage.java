package org.perdure.html;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.perdure.archive.SearchView;
import org.perdure.query.Field;
import org.perdure.search.Facets.Count;
import org.perdure.search.Question.Sort;

/**
 * A page of search results, or of help when nothing is asked yet.
 *
 * @param chrome what stands around it
 * @param sort the order
 * @param collapsed whether each thread stands there once, with its best hit
 * @param view the results, absent when nothing was asked or the query was not understood
 * @param problem what is wrong with the query, empty if nothing is
 * @param isFirst whether it is the first page
 */
public record SearchPage(
        Chrome chrome,
        Sort sort,
        boolean collapsed,
        @Nullable SearchView view,
        String problem,
        boolean isFirst)
        implements HtmlPage {
    /** All hits. */
    public SearchPage(
            Chrome chrome, Sort sort, @Nullable SearchView view, String problem, boolean isFirst) {
        this(chrome, sort, false, view, problem, isFirst);
    }

    /** The value of {@code collapse} for the best hit of each thread only. */
    static final String COLLAPSED = "thread";

    /** Returns the heading. */
    public String heading() {
        return chrome.list() == null ? "Search" : "Search " + chrome.list().name();
    }

    /** Returns how many messages match, in words. */
    public String total() {
        if (view == null) {
            return "";
        }
        return Numbers.messages(view.total());
    }

    /** Returns the orders; the present one leads nowhere. */
    public List<Link> orders() {
        return List.of(
                order("Best match", Sort.RELEVANCE),
                order("Newest first", Sort.NEWEST),
                order("Oldest first", Sort.OLDEST));
    }

    /** Returns the two ways to show threads; the present one leads nowhere. */
    public List<Link> ways() {
        return List.of(way("All messages", false), way("One for each thread", true));
    }

    private Link way(String label, boolean other) {
        return new Link(label, other == collapsed ? null : path(chrome.query(), sort, other, null));
    }

    /** Returns what leads to the thread of a hit that stands for others too, else null. */
    public static @Nullable Link further(SearchView.Result result) {
        return result.further() == 0
                ? null
                : new Link(
                        Numbers.grouped(result.further()) + " more in this thread",
                        Links.folderOf(result.summary()) + "t/");
    }

    private Link order(String label, Sort other) {
        return new Link(label, other == sort ? null : path(chrome.query(), other, collapsed, null));
    }

    /** Returns what was perhaps meant, absent if nothing is known. */
    public @Nullable Link meant() {
        String other = view == null ? null : view.respelled();
        return other == null ? null : new Link(other, path(other, sort, collapsed, null));
    }

    /** Returns the next page, absent on the last. */
    public @Nullable String next() {
        return view == null || view.next() == null
                ? null
                : path(chrome.query(), sort, collapsed, view.next());
    }

    /** Returns the matches as a mailbox. */
    public String mailbox() {
        return path(chrome.query(), sort, collapsed, null) + "&x=" + SearchPages.MAILBOX;
    }

    /** Returns the fields a query can name. */
    public static List<Field> fields() {
        return List.of(Field.values());
    }

    /** Returns the lists among the matches. */
    public List<Facet> lists() {
        return view == null || chrome.list() != null
                ? List.of()
                : view.facets().lists().stream().map(count -> facet(Field.LIST, count)).toList();
    }

    /** Returns the authors among the matches. */
    public List<Facet> authors() {
        return view == null
                ? List.of()
                : view.facets().authors().stream().map(count -> facet(Field.FROM, count)).toList();
    }

    /** Returns the years of the matches. */
    public List<Facet> years() {
        return view == null
                ? List.of()
                : view.facets().years().stream().map(count -> facet(Field.ARRIVED, count)).toList();
    }

    /** Returns the matches over time; absent if there is nothing to compare. */
    public @Nullable Bars histogram() {
        return view == null
                ? null
                : Bars.of(view.facets().histogram(), count -> narrowed(Field.ARRIVED, count));
    }

    private Facet facet(Field field, Count count) {
        return new Facet(count.value(), Numbers.grouped(count.messages()), narrowed(field, count));
    }

    private String narrowed(Field field, Count count) {
        String term = term(field, count.value());
        String asked = chrome.query().strip();
        // Words side by side are joined as they are; alternatives stay together in parentheses.
        String kept = asked.contains("OR") ? "(" + asked + ")" : asked;
        return path((kept + " " + term).strip(), sort, collapsed, null);
    }

    /** Returns a query for a value of a field. */
    static String term(Field field, String value) {
        return field.names().getLast() + ":" + (isWord(value) ? value : phrase(value));
    }

    /** Returns the page behind one, absent if there is none. */
    static @Nullable String next(String path, @Nullable String cursor) {
        return cursor == null ? null : path + "?cursor=" + encode(cursor);
    }

    private static boolean isWord(String value) {
        return value.chars().allMatch(c -> (c < 0x80 && Character.isLetterOrDigit(c)) || c == '-');
    }

    private static String phrase(String value) {
        return '"' + value.replaceAll("[\"“”\\\\]", " ").strip() + '"';
    }

    private String path(String query, Sort order, boolean byThread, @Nullable String cursor) {
        StringBuilder path =
                new StringBuilder(chrome.searchPath()).append("?q=").append(encode(query));
        if (order != Sort.RELEVANCE) {
            path.append("&sort=").append(order.name().toLowerCase(Locale.ROOT));
        }
        if (byThread) {
            path.append("&collapse=").append(COLLAPSED);
        }
        if (cursor != null) {
            path.append("&cursor=").append(encode(cursor));
        }
        return path.toString();
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /**
     * A value by which the matches can be narrowed.
     *
     * @param value the value
     * @param messages how many matches have it
     * @param href the narrowed search
     */
    public record Facet(String value, String messages, String href) {}
}
