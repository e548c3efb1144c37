package org.perdure.server;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.perdure.html.StaticSite;
import org.perdure.link.ArchivePath;
import org.perdure.link.Folder;
import org.perdure.link.MessageNumber;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;
import org.perdure.store.ArchiveStore;
import org.perdure.store.KeyedId;
import org.perdure.store.MonthEntry;
import org.perdure.store.PublishedName;
import org.perdure.store.TabbedText;
import org.perdure.store.TakeDown;

/**
 * Writes an archive as files that any file server can serve at the same paths.
 *
 * <p>Memory does not grow with the archive: pages are made a few at a time, and what has to wait
 * for others waits in a file.
 */
final class SiteExport {
    /** Paths that cannot be files, and why. */
    static final String NOT_EXPORTED = "not-exported.tsv";

    /** What nginx has to answer with 410, as lines of a map. */
    static final String GONE = "gone.map";

    /** Media types of attachments which their names do not tell, in the same form. */
    static final String TYPES = "types.map";

    private static final String PUBLISHED = "/archives/html";
    private static final int IDS_AT_ONCE = 1_000;
    private static final int OK = 200;
    private static final int TAKEN_DOWN = 410;
    private static final List<String> OF_WHOLE_THREADS =
            List.of("T/", "conversation/", "t.mbox.gz");
    private static final List<String> DATE_FILES = List.of("index.html", "maillist.html");

    private final ArchiveStore store;
    private final HostedFolders months;
    private final StaticSite pages;
    private final SiteFolder folder;
    private final ParallelWork work;
    private final BufferedWriter notExported;
    private final BufferedWriter gone;
    private final BufferedWriter types;

    /** Messages that are not the first of their thread, and that: two paths a line. */
    private final BufferedWriter replies;

    /** Msg-ids with several slashes in a row, as file servers see them. There are few. */
    private final Set<String> doubled = ConcurrentHashMap.newKeySet();

    private int refused;

    private SiteExport(
            ArchiveStore store,
            HostedFolders months,
            StaticSite pages,
            SiteFolder folder,
            ParallelWork work)
            throws IOException {
        this.store = store;
        this.months = months;
        this.pages = pages;
        this.folder = folder;
        this.work = work;
        this.notExported = Files.newBufferedWriter(folder.scratch(NOT_EXPORTED));
        this.gone = Files.newBufferedWriter(folder.scratch(GONE));
        this.types = Files.newBufferedWriter(folder.scratch(TYPES));
        this.replies = Files.newBufferedWriter(folder.scratch("replies"));
    }

    /**
     * What was done.
     *
     * @param files how many files there are
     * @param written how many of them were new or had other content
     * @param refused how many paths cannot be files
     */
    record Report(long files, long written, int refused) {}

    /**
     * Writes lists, and all that belongs to no list.
     *
     * @param months the folders that are written, which must be those that the pages show
     */
    static Report write(
            ArchiveStore store,
            HostedFolders months,
            StaticSite pages,
            List<ListName> lists,
            Path to)
            throws IOException {
        SiteFolder folder = SiteFolder.open(to);
        try (ParallelWork work = new ParallelWork()) {
            SiteExport export = new SiteExport(store, months, pages, folder, work);
            export.common();
            for (ListName list : lists) {
                export.list(list);
            }
            export.linkReplies();
            export.end();
            return new Report(folder.files(), folder.written(), export.refused);
        }
    }

    private void common() throws IOException {
        for (String path :
                List.of(
                        "/",
                        "/robots.txt",
                        "/favicon.svg",
                        StaticSite.STYLESHEET,
                        StaticSite.SCRIPT,
                        "/search")) {
            page(path, List.of(path));
        }
        String colours = pages.colourSheet();
        if (colours != null) {
            page(colours, List.of(colours));
        }
        page("/resolve", List.of("/resolve"));
        page(ArchivePath.MAILBOXES, List.of(ArchivePath.MAILBOXES));
        page(StaticSite.NOWHERE, List.of("/404.html"));
    }

    private void list(ListName list) throws IOException {
        String home = "/" + list + "/";
        page(home, List.of(home));
        page(home + "coverage/", List.of(home + "coverage/"));
        for (Folder month : months.of(list)) {
            month(list, month);
            mailbox(list, month.month());
        }
        page(home + StaticSite.CHECKSUMS, List.of(home + StaticSite.CHECKSUMS));
        store.forEachFile(list, file -> work.add(() -> file(list, file)));
        messages(list);
        takenDown(list);
        work.await();
    }

    private void month(ListName list, Folder month) throws IOException {
        String path = "/" + list + "/" + month.month() + "/";
        work.add(() -> page(path, both(path, DATE_FILES)));
        work.add(() -> page(path + "threads.html", both(path, List.of("threads.html"))));
        for (String file : StaticSite.OTHER_ORDERS) {
            work.add(() -> page(path + file, List.of(path + file)));
        }
        for (MonthEntry entry : store.month(list, month)) {
            String file = new MessageNumber(month, entry.number()).fileName();
            work.add(() -> page(path + file, both(path, List.of(file))));
        }
    }

