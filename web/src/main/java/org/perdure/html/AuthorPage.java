package org.perdure.html;

import org.jspecify.annotations.Nullable;
import org.perdure.archive.AuthorView;
import org.perdure.query.Field;

/**
 * The messages of an author over time.
 *
 * @param chrome what stands around it
 * @param view the messages
 * @param isFirst whether it is the first page
 */
public record AuthorPage(Chrome chrome, AuthorView view, boolean isFirst) implements HtmlPage {
    /** Returns how many there are, in words. */
    public String total() {
        return Numbers.messages(view.total());
    }

    /** Returns a search for what the author wrote, to be narrowed by a reader. */
    public String search() {
        return chrome.searchPath()
                + "?q="
                + SearchPage.encode(SearchPage.term(Field.FROM, view.name()));
    }

    /** Returns the messages over time; absent if there is nothing to compare. */
    public @Nullable Bars histogram() {
        return Bars.of(
                view.histogram(),
                count ->
                        search()
                                + SearchPage.encode(
                                        " " + SearchPage.term(Field.ARRIVED, count.value())));
    }

    /** Returns the next page, absent on the last. */
    public @Nullable String next() {
        return SearchPage.next(chrome.canonical(), view.next());
    }
}
