package org.perdure.html;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.perdure.archive.Calendar;
import org.perdure.archive.ConversationView;
import org.perdure.archive.Ghost;
import org.perdure.archive.Ghosts;
import org.perdure.archive.LinkAnswer;
import org.perdure.archive.ListView;
import org.perdure.archive.Mentions;
import org.perdure.archive.MessageView;
import org.perdure.archive.MessageView.Neighbours;
import org.perdure.archive.MessageView.Numbered;
import org.perdure.archive.MessageView.OtherSource;
import org.perdure.archive.MonthView;
import org.perdure.archive.NoMatch;
import org.perdure.archive.QuotesView;
import org.perdure.archive.QuotesView.Quote;
import org.perdure.archive.SearchView;
import org.perdure.archive.Summary;
import org.perdure.archive.ThreadView;
import org.perdure.link.ArchivePath;
import org.perdure.link.Folder;
import org.perdure.link.MessageNumber;
import org.perdure.link.Trees;
import org.perdure.message.Attachment;
import org.perdure.message.Defect;
import org.perdure.message.HeaderField;
import org.perdure.message.ListName;
import org.perdure.message.Mailbox;
import org.perdure.message.MailingList;
import org.perdure.message.MessageId;
import org.perdure.message.Provenance;
import org.perdure.search.Facets;
import org.perdure.search.Histogram;
import org.perdure.search.Hit.Highlight;
import org.perdure.search.Hit.Piece;
import org.perdure.search.Page.Total;
import org.perdure.store.Edge;
import org.perdure.store.MonthCount;
import org.perdure.store.NumberRow;
import org.perdure.text.Block;
import org.perdure.text.Kind;
import org.perdure.text.Segment;
import org.perdure.thread.Evidence;

/** Views of an archive that never was, as ordinary mail and as hostile mail would make them. */
final class Invented {
    static final ListName LIST = new ListName("lamp-devel");
    static final YearMonth MONTH = YearMonth.of(2009, 6);
    static final Site SITE = new Site("Lamp mailing lists", "https://lists.example.org");

    static final MailingList LAMP =
            new MailingList(
                    LIST,
                    "Development of the lamp",
                    List.of("lamp-devel@example.org"),
                    List.of("lists.example.org"),
                    new MailingList.Banner(
                            "WARNING - OLD ARCHIVES",
                            "This is an archived copy of the Lamp mailing list, which we have preserved to"
                                    + " ensure that existing links to archives are not broken. The live"
                                    + " archive can be found at https://lists.example.org/."),
                    MailingList.Masking.PAGES);

    private Invented() {}

    static Summary summary(int number, String subject, String author) {
        return summary("lamp-" + number + "@example.org", MONTH, number, subject, author);
    }

    static Summary summary(String id, YearMonth month, int number, String subject, String author) {
        Instant arrived =
                month.atDay(1)
                        .atStartOfDay()
                        .plusMinutes(97L * number)
                        .toInstant(java.time.ZoneOffset.UTC);
        return new Summary(
                LIST,
                new MessageId(id),
                0,
                subject,
                author,
                OffsetDateTime.parse("2009-06-22T11:47:15+01:00"),
                arrived,
                new MessageNumber(month, number),
                ArchivePath.messagePath(LIST, new MessageId(id)));
    }

