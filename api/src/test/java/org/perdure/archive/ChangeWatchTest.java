package org.perdure.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.perdure.message.ArchiveException.Busy;

@Timeout(60)
class ChangeWatchTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final AtomicLong last = new AtomicLong(5);
    private final AtomicInteger looks = new AtomicInteger();
    private final CountDownLatch looked = new CountDownLatch(1);
    private final ChangeWatch watch =
            new ChangeWatch(
                    () -> {
                        looks.incrementAndGet();
                        looked.countDown();
                        return last.get();
                    });

    private boolean await(long after, Duration longest) {
        try (ChangeWatch.Watcher watcher = watch.watch()) {
            return watcher.await(after, longest);
        }
    }

    @Test
    void waitsForNothingThatIsThere() {
        assertThat(await(4, LONG)).isTrue();
        assertThat(await(3, LONG)).isTrue();
    }

    @Test
    void waitsNoLongerThanItIsTold() {
        assertThat(await(5, Duration.ofMillis(1))).isFalse();
        assertThat(await(5, Duration.ZERO)).isFalse();
    }

    @Test
    void wakesAllWhoWaitAndHandsTheLookingOn() throws InterruptedException {
        AtomicInteger woken = new AtomicInteger();
        List<Thread> waiting = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            long after = 5L + i % 2; // Half of them wait for one more.
            waiting.add(
                    Thread.ofVirtual().start(() -> woken.addAndGet(await(after, LONG) ? 1 : 0)));
        }
        looked.await();
        last.set(6);
        for (int i = 0; i < 200; i += 2) {
            waiting.get(i).join();
        }
        last.set(7);
        for (Thread thread : waiting) {
            thread.join();
        }
        assertThat(woken).hasValue(200);
        assertThat(watch.placesLeft()).isEqualTo(ChangeWatch.MAX_WATCHERS);
    }

    @Test
    void looksForAllAtOnce() throws InterruptedException {
        List<Thread> waiting = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            waiting.add(Thread.ofVirtual().start(() -> await(5, Duration.ofMillis(600))));
        }
        for (Thread thread : waiting) {
            thread.join();
        }
        assertThat(looks.get()).isLessThan(500);
    }

    @Test
    void letsAllGoWhenItIsClosed() throws InterruptedException {
        AtomicInteger woken = new AtomicInteger();
        List<Thread> waiting = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            waiting.add(Thread.ofVirtual().start(() -> woken.addAndGet(await(5, LONG) ? 1 : 0)));
        }
        looked.await();
        watch.close();
        for (Thread thread : waiting) {
            thread.join();
        }
        assertThat(woken).hasValue(0);
        try (ChangeWatch.Watcher watcher = watch.watch()) {
            assertThat(watcher.isOpen()).isFalse();
        }
    }

    @Test
    void hasAPlaceForSoManyAndNoMore() {
        List<ChangeWatch.Watcher> watchers = new ArrayList<>();
        for (int i = 0; i < ChangeWatch.MAX_WATCHERS; i++) {
            watchers.add(watch.watch());
        }
        assertThatThrownBy(watch::watch).isInstanceOf(Busy.class);
        watchers.getFirst().close();
        watchers.getFirst().close();
        assertThat(watch.placesLeft()).isEqualTo(1);
        watch.watch().close();
    }

    @Test
    void goesOnWhenALookFails() {
        ChangeWatch failing =
                new ChangeWatch(
                        () -> {
                            if (looks.incrementAndGet() == 1) {
                                throw new IllegalStateException("no disk");
                            }
                            return 6;
                        });
        try (ChangeWatch.Watcher watcher = failing.watch()) {
            assertThatThrownBy(() -> watcher.await(5, LONG)).hasMessage("no disk");
            assertThat(watcher.await(5, LONG)).isTrue();
        }
    }
}
