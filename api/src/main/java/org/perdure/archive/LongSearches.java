package org.perdure.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.perdure.message.ArchiveException.Busy;
import org.perdure.search.Page;
import org.perdure.search.Question;
import org.perdure.search.SearchIndex;

/**
 * The searches of those who take all that matches, page after page: a few at once, so that readers
 * who look for something find a processor. Who comes when there are enough waits for a while, and
 * is then told to come again. A client that is slow to read holds no place meanwhile. Safe for any
 * number of threads.
 */
final class LongSearches {
    /** How many pages are searched for at once. */
    static final int AT_ONCE = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final SearchIndex index;
    private final Duration patience;
    private final Semaphore places = new Semaphore(AT_ONCE, true);

    LongSearches(SearchIndex index) {
        this(index, PATIENCE);
    }

    /**
     * @param patience how long to wait for a place
     */
    LongSearches(SearchIndex index, Duration patience) {
        this.index = index;
        this.patience = patience;
    }

    /**
     * Searches for a page.
     *
     * @throws Busy if others search for too long
     */
    Page search(Question question) {
        await();
        try {
            return index.search(question);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            places.release();
        }
    }

    private void await() {
        try {
            if (!places.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Busy("Too many others read all that matches a query just now");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Busy("The service is being stopped");
        }
    }
}
