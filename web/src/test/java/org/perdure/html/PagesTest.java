package org.perdure.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.perdure.archive.AttachmentsView;
import org.perdure.archive.AuthorView;
import org.perdure.archive.ConversationView;
import org.perdure.archive.EnclosedView;
import org.perdure.archive.Ghost;
import org.perdure.archive.Ghosts;
import org.perdure.archive.LinkAnswer;
import org.perdure.archive.Mentions;
import org.perdure.archive.MessageView;
import org.perdure.archive.MonthView;
import org.perdure.archive.QuotesView;
import org.perdure.archive.SearchView;
import org.perdure.archive.Summary;
import org.perdure.archive.ThreadView;
import org.perdure.html.Route.View;
import org.perdure.link.ArchivePath;
import org.perdure.link.Folder;
import org.perdure.link.MessageNumber;
import org.perdure.message.Attachment;
import org.perdure.message.Defect;
import org.perdure.message.HeaderField;
import org.perdure.message.Mailbox;
import org.perdure.message.MailingList;
import org.perdure.message.MessageId;
import org.perdure.message.Provenance;
import org.perdure.search.Facets;
import org.perdure.search.Histogram;
import org.perdure.search.Hit.Highlight;
import org.perdure.search.Hit.Piece;
import org.perdure.search.Page.Total;
import org.perdure.search.Question.Sort;
import org.perdure.store.Edge;
import org.perdure.store.NumberRow;
import org.perdure.text.Block;
import org.perdure.text.Kind;
import org.perdure.thread.Evidence;

class PagesTest {
    private static final Templates TEMPLATES = new Templates();
    private static final NuChecker CHECKER = new NuChecker();

    /** Scripts that are not ours. */
    private static final String OTHER_SCRIPTS = "script:not([src=" + StaticFiles.SCRIPT + "])";

    /** Parts of texts by which a sender might get out of a text or an attribute. */
    private static final List<String> HOSTILE =
            List.of(
                    "<script>alert(1)</script>",
                    "\"><img src=x onerror=alert(1)>",
                    "' onmouseover='alert(1)",
                    "</pre></div></main><h1>gone</h1>",
                    "javascript:alert(1)",
                    "http://example.org/\"onclick=\"alert(1)",
                    "http://example.org/<svg/onload=alert(1)>",
                    "&lt;b&gt; &#60;i&#62; ]]> --> <!--",
                    "\u202E\u0000\u0008\uD800 lone",
                    "{{7*7}} ${7*7} @if(true)");

    static Stream<String> hostile() {
        return HOSTILE.stream();
    }

    static Stream<String> pages() {
        return PaperDoll.pages().keySet().stream();
    }

    private static String html(HtmlPage page) {
        return new String(TEMPLATES.render(page), StandardCharsets.UTF_8);
    }

    private static Document parse(HtmlPage page) {
        return Jsoup.parse(html(page));
    }

    private static HtmlPage doll(String name) {
        HtmlPage page = PaperDoll.pages().get(name);
        if (page == null) {
            throw new IllegalArgumentException("no page " + name);
        }
        return page;
    }

    @Nested
    class EveryPage {
        @ParameterizedTest
        @MethodSource("org.perdure.html.PagesTest#pages")
        void isValid(String name) throws Exception {
            assertThat(CHECKER.check(html(doll(name)).getBytes(StandardCharsets.UTF_8))).isEmpty();
        }

        @ParameterizedTest
        @MethodSource("org.perdure.html.PagesTest#pages")
        void hasLandmarksHeadingsInOrderAndNoAnchorTwice(String name) {
            Document page = parse(doll(name));
            assertThat(page.select("html[lang]")).hasSize(1);
            assertThat(page.select("main")).hasSize(1);
            assertThat(page.select("a.skip[href=#main]")).hasSize(1);
            assertThat(page.select("h1")).hasSize(1);
            int level = 0;
            for (Element heading : page.select("h1, h2, h3, h4")) {
                int next = heading.tagName().charAt(1) - '0';
                assertThat(next).isLessThanOrEqualTo(level + 1);
                level = next;
            }
            assertThat(page.select("[id]").eachAttr("id")).doesNotHaveDuplicates();
            assertThat(page.select("nav[aria-label=''], nav:not([aria-label])")).isEmpty();
        }