    static final List<Block> PATCH_AND_QUOTES =
            inOrder(
                    Block.of(
                            Kind.ATTRIBUTION,
                            0,
                            List.of("On Mon, Jun 22, 2009 at 10:14:02AM +0100, Ada Quill wrote:")),
                    Block.of(
                            Kind.QUOTED,
                            3,
                            List.of(
                                    "Why does the wick queue hold its lock over the whole refill?")),
                    Block.of(
                            Kind.QUOTED,
                            2,
                            List.of(
                                    "Because the burner may ask for oil while the tank is being swapped. See",
                                    "https://lists.example.org/archives/html/lamp-devel/2009-05/msg00012.html,",
                                    "where Noor measured it.")),
                    Block.of(
                            Kind.QUOTED,
                            1,
                            List.of(
                                    "I would rather not keep it. On a lamp with two wicks the second one starves for",
                                    "up to 40 ms, and readers notice the flicker (http://example.org/flicker_(lamp)).",
                                    "",
                                    "Could the refill take a reference instead?")),
                    Block.of(
                            Kind.AUTHORED,
                            0,
                            List.of(
                                    "",
                                    "It could. The patch below does that; the tank is freed when the last wick lets",
                                    "go of it. Tested on a four-wick lamp over a weekend, no flicker above 2 ms.",
                                    "",
                                    "    wicks   before    after",
                                    "    1         1 ms     1 ms",
                                    "    2        40 ms     2 ms",
                                    "    4       118 ms     2 ms",
                                    "",
                                    "Signed-off-by: Ben Tallow <ben@xxxxxxxxxxx>",
                                    "")),
                    Block.of(
                            Kind.PATCH,
                            0,
                            List.of(
                                    "diff --git a/lamp/wick.c b/lamp/wick.c",
                                    "--- a/lamp/wick.c",
                                    "+++ b/lamp/wick.c",
                                    "@@ -118,9 +118,10 @@ static void wick_refill(struct wick *w)",
                                    " {",
                                    "-\tspin_lock(&w->queue_lock);",
                                    "-\ttank_pour(w->tank, w);",
                                    "-\tspin_unlock(&w->queue_lock);",
                                    "+\tstruct tank *t = tank_get(w->tank);",
                                    "+",
                                    "+\ttank_pour(t, w);",
                                    "+\ttank_put(t);",
                                    " }")),
                    Block.of(Kind.SIGNATURE, 0, List.of("-- ", "Ben Tallow, keeper of wicks")));

    /** Returns blocks as one text has them, each behind the one before. */
    static List<Block> inOrder(Block... blocks) {
        List<Block> placed = new ArrayList<>();
        int line = 0;
        for (Block block : blocks) {
            int count = block.lines().size();
            Segment segment =
                    new Segment(block.kind(), block.depth(), block.level(), line, count, null);
            placed.add(new Block(segment, block.lines()));
            line += count;
        }
        return List.copyOf(placed);
    }

    /** Returns what {@link #message} quotes, and who quotes it. */
    static QuotesView quotes() {
        Summary ada = summary(41, "Re: wick", "Ada Quill");
        Summary noor =
                summary("may-12@example.org", YearMonth.of(2009, 5), 12, "wick", "Noor Ember");
        Summary reply = summary(43, "Re: wick", "Ada Quill");
        return new QuotesView(
                summary(42, "Re: wick", "Ben Tallow"),
                List.of(quote(2, 5, 2, noor, 7), quote(5, 9, 1, ada, 12)),
                List.of(quote(10, 12, 1, reply, 1), quote(13, 17, 1, reply, 9)),
                false);
    }

    static QuotesView noQuotes(MessageView message) {
        return new QuotesView(message.summary(), List.of(), List.of(), false);
    }

    /** Lines that stand elsewhere, whichever of the two quotes the other. */
    static Quote quote(int first, int end, int level, Summary other, int otherFirst) {
        return new Quote(
                first, end, level, other, otherFirst, otherFirst + end - first, 20, 1, true);
    }

    static MessageView message() {
        return message(List.of());
    }

