package org.perdure.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.perdure.message.ListName;

class PageCacheTest {
    private static final int SIZE = 1_000;
    private static final Instant NOON = Instant.parse("2011-03-01T12:00:00Z");

    private final PageCache cache = new PageCache(10 * SIZE);
    private final List<Route> made = new ArrayList<>();

    private static Route route(int number) {
        return new Route.Numbered(new ListName("lamp-devel"), YearMonth.of(2009, 6), number);
    }

    private RenderedPage ask(Route route, long version) {
        return ask(route, version, NOON, Long.toString(version));
    }

    private RenderedPage ask(Route route, long version, @Nullable Instant since, String tag) {
        return cache.page(
                route,
                version,
                since,
                () -> {
                    made.add(route);
                    return new RenderedPage(new byte[SIZE], tag, "", null);
                });
    }

    @Nested
    class TheAgeOfAPage {
        @Test
        void isThatOfItsVersionWhenThatCanBeTold() {
            assertThat(ask(route(1), 5, null, "a").modified()).isNull();
            assertThat(ask(route(1), 5, NOON, "a").modified()).isEqualTo(NOON);
            assertThat(made).hasSize(1);
        }

        @Test
        void staysWhenAnotherVersionLooksTheSame() {
            ask(route(1), 5, NOON, "a");
            assertThat(ask(route(1), 6, null, "a").modified()).isEqualTo(NOON);
            assertThat(ask(route(1), 7, NOON.plusSeconds(9), "a").modified()).isEqualTo(NOON);
            assertThat(made).hasSize(3);
        }

        @Test
        void beginsAnewWithAnotherLook() {
            ask(route(1), 5, NOON, "a");
            assertThat(ask(route(1), 6, null, "b").modified()).isNull();
            assertThat(ask(route(1), 7, NOON.plusSeconds(9), "a").modified())
                    .isEqualTo(NOON.plusSeconds(9));
        }

        @Test
        void isUnknownWhenVersionsGoBack() {
            ask(route(1), 5, NOON, "a");
            assertThat(ask(route(1), 4, NOON, "a").modified()).isNull();
        }
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
                                        NOON,
                                        () -> {
                                            throw new IllegalStateException("broken");
                                        }))
                .hasMessage("broken");
        assertThat(ask(route(1), 5).tag()).isEqualTo("5");
    }

    @Test
    void neverKeepsAPageThatIsLargerThanTheWholeCache() throws InterruptedException {
        PageCache small = new PageCache(SIZE - 1);
        small.page(route(1), 5, NOON, () -> new RenderedPage(new byte[SIZE], "", "", null));
        // What is too much is thrown out beside, soon after.
        for (int i = 0; i < 1_000 && made.isEmpty(); i++) {
            Thread.sleep(10);
            small.page(route(1), 5, NOON, () -> ask(route(1), 5));
        }
        assertThat(made).isNotEmpty();
    }
}
