package org.perdure.html;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.StreamingOutput;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.perdure.archive.Archive;
import org.perdure.archive.AttachmentView;
import org.perdure.archive.Loan;
import org.perdure.archive.MessageView;
import org.perdure.archive.RawView;
import org.perdure.link.ArchivePath;
import org.perdure.link.PartPath;
import org.perdure.message.ArchiveException;
import org.perdure.message.Attachment;
import org.perdure.message.ListName;

/**
 * What senders wrote, given out as bytes. A browser never runs any of it: what is not a plain
 * picture or plain text is a download, and all of it is sandboxed.
 */
final class Downloads {
    /** Characters that are looked at together to tell whether bytes are UTF-8. */
    private static final int CHECKED_CHARS = 8 << 10;

    /** Says of bytes that senders' addresses in them are hidden. */
    private static final String MASKED = "X-Perdure-Masked";

    private final Archive archive;
    private final Answers answers;
    private final Site site;

    Downloads(Archive archive, Answers answers, Site site) {
        this.archive = archive;
        this.answers = answers;
        this.site = site;
    }

    /** Answers with a message as received, as text. */
    Response raw(Route.Raw route, int copy) {
        RawView raw = archive.raw(route.list(), route.id(), copy);
        byte[] bytes = raw.bytes();
        return lent(
                route.list(),
                raw.loan(),
                bytes,
                () ->
                        archivedAt(
                                        route,
                                        answers.validated(
                                                StaticFiles.hash(bytes), Answers.PAGE_SECONDS))
                                .type("text/plain; charset=" + charsetOf(bytes))
                                .header("Content-Disposition", "inline; filename=\"message.eml\""));
    }

    /** Answers with bytes, and gives back the memory they take when they are written. */
    private Response lent(
            ListName list, Loan loan, byte[] bytes, Supplier<ResponseBuilder> answer) {
        StreamingOutput content = out -> loan.write(bytes, out);
        return loan.handOver(
                () ->
                        sandboxed(answer.get(), archive.hidesEverywhere(list))
                                .entity(content)
                                .header(HttpHeaders.CONTENT_LENGTH, bytes.length)
                                .build());
    }

    /** Answers with the HTML of a message, made harmless. */
    Response html(Route.Html route, int copy, Templates templates) {
        byte[] page = templates.render(SentHtml.of(archive.html(route.list(), route.id(), copy)));
        return answers.validated(StaticFiles.hash(page), Answers.PAGE_SECONDS)
                .entity(page)
                .type(Answers.HTML)
                .header("Content-Security-Policy", PageHeaders.SENT_HTML_POLICY)
                .header("Referrer-Policy", "no-referrer")
                .header("X-Robots-Tag", "noindex")
                .build();
    }

    /** Answers with an attachment; with its right address if the name in the path is another. */
    Response part(Route.Part route, int copy) {
        AttachmentView view = archive.attachment(route.list(), route.id(), copy, route.part());
        if (PartPath.nameOf(view.attachment()).equals(route.name())) {
            return attachment(route.list(), view, route.name());
        }
        view.loan().close(); // What follows borrows again.
        // On pages, a name that holds a mail address has it masked.
        Attachment shown = asShown(route, copy);
        return PartPath.nameOf(shown).equals(route.name())
                ? attachment(
                        route.list(),
                        archive.attachment(route.list(), route.id(), copy, route.part()),
                        route.name())
                : Answers.moved(PartPath.of(route.list(), route.id(), copy, shown));
    }

    /** Answers with an attachment under the name that the old archive gave it. */
    Response file(Route.MonthFile route) {
        AttachmentView view = archive.file(route.list(), route.month(), route.name());
        return attachment(
                route.list(), view, route.name().substring(route.name().lastIndexOf('/') + 1));
    }

    private Response attachment(ListName list, AttachmentView view, String name) {
        return lent(list, view.loan(), view.bytes(), () -> described(view, name));
    }

    private ResponseBuilder described(AttachmentView view, String name) {
        boolean isText = FileNames.isText(view.attachment()) || Patches.isPatch(view.bytes());
        boolean isShown = isText || FileNames.isShown(view.attachment());
        return answers.validated(answers.derived(view.etag()), Answers.PAGE_SECONDS)
                .type(typeOf(view, isText, isShown))
                .header(
                        "Content-Disposition",
                        (isShown ? "inline" : "attachment") + "; filename=\"" + name + "\"");
    }

    private Attachment asShown(Route.Part route, int copy) {
        MessageView view = archive.message(route.list(), route.id(), copy);
        return Stream.concat(
                        view.attachments().stream(),
                        view.enclosed().stream().flatMap(inner -> inner.attachments().stream()))
                .filter(attachment -> attachment.part().equals(route.part()))
                .findFirst()
                .orElseThrow(() -> new ArchiveException.UnknownPage("There is no such part."));
    }

    private static String typeOf(AttachmentView view, boolean isText, boolean isShown) {
        if (!isShown) {
            return "application/octet-stream";
        }
        return isText
                ? "text/plain; charset=" + charsetOf(view.bytes())
                : view.attachment().mediaType();
    }

    /** Names the page of a message (RFC 5064), beside its bytes, which stay as they came. */
    private ResponseBuilder archivedAt(Route.Raw route, ResponseBuilder answer) {
        String address = site.base() + ArchivePath.messagePath(route.list(), route.id());
        return site.base().isEmpty() || address.length() > RouteParser.MAX_PATH
                ? answer
                : answer.header("Archived-At", "<" + address + ">");
    }

    /**
     * Says of what senders wrote that a browser is to run none of it.
     *
     * @param masked whether addresses in it are hidden
     */
    static ResponseBuilder sandboxed(ResponseBuilder answer, boolean masked) {
        if (masked) {
            answer.header(MASKED, "addresses");
        }
        return answer.header("Content-Security-Policy", PageHeaders.SENDERS_POLICY)
                .header("X-Robots-Tag", "noindex");
    }

    /** Returns a charset in which every byte shows as something: mail says many, or none. */
    static String charsetOf(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(CHECKED_CHARS);
        CoderResult result;
        do {
            // By the piece: the text of a long message takes twice its bytes.
            result = decoder.decode(in, out.clear(), true);
        } while (result.isOverflow());
        return result.isError() ? "windows-1252" : "utf-8";
    }
}