    /** The same message among others that answer the same one. */
    static MessageView message(List<Summary> siblings) {
        Summary self =
                summary(
                        42,
                        "Re: [Lamp-devel] [PATCH 2/3] wick: do not hold the queue lock over a refill",
                        "Ben Tallow");
        return new MessageView(
                1,
                LAMP,
                self,
                Folder.of(MONTH),
                List.of(new Mailbox("Ben Tallow", "ben@xxxxxxxxxxx")),
                List.of(
                        new Mailbox("Ada Quill", "ada@xxxxxxxxxxx"),
                        new Mailbox(null, "lamp-devel@xxxxxxxxxxx")),
                List.of(new Mailbox("Noor Ember", "noor@xxxxxxxxxxx")),
                List.of(
                        new HeaderField(
                                "Received",
                                "from mail.example.org by lists.example.org with SMTP; Mon, 22 Jun 2009 10:47:20 +0000"),
                        new HeaderField("Message-ID", "<lamp-42@example.org>"),
                        new HeaderField("In-Reply-To", "<lamp-41@example.org>"),
                        new HeaderField("User-Agent", "Quillmail/1.2")),
                PATCH_AND_QUOTES,
                List.of(
                        new Attachment("2", "flicker after.png", "image/png", 48_213),
                        new Attachment("3", "wick.patch", "text/x-patch", 912)),
                List.of(),
                List.of(new Defect(Defect.Code.BAD_CHARSET, "x-lamp")),
                List.of(
                        new MessageView.Published(
                                new MessageNumber(MONTH, 42),
                                "",
                                NumberRow.Origin.MBOX_ORDER,
                                0.9,
                                List.of())),
                List.of(),
                List.of(
                        new OtherSource(
                                1,
                                self.arrived().plusSeconds(60),
                                self.path() + "?copy=1",
                                List.of("List-Id", "Received"))),
                List.of(
                        summary(
                                41,
                                "Re: [Lamp-devel] [PATCH 2/3] wick: do not hold the queue lock over a refill",
                                "Ada Quill"),
                        summary(
                                "may-12@example.org",
                                YearMonth.of(2009, 5),
                                12,
                                "[PATCH 0/3] wick: less flicker",
                                "Noor Ember")),
                siblings,
                List.of(
                        summary(
                                43,
                                "Re: [Lamp-devel] [PATCH 2/3] wick: do not hold the queue lock over a refill",
                                "Ada Quill"),
                        summary(
                                "july-3@example.org",
                                YearMonth.of(2009, 7),
                                3,
                                "Applied: wick: do not hold the queue lock",
                                "Noor Ember")),
                new Edge(
                        self.id(),
                        new MessageId("lamp-41@example.org"),
                        null,
                        Evidence.QUOTATION,
                        0.9),
                Provenance.RECEIVED,
                new Neighbours(
                        numbered(41, "Re: [Lamp-devel] oil prices", "Cleo Dusk"),
                        numbered(
                                43,
                                "Re: [Lamp-devel] [PATCH 2/3] wick: do not hold the queue lock over a refill",
                                "Ada Quill"),
                        numbered(
                                41,
                                "Re: [Lamp-devel] [PATCH 2/3] wick: do not hold the queue lock over a refill",
                                "Ada Quill"),
                        null),
                new Mentions(
                        List.of(
                                new Mentions.Alias(
                                        Mentions.Kind.PUBLISHED,
                                        "/archives/html/lamp-devel/2009-06/msg00042.html",
                                        List.of("lists.example.org")),
                                new Mentions.Alias(
                                        Mentions.Kind.KNOWN,
                                        "ext gmane gmane.comp.example.lamp 4242",
                                        List.of())),
                        List.of(summary(51, "The queue lock, once more", "Noor Ember"))),
                Map.of());
    }

    /** A short first message: no neighbours, no patch, a parent that never came. */
    static MessageView lonely() {
        return new MessageView(
                2,
                MailingList.named(LIST),
                summary(0, "", ""),
                Folder.of(MONTH),
                List.of(new Mailbox(null, "cleo@example.org")),
                List.of(),
                List.of(),
                List.of(new HeaderField("Date", "the other day")),
                List.of(Block.of(Kind.AUTHORED, 0, List.of("Is this thing on?"))),
                List.of(),
                List.of(),
                List.of(),
                List.of(
                        new MessageView.Published(
                                new MessageNumber(MONTH, 0),
                                "",
                                NumberRow.Origin.MBOX_ORDER,
                                0.9,
                                List.of())),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                new Edge(
                        new MessageId("lamp-0@example.org"),
                        null,
                        new MessageId("never-came@example.org"),
                        Evidence.IN_REPLY_TO,
                        1),
                Provenance.RECEIVED,
                Neighbours.NONE,
                Mentions.NONE,
                Map.of());
    }

