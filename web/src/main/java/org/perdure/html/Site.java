package org.perdure.html;

/**
 * What is said of the archive as a whole.
 *
 * @param title what it is called, such as {@code Xen mailing lists}
 * @param base scheme and host under which it wants to be known, such as {@code
 *     https://lists.example.org}, without a slash at the end; empty to name canonical pages by
 *     their path alone
 */
public record Site(String title, String base) {
    /** An archive of which nothing is said. */
    public static final Site UNNAMED = new Site("Mailing list archive", "");

    public Site {
        if (base.endsWith("/")) {
            throw new IllegalArgumentException("the base ends with a slash: " + base);
        }
    }
}
