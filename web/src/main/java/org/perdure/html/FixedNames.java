package org.perdure.html;

import java.util.Set;
import java.util.regex.Pattern;
import org.perdure.message.ListName;

/**
 * First segments of paths that mean something of this service. Names of lists share the root with
 * them, so none of these can be the name of a list: its pages could not be reached.
 */
public final class FixedNames {
    /** The names. What begins with one of them is never read as the path of a list. */
    static final Set<String> ALL =
            Set.of(
                    "api",
                    "archives",
                    "cgi-bin",
                    "favicon.ico",
                    "favicon.svg",
                    "health",
                    "mailman",
                    "mbox",
                    "problems",
                    "resolve",
                    "robots.txt",
                    "search",
                    "static");

    /** Names of sitemaps; the first group is the number, if there is one. */
    static final Pattern SITEMAP = Pattern.compile("sitemap(?:-(0|[1-9]\\d{0,5}))?\\.xml");

    private FixedNames() {}

    /** Returns whether a name is taken, so that no list can have it. */
    public static boolean contains(ListName name) {
        return ALL.contains(name.value()) || SITEMAP.matcher(name.value()).matches();
    }

    /** Returns the complaint that a list cannot have a name. */
    public static String complaint(ListName name) {
        return "a list cannot be called “"
                + name
                + "”: /"
                + name
                + " is an address of this service itself";
    }
}