        @ParameterizedTest
        @MethodSource("org.perdure.html.PagesTest#pages")
        void fitsTheContentSecurityPolicy(String name) {
            Document page = parse(doll(name));
            assertThat(page.select(OTHER_SCRIPTS + ", style, iframe, object, embed, base, [style]"))
                    .isEmpty();
            assertThat(page.select("*").stream().flatMap(e -> e.attributes().asList().stream()))
                    .noneMatch(attribute -> attribute.getKey().startsWith("on"));
            assertThat(page.select("link[href], img[src], form[action]").eachAttr("href"))
                    .allMatch(
                            href ->
                                    href.startsWith("/")
                                            || href.startsWith("https://lists.example.org"));
        }

        @ParameterizedTest
        @MethodSource("org.perdure.html.PagesTest#pages")
        void isTheSameWhenStreamed(String name) throws IOException {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            TEMPLATES.render(doll(name), out);
            assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(html(doll(name)));
        }
    }

    @Nested
    class SearchPages {
        private String lead(SearchView view) {
            Chrome chrome = Chrome.plain(Invented.SITE, "Invented", "/").withQuery("q");
            return parse(new SearchPage(chrome, Sort.NEWEST, view, "", true))
                    .select(".hits + p")
                    .text();
        }

        @Test
        void leadToFurtherHitsOfAThreadWhereEachStandsOnce() {
            SearchView view = Invented.results();
            SearchView.Result best = view.hits().getFirst();
            SearchView.Result with =
                    new SearchView.Result(best.summary(), best.highlights(), null, 1_200);
            SearchView collapsed =
                    new SearchView(
                            null,
                            view.query(),
                            view.total(),
                            List.of(with, view.hits().get(1)),
                            view.facets(),
                            view.next());
            Chrome chrome = Chrome.plain(Invented.SITE, "Invented", "/").withQuery("q");
            Document page = parse(new SearchPage(chrome, Sort.NEWEST, true, collapsed, "", true));
            assertThat(page.select(".hits a[href$=/t/]").eachText())
                    .containsExactly("1,200 more in this thread");
            assertThat(page.select(".next a").attr("href"))
                    .isEqualTo("/search?q=q&sort=newest&collapse=thread&cursor=c%2B2");
            assertThat(page.select(".tabs strong").eachText())
                    .containsExactly("Newest first", "One for each thread");
            assertThat(page.select(".tabs a").eachAttr("href"))
                    .containsExactly(
                            "/search?q=q&collapse=thread",
                            "/search?q=q&sort=oldest&collapse=thread",
                            "/search?q=q&sort=newest");
        }

        @Test
        void sayWhyNothingMatches() {
            assertThat(lead(Invented.noResults("zebra")))
                    .isEqualTo(
                            "No message matches zebra by itself. A star at the end of a word may"
                                    + " help.");
            assertThat(lead(Invented.noResults("zebra", "zoo", "s:\"<b>\"")))
                    .startsWith("No message matches zebra, zoo or s:\"<b>\" by itself.");
            assertThat(lead(Invented.noResults()))
                    .startsWith("Each part of the query matches something, but no message");
        }

        @Test
        void drawBarsThatLeadToWhatTheyCount() {
            Document page = parse(doll("search"));
            List<String> hrefs = page.select(".histogram svg a").eachAttr("href");
            assertThat(hrefs)
                    .containsExactly(
                            "/search?q=%28wick+OR+oil%29+received%3A2008-11",
                            "/search?q=%28wick+OR+oil%29+received%3A2008-12",
                            "/search?q=%28wick+OR+oil%29+received%3A2009-06");
            assertThat(page.select(".histogram li a").eachAttr("href")).isEqualTo(hrefs);
            assertThat(page.select(".histogram li").eachText()).startsWith("2008-11 300 messages");
        }
    }

    @Nested
    class MessagePages {
        @Test
        void areAsTheGoldenFilesHaveThem() throws IOException {
            for (String name : List.of("message", "message-lonely")) {
                compare(
                        name,
                        html(doll(name))
                                .replace(StaticFiles.STYLESHEET, "/static/style.css")
                                .replace(StaticFiles.SCRIPT, "/static/script.js")
                                .replace(StaticFiles.SCRIPT_INTEGRITY, "sha256-"));
            }
        }

