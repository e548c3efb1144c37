package org.perdure.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.glassfish.jersey.internal.MapPropertiesDelegate;
import org.glassfish.jersey.server.ApplicationHandler;
import org.glassfish.jersey.server.ContainerRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perdure.archive.Archive;
import org.perdure.archive.LinkAnswer;
import org.perdure.archive.Resolver;
import org.perdure.link.Folder;
import org.perdure.link.MessageNumber;
import org.perdure.message.ListName;
import org.perdure.message.MailingList;
import org.perdure.message.MailingList.Masking;
import org.perdure.message.MailingList.NoArchivePolicy;
import org.perdure.message.Tree;
import org.perdure.search.Facets;
import org.perdure.search.Page;
import org.perdure.search.Question;
import org.perdure.search.SearchIndex;

/** Old addresses in a month that two servers archived. */
class TreesPageTest {
    private static final ListName LIST = new ListName("lamp-devel");
    private static final YearMonth BOTH = YearMonth.of(2012, 1);
    private static final MailingList LAMP =
            new MailingList(
                    LIST,
                    "",
                    List.of(),
                    List.of("old.example.org", "new.example.org"),
                    null,
                    Masking.PAGES,
                    NoArchivePolicy.IGNORE,
                    List.of(
                            tree("old", null, YearMonth.of(2012, 6)),
                            tree("new", YearMonth.of(2011, 11), null)));

    private final InMemoryStore store = new InMemoryStore(LIST);
    private final Archive archive = new Archive(store, new Nothing(), Map.of(LIST, LAMP), Set.of());
    private final ApplicationHandler pages = pages();

    private static Tree tree(String name, @Nullable YearMonth first, @Nullable YearMonth last) {
        return new Tree(
                name, List.of(name + ".example.org"), first, last, ZoneOffset.UTC, List.of());
    }

    private ApplicationHandler pages() {
        Folder old = new Folder("old", BOTH);
        store.add(new MessageNumber(BOTH, 0), "new-0@example.org", null, "new wicks", "A.\n");
        store.add(new MessageNumber(BOTH, 1), "new-1@example.org", null, "new oil", "B.\n");
        store.add(new MessageNumber(old, 0), "old-0@example.org", null, "old wicks", "C.\n");
        store.add(new MessageNumber(old, 2), "old-2@example.org", null, "old oil", "D.\n");
        store.add(
                new MessageNumber(YearMonth.of(2009, 4), 930),
                "april@example.org",
                null,
                "spring",
                "E.\n");
        return new ApplicationHandler(
                HtmlResources.application(
                        archive,
                        link -> new Resolver(archive).resolve(link),
                        Invented.SITE,
                        (id, fault) -> {
                            throw new AssertionError(fault);
                        }));
    }

    /** Finds nothing. */
    private static final class Nothing implements SearchIndex {
        @Override
        public Page search(Question question) {
            return new Page(new Page.Total(0, true), List.of(), Facets.NONE, null);
        }

        @Override
        public long applied() {
            return 0;
        }

        @Override
        public void close() {}
    }

