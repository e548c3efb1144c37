package org.perdure.html;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Pages of messages that were asked for lately: what is linked from elsewhere is asked for again
 * and again.
 *
 * <p>A page is good for one version of the archive. That is more than needed, as most changes touch
 * few pages; but every reply, neighbour and take-down is a change, so that no page is ever older
 * than the archive. A page that is made anew and comes out the same keeps its age.
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
     * @param since when the archive came to that version, if that can be told
     * @param maker makes the page if it is not here; what it throws is thrown, and nothing is kept
     */
    RenderedPage page(
            Route route, long version, @Nullable Instant since, Supplier<RenderedPage> maker) {
        Kept kept = pages.getIfPresent(route);
        RenderedPage here = kept == null || kept.version() != version ? null : kept.page();
        if (here != null && (since == null || here.modified() != null)) {
            return here;
        }
        RenderedPage page = here == null ? maker.get() : here;
        Kept now = new Kept(version, page.since(since));
        return pages.asMap().merge(route, now, PageCache::following).page();
    }

    /** Returns a page with the age of the one before it, if that is the same. */
    private static Kept following(Kept before, Kept now) {
        if (now.version() < before.version()) {
            // A slow request, or another archive: what came between is not known.
            return new Kept(now.version(), now.page().since(null));
        }
        Instant age = before.page().modified();
        return age != null && before.page().tag().equals(now.page().tag())
                ? new Kept(now.version(), now.page().since(age))
                : now;
    }
}
