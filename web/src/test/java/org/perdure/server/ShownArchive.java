package org.perdure.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** An archive with a page of every kind, served: the sample, and mail that is hard to show. */
final class ShownArchive implements AutoCloseable {
    private static final String SAMPLE = "/xen-devel/";
    static final String ID = "20110302214055.GC4541@mailbox3.pinnacle.example.com";
    private static final String HARD = "/lamp-devel/";

    /** The place of an answer in a conversation. */
    private static final String ANSWER = "#mc0905a39a84294d05cf97c2db4fcada1f6bc7196";

    /** A patch of the first version of a series, and one that its author sent anew. */
    private static final String PATCH = "1299198412-7716-3-git-send-email-tanabe@numa.example.com";

    private static final String SECOND = "1299456135-8120-1-git-send-email-tanabe@numa.example.com";

    /** A message that is in two lists. */
    private static final String TWICE = "https://lore.kernel.org/r/patch-1@example.org/";

    /** The page of a message as MHonArc writes it. */
    static final Kind OLD_LOOK = new Kind("message-old-look", SAMPLE + ID + "/?as=mhonarc", 200);

    /** What a sender wrote as HTML: in a sandbox, where not even a test can run a script. */
    static final Kind SENT_HTML = new Kind("message-html", HARD + "html@example.org/html", 200);

    /** A page of each kind, and those with what is hardest to show. */
    static final List<Kind> KINDS =
            List.of(
                    new Kind("front", "/", 200),
                    new Kind("list", SAMPLE, 200),
                    new Kind("list-hard", HARD, 200),
                    new Kind("month", SAMPLE + "2011-03/", 200),
                    new Kind("month-threads", SAMPLE + "2011-03/threads.html", 200),
                    new Kind("month-authors", SAMPLE + "2011-03/authors.html", 200),
                    new Kind("month-subjects", SAMPLE + "2011-03/subjects.html", 200),
                    new Kind("month-authors-hard", HARD + "2009-06/authors.html", 200),
                    new Kind("month-subjects-hard", HARD + "2009-06/subjects.html", 200),
                    new Kind("author", SAMPLE + "authors/Ada%20Quill/", 200),
                    new Kind("no-author", SAMPLE + "authors/Nobody/", 404),
                    new Kind("attachments", SAMPLE + "attachments/", 200),
                    new Kind("attachments-hard", HARD + "attachments/", 200),
                    new Kind("month-hard", HARD + "2009-06/", 200),
                    new Kind("month-threads-hard", HARD + "2009-06/threads.html", 200),
                    new Kind("message", "/archives/html/xen-devel/2011-03/msg00015.html", 200),
                    new Kind("message-canonical", SAMPLE + ID + "/", 200),
                    new Kind("message-patch", HARD + "2009-06/msg00000.html", 200),
                    new Kind("message-quotes", HARD + "2009-06/msg00001.html", 200),
                    new Kind("message-long", HARD + "2009-06/msg00002.html", 200),
                    new Kind("message-hebrew", HARD + "rtl@example.org/", 200),
                    new Kind("message-chinese", HARD + "cjk@example.org/", 200),
                    new Kind("message-parts", HARD + "html@example.org/", 200),
                    SENT_HTML,
                    new Kind("message-copies", HARD + "twice@example.org/", 200),
                    new Kind("message-armour", HARD + "armour@example.org/", 200),
                    new Kind("message-empty", HARD + "nothing@example.org/", 200),
                    OLD_LOOK,
                    new Kind("thread", SAMPLE + ID + "/t/", 200),
                    new Kind("thread-deep", HARD + "armour@example.org/t/", 200),
                    new Kind("thread-missing", HARD + "lost-reply@example.org/t/", 200),
                    new Kind("whole-thread", SAMPLE + ID + "/T/", 200),
                    new Kind("whole-thread-hard", HARD + "patch-1@example.org/T/", 200),
                    new Kind("message-passages", HARD + "trim-0@example.org/", 200),
                    new Kind("message-folded", HARD + "trim-1@example.org/", 200),
                    new Kind(
                            "conversation",
                            HARD + "trim-0@example.org/conversation/" + ANSWER,
                            200),
                    new Kind("conversation-hard", HARD + "patch-1@example.org/conversation/", 200),
                    new Kind("conversation-deep", HARD + "armour@example.org/conversation/", 200),
                    new Kind("series", SAMPLE + PATCH + "/series/", 200),
                    new Kind("series-part", SAMPLE + SECOND + "/series/", 200),
                    new Kind("series-hard", HARD + "patch-1@example.org/series/", 200),
                    new Kind("no-series", HARD + "armour@example.org/series/", 404),
                    new Kind("interdiff", SAMPLE + SECOND + "/interdiff/", 200),
                    new Kind("thread-inferred", HARD + "trim-0@example.org/t/", 200),
                    new Kind("search-help", "/search", 200),
                    new Kind("search", "/search?q=migration", 200),
                    new Kind("search-list", HARD + "?q=wick+OR+oil", 200),
                    new Kind("search-nothing", "/search?q=nowheretobefound", 200),
                    new Kind("search-bad", "/search?q=date:someday", 400),
                    new Kind("resolve", "/resolve", 200),
                    new Kind("resolve-several", "/resolve?url=" + TWICE, 300),
                    new Kind("resolve-unknown", "/resolve?url=http://example.com/1", 404),
                    new Kind("coverage", SAMPLE + "coverage/", 200),
                    new Kind("mailboxes", "/archives/html/mbox/", 200),
                    new Kind("about", "/api/", 200),
                    new Kind("problem", "/problems/bad-query", 200),
                    new Kind("no-number", SAMPLE + "2011-03/msg99999.html", 404),
                    new Kind("no-list", "/nowhere/", 404),
                    new Kind("taken-down", HARD + "gone@example.org/", 410));