        private void compare(String name, String html) throws IOException {
            Path golden = Path.of("src/test/resources/org/perdure/html", name + ".html");
            if ("update".equals(System.getProperty("golden"))) {
                Files.createDirectories(golden.getParent());
                Files.writeString(golden, html);
            }
            assertThat(html).isEqualTo(Files.readString(golden));
        }

        @Test
        void haveTheNavigationOfTheOldPages() {
            Document page = parse(doll("message"));
            assertThat(page.select("nav.beside").text())
                    .isEqualTo(
                            "[Date Prev][Date Next][Thread Prev][Thread Next][Date Index][Thread Index]");
            assertThat(page.select("nav.beside a").eachAttr("href"))
                    .containsExactly(
                            "msg00041.html",
                            "msg00043.html",
                            "msg00041.html",
                            "index.html#00042",
                            "threads.html#00042");
            assertThat(page.select("nav.after dt").eachText())
                    .containsExactly(
                            "Prev by Date", "Next by Date", "Previous by thread", "Index(es)");
        }

        @Test
        void leaveLabelsWithoutANeighbourAsText() {
            assertThat(parse(doll("message-lonely")).select("nav.beside a").eachText())
                    .containsExactly("Date Index", "Thread Index");
        }

        @Test
        void haveAnchorsForTheFollowUpsAndReferencesOfTheMonth() {
            Document page = parse(doll("message"));
            assertThat(page.select("li#00041 a").attr("href")).isEqualTo("msg00041.html");
            assertThat(page.select("li#00043 a").attr("href")).isEqualTo("msg00043.html");
            assertThat(page.select(".entries li:not([id]) a").eachAttr("href"))
                    .containsExactlyInAnyOrder(
                            "../2009-05/msg00012.html", "../2009-07/msg00003.html");
        }

        @Test
        void linkToCanonicalPagesWhenTheyAreOne() {
            Document page = parse(doll("message-canonical"));
            assertThat(page.select("nav.beside a").eachAttr("href"))
                    .containsExactly(
                            "/lamp-devel/lamp-41@example.org/",
                            "/lamp-devel/lamp-43@example.org/",
                            "/lamp-devel/lamp-41@example.org/",
                            "/lamp-devel/2009-06/#00042",
                            "/lamp-devel/2009-06/threads.html#00042");
        }

        @Test
        void nameTheParentThatNeverCame() {
            assertThat(parse(doll("message-lonely")).select("main").text())
                    .contains("answers <never-came@example.org>, which never came");
        }

        @Test
        void keepTheLinesOfTheBody() {
            Document page = parse(doll("message"));
            page.select(".beside-text").remove();
            assertThat(page.select(".text").getFirst().wholeText())
                    .contains("\n\nIt could.")
                    .contains("    wicks   before    after\n")
                    .contains("\ndiff --git", "-\ttank_pour(w->tank, w);\n");
            assertThat(page.select("blockquote.q1 pre").getFirst().wholeText())
                    .contains("\n>\n> Could");
            assertThat(page.select(".text a").eachAttr("rel")).containsOnly("nofollow noopener");
        }
    }

    @Nested
    class MonthPages {
        @Test
        void haveAnAnchorForEveryMessageInBothOrders() {
            List<String> anchors =
                    Invented.month().byDate().stream()
                            .map(row -> new MessageNumber(Invented.MONTH, row.number()).digits())
                            .toList();
            for (String name : List.of("month-date", "month-threads")) {
                Document page = parse(doll(name));
                assertThat(page.select("ol.rows > li").eachAttr("id"))
                        .containsExactlyInAnyOrderElementsOf(anchors);
            }
        }

        @Test
        @Timeout(20)
        void stayFlatHoweverDeepAThreadIs() {
            List<MonthView.Row> rows = new ArrayList<>();
            for (int i = 0; i < 5_000; i++) {
                rows.add(new MonthView.Row(i, i, Invented.summary(i, "Re: deep", "Ada")));
            }
            MonthView deep =
                    new MonthView(
                            Invented.LAMP,
                            Folder.of(Invented.MONTH),
                            Invented.calendar(),
                            rows,
                            rows,
                            "e");
            Document page = parse(new MonthPage(doll("list").chrome(), deep, View.THREAD));
            assertThat(page.select("ol.rows > li")).hasSize(5_000);
            assertThat(page.select("ol.rows ol")).isEmpty();
            assertThat(page.select("li.d" + MonthPage.MAX_STYLED_DEPTH))
                    .hasSize(5_000 - MonthPage.MAX_STYLED_DEPTH);
        }
    }

