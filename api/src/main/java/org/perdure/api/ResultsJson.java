package org.perdure.api;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;
import org.perdure.archive.Results;

/** All that matches a query, as lines of JSON: a {@link SummaryJson} each, then an end. */
final class ResultsJson {
    private ResultsJson() {}

    /**
     * The last line. Where it is missing, the answer broke off.
     *
     * @param end {@code complete} if these are all, {@code limit} if there are as many as are given
     *     at once, {@code time} if searching on took too long
     * @param hits how many there are above
     * @param next cursor to go on with
     */
    record EndJson(String end, long hits, @Nullable String next) {
        static EndJson of(Results.Ended ended) {
            return new EndJson(Names.hyphenated(ended.why()), ended.messages(), ended.next());
        }
    }

    static void write(Results results, OutputStream out) throws IOException {
        Results.Ended ended = results.forEach(message -> writeLine(SummaryJson.of(message), out));
        writeLine(EndJson.of(ended), out);
    }

    private static void writeLine(Object value, OutputStream out) throws IOException {
        out.write(Json.MAPPER.writeValueAsBytes(value));
        out.write('\n');
    }
}
