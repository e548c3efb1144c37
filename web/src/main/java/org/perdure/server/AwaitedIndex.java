package org.perdure.server;

import java.io.IOException;
import java.util.Optional;
import org.perdure.message.ArchiveException.IndexBuilding;
import org.perdure.query.Query;
import org.perdure.search.Page;
import org.perdure.search.Question;
import org.perdure.search.SearchIndex;
import org.perdure.search.lucene.UnusableIndexException;

/**
 * An index that answers once it holds what it must. Else a reader of an index that is being built
 * would take what it lacks for what does not exist. One that cannot be used holds nothing: {@link
 * IndexUpdates} builds it anew.
 *
 * @param index the index; closed with this
 * @param needed the sequence of the change that must be in it
 */
record AwaitedIndex(SearchIndex index, long needed) implements SearchIndex {
    @Override
    public Page search(Question question) throws IOException {
        try {
            long applied = index.applied();
            if (applied < needed) {
                throw new IndexBuilding(applied, needed);
            }
            return index.search(question);
        } catch (UnusableIndexException expected) { // Logged by who builds it anew.
            throw new IndexBuilding(0, needed);
        }
    }

    @Override
    public Optional<Query> respelled(Query query) throws IOException {
        return index.respelled(query);
    }

    @Override
    public long applied() throws IOException {
        try {
            return index.applied();
        } catch (UnusableIndexException expected) { // As above.
            return 0;
        }
    }

    @Override
    public void close() throws IOException {
        index.close();
    }
}
