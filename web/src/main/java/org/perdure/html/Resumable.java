package org.perdure.html;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.perdure.archive.PackedMailbox.Digest;
import org.perdure.archive.PackedMailboxes;

/**
 * Mailboxes one after the other as one download, of which a client may ask for a part. Mailboxes
 * compressed with gzip are one when they are joined (RFC 1952, section 2.2).
 */
final class Resumable {
    /** Fields that ask for a part, or whether the client has it all. */
    private static final List<String> CONDITIONS =
            List.of("Range", HttpHeaders.IF_MATCH, HttpHeaders.IF_NONE_MATCH);

    private final List<Piece> pieces;
    private final long length;

    private record Piece(PackedMailboxes.Source source, Digest digest) {}

    private Resumable(List<PackedMailboxes.Source> sources) {
        this.pieces = sources.stream().map(source -> new Piece(source, source.digest())).toList();
        this.length = pieces.stream().mapToLong(piece -> piece.digest().length()).sum();
    }

    /**
     * Answers with mailboxes. Several of which one has still to be made are sent as they are made,
     * without length and tag, unless the request is of a part or has conditions.
     */
    static ResponseBuilder answer(
            List<PackedMailboxes.Source> sources,
            Answers answers,
            ContainerRequestContext asked,
            String mediaType) {
        boolean isMade = sources.stream().allMatch(source -> source.known().isPresent());
        boolean isPlain =
                asked.getMethod().equals(HttpMethod.GET)
                        && CONDITIONS.stream()
                                .allMatch(name -> asked.getHeaderString(name) == null);
        return sources.size() > 1 && !isMade && isPlain
                ? streamed(sources, answers, mediaType)
                : new Resumable(sources).answer(answers, asked, mediaType);
    }

    private static ResponseBuilder streamed(
            List<PackedMailboxes.Source> sources, Answers answers, String mediaType) {
        StreamingOutput content =
                out -> {
                    for (PackedMailboxes.Source source : sources) {
                        source.write(out);
                        out.flush();
                    }
                };
        return answers.untagged(Answers.PAGE_SECONDS)
                .header("Accept-Ranges", "bytes")
                .type(mediaType)
                .entity(content);
    }

    /**
     * Answers with all of it, or with what a request asks for.
     *
     * @param mediaType of all of it
     */
    private ResponseBuilder answer(
            Answers answers, ContainerRequestContext asked, String mediaType) {
        String tag = tag();
        ResponseBuilder answer =
                answers.validated(tag, Answers.PAGE_SECONDS)
                        .header("Accept-Ranges", "bytes")
                        .type(mediaType);
        ByteRange range =
                ByteRange.of(
                        asked.getHeaderString("Range"),
                        asked.getHeaderString("If-Range"),
                        '"' + tag + '"',
                        length);
        return switch (range) {
            case ByteRange.All() -> content(digested(answer), 0, length);
            case ByteRange.Part part ->
                    content(digested(answer), part.from(), part.to())
                            .status(Response.Status.PARTIAL_CONTENT)
                            .header("Content-Range", part.of(length));
            case ByteRange.Beyond() ->
                    answer.status(Response.Status.REQUESTED_RANGE_NOT_SATISFIABLE)
                            .header("Content-Range", "bytes */" + length)
                            .header(HttpHeaders.CACHE_CONTROL, null)
                            .header(HttpHeaders.CACHE_CONTROL, "no-store")
                            .type("text/plain; charset=utf-8")
                            .entity("There are " + length + " bytes.\n");
        };
    }

    private String tag() {
        return pieces.size() == 1
                ? pieces.getFirst().digest().sha256()
                : StaticFiles.hash(pieces.stream().map(Piece::digest).toList().toString());
    }

    /** Tells the hash of the whole (RFC 9530), if it is one mailbox. */
    private ResponseBuilder digested(ResponseBuilder answer) {
        if (pieces.size() != 1) {
            return answer;
        }
        byte[] hash = HexFormat.of().parseHex(pieces.getFirst().digest().sha256());
        return answer.header(
                "Repr-Digest", "sha-256=:" + Base64.getEncoder().encodeToString(hash) + ":");
    }

    private ResponseBuilder content(ResponseBuilder answer, long from, long to) {
        StreamingOutput content = out -> write(from, to, out);
        return answer.entity(content).header(HttpHeaders.CONTENT_LENGTH, to - from);
    }

    private void write(long from, long to, OutputStream out) throws IOException {
        long start = 0;
        for (Piece piece : pieces) {
            long end = start + piece.digest().length();
            if (start < to && end > from) {
                piece.source()
                        .write(
                                piece.digest(),
                                Math.max(from, start) - start,
                                Math.min(to, end) - start,
                                out);
            }
            start = end;
        }
    }
}
