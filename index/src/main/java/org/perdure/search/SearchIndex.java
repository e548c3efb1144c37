package org.perdure.search;

import java.io.IOException;
import java.util.Optional;
import org.perdure.query.Query;

/**
 * Full-text search over the messages of an archive. Safe for use by any number of threads, while
 * the index is being written by this or another process, or exchanged for a rebuilt one.
 */
public interface SearchIndex extends AutoCloseable {
    /**
     * Answers a question.
     *
     * @throws org.perdure.message.ArchiveException.BadParameter if the cursor is not one of ours
     * @throws org.perdure.message.ArchiveException.IndexBuilding if it holds too little yet
     * @throws IOException if the index cannot be read
     */
    Page search(Question question) throws IOException;

    /**
     * Returns a query with words spelled as in messages, where some are spelled nearly so and in
     * hardly any message. Nothing if there are none, or if that takes too long to tell.
     *
     * @throws IOException if the index cannot be read
     */
    default Optional<Query> respelled(Query query) throws IOException {
        return Optional.empty();
    }

    /** Returns the sequence of the last change that searches see, 0 if there is no index yet. */
    long applied() throws IOException;

    @Override
    void close() throws IOException;
}