    static Numbered numbered(int number, String subject, String author) {
        return new Numbered(new MessageNumber(MONTH, number), summary(number, subject, author));
    }

    static MonthView month() {
        List<MonthView.Row> rows = new ArrayList<>();
        List<MonthView.Row> threads = new ArrayList<>();
        Random random = new Random(7);
        String[] authors = {
            "Ada Quill",
            "Ben Tallow",
            "Cleo Dusk",
            "Noor Ember",
            "Åsa Björkö",
            "Someone with an uncommonly long name indeed"
        };
        String[] subjects = {
            "[PATCH 0/3] wick: less flicker",
            "oil prices",
            "[RFC] Should a lamp have a reset button? Some thoughts after two winters with the four-wick prototype in the north tower",
            "build failure on big-endian lamps",
            "[ANNOUNCE] lamp 3.4-rc1"
        };
        int depth = 0;
        String subject = subjects[0];
        for (int number = 0; number < 60; number++) {
            depth = number % 9 == 0 ? 0 : Math.max(1, depth + random.nextInt(4) - 1);
            if (depth == 0) {
                subject = subjects[random.nextInt(subjects.length)];
            }
            Summary summary =
                    summary(
                            number,
                            (depth == 0 ? "" : "Re: ") + subject,
                            authors[random.nextInt(authors.length)]);
            rows.add(new MonthView.Row(number, depth, summary));
            threads.add(new MonthView.Row(number, depth * (number > 40 ? 2 : 1), summary));
        }
        return new MonthView(LAMP, Folder.of(MONTH), calendar(), rows, threads, "e3");
    }

    static Calendar calendar() {
        return new Calendar(
                Trees.NONE,
                List.of(new MonthCount(YearMonth.of(2009, 5), 2), new MonthCount(MONTH, 3)));
    }

    static ListView list() {
        List<MonthCount> months = new ArrayList<>();
        Random random = new Random(3);
        for (YearMonth month = YearMonth.of(2004, 9);
                month.isBefore(YearMonth.of(2012, 3));
                month = month.plusMonths(1)) {
            if (random.nextInt(20) > 0) {
                months.add(new MonthCount(month, 1 + random.nextInt(3_000)));
            }
        }
        return new ListView(
                LAMP,
                new Calendar(Trees.NONE, months),
                month().byDate().subList(0, 12).stream().map(MonthView.Row::summary).toList(),
                months.stream().mapToLong(MonthCount::messages).sum(),
                "e4");
    }

    static ThreadView thread() {
        List<ThreadView.Node> nodes = new ArrayList<>();
        nodes.add(node("ghost@example.org", null, null, 0));
        nodes.add(
                node(
                        "lamp-41@example.org",
                        summary(41, "[PATCH 2/3] wick: do not hold the lock", "Ada Quill"),
                        "ghost@example.org",
                        1));
        nodes.add(
                node(
                        "lamp-42@example.org",
                        summary(42, "Re: [PATCH 2/3] wick: do not hold the lock", "Ben Tallow"),
                        "lamp-41@example.org",
                        2));
        for (int i = 0; i < 20; i++) {
            nodes.add(
                    node(
                            "lamp-" + (43 + i) + "@example.org",
                            summary(
                                    43 + i,
                                    "Re: [PATCH 2/3] wick: do not hold the lock",
                                    i % 2 == 0 ? "Ada Quill" : "Ben Tallow"),
                            "lamp-" + (42 + i) + "@example.org",
                            3 + i));
        }
        return new ThreadView(
                LAMP,
                new MessageId("lamp-42@example.org"),
                summary(41, "[PATCH 2/3] wick: do not hold the lock", "Ada Quill"),
                nodes,
                true,
                "e5");
    }

