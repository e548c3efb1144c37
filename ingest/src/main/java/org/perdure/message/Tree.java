package org.perdure.message;

import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A tree of pages in which the archive of a list was published. Each tree has its own folder for
 * each month, with its own numbers; where two trees have a folder for a month, one number can mean
 * two messages.
 *
 * @param name what it is called, such as {@code old}
 * @param hosts host names under which it was published, in lower case
 * @param first its first month; absent if it begins with the list
 * @param last its last month; absent if it goes on
 * @param zone the clock by which its host cut the months
 * @param envelopes addresses of its archiver, by which the mail that it got is recognised
 */
public record Tree(
        String name,
        List<String> hosts,
        @Nullable YearMonth first,
        @Nullable YearMonth last,
        ZoneId zone,
        List<String> envelopes) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    public Tree {
        if (!isName(name)) {
            throw new IllegalArgumentException("tree is called " + name);
        }
        hosts = List.copyOf(hosts);
        envelopes = List.copyOf(envelopes);
    }

    /** Returns whether a tree can be called so: the name stands in paths. */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** Returns whether it has a folder for a month. */
    public boolean covers(YearMonth month) {
        return (first == null || !month.isBefore(first)) && (last == null || !month.isAfter(last));
    }
}
