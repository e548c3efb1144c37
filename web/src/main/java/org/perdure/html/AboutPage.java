package org.perdure.html;

import java.util.List;
import org.perdure.archive.ListView;
import org.perdure.link.ArchivePath;
import org.perdure.message.MailingList;

/**
 * What the archive has and by which addresses, for people and for programs.
 *
 * @param chrome what stands around it
 * @param lists the lists, by name
 */
public record AboutPage(Chrome chrome, List<ListView> lists) implements HtmlPage {
    /** Its path: beside the API, whose help it is. */
    static final String PATH = "/api/";

    public AboutPage {
        lists = List.copyOf(lists);
    }

    static AboutPage of(Site site, List<ListView> lists) {
        return new AboutPage(Chrome.plain(site, "About this archive", PATH), lists);
    }

    /** Returns how much mail there is. */
    public String total() {
        return Numbers.messages(lists.stream().mapToLong(ListView::messages).sum());
    }

    /** Returns the path of a list. */
    public static String path(ListView view) {
        return Links.list(view.list().name());
    }

    /** Returns what of a list can be followed or taken along. */
    public static List<Link> takeaways(ListView view) {
        String list = path(view);
        return List.of(
                new Link("Atom", list + "new.atom"),
                new Link("JSON Feed", list + "new.json"),
                new Link("All mail as mbox", list + MailboxDownloads.ALL),
                new Link("SHA-256 of its months", list + MailboxDownloads.CHECKSUMS),
                new Link("How sure the old numbers are", list + ArchivePath.COVERAGE + "/"));
    }

    /** Says what of mail addresses a list shows. */
    public static String masking(ListView view) {
        MailingList list = view.list();
        return switch (list.masking()) {
            case NONE -> "Mail addresses are shown.";
            case PAGES -> "Mail addresses are masked on pages and in JSON, not in downloads.";
            case ALL -> "Mail addresses are masked, in downloads too.";
        };
    }

    /** Returns what programs ask for, each with what it answers; examples are of the first list. */
    public List<Endpoint> endpoints() {
        String list = lists.isEmpty() ? "LIST" : lists.getFirst().list().name().value();
        String ofList = "/api/v1/lists/" + list;
        boolean isAny = !lists.isEmpty();
        return List.of(
                new Endpoint("/api/v1/lists", true, "all lists"),
                new Endpoint(ofList, isAny, "a list, its months, its newest messages"),
                new Endpoint(ofList + "/months/YYYY-MM", false, "a month by date and by thread"),
                new Endpoint(
                        ofList + "/messages/MSG-ID",
                        false,
                        "a message; …/raw, …/thread, …/quotes, …/conversation, …/blocks"),
                new Endpoint(ofList + "/numbers/YYYY-MM/N", false, "the message at an old number"),
                new Endpoint(
                        "/api/v1/search?q=QUERY",
                        false,
                        "search, with the queries of the pages; all that matches as lines of JSON or as a mailbox by Accept"),
                new Endpoint("/api/v1/resolve?link=LINK", false, "where an old link leads"),
                new Endpoint(
                        "/api/v1/changes?since=N",
                        false,
                        "what was added, moved or taken down, also as it happens"),
                new Endpoint(
                        "/api/v1/openapi.json", true, "all of this for programs (OpenAPI 3.1)"));
    }

    /** Returns the types of problem details. */
    public static List<ProblemKind> problems() {
        return List.of(ProblemKind.values());
    }

    /**
     * What a program can ask for.
     *
     * @param path with words in capitals to be filled in
     * @param isWhole whether nothing is to be filled in
     * @param text what it answers
     */
    public record Endpoint(String path, boolean isWhole, String text) {}
}
