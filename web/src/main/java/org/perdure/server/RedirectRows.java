package org.perdure.server;

import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.perdure.archive.Archive;
import org.perdure.archive.Summary;
import org.perdure.link.ArchivePath;
import org.perdure.link.Folder;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;
import org.perdure.store.ArchiveStore;
import org.perdure.store.NumberRow;
import org.perdure.store.TakeDown;

/** What is known for sure of the addresses of a list: where each leads, and which are gone. */
final class RedirectRows {
    private static final String PUBLISHED = "/archives/html";

    /** What a list has beside its months and messages, by the last segment of the path. */
    private static final List<String> OF_LIST =
            List.of("all.mbox.gz", "SHA256SUMS", "new.atom", "new.json");

    /** A pattern of what belongs to a message, behind the slash of its page. */
    private static final String VIEW =
            "(?:raw|html|t\\.mbox\\.gz|t\\.atom|t\\.json|[tT]/|conversation/|series/|series\\.mbox)";

    private final Archive archive;
    private final ArchiveStore store;
    private final ListName list;
    private final HostedFolders months;
    private final boolean elsewhere;

    RedirectRows(OpenArchive open, ListName list, HostedFolders months) {
        this.archive = open.archive();
        this.store = open.store();
        this.list = list;
        this.months = months;
        this.elsewhere = !archive.describe(list).hosts().isEmpty();
    }

    /**
     * Returns what stands at the head of a map, as comments: what it is, and what it leaves out.
     */
    String head(String server, String base) {
        long guesses = guesses();
        return "# Redirects of a mailing-list archive to "
                + base
                + ", for "
                + server
                + ".\n"
                + (guesses == 0 ? "" : leftOut(guesses));
    }

    private static String leftOut(long guesses) {
        return "# Left out: %d %s only guessed\n"
                .formatted(guesses, guesses == 1 ? "number that is" : "numbers that are");
    }

    private long guesses() {
        AtomicLong count = new AtomicLong();
        store.forEachNumber(
                list,
                number -> {
                    // Nearly all are likely: only of the others is the message asked for.
                    if (!isLikely(number)
                            && isPublished(number)
                            && isGuess(number, summary(number))) {
                        count.incrementAndGet();
                    }
                });
        return count.get();
    }

    /** Puts the list and what belongs to messages into rules, as patterns. */
    String inRules(String rules) {
        String name = list.value().replaceAll("[^a-z0-9_-]", "[$0]");
        return rules.replace("LIST", name).replace("LEAF", VIEW);
    }

    /** Gives every address, each once. */
    void forEach(Consumer<RedirectRow> rows) {
        rows.accept(new RedirectRow.Place("/", "/"));
        String home = "/" + list + "/";
        rows.accept(new RedirectRow.Place(home, home));
        OF_LIST.forEach(file -> rows.accept(new RedirectRow.Place(home + file, home + file)));
        for (Folder folder : months.of(list)) {
            String packed = home + folder.month() + ".mbox.gz";
            rows.accept(new RedirectRow.Place(packed, packed + folder.query()));
            String month = home + folder.month() + "/";
            rows.accept(new RedirectRow.Place(month, month + folder.query()));
            String threads = month + "threads.html";
            rows.accept(new RedirectRow.Place(threads, threads + folder.query()));
            String mailbox = ArchivePath.mailboxPath(list, folder.month());
            for (String path : List.of(mailbox, mailbox + ".gz")) {
                rows.accept(
                        new RedirectRow.Place(
                                path.substring(PUBLISHED.length()), path + folder.query()));
            }
        }
        rows.accept(new RedirectRow.Place("/mbox/", ArchivePath.MAILBOXES));
        store.forEachNumber(
                list,
                number -> {
                    if (isPublished(number)) {
                        row(number).ifPresent(rows);
                    }
                });
        forEachFile(rows);
        forEachMessage(rows);
    }

    private boolean isPublished(NumberRow row) {
        return months.has(list, row.number().folder());
    }

    /** What was taken down is gone at its number, however sure that is: it leads nowhere. */
    private boolean isGuess(NumberRow row, Optional<Summary> shown) {
        return shown.isPresent() && !isLikely(row);
    }

    private boolean isLikely(NumberRow row) {
        return NumberRow.isLikely(row.confidence(), elsewhere);
    }

    private Optional<RedirectRow> row(NumberRow row) {
        Optional<Summary> shown = summary(row);
        if (isGuess(row, shown)) {
            return Optional.empty();
        }
        YearMonth month = row.number().month();
        return Optional.of(
                new RedirectRow.Place(
                        "/" + list + "/" + month + "/msg" + row.number().digits(),
                        shown.map(Summary::path).orElse(null)));
    }

    /** A further copy has a path of its own, which its msg-id does not tell. */
    private Optional<Summary> summary(NumberRow row) {
        return archive.findSummary(list, row.number());
    }

    private void forEachFile(Consumer<RedirectRow> rows) {
        store.forEachFile(
                list,
                file ->
                        rows.accept(
                                new RedirectRow.Place(
                                        "/" + list + "/" + file.month() + "/" + file.name(),
                                        isGone(file.id())
                                                ? null
                                                : ArchivePath.filePath(
                                                        list, file.month(), file.name()))));
    }

    private boolean isGone(MessageId id) {
        return store.findTakeDown(list, id).isPresent();
    }

    private void forEachMessage(Consumer<RedirectRow> rows) {
        Set<MessageId> gone =
                store.takeDowns(list).stream().map(TakeDown::id).collect(Collectors.toSet());
        gone.forEach(id -> rows.accept(new RedirectRow.Message(list, id, null)));
        store.forEachEdge(
                list,
                edge -> {
                    if (!gone.contains(edge.id())) {
                        rows.accept(message(edge.id()));
                    }
                });
    }

    private RedirectRow message(MessageId id) {
        return new RedirectRow.Message(list, id, ArchivePath.messagePath(list, id));
    }

    /**
     * Returns where a row leads as servers may say it: the whole address, in which a dollar sign,
     * which begins a variable there, is percent-encoded.
     *
     * @param base scheme and host, without a slash at the end
     */
    static @Nullable String target(RedirectRow row, String base) {
        String path = row.path();
        return path == null ? null : base + path.replace("$", "%24");
    }
}
