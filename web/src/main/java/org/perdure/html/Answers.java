package org.perdure.html;

import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.StreamingOutput;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/**
 * Makes the responses to one request, with what HTTP wants to know of them: validators, lifetimes,
 * canonical addresses.
 */
final class Answers {
    static final String HTML = "text/html; charset=utf-8";

    /** How long what people read may be kept, in seconds. */
    static final int PAGE_SECONDS = 3_600;

    /** How long what shows the newest of the archive may be kept, in seconds. */
    static final int NEWEST_SECONDS = 300;

    private static final int MOVED_SECONDS = 86_400;
    private static final int MISSING_SECONDS = 300;

    /** How long it may be kept that something was taken down, in seconds. */
    static final int GONE_SECONDS = 3_600;

    private final Templates templates;
    private final Request request;
    private final @Nullable Instant modified;
    private final String look;

    /**
     * @param look changes when what stands around each page does
     * @param modified when the archive last changed, if that can be told
     */
    Answers(Templates templates, Request request, String look, @Nullable Instant modified) {
        this.templates = templates;
        this.request = request;
        this.look = look;
        this.modified = modified;
    }

    /** Answers with a page, or with 304 if the client has it. */
    Response page(HtmlPage page, int seconds) {
        return page(rendered(page), seconds);
    }

    /** Answers with a page that is made already, or with 304 if the client has it. */
    Response page(RenderedPage page, int seconds) {
        return canonical(validated(page.tag(), page.modified(), seconds), page.canonicalAddress())
                .entity(page.bytes())
                .type(HTML)
                .build();
    }

    /** Makes a page, as old as the last change of the archive. */
    RenderedPage rendered(HtmlPage page) {
        return rendered(page, templates.render(page));
    }

    /** Makes the page of a message as MHonArc shows it. */
    RenderedPage inOldLook(MessagePage page) {
        return rendered(page, OldLook.of(page));
    }

    private RenderedPage rendered(HtmlPage page, byte[] bytes) {
        return new RenderedPage(
                bytes, StaticFiles.hash(bytes), page.chrome().canonicalAddress(), modified);
    }

    /**
     * Answers with a page that is written as it is made.
     *
     * @param tag changes when what the page shows does
     */
    Response streamed(HtmlPage page, String tag) {
        ResponseBuilder answer =
                canonical(validated(derived(tag), PAGE_SECONDS), page.chrome().canonicalAddress());
        return answer.entity((StreamingOutput) out -> templates.render(page, out))
                .type(HTML)
                .build();
    }

    /**
     * Returns the response to begin with: 200 with validators.
     *
     * @throws Unchanged if the client has it already
     */
    ResponseBuilder validated(String tag, int seconds) {
        return validated(tag, modified, seconds);
    }

    private ResponseBuilder validated(String tag, @Nullable Instant since, int seconds) {
        EntityTag entityTag = new EntityTag(tag);
        Date date = since == null ? null : Date.from(since);
        ResponseBuilder unchanged =
                date == null
                        ? request.evaluatePreconditions(entityTag)
                        : request.evaluatePreconditions(date, entityTag);
        if (unchanged != null) {
            throw new Unchanged(described(unchanged, entityTag, date, seconds).build());
        }
        return described(Response.ok(), entityTag, date, seconds);
    }

    /** Returns the response to begin with of what is made while it is sent: without validators. */
    ResponseBuilder untagged(int seconds) {
        return Response.ok().header(HttpHeaders.CACHE_CONTROL, "public, max-age=" + seconds);
    }

    private static ResponseBuilder described(
            ResponseBuilder answer, EntityTag tag, @Nullable Date date, int seconds) {
        if (date != null) {
            answer.lastModified(date);
        }
        return answer.tag(tag).header(HttpHeaders.CACHE_CONTROL, "public, max-age=" + seconds);
    }

    /**
     * Returns an entity tag for a page that shows what {@code tag} stands for, and changes when the
     * pages are made in another way.
     */
    String derived(String tag) {
        return StaticFiles.hash(tag + look);
    }

    private static ResponseBuilder canonical(ResponseBuilder answer, String address) {
        if (address.length() > RouteParser.MAX_PATH) {
            return answer; // A field so long breaks the answer, and leads to no page.
        }
        return answer.header(HttpHeaders.LINK, "<" + address + ">; rel=\"canonical\"");
    }

    /** Answers with what is not there, or could not be done. */
    static Response error(Templates templates, ErrorPage page) {
        String kept =
                switch (page.status()) {
                    case 404 -> "public, max-age=" + MISSING_SECONDS;
                    case 410 -> "public, max-age=" + GONE_SECONDS;
                    default -> "no-store";
                };
        return Response.status(page.status())
                .header(HttpHeaders.CACHE_CONTROL, kept)
                .entity(templates.render(page))
                .type(HTML)
                .build();
    }

    /** Answers that the page is, for good, at another path of this service. */
    static Response moved(String path) {
        if (!path.startsWith("/") || path.startsWith("//")) {
            throw new IllegalArgumentException("not a path of ours: " + path);
        }
        // A path and no address: which host and scheme the reader used, a proxy may have changed.
        return Response.status(Response.Status.MOVED_PERMANENTLY)
                .location(URI.create(path))
                .header(HttpHeaders.CACHE_CONTROL, "public, max-age=" + MOVED_SECONDS)
                .build();
    }
}
