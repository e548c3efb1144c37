package org.perdure.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.perdure.html.Pages;

/** Every link of the sample and of mail that is hard to show, followed from the front page. */
@Timeout(300)
class DeadLinksTest {
    private static final String BASE = "https://lists.example.org";

    /** More than there are; what is left over fails the test. */
    private static final int LIMIT = 20_000;

    /** What no page leads to: other spellings, and what old links alone name. */
    private static final Set<String> NOT_LINKED =
            Set.of("MesgCgi", "NamazuCgi", "Moved", "MonthFile", "Nowhere");

    @TempDir private static Path folder;
    private static ShownArchive archive;
    private static Crawler crawler;

    @BeforeAll
    static void crawl() throws IOException {
        archive = ShownArchive.start(folder, "server: {publicBase: \"" + BASE + "\"}\n");
        crawler =
                new Crawler(
                        archive.address(),
                        BASE,
                        DeadLinksTest::isRight,
                        LIMIT,
                        (path, mediaType, body) -> {});
        crawler.crawl("/", "/robots.txt");
    }

    @AfterAll
    static void stop() throws IOException {
        archive.close();
    }

    /** Of a link that somebody wrote, that it is not known here is an answer. */
    private static boolean isRight(String path, int status) {
        return path.startsWith("/resolve?url=") && (status == 300 || status == 404);
    }

    @Test
    void thereIsNone() {
        assertThat(crawler.faults()).isEmpty();
        assertThat(crawler.left()).isZero();
    }

    @Test
    void everyKindOfPageIsReached() {
        Set<String> reached =
                crawler.paths().stream()
                        .map(path -> Pages.kindOf(path.split("\\?", 2)[0]))
                        .collect(Collectors.toCollection(TreeSet::new));
        Set<String> linked = new TreeSet<>(Pages.kinds());
        linked.removeAll(NOT_LINKED);
        assertThat(reached).containsAll(linked);
    }
}