    private String get(String host, String path) {
        ContainerRequest request =
                new ContainerRequest(
                        URI.create("http://" + host + "/"),
                        URI.create("http://" + host + path),
                        "GET",
                        null,
                        new MapPropertiesDelegate(),
                        pages.getConfiguration());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            int status = pages.apply(request, out).get().getStatus();
            return status + "\n" + out.toString(StandardCharsets.UTF_8);
        } catch (ExecutionException | InterruptedException e) {
            throw new AssertionError(path, e);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "old.example.org, /archives/html/lamp-devel/2012-01/msg00000.html, 200, old wicks",
        "new.example.org, /archives/html/lamp-devel/2012-01/msg00000.html, 200, new wicks",
        "old.example.org, /lamp-devel/2012-01/msg00000.html, 200, old wicks",
        "www.example.org, /lamp-devel/2012-01/msg00000.html, 200, new wicks",
        "www.example.org, /lamp-devel/2012-01/msg00000.html?tree=old, 200, old wicks",
        "new.example.org, /archives/html/lamp-devel/2012-01/msg00000.html?tree=old, 200, old wicks",
        "www.example.org, /archives/html/lamp-devel/2012-01/msg00000.html, 300, old wicks",
        "www.example.org, /archives/html/lamp-devel/2012-01/msg00000.html, 300, new wicks",
        "www.example.org, /archives/html/lamp-devel/2012-01/msg00000.html, 300, <span>tree old</span>",
        "www.example.org, /archives/html/lamp-devel/2012-01/msg00000.html, 300, <span>tree new</span>",
        "www.example.org, /archives/html/lamp-devel/2012-01/msg00001.html, 200, new oil",
        "www.example.org, /archives/html/lamp-devel/2012-01/msg00002.html, 200, old oil",
        "www.example.org, /archives/html/lamp-devel/2012-01/msg00003.html, 404, no message 3",
        "old.example.org, /archives/html/lamp-devel/2012-01/msg00001.html, 404, no message 1",
        "old.example.org, /lamp-devel/2012-01/msg00001.html?tree=new, 200, new oil",
        "old.example.org, /archives/html/lamp-devel/2012-01/, 200, old wicks",
        "new.example.org, /archives/html/lamp-devel/2012-01/threads.html, 200, new wicks",
        "old.example.org, /archives/html/lamp-devel/2009-04/msg00930.html, 200, spring",
        "new.example.org, /archives/html/lamp-devel/2009-04/msg00930.html, 200, spring",
        "www.example.org, /archives/html/lamp-devel/2012-01/msg00000.html?tree=none, 400, no tree",
    })
    void meanWhatTheirHostSays(String host, String path, int status, String text) {
        assertThat(get(host, path)).startsWith(status + "\n").contains(text);
    }

    /** What resolves a link says the same as the page at it. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            textBlock =
                    """
                    http://old.example.org/archives/html/lamp-devel/2012-01/msg00000.html, EXACT, old-0
                    http://old.example.org/archives/html/lamp-devel/2012-01/msg00000.html?tree=new, EXACT, new-0
                    http://new.example.org/archives/html/lamp-devel/2012-01/msg00000.html?tree=old, EXACT, old-0
                    http://new.example.org/lamp-devel/2012-01/msg00000.html?tree=old, EXACT, old-0
                    /archives/html/lamp-devel/2012-01/msg00000.html?tree=old, EXACT, old-0
                    /lamp-devel/2012-01/msg00000.html?tree=old, EXACT, old-0
                    2012-01/msg00000.html?tree=old, EXACT, old-0
                    /lamp-devel/2012-01/msg00000.html?tree=none, UNKNOWN, none
                    /lamp-devel/2012-01/?tree=old, EXACT, /lamp-devel/2012-01/?tree=old
                    /lamp-devel/2012-01/?tree=none, UNKNOWN, none
                    http://old.example.org/archives/html/mbox/lamp-devel-2012-01, EXACT, lamp-devel-2012-01?tree=old
                    /archives/html/mbox/lamp-devel-2012-01?tree=old, EXACT, lamp-devel-2012-01?tree=old
                    /lamp-devel/2012-01.mbox.gz?tree=old, EXACT, lamp-devel-2012-01?tree=old
                    /archives/html/mbox/lamp-devel-2012-01?tree=none, UNKNOWN, none
                    """)
    void areNamedInLinksToo(String link, LinkAnswer.Status status, @Nullable String path) {
        LinkAnswer answer = new Resolver(archive).resolve(link);
        assertThat(answer.status()).isEqualTo(status);
        if (path != null) {
            assertThat(answer.path()).contains(path);
        }
    }

    @Test
    void leadOnWithinTheirTree() {
        String month = get("www.example.org", "/lamp-devel/2012-01/?tree=old");
        assertThat(month)
                .contains("href=\"msg00002.html?tree=old\"", "threads.html?tree=old")
                .doesNotContain("new wicks");
        assertThat(get("old.example.org", "/lamp-devel/2012-01/msg00000.html"))
                .contains("msg00000.html?tree=old", "msg00002.html?tree=old")
                .contains("tree old, by the order of the mailbox", "; on old.example.org</span>");
    }

    /** To the host of the other tree, the same path without a name means another message. */
    @Test
    void nameTheMainTreeToo() {
        assertThat(get("old.example.org", "/lamp-devel/2012-01/msg00000.html?tree=new"))
                .contains("msg00001.html?tree=new", "index.html?tree=new#00000")
                .contains("\"/lamp-devel/2012-01/?tree=new\"");
        assertThat(get("old.example.org", "/lamp-devel/2012-01/threads.html?tree=new"))
                .contains("\"msg00001.html?tree=new\"", "\"index.html?tree=new\"");
        assertThat(get("old.example.org", "/lamp-devel/new-1@example.org/"))
                .contains("\"/archives/html/lamp-devel/2012-01/msg00001.html?tree=new\"")
                .contains("\"/lamp-devel/2012-01/threads.html?tree=new#00001\"");
        assertThat(get("old.example.org", "/lamp-devel/april@example.org/"))
                .contains("\"/archives/html/lamp-devel/2009-04/msg00930.html\"")
                .doesNotContain("?tree=");
    }

    @ParameterizedTest
    @CsvSource({
        "old.example.org, /lamp-devel/2012-01, 301",
        "old.example.org, /archives/html/lamp-devel/2012-01/msg00002, 301",
        "new.example.org, /archives/html/lamp-devel/2012-01/msg00002, 404",
        "new.example.org, /archives/html/lamp-devel/2012-01/msg00002?tree=old, 301",
        "www.example.org, /archives/html/lamp-devel/2012-01/msg00002, 301",
        "www.example.org, /archives/html/lamp-devel/2012-01/msg00003, 404",
        "www.example.org, /archives/html/lamp-devel/2012-01/msg00000?tree=none, 400",
    })
    void areFoundUnderOtherSpellings(String host, String path, int status) {
        assertThat(get(host, path)).startsWith(status + "\n");
    }

    @ParameterizedTest
    @CsvSource({
        "http://old.example.org/archives/html/lamp-devel/2012-01/msg00000.html, old-0",
        "http://new.example.org/archives/html/lamp-devel/2012-01/threads.html%2300000, new-0",
    })
    void areResolvedByTheHostOfTheLink(String link, String id) {
        assertThat(resolve(link.replace("%23", "#")).messageId()).isEqualTo(id + "@example.org");
    }

    @ParameterizedTest
    @CsvSource({
        "http://old.example.org/archives/html/lamp-devel/2012-01/, /lamp-devel/2012-01/?tree=old",
        "http://new.example.org/archives/html/lamp-devel/2012-01/thrd2.html,"
                + " /lamp-devel/2012-01/threads.html?tree=new",
        "/lamp-devel/2012-01/?tree=old, /lamp-devel/2012-01/?tree=old",
        "/lamp-devel/2012-01/, /lamp-devel/2012-01/?tree=new",
        "http://old.example.org/archives/html/lamp-devel/2009-04/, /lamp-devel/2009-04/",
    })
    void areMonthsOfTheHostOfTheLink(String link, String path) {
        LinkAnswer answer = resolve(link);
        assertThat(answer.status()).isEqualTo(LinkAnswer.Status.EXACT);
        assertThat(answer.path()).isEqualTo(path);
    }

    @Test
    void offerTheOtherTreeWhereTheirsHasNothing() {
        LinkAnswer number =
                resolve("http://old.example.org/archives/html/lamp-devel/2012-01/msg00001.html");
        assertThat(number.status()).isEqualTo(LinkAnswer.Status.CANDIDATES);
        assertThat(number.candidates().getFirst().subject()).isEqualTo("new oil");
        assertThat(get("old.example.org", "/archives/html/lamp-devel/2012-01/msg00001.html"))
                .startsWith("404")
                .contains("in the other tree", "new oil", "/lamp-devel/new-1@example.org/")
                .contains("msg00002.html?tree=old", "/lamp-devel/2012-01/?tree=new");
        YearMonth later = BOTH.plusMonths(1);
        store.add(new MessageNumber(later, 7), "later@example.org", null, "later", "F.\n");
        assertThat(resolve("http://old.example.org/archives/html/lamp-devel/2012-02/").pages())
                .containsExactly("/lamp-devel/2012-02/?tree=new");
        assertThat(get("old.example.org", "/archives/html/lamp-devel/2012-02/"))
                .startsWith("404")
                .contains("/lamp-devel/2012-02/?tree=new");
        assertThat(get("old.example.org", "/lamp-devel/2012-02/msg00007.html"))
                .startsWith("404")
                .contains("in the other tree", "/lamp-devel/later@example.org/");
        assertThat(get("old.example.org", "/lamp-devel/2012-02/msg00008.html"))
                .startsWith("404")
                .contains("/lamp-devel/2012-02/?tree=new");
        assertThat(get("old.example.org", "/lamp-devel/2012-03/msg00008.html")).startsWith("404");
    }

    private LinkAnswer resolve(String link) {
        return new Resolver(new Archive(store, new Nothing(), Map.of(LIST, LAMP), Set.of()))
                .resolve(link);
    }

    @Test
    void haveAPageThatSaysHowSureTheyAre() {
        assertThat(get("www.example.org", "/lamp-devel/coverage/"))
                .startsWith("200")
                .contains("How sure the old numbers are");
        assertThat(get("www.example.org", "/lamp-devel/coverage")).startsWith("301");
        assertThat(get("www.example.org", "/lamp-devel/")).contains("/lamp-devel/coverage/");
    }
}
