package org.perdure.server;

import java.io.IOException;
import org.perdure.message.ArchiveException.IndexBuilding;
import org.perdure.search.Page;
import org.perdure.search.Question;
import org.perdure.search.SearchIndex;

/**
 * An index that answers once it holds what it must. Else a reader of an index that is being built
 * would take what it lacks for what does not exist.
 *
 * @param index the index; closed with this
 * @param needed the sequence of the change that must be in it
 */
record AwaitedIndex(SearchIndex index, long needed) implements SearchIndex {
    @Override
    public Page search(Question question) throws IOException {
        long applied = index.applied();
        if (applied < needed) {
            throw new IndexBuilding(applied, needed);
        }
        return index.search(question);
    }

    @Override
    public long applied() throws IOException {
        return index.applied();
    }

    @Override
    public void close() throws IOException {
        index.close();
    }
}