    private void mailbox(ListName list, YearMonth month) throws IOException {
        String mailbox = ArchivePath.mailboxPath(list, month);
        String packed = "/" + list + "/" + month + ".mbox.gz";
        work.add(() -> page(mailbox, List.of(mailbox)));
        work.add(() -> page(packed, List.of(packed, mailbox + ".gz")));
    }

    private static List<String> both(String folder, List<String> files) {
        return files.stream()
                .flatMap(file -> List.of(PUBLISHED + folder + file, folder + file).stream())
                .toList();
    }

    /** An old name of an attachment may be known, and its bytes not. */
    private void file(ListName list, PublishedName file) throws IOException {
        String path = ArchivePath.filePath(list, file.month(), file.name());
        String own = path.substring(PUBLISHED.length());
        // There, a page of ours has that name.
        boolean isOurs = StaticSite.OTHER_ORDERS.contains(file.name());
        List<String> at = isOurs ? List.of(path) : List.of(path, own);
        if (store.findTakeDown(list, file.id()).isPresent()) {
            for (String each : at) {
                line(gone, NginxRedirects.quoted(SiteNames.decode(each)) + " 1;");
            }
        }
        attachment(path, at);
    }

    private void messages(ListName list) throws IOException {
        long after = 0;
        List<KeyedId> ids = store.messageIds(after, IDS_AT_ONCE);
        while (!ids.isEmpty()) {
            for (KeyedId keyed : ids) {
                if (keyed.list().equals(list)) {
                    work.add(() -> message(list, keyed.id()));
                }
            }
            after = ids.getLast().key();
            ids = store.messageIds(after, IDS_AT_ONCE);
        }
    }

    private void message(ListName list, MessageId id) throws IOException {
        if (store.findTakeDown(list, id).isPresent()) {
            return; // Its turn comes with all that is taken down.
        }
        String own = ArchivePath.messagePath(list, id);
        Optional<String> objection = objection(list, id, own);
        if (objection.isPresent()) {
            refuse(own, objection.get());
            return;
        }
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        check(own, pages.write(own, page));
        put(own, page);
        for (String path : below(own, page.toString(StandardCharsets.UTF_8))) {
            if (path.contains("?")) {
                refuse(path, "a file server does not look at what follows a question mark");
            } else if (SiteNames.isPart(path)) {
                attachment(path, List.of(path));
            } else {
                page(path, List.of(path));
            }
        }
        thread(own);
    }

    private Optional<String> objection(ListName list, MessageId id, String own) {
        String seen = SiteNames.seen(id.value());
        boolean isTaken =
                !seen.equals(id.value())
                        && !seen.isEmpty()
                        && (store.find(list, new MessageId(seen)).isPresent()
                                || !doubled.add(list + "/" + seen));
        return isTaken
                ? Optional.of("to file servers, another message has this address")
                : SiteNames.objection(own);
    }

    /** Returns what belongs to a message besides its thread: whatever its page leads to. */
    private static Set<String> below(String own, String page) {
        Set<String> paths = new LinkedHashSet<>();
        Pattern.compile("href=\"(" + Pattern.quote(own) + "[^\"#]+)\"")
                .matcher(page)
                .results()
                .map(link -> link.group(1))
                .filter(path -> !isOfThread(path.substring(own.length())))
                .forEach(paths::add);
        return paths;
    }

    private static boolean isOfThread(String leaf) {
        return leaf.equals("t/") || OF_WHOLE_THREADS.contains(leaf);
    }

    private void thread(String own) throws IOException {
        ByteArrayOutputStream outline = new ByteArrayOutputStream();
        String canonical = pages.write(own + "t/", outline).canonical();
        put(own + "t/", outline);
        int start = canonical == null ? -1 : canonical.indexOf("/", canonical.indexOf("//") + 2);
        String root =
                canonical == null || canonical.startsWith("/")
                        ? canonical
                        : canonical.substring(start);
        String first = root == null ? own : root.substring(0, root.length() - "t/".length());
        if (first.equals(own) || SiteNames.objection(first).isPresent()) {
            for (String leaf : OF_WHOLE_THREADS) {
                page(own + leaf, List.of(own + leaf));
            }
        } else {
            line(replies, own + "\t" + first);
        }
    }