    /** A thread as one text: an answer amid the first message, and one behind it without text. */
    static ConversationView conversation() {
        Summary first = summary(41, "[PATCH 2/3] wick: do not hold the lock", "Ada Quill");
        Summary second = summary(42, "Re: [PATCH 2/3] wick: do not hold the lock", "Ben Tallow");
        Summary third = summary(43, "Re: [PATCH 2/3] wick: do not hold the lock", "");
        List<Block> question =
                inOrder(
                        Block.of(
                                Kind.AUTHORED,
                                0,
                                List.of("Could it take a reference?", "", "Ada")));
        return new ConversationView(
                LAMP,
                first,
                List.of(
                        new ConversationView.Piece(
                                first, 0, true, 0, List.of(question.getFirst().between(0, 1))),
                        new ConversationView.Piece(second, 1, true, 2, PATCH_AND_QUOTES),
                        new ConversationView.Piece(third, 2, true, 0, List.of()),
                        new ConversationView.Piece(
                                first, 0, false, 1, List.of(question.getFirst().between(1, 3)))),
                ghosts(),
                Map.of(),
                true,
                "e8");
    }

    /** What replies quote of the message at the top of {@link #thread}. */
    static Ghosts ghosts() {
        Summary first = summary(41, "[PATCH 2/3] wick: do not hold the lock", "Ada Quill");
        Summary second = summary(42, "Re: [PATCH 2/3] wick: do not hold the lock", "Ben Tallow");
        return Ghosts.of(
                List.of(
                        new Ghost(
                                new MessageId("ghost@example.org"),
                                first.id(),
                                List.of(
                                        new Ghost.Fragment(
                                                List.of(
                                                        "The lamp goes out when two trim it,",
                                                        "as <wick> & co. do."),
                                                List.of(first, second)),
                                        new Ghost.Fragment(
                                                List.of("Who holds the lock?"),
                                                List.of(second))))));
    }

    private static ThreadView.Node node(
            String id, @Nullable Summary summary, @Nullable String parent, int depth) {
        return new ThreadView.Node(
                new MessageId(id),
                summary,
                parent == null ? null : new MessageId(parent),
                depth,
                parent == null ? null : depth == 2 ? Evidence.SERIES : Evidence.IN_REPLY_TO,
                depth == 2 ? .6 : 1);
    }

    static SearchView results() {
        Highlight passage =
                new Highlight(
                        List.of(
                                new Piece("the tank is freed when the last ", false),
                                new Piece("wick", true),
                                new Piece(" lets go of it. Tested on a four-", false),
                                new Piece("wick", true),
                                new Piece(" lamp over a weekend", false)));
        List<SearchView.Result> hits =
                month().byDate().subList(0, 8).stream()
                        .map(row -> new SearchView.Result(row.summary(), List.of(passage)))
                        .toList();
        Facets facets =
                new Facets(
                        List.of(
                                new Facets.Count("lamp-devel", 1_204),
                                new Facets.Count("lamp-users", 88)),
                        List.of(
                                new Facets.Count("Ada Quill", 310),
                                new Facets.Count("Åsa \"Wick\" Björkö", 17)),
                        List.of(new Facets.Count("2008", 450), new Facets.Count("2009", 842)),
                        new Histogram(
                                Histogram.Unit.MONTH,
                                List.of(
                                        new Facets.Count("2008-11", 300),
                                        new Facets.Count("2008-12", 150),
                                        new Facets.Count("2009-06", 842))));
        return new SearchView(null, "wick OR oil", new Total(1_292, false), hits, facets, "c+2");
    }

    static SearchView noResults(String... clauses) {
        return new SearchView(
                null,
                "wick zebra zoo",
                new Total(0, true),
                List.of(),
                Facets.NONE,
                null,
                new NoMatch(List.of(clauses)),
                "wick zero zoo");
    }

    static LinkAnswer candidates() {
        return new LinkAnswer(
                "http://marc.example.org/?l=lamp-devel&m=124566644715923",
                "marc lamp-devel 124566644715923",
                LinkAnswer.Status.CANDIDATES,
                0.35,
                null,
                null,
                "The link names a time of arrival, and these messages arrived about then.",
                false,
                List.of(
                        summary(41, "Re: oil prices", "Cleo Dusk"),
                        summary(42, "Re: wicks", "Ben Tallow")),
                List.of("/lamp-devel/2009-06/"),
                "https://web.archive.org/web/*/http://marc.example.org/");
    }
}
