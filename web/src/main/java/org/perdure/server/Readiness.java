package org.perdure.server;

import java.util.Locale;

/**
 * How a service is.
 *
 * @param readable whether store and index can be read: readers may be sent
 * @param applied up to which change of the log the index is built, 0 if it cannot be read
 * @param needed up to which it must be built before it is searched
 */
record Readiness(boolean readable, long applied, long needed) {
    /** Returns this as a JSON object. */
    String toJson() {
        String index = !readable ? "unreadable" : applied < needed ? "building" : "ready";
        return String.format(
                Locale.ROOT,
                "{\"status\":\"%s\",\"index\":\"%s\",\"applied\":%d,\"needed\":%d}",
                readable ? "ready" : "not ready",
                index,
                applied,
                needed);
    }
}
