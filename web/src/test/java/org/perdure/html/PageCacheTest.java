package org.perdure.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.perdure.message.ListName;

class PageCacheTest {
    private static final int SIZE = 1_000;

    private final PageCache cache = new PageCache(10 * SIZE);
    private final List<Route> made = new ArrayList<>();

    private static Route route(int number) {
        return new Route.Numbered(new ListName("lamp-devel"), YearMonth.of(2009, 6), number);
    }

    private RenderedPage ask(Route route, long version) {
        return cache.page(
                route,
                version,
                () -> {
                    made.add(route);
                    return new RenderedPage(new byte[SIZE], Long.toString(version), "");
                });
    }

    @Test
    void makesAPageOnceForAVersion() {
        assertThat(ask(route(1), 5)).isSameAs(ask(route(1), 5));
        assertThat(made).containsExactly(route(1));
    }

    @Test
    void tellsRoutesApart() {
        assertThat(ask(route(1), 5)).isNotSameAs(ask(route(2), 5));
    }

    @Test
    void makesAPageAgainForAnotherVersion() {
        ask(route(1), 5);
        assertThat(ask(route(1), 6).tag()).isEqualTo("6");
        assertThat(ask(route(1), 4).tag()).isEqualTo("4");
    }

    @Test
    void keepsNothingOfAPageThatCouldNotBeMade() {
        assertThatThrownBy(
                        () ->
                                cache.page(
                                        route(1),
                                        5,
                                        () -> {
                                            throw new IllegalStateException("broken");
                                        }))
                .hasMessage("broken");
        assertThat(ask(route(1), 5).tag()).isEqualTo("5");
    }

    @Test
    void neverKeepsAPageThatIsLargerThanTheWholeCache() throws InterruptedException {
        PageCache small = new PageCache(SIZE - 1);
        small.page(route(1), 5, () -> new RenderedPage(new byte[SIZE], "", ""));
        // What is too much is thrown out beside, soon after.
        for (int i = 0; i < 1_000 && made.isEmpty(); i++) {
            Thread.sleep(10);
            small.page(route(1), 5, () -> ask(route(1), 5));
        }
        assertThat(made).isNotEmpty();
    }
}
