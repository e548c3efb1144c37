package org.perdure.html;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.perdure.archive.Archive;
import org.perdure.archive.ListView;
import org.perdure.archive.PackedMailboxes;
import org.perdure.archive.Results;
import org.perdure.link.Folder;
import org.perdure.message.ListName;
import org.perdure.search.Question.Sort;
import org.perdure.store.MonthCount;

/**
 * Mailboxes of months, lists, threads and queries, with length, hash and entity tag; whole or in
 * part, so that a download that broke off goes on.
 */
final class MailboxDownloads {
    /** Name of the file with the hash of each mailbox of a list, as {@code sha256sum} reads it. */
    static final String CHECKSUMS = "SHA256SUMS";

    /** Name of the file with all mail of a list. */
    static final String ALL = "all.mbox.gz";

    private static final String PACKED = ".mbox.gz";
    private static final String GZIP = "application/gzip";

    private final Archive archive;
    private final PackedMailboxes packed;
    private final Answers answers;
    private final Site site;
    private final ContainerRequestContext asked;

    /**
     * @param asked the request
     */
    MailboxDownloads(Archive archive, Answers answers, Site site, ContainerRequestContext asked) {
        this.archive = archive;
        this.packed = archive.packedMailboxes();
        this.answers = answers;
        this.site = site;
        this.asked = asked;
    }

    /** Answers with a thread. */
    Response thread(Route.ThreadMbox route) {
        archive.thread(route.list(), route.id());
        return answer(
                        List.of(packed.thread(route.list(), route.id())),
                        "thread" + PACKED,
                        archive.hidesEverywhere(route.list()))
                .build();
    }

    /**
     * Answers with the patches of a series.
     *
     * @param asReceived whether byte for byte, or as {@code git am} takes them
     */
    Response series(Route.SeriesMbox route, boolean asReceived) {
        archive.series().check(route.list(), route.id());
        return answer(
                        List.of(packed.series(route.list(), route.id(), asReceived)),
                        "series.mbox",
                        archive.hidesEverywhere(route.list()))
                .build();
    }

    /** Answers with a folder. */
    Response month(Route.MonthMbox route, Folder folder) {
        archive.month(route.list(), folder);
        String tree = folder.isMain() ? "" : "-" + folder.tree();
        return answer(
                        List.of(packed.month(route.list(), folder, route.compressed())),
                        route.list()
                                + "-"
                                + route.month()
                                + tree
                                + (route.compressed() ? PACKED : ""),
                        archive.hidesEverywhere(route.list()))
                .build();
    }

    /** Answers with the mailboxes of all folders of a list, one after the other. */
    Response all(Route.ListMbox route) {
        ListName list = route.list();
        return answer(
                        folders(archive.list(list)).stream()
                                .map(count -> packed.month(list, count.folder(), true))
                                .toList(),
                        list + PACKED,
                        archive.hidesEverywhere(list))
                .build();
    }

    /**
     * Answers with the messages that match a query, up to {@link Results#MAX_MESSAGES}.
     *
     * @param list where to search; absent for all lists
     * @param cursor where to go on, if not at the beginning
     */
    Response search(@Nullable ListName list, String query, Sort sort, @Nullable String cursor) {
        Results.Keys found;
        try {
            found = archive.results(list, query, sort, cursor).keys();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ResponseBuilder answer =
                answer(
                        List.of(packed.messages(found.keys())),
                        "search" + PACKED,
                        list == null
                                ? archive.anyHidesEverywhere()
                                : archive.hidesEverywhere(list));
        String next = found.ended().next();
        if (next != null) {
            answer.header("X-Perdure-Next", next);
        }
        return answer.header("X-Perdure-End", found.ended().why().name().toLowerCase(Locale.ROOT))
                .build();
    }

    private ResponseBuilder answer(
            List<PackedMailboxes.Source> sources, String name, boolean masked) {
        ResponseBuilder answer =
                Resumable.answer(
                                sources,
                                answers,
                                asked,
                                name.endsWith(PACKED) ? GZIP : "application/mbox")
                        .header("Content-Disposition", "attachment; filename=\"" + name + "\"");
        return Downloads.sandboxed(answer, masked);
    }

    /** Answers with the hashes of the mailboxes of a list, a line each, told as they are known. */
    Response checksums(Route.Checksums route) {
        ListView view = archive.list(route.list());
        StreamingOutput lines = out -> write(view, out);
        return answers.validated(
                        answers.derived(CHECKSUMS + view.etag() + archive.version()),
                        Answers.PAGE_SECONDS)
                .entity(lines)
                .type("text/plain; charset=utf-8")
                .header("X-Robots-Tag", "noindex")
                .build();
    }

    private void write(ListView view, OutputStream out) throws IOException {
        ListName list = view.list().name();
        for (MonthCount count : folders(view)) {
            String line =
                    packed.month(list, count.folder(), true).digest().sha256()
                            + "  "
                            + count.month()
                            + PACKED
                            + shown(view).query(count.folder())
                            + "\n";
            out.write(line.getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }
    }

    private List<MonthCount> folders(ListView view) {
        return view.calendar().folders().stream()
                .filter(count -> shown(view).has(count.folder()))
                .toList();
    }

    private ShownFolders shown(ListView view) {
        return new ShownFolders(site, archive.trees(view.list().name()));
    }
}
