package org.perdure.html;

/**
 * What is said of the archive as a whole.
 *
 * @param title what it is called, such as {@code Xen mailing lists}
 * @param base scheme and host under which it wants to be known, such as {@code
 *     https://lists.example.org}, without a slash at the end; empty to name canonical pages by
 *     their path alone
 * @param isCopy whether its pages are files, so that nothing can be asked
 */
public record Site(String title, String base, boolean isCopy) {
    /** An archive of which nothing is said. */
    public static final Site UNNAMED = new Site("Mailing list archive", "");

    /** An archive that is served. */
    public Site(String title, String base) {
        this(title, base, false);
    }

    public Site {
        if (base.endsWith("/")) {
            throw new IllegalArgumentException("the base ends with a slash: " + base);
        }
    }

    /** Returns the same for a copy of the pages in files. */
    public Site asCopy() {
        return new Site(title, base, true);
    }
}
