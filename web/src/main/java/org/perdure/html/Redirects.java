package org.perdure.html;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import org.perdure.archive.Archive;
import org.perdure.link.DamagedPath;
import org.perdure.link.Folder;
import org.perdure.message.ArchiveException.UnknownList;
import org.perdure.message.ArchiveException.UnknownMessage;
import org.perdure.message.ArchiveException.UnknownPage;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;

/**
 * Leads from other spellings of paths to the right ones. A redirect is kept for long, so there is
 * none to what is not there, and never a second one behind it.
 */
final class Redirects {
    /** How many other spellings a path can have on the way to the right one. */
    private static final int MAX_STEPS = 4;

    private final Archive archive;
    private final RequestedFolder folders;

    Redirects(Archive archive, RequestedFolder folders) {
        this.archive = archive;
        this.folders = folders;
    }

    /**
     * Where another spelling leads in the end.
     *
     * @param route what is there, if it is there
     * @param path its path
     */
    private record Target(Route route, String path) {
        static Target of(Route.Moved moved) {
            Target target = new Target(moved, "");
            for (int step = 0; step < MAX_STEPS; step++) {
                if (!(target.route instanceof Route.Moved next)) {
                    break;
                }
                target = new Target(RouteParser.parse(next.path()), next.path());
            }
            return target;
        }
    }

    /**
     * Answers another spelling.
     *
     * @throws org.perdure.message.ArchiveException if there is nothing of that spelling
     */
    Response answer(Route.Moved moved, UriInfo uri) {
        return Answers.moved(led(moved, uri));
    }

    private String led(Route.Moved moved, UriInfo uri) {
        Target target = Target.of(moved);
        if (target.route instanceof Route.OfList page && !archive.hasList(page.list())) {
            throw new UnknownList(page.list().value());
        }
        return spelled(target, uri);
    }

    /**
     * Answers for a path at which there is nothing, if it is another one that was damaged, and
     * there is something.
     *
     * @throws org.perdure.message.ArchiveException.TakenDown if there was
     */
    Optional<Response> repaired(UriInfo uri) {
        String asked = uri.getRequestUri().getRawPath();
        for (String path : DamagedPath.repaired(asked)) {
            try {
                String led = led(new Route.Moved(path), uri);
                if (!led.equals(asked)) { // Else its query asks for what is not there.
                    return Optional.of(Answers.moved(led));
                }
            } catch (UnknownList | UnknownMessage | UnknownPage expected) {
                // Then that was not meant either.
            }
        }
        return Optional.empty();
    }

    private String spelled(Target target, UriInfo uri) {
        return switch (target.route) {
            case Route.Front front -> target.path;
            case Route.About about -> target.path;
            case Route.Search search -> target.path + asked(uri);
            case Route.Resolve resolve -> target.path + asked(uri);
            case Route.MesgCgi mesgCgi -> target.path + asked(uri);
            case Route.Sitemap sitemap -> target.path;
            case Route.NamazuCgi namazuCgi -> target.path + asked(uri);
            case Route.Mailboxes mailboxes -> target.path;
            case Route.ListHome home -> target.path;
            case Route.ListFeed feed -> target.path;
            case Route.ListMbox mbox -> target.path;
            case Route.Attachments attachments -> target.path;
            case Route.Author author -> {
                archive.author(author.list(), author.name(), null); // Throws if there is none.
                yield target.path;
            }
            case Route.Checksums sums -> target.path;
            case Route.StaticFile file -> only(StaticFiles.find(file.name()).isPresent(), target);
            case Route.Problem problem ->
                    only(ProblemKind.find(problem.type()).isPresent(), target);
            case Route.Coverage coverage -> target.path;
            case Route.Month month -> {
                Folder folder = folders.of(month.list(), month.folder(), uri);
                yield only(archive.hasFolder(month.list(), folder), target)
                        + RequestedFolder.told(uri);
            }
            case Route.MonthMbox mbox -> {
                Folder folder = folders.of(mbox.list(), Folder.of(mbox.month()), uri);
                yield only(archive.hasFolder(mbox.list(), folder), target)
                        + RequestedFolder.told(uri);
            }
            case Route.Numbered numbered -> {
                Route.Numbered at = folders.of(numbered, uri);
                // Throws if there is none, or if it was taken down.
                archive.summary(at.list(), at.number());
                yield target.path + RequestedFolder.told(uri);
            }
            case Route.Message page -> message(page.list(), page.id());
            case Route.NestedThread page -> message(page.list(), page.id()) + "t/";
            case Route.FlatThread page -> message(page.list(), page.id()) + "T/";
            case Route.ThreadFeed feed ->
                    message(feed.list(), feed.id()) + "t." + feed.format().extension();
            case Route.Conversation page -> message(page.list(), page.id()) + "conversation/";
            case Route.Series page -> series(page.list(), page.id()) + "series/";
            case Route.Interdiff page -> series(page.list(), page.id()) + "interdiff/";
            case Route.SeriesMbox mbox -> series(mbox.list(), mbox.id()) + "series.mbox";
            case Route.Raw raw -> message(raw.list(), raw.id()) + "raw";
            case Route.Html html -> message(html.list(), html.id()) + "html";
            case Route.ThreadMbox mbox -> message(mbox.list(), mbox.id()) + "t.mbox.gz";
            case Route.Part part -> part(part);
            case Route.MonthFile file ->
                    only(archive.hasFile(file.list(), file.month(), file.name()), target);
            case Route.Nowhere nowhere -> throw new UnknownPage(nowhere.reason());
            case Route.Moved further -> throw new UnknownPage("There is nothing at this address.");
        };
    }

    /** Returns the query as it came. */
    private static String asked(UriInfo uri) {
        String query = uri.getRequestUri().getRawQuery();
        return query == null ? "" : "?" + query;
    }

    private static String only(boolean isThere, Target target) {
        if (!isThere) {
            throw new UnknownPage("There is nothing at " + target.path + ".");
        }
        return target.path;
    }

    /** Throws if a message belongs to none. */
    private String series(ListName list, MessageId id) {
        archive.series().check(list, id);
        return message(list, id);
    }

    private String message(ListName list, MessageId id) {
        return archive.summary(list, id).path();
    }

    private String part(Route.Part part) {
        String folder = message(part.list(), part.id());
        archive.attachment(part.list(), part.id(), 0, part.part()).loan().close();
        return folder + RouteParser.encode(part.part() + "-" + part.name());
    }
}