    @Nested
    class WhatSendersWrote {
        @ParameterizedTest
        @MethodSource("org.perdure.html.PagesTest#hostile")
        void isTextOnEveryPage(String text) {
            for (HtmlPage page : hostilePages(text)) {
                Document parsed = parse(page);
                assertThat(parsed.select(OTHER_SCRIPTS + ", img, svg, b, i, style, iframe"))
                        .isEmpty();
                assertThat(
                                parsed.select("*").stream()
                                        .flatMap(e -> e.attributes().asList().stream()))
                        .noneMatch(attribute -> attribute.getKey().startsWith("on"));
                assertThat(parsed.select("h1")).hasSize(1);
                assertThat(parsed.select("main")).hasSize(1);
                assertThat(parsed.select("[href]").eachAttr("href"))
                        .noneMatch(href -> href.toLowerCase(Locale.ROOT).startsWith("javascript"));
            }
        }

        @ParameterizedTest
        @MethodSource("org.perdure.html.PagesTest#hostile")
        void changesNoElementOfAPage(String text) {
            List<HtmlPage> hostile = hostilePages(text);
            List<HtmlPage> plain = hostilePages("plain");
            for (int i = 0; i < plain.size(); i++) {
                assertThat(skeleton(hostile.get(i))).isEqualTo(skeleton(plain.get(i)));
            }
        }

        /** Returns the elements of a page but for links that a text may hold, or a name have. */
        private List<String> skeleton(HtmlPage page) {
            return parse(page).select("*").stream()
                    .filter(
                            element ->
                                    !element.attr("rel").contains("noopener")
                                            && !element.attr("href").contains("/authors/"))
                    .map(element -> element.tagName() + " " + element.className())
                    .toList();
        }

        @Test
        void isReadableAsItWasWritten() {
            String subject = "a < b && \"c\" > 'd' &amp;";
            Document page = parse(hostilePages(subject).getFirst());
            assertThat(page.select("h1").text()).isEqualTo(subject);
            assertThat(page.title()).isEqualTo(subject);
        }