    /** The whole thread is the same for each of its messages: it is there once. */
    private void linkReplies() throws IOException {
        replies.close();
        try (BufferedReader lines = Files.newBufferedReader(folder.scratch("replies"))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] paths = line.split("\t", -1);
                for (String leaf : OF_WHOLE_THREADS) {
                    Optional<Path> own = SiteNames.file(paths[0] + leaf);
                    Optional<Path> first = SiteNames.file(paths[1] + leaf);
                    if (own.isPresent() && first.isPresent() && folder.has(first.get())) {
                        folder.link(own.get(), first.get());
                    } else {
                        // The thread has got another beginning meanwhile.
                        page(paths[0] + leaf, List.of(paths[0] + leaf));
                    }
                }
            }
        }
    }

    private void takenDown(ListName list) throws IOException {
        Set<MessageId> ids =
                store.takeDowns(list).stream().map(TakeDown::id).collect(Collectors.toSet());
        for (MessageId id : ids) {
            String own = ArchivePath.messagePath(list, id);
            line(gone, NginxRedirects.beginning(SiteNames.decode(own)) + " 1;");
            if (objection(list, id, own).isEmpty()) {
                page(own, List.of(own));
            }
        }
        store.forEachNumber(
                list,
                row -> {
                    if (ids.contains(row.id()) && months.has(list, row.number().folder())) {
                        gone(list, row.number());
                    }
                });
    }

    private void gone(ListName list, MessageNumber number) {
        String path = "/" + list + "/" + number.month() + "/" + number.fileName();
        try {
            for (String each : List.of(path, PUBLISHED + path)) {
                line(gone, NginxRedirects.quoted(each) + " 1;");
            }
            page(path, List.of(path, PUBLISHED + path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes a page and puts it at some paths. */
    private void page(String path, List<String> at) throws IOException {
        put(path, at, answer -> {});
    }

    /** Puts what a sender attached at some paths. */
    private void attachment(String path, List<String> at) throws IOException {
        put(path, at, answer -> noteType(at, answer));
    }

    private void put(String path, List<String> at, Noting noting) throws IOException {
        for (String each : at) {
            Optional<Path> file = SiteNames.file(each);
            if (file.isEmpty()) {
                refuse(each, "no file can be called so here");
            } else if (each.equals(at.getFirst())) {
                folder.put(file.get(), out -> noting.of(check(path, pages.write(path, out))));
            } else {
                folder.link(file.get(), SiteNames.file(at.getFirst()).orElseThrow());
            }
        }
    }

    /** Takes down what an answer tells beside its content. */
    @FunctionalInterface
    private interface Noting {
        void of(StaticSite.Answer answer) throws IOException;
    }

    private void noteType(List<String> at, StaticSite.Answer answer) throws IOException {
        for (String each : at) {
            String name = SiteNames.decode(each);
            if (answer.status() == OK && !answer.type().equals(typeByName(name))) {
                line(
                        types,
                        NginxRedirects.quoted(name)
                                + " "
                                + NginxRedirects.quoted(answer.type())
                                + ";");
            }
        }
    }

    /** Returns the type of an attachment by the configuration in docs/operations.md. */
    private static String typeByName(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)) {
            case "png" -> "image/png";
            case "jpg", "jpeg" -> "image/jpeg";
            case "gif" -> "image/gif";
            case "txt", "patch", "diff", "asc" -> "text/plain";
            default -> "application/octet-stream";
        };
    }

    private static StaticSite.Answer check(String path, StaticSite.Answer answer)
            throws IOException {
        boolean isNowhere = path.equals(StaticSite.NOWHERE);
        if (answer.status() != OK && answer.status() != TAKEN_DOWN && !isNowhere) {
            throw new IOException(path + " was answered with " + answer.status());
        }
        return answer;
    }

    private void put(String path, ByteArrayOutputStream page) throws IOException {
        Optional<Path> file = SiteNames.file(path);
        if (file.isEmpty()) {
            refuse(path, "no file can be called so here");
        } else {
            folder.put(file.get(), page::writeTo);
        }
    }

    private void refuse(String path, String reason) throws IOException {
        synchronized (notExported) {
            refused++;
            notExported.write(TabbedText.line(path, reason));
        }
    }

    private static void line(BufferedWriter to, String line) throws IOException {
        synchronized (to) {
            to.write(line);
            to.write('\n');
        }
    }

    private void end() throws IOException {
        notExported.close();
        gone.close();
        types.close();
        for (String name : List.of(NOT_EXPORTED, GONE, TYPES)) {
            List<String> lines = Files.readAllLines(folder.scratch(name));
            // In the same order each time, whichever thread was first.
            folder.put(
                    Path.of(name),
                    out ->
                            out.write(
                                    lines.stream()
                                            .sorted()
                                            .map(line -> line + "\n")
                                            .collect(Collectors.joining())
                                            .getBytes(StandardCharsets.UTF_8)));
        }
        for (String name : List.of(NOT_EXPORTED, GONE, TYPES, "replies")) {
            Files.delete(folder.scratch(name));
        }
        folder.close();
    }
}
