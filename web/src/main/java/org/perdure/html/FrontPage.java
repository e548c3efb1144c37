package org.perdure.html;

import java.util.List;
import org.perdure.archive.ListView;

/**
 * The page of all lists.
 *
 * @param chrome what stands around it
 * @param lists the lists
 */
public record FrontPage(Chrome chrome, List<ListPage> lists) implements HtmlPage {
    static FrontPage of(Chrome chrome, List<ListView> lists) {
        return new FrontPage(
                chrome, lists.stream().map(view -> new ListPage(chrome, view)).toList());
    }
}
