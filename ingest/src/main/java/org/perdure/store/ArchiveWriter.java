package org.perdure.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.perdure.link.MessageNumber;
import org.perdure.message.ListName;
import org.perdure.message.Message;
import org.perdure.message.MessageId;
import org.perdure.message.Provenance;
import org.perdure.thread.ThreadGraph;

/**
 * The one writer of an archive: a second one, in any process, has to wait while it is open, or
 * until it gives way.
 *
 * <p>All methods throw {@link StoreException} when the disk or the database fails; what was
 * committed before is safe then.
 */
public interface ArchiveWriter extends AutoCloseable {
    /** Returns the archive for reading; it sees what is committed. Lives as long as this writer. */
    ArchiveStore store();

    /**
     * Learns from raw messages how to compress mail like them, once in the life of an archive;
     * later calls, and calls with fewer than {@link #MIN_SAMPLES}, do nothing.
     */
    void learn(List<byte[]> samples);

    /** Returns whether {@link #learn} would do anything. */
    boolean isUntaught();

    /** How many messages it takes to learn from. */
    int MIN_SAMPLES = 400;

    /** Compresses a raw message. Safe for any number of threads. */
    Packed pack(byte[] raw);

    /**
     * Runs one transaction: all of it is durable when this returns, or nothing of it is there.
     *
     * @return what the body returns
     */
    <T> T write(Function<Transaction, T> body);

    /**
     * Lets others write who wait for that, if this is a writer for a long run; to be called between
     * two transactions. What was read before may not hold after this.
     *
     * @return whether others may have written
     */
    default boolean giveWay() {
        return false;
    }

    /** Returns whether others wait for {@link #giveWay}. */
    default boolean isAwaited() {
        return false;
    }

    @Override
    void close();

    /**
     * A raw message, compressed.
     *
     * @param dictionary which dictionary it takes to read it; 0 for none
     * @param size bytes before compression
     * @param data the compressed bytes; nobody may change the array
     */
    record Packed(long dictionary, int size, byte[] data) {}

    /** What can be done within one transaction. Not for use by several threads. */
    interface Transaction {
        /** Returns the account of sources. */
        Ledger ledger();

        /** Returns what came otherwise than by mail. */
        Renditions renditions();

        /** Returns the numbers of the published space. */
        Numbering numbering();

        /** Returns which messages are one. */
        Identities identities();

        /** Returns what an operator said of places in threads. */
        Rulings rulings();

        /** Makes a list known. */
        void addList(ListName list);

        /** Returns the message with a msg-id that has these bytes. */
        Optional<Held> findCopy(ListName list, MessageId id, byte[] sha256);

        /** Returns how many messages with a msg-id a list has: the number of the next copy. */
        int copies(ListName list, MessageId id);

        /**
         * Stores a message. It is not in the change log yet.
         *
         * @param copy 0 for the first with its msg-id, else the next free number
         * @param sameAs the message of which it is another source; absent if it is one of its own
         * @param arrived what orders it
         * @return its entry, without a number
         */
        Entry append(
                ListName list,
                Message message,
                int copy,
                @Nullable Long sameAs,
                Instant arrived,
                byte[] separator,
                byte[] sha256,
                Packed packed);

        /** Appends what happened to a message to the change log. */
        Change log(Change.Kind kind, ListName list, long key, MessageId id);

        /**
         * Returns the message that a node stands for; for a dummy, one of those below it, whose
         * place among messages changes when the dummy moves.
         *
         * @param except key of a message that does not count
         */
        Optional<Placed> messageAt(long node, long except);

        /** Returns the threads of a list, to be changed in this transaction. */
        ThreadGraph threads(ListName list);

        /** Keeps a pair; one that is known becomes the operator's if this one is. */
        void pair(LinkPair pair);

        /**
         * Keeps what the links in a message name.
         *
         * @param citations each as {@link org.perdure.link.Citation} has it
         */
        void cite(long key, List<String> citations);

        /** Forgets what the links in a message named. */
        void uncite(long key, List<String> citations);

        /**
         * Returns up to {@code limit} messages whose links were never looked at, as they were
         * stored before links were: the newest first, other sources left out. They are not told
         * again.
         */
        List<Long> takeUncited(int limit);

        /** Returns the keys of all messages with a msg-id, lowest first, other sources left out. */
        List<Long> keys(ListName list, MessageId id);

        /** Returns whether a msg-id is taken down. */
        boolean isHidden(ListName list, MessageId id);

        /** Returns when a msg-id that was taken down was last shown again, if it still is. */
        Optional<Instant> lifted(ListName list, MessageId id);

        /**
         * Takes down a msg-id. It is not in the change log yet.
         *
         * @return false if it was taken down before; nothing is changed then
         */
        boolean hide(TakeDown takeDown);

        /**
         * Shows a msg-id again. It is not in the change log yet.
         *
         * @return false if it was not taken down
         */
        boolean unhide(ListName list, MessageId id, Instant now);
    }

    /**
     * A message in a thread.
     *
     * @param key {@link Entry#key()}
     * @param id its msg-id
     */
    record Placed(long key, MessageId id) {}

    /**
     * A message as far as others are compared with it.
     *
     * @param key {@link Entry#key()}
     * @param id its msg-id
     * @param copy {@link Entry#copy()}
     * @param sent the time in its Date field, to the second, if possible
     * @param provenance how its bytes came
     * @param sameAs {@link Entry#sameAs()}
     */
    record Held(
            long key,
            MessageId id,
            int copy,
            @Nullable Instant sent,
            Provenance provenance,
            @Nullable Long sameAs) {
        /** Returns the key of the message: its own, or that of which it is another source. */
        public long message() {
            return sameAs == null ? key : sameAs;
        }
    }

    /**
     * A file that stood beside the pages of a month.
     *
     * @param name its name
     * @param key the message it belongs to
     * @param sha256 of its bytes, if they came
     * @param part the part of the message that it is, if one is
     * @param data its bytes, if they came and no part has them
     */
    record HeldFile(
            String name,
            long key,
            byte @Nullable [] sha256,
            @Nullable String part,
            @Nullable Packed data) {}

    /**
     * A row for the ledger: see {@link LedgerRow}.
     *
     * @param key of the message, absent if there is none
     */
    record Accounted(
            String source,
            Account account,
            long length,
            long span,
            LedgerRow.Outcome outcome,
            @Nullable Long key,
            @Nullable MessageNumber number,
            String note) {}

    /**
     * The identity of an item of a source in the ledger.
     *
     * @param offset its place in the source
     * @param sha256 lower-case hexadecimal SHA-256 of the raw message, or of what was rejected
     */
    record Account(long offset, String sha256) {}
}
