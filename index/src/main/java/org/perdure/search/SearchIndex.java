package org.perdure.search;

import java.io.IOException;

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

    /** Returns the sequence of the last change that searches see, 0 if there is no index yet. */
    long applied() throws IOException;

    @Override
    void close() throws IOException;
}
