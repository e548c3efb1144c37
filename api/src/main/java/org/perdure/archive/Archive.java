package org.perdure.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.perdure.message.ArchiveException;
import org.perdure.message.ListName;
import org.perdure.message.MailingList;
import org.perdure.message.MessageId;
import org.perdure.search.Question.Sort;
import org.perdure.search.SearchIndex;
import org.perdure.store.ArchiveStore;
import org.perdure.store.Change;

/**
 * An archive as its readers see it. Safe for use by any number of threads.
 *
 * <p>What does not exist, and what is taken as a parameter from readers and cannot be used, throws
 * an {@link ArchiveException}.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class Archive {
    /** How many of the newest messages a list shows. */
    public static final int MAX_NEWEST = 50;

    /** How many ancestors a message shows. */
    public static final int MAX_ANCESTORS = 20;

    /** How many nodes of a thread are shown. */
    public static final int MAX_THREAD = 1_500;

    private final ArchiveStore store;
    private final SearchIndex index;
    private final Map<ListName, MailingList> lists;

    /**
     * @param store the truth
     * @param index full-text search over it
     * @param lists what is known of the lists; a stored list without a value here has its name only
     */
    public Archive(ArchiveStore store, SearchIndex index, Map<ListName, MailingList> lists) {
        this.store = store;
        this.index = index;
        this.lists = Map.copyOf(lists);
    }

    /** Returns the sequence of the newest change: what is cached for it is good while it stays. */
    public long version() {
        return store.lastSequence();
    }

    /** Returns all lists, by name, each without its newest messages. */
    public List<ListView> lists() {
        throw new UnsupportedOperationException();
    }

    /** Returns a list. */
    public ListView list(ListName list) {
        throw new UnsupportedOperationException("list " + list + lists.size());
    }

    /** Returns a month of a list. */
    public MonthView month(ListName list, YearMonth month) {
        throw new UnsupportedOperationException("month " + list + month);
    }

    /** Returns the message at a number of the published space. */
    public MessageView message(ListName list, YearMonth month, int number) {
        throw new UnsupportedOperationException("message " + list + month + number);
    }

    /**
     * Returns a message.
     *
     * @param copy 0 for the first message with that msg-id, 1 and up for further ones
     */
    public MessageView message(ListName list, MessageId id, int copy) {
        throw new UnsupportedOperationException("message " + list + id + copy);
    }

    /** Returns the thread of a message. */
    public ThreadView thread(ListName list, MessageId id) {
        throw new UnsupportedOperationException("thread " + list + id);
    }

    /**
     * Returns the messages of a thread in its order, each read when it is asked for; the ones that
     * never came are left out. Ancestors, replies, copies and neighbours are left empty: the thread
     * says it all.
     */
    public Iterable<MessageView> threadMessages(ThreadView thread) {
        throw new UnsupportedOperationException("threadMessages " + thread.asked());
    }

    /**
     * Searches.
     *
     * @param list only in this list, if given
     * @param query what the reader wrote
     * @param size how many hits at the most, from 1 to {@link org.perdure.search.Question#MAX_SIZE}
     * @param cursor {@link SearchView#next()} of the page before, if it is not the first
     */
    public SearchView search(
            @Nullable ListName list, String query, Sort sort, int size, @Nullable String cursor) {
        throw new UnsupportedOperationException("search " + list + query + sort + size + index);
    }

    /** Returns the bytes of a message as received. */
    public byte[] raw(ListName list, MessageId id, int copy) {
        throw new UnsupportedOperationException("raw " + list + id + copy);
    }

    /** Writes the messages of a thread as a mailbox (mboxrd), as received. */
    public void writeThreadMbox(ListName list, MessageId id, OutputStream out) throws IOException {
        throw new UnsupportedOperationException("mbox " + list + id);
    }

    /**
     * Returns an attachment of a message.
     *
     * @param part {@link org.perdure.message.Attachment#part()}
     */
    public AttachmentView attachment(ListName list, MessageId id, int copy, String part) {
        throw new UnsupportedOperationException("attachment " + list + id + copy + part);
    }

    /** Returns up to {@code limit} changes after a sequence, oldest first. */
    public List<Change> changes(long afterSequence, int limit) {
        return store.changes(afterSequence, limit);
    }
}
