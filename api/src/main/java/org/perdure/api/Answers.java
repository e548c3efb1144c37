package org.perdure.api;

import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import org.perdure.message.Sha256;

/** Answers that a client may keep and ask for again. */
final class Answers {
    /** Part of each etag: to be changed whenever the same view gives other JSON. */
    private static final String FORMAT = "1";

    /** How long what grows may be kept unasked. */
    static final int GROWING_SECONDS = 60;

    /**
     * How long what never changes may be kept unasked; not for ever, for mail may be taken down.
     */
    static final int FIXED_SECONDS = 3_600;

    private static final int ETAG_BYTES = 12;

    private Answers() {}

    /** Returns an etag for values, without quotes. */
    static String etagOf(List<String> values) {
        return etagOf(String.join("\n", values).getBytes(StandardCharsets.UTF_8));
    }

    /** Returns an etag for bytes, without quotes. */
    static String etagOf(byte[] bytes) {
        return HexFormat.of().formatHex(Sha256.of(bytes), 0, ETAG_BYTES);
    }

    /**
     * Returns 304 if the client has that version, else what is given.
     *
     * @param etag of the view, without quotes
     * @param seconds how long it may be kept unasked
     */
    static Response cached(Request request, String etag, int seconds, Supplier<Object> entity) {
        EntityTag tag = new EntityTag(etag + "." + FORMAT);
        CacheControl cache = new CacheControl();
        cache.setMaxAge(seconds);
        cache.setNoTransform(false);
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
        Response.ResponseBuilder answer = unchanged == null ? Response.ok(entity.get()) : unchanged;
        return answer.tag(tag).cacheControl(cache).build();
    }
}