    private final ArchiveService service;

    private ShownArchive(ArchiveService service) {
        this.service = service;
    }

    /**
     * A kind of page.
     *
     * @param name what to call it
     * @param path one of the kind
     * @param status its status
     */
    record Kind(String name, String path, int status) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** Imports everything into an archive in a folder, and serves it. */
    static ShownArchive start(Path folder) throws IOException {
        return start(folder, "");
    }

    /**
     * Does the same, as an operator wants it.
     *
     * @param configuration the beginning of {@code perdure.yaml}
     */
    static ShownArchive start(Path folder, String configuration) throws IOException {
        Path archive = Files.createDirectories(folder.resolve("archive"));
        Files.writeString(archive.resolve("perdure.yaml"), configuration);
        Path hard = write("shown.mbox", folder);
        take(archive, "xen-devel", CommandLineFixture.sample(folder));
        take(archive, "lamp-devel", hard);
        take(archive, "lamp-users", hard);
        CommandLineFixture.run(
                "hide", "--archive", archive, "--list", "lamp-devel", "gone@example.org");
        CommandLineFixture.run("rethread", "--archive", archive);
        ArchiveService service = ArchiveService.start(new ArchiveFolder(archive), "127.0.0.1", 0);
        CommandLineFixture.awaitPassages(archive);
        return new ShownArchive(service);
    }

    private static void take(Path archive, String list, Path mailbox) {
        CommandLineFixture.run("import", "--archive", archive, "--list", list, mailbox);
    }

    private static Path write(String name, Path folder) throws IOException {
        Path file = folder.resolve(name);
        try (InputStream in = ShownArchive.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + name);
            }
            Files.write(file, in.readAllBytes());
        }
        return file;
    }

    /** Asks for a page. */
    PlainHttp.Answer get(String path) throws IOException {
        return PlainHttp.get(service, "localhost", path);
    }

    URI address() {
        return service.address();
    }

    @Override
    public void close() throws IOException {
        service.close();
    }
}
