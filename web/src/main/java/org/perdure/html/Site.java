package org.perdure.html;

import org.jspecify.annotations.Nullable;

/**
 * What is said of the archive as a whole.
 *
 * @param title what it is called, such as {@code Xen mailing lists}
 * @param base scheme and host under which it wants to be known, such as {@code
 *     https://lists.example.org}, without a slash at the end; empty to name canonical pages by
 *     their path alone
 * @param copied if its pages are files, so that nothing can be asked: the tree whose folders they
 *     show where a month has several, or empty for the main ones; absent if it is served
 * @param furniture what stands around all pages
 */
public record Site(String title, String base, @Nullable String copied, Furniture furniture) {
    /** An archive of which nothing is said. */
    public static final Site UNNAMED = new Site("Mailing list archive", "");

    /** An archive that is served. */
    public Site(String title, String base) {
        this(title, base, null, Furniture.NONE);
    }

    /** Returns the same with other furniture. */
    public Site with(Furniture other) {
        return new Site(title, base, copied, other);
    }

    /**
     * Returns the path of the style sheet with the operator's colours; absent if there are none.
     */
    public @Nullable String colourSheet() {
        return furniture.colours().isEmpty()
                ? null
                : "/static/colours-" + StaticFiles.hash(furniture.colours().sheet()) + ".css";
    }

    public Site {
        if (base.endsWith("/")) {
            throw new IllegalArgumentException("the base ends with a slash: " + base);
        }
    }

    /**
     * Returns the same for a copy of the pages in files.
     *
     * @param tree the one whose folders it shows, or empty
     */
    public Site asCopy(String tree) {
        return new Site(title, base, tree, furniture);
    }

    /** Returns whether its pages are files. */
    public boolean isCopy() {
        return copied != null;
    }
}