        private List<HtmlPage> hostilePages(String text) {
            Summary self =
                    new Summary(
                            Invented.LIST,
                            new MessageId(text),
                            0,
                            text,
                            text,
                            null,
                            Instant.EPOCH,
                            new MessageNumber(Invented.MONTH, 1),
                            ArchivePath.messagePath(Invented.LIST, new MessageId(text)));
            MailingList list =
                    new MailingList(
                            Invented.LIST,
                            text,
                            List.of(text),
                            List.of(text),
                            new MailingList.Banner(text, text),
                            MailingList.Masking.NONE);
            MessageView message =
                    new MessageView(
                            1,
                            list,
                            self,
                            Folder.of(Invented.MONTH),
                            List.of(new Mailbox(text, text)),
                            List.of(new Mailbox(text, text)),
                            List.of(new Mailbox(null, text)),
                            List.of(new HeaderField(text, text), new HeaderField("Date", text)),
                            Invented.inOrder(
                                    Block.of(Kind.ATTRIBUTION, 0, List.of(text)),
                                    Block.of(Kind.QUOTED, 1, List.of(text)),
                                    Block.of(Kind.AUTHORED, 0, List.of(text, text)),
                                    Block.of(Kind.SIGNATURE, 0, List.of("-- ", text))),
                            List.of(new Attachment("2", text, "text/html", 1)),
                            List.of(
                                    new EnclosedView(
                                            "2",
                                            text,
                                            List.of(new Mailbox(text, text)),
                                            List.of(new Mailbox(text, text)),
                                            null,
                                            List.of(new HeaderField(text, text)),
                                            List.of(Block.of(Kind.ARMOUR, 0, List.of(text))),
                                            List.of(new Attachment("2.2", text, "a/b", 1)),
                                            self)),
                            List.of(new Defect(Defect.Code.BAD_DATE, text)),
                            List.of(
                                    new MessageView.Published(
                                            new MessageNumber(Invented.MONTH, 1),
                                            "",
                                            NumberRow.Origin.MBOX_ORDER,
                                            0.9,
                                            List.of())),
                            List.of(self),
                            List.of(
                                    new MessageView.OtherSource(
                                            1, self.arrived(), self.path(), List.of(text))),
                            List.of(self),
                            List.of(self),
                            List.of(self),
                            new Edge(self.id(), null, new MessageId(text), Evidence.QUOTATION, 0.9),
                            Provenance.MHONARC_PAGE,
                            MessageView.Neighbours.NONE,
                            new Mentions(
                                    List.of(
                                            new Mentions.Alias(
                                                    Mentions.Kind.CLAIMED, text, List.of(text))),
                                    List.of(self)),
                            Map.of());
            Chrome chrome =
                    new Chrome(
                            Invented.SITE,
                            text,
                            ArchivePath.messagePath(Invented.LIST, new MessageId(text)),
                            true,
                            list,
                            text,
                            List.of(new Link(text, "/")),
                            StaticFiles.STYLESHEET,
                            new FeedLinks("/" + text, "/" + text, text));
            QuotesView quotes =
                    new QuotesView(
                            self,
                            List.of(Invented.quote(1, 2, 1, self, 0)),
                            List.of(Invented.quote(2, 4, 1, self, 0)),
                            true);
            List<MonthView.Row> rows = List.of(new MonthView.Row(1, 0, self));
            MonthView month =
                    new MonthView(
                            list, Folder.of(Invented.MONTH), Invented.calendar(), rows, rows, "e");
            ThreadView thread =
                    new ThreadView(
                            list,
                            self.id(),
                            self,
                            List.of(
                                    new ThreadView.Node(self.id(), self, null, 0, null, 1),
                                    new ThreadView.Node(
                                            new MessageId("ghost" + text),
                                            null,
                                            self.id(),
                                            1,
                                            null,
                                            1)),
                            false,
                            "e");
            SearchView search =
                    new SearchView(
                            list,
                            text,
                            new Total(1, true),
                            List.of(
                                    new SearchView.Result(
                                            self,
                                            List.of(
                                                    new Highlight(
                                                            List.of(
                                                                    new Piece(text, true),
                                                                    new Piece(text, false)))))),
                            new Facets(
                                    List.of(),
                                    List.of(new Facets.Count(text, 1)),
                                    List.of(),
                                    Histogram.NONE),
                            text);
            Ghosts ghosts =
                    Ghosts.of(
                            List.of(
                                    new Ghost(
                                            new MessageId("missing-" + text),
                                            self.id(),
                                            List.of(
                                                    new Ghost.Fragment(
                                                            List.of(text), List.of(self))))));
            return List.of(
                    new MessagePage(
                            chrome, message, new Links(Invented.LIST, Invented.MONTH), quotes),
                    new MonthPage(chrome, month, View.DATE),
                    new MonthPage(chrome, month, View.THREAD),
                    new MonthPage(chrome, month, View.AUTHOR),
                    new MonthPage(chrome, month, View.SUBJECT),
                    new AuthorPage(
                            chrome,
                            new AuthorView(
                                    list,
                                    text,
                                    new Total(1, true),
                                    Histogram.NONE,
                                    List.of(self),
                                    text),
                            true),
                    new AttachmentsPage(
                            chrome,
                            new AttachmentsView(
                                    list,
                                    new Total(1, true),
                                    List.of(
                                            new AttachmentsView.Attached(
                                                    self, message.attachments())),
                                    text)),
                    new ThreadPage(chrome, thread, ghosts),
                    new FlatThreadPage(chrome, thread, ghosts, List.of(message), _ -> quotes),
                    new ConversationPage(
                            chrome,
                            new ConversationView(
                                    list,
                                    self,
                                    List.of(
                                            new ConversationView.Piece(
                                                    self, 0, true, 0, message.blocks())),
                                    ghosts,
                                    Map.of(),
                                    false,
                                    "e")),
                    new SearchPage(chrome, Sort.NEWEST, search, text, false),
                    new ResolvePage(
                            chrome,
                            new LinkAnswer(
                                    text,
                                    text,
                                    LinkAnswer.Status.UNKNOWN,
                                    0,
                                    null,
                                    text,
                                    text,
                                    false,
                                    List.of(self),
                                    List.of(),
                                    text),
                            summary -> text),
                    new ErrorPage(chrome, 404, text, List.of(), List.of(new Link(text, "/"))));
        }
    }
}
