package org.perdure.html;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A page as it is sent.
 *
 * @param bytes the page in UTF-8; not to be changed
 * @param tag changes when the bytes do
 * @param canonicalAddress where the page is for good
 * @param modified since when the page is as it is, at the latest; absent if that cannot be told yet
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record RenderedPage(byte[] bytes, String tag, String canonicalAddress, @Nullable Instant modified) {
    /** Returns the same page with what is known of its age. */
    RenderedPage since(@Nullable Instant time) {
        return new RenderedPage(bytes, tag, canonicalAddress, time);
    }
}
