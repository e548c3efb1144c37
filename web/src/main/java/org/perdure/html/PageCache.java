package org.perdure.html;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.function.Supplier;

/**
 * Pages of messages that were asked for lately: what is linked from elsewhere is asked for again
 * and again.
 *
 * <p>A page is good for one version of the archive. That is more than needed, as most changes touch
 * few pages; but every reply, neighbour and take-down is a change, so that no page is ever older
 * than the archive.
 */
final class PageCache {
    /** Heap for pages, in bytes: some two thousand of them. */
    static final long MAX_BYTES = 48L << 20;

    private final Cache<Route, Kept> pages;

    private record Kept(long version, RenderedPage page) {}

    /**
     * @param maxBytes how much of pages is kept
     */
    PageCache(long maxBytes) {
        this.pages =
                Caffeine.newBuilder()
                        .maximumWeight(maxBytes)
                        .weigher((Route route, Kept kept) -> kept.page().bytes().length)
                        .build();
    }

    /**
     * Returns the page of a route.
     *
     * @param version of the archive, read before
     * @param maker makes the page if it is not here; what it throws is thrown, and nothing is kept
     */
    RenderedPage page(Route route, long version, Supplier<RenderedPage> maker) {
        Kept kept = pages.getIfPresent(route);
        if (kept != null && kept.version() == version) {
            return kept.page();
        }
        RenderedPage page = maker.get();
        pages.put(route, new Kept(version, page));
        return page;
    }
}
