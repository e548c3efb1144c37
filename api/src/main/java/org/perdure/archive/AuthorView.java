package org.perdure.archive;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.perdure.message.MailingList;
import org.perdure.search.Histogram;
import org.perdure.search.Page.Total;

/**
 * The messages of an author in a list. Who calls himself the same is the same here.
 *
 * @param list the list
 * @param name the name, no mail address
 * @param total how many messages there are
 * @param histogram how they are spread over time
 * @param messages a page of them, newest first
 * @param next cursor of the next page, absent on the last
 */
public record AuthorView(
        MailingList list,
        String name,
        Total total,
        Histogram histogram,
        List<Summary> messages,
        @Nullable String next) {
    /** How many messages a page has. */
    public static final int SIZE = 100;
}
