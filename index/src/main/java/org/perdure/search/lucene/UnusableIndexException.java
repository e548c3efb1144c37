package org.perdure.search.lucene;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A search index that this version cannot read: it is damaged, or was written by another version.
 * It will not get better; {@link IndexFolder#renew} puts an empty one into its place.
 */
public final class UnusableIndexException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    /**
     * @param reason what is wrong, a sentence
     */
    UnusableIndexException(String reason, @Nullable Throwable cause) {
        super(reason + " Run “perdure reindex” to rebuild it.", cause);
        this.reason = reason;
    }

    /** Returns what is wrong, a sentence, without what to do about it. */
    public String reason() {
        return reason;
    }
}
