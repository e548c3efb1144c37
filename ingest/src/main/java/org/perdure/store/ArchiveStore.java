package org.perdure.store;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.perdure.link.Folder;
import org.perdure.link.MessageNumber;
import org.perdure.link.PublishedPlace;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;
import org.perdure.message.Provenance;
import org.perdure.store.ArchiveWriter.Account;

/**
 * The durable truth of an archive. What was {@linkplain TakeDown taken down} is found by its key,
 * its msg-id and its numbers, so that readers can be told; in all that lists messages it is left
 * out, and in threads it is a dummy. Reading is safe from any number of threads and goes on while
 * one writer, in this process or another, adds to it; each call sees a consistent state.
 *
 * <p>All methods throw {@link StoreException} when the disk or the database fails.
 */
public interface ArchiveStore extends AutoCloseable {
    /**
     * Runs short readings that see one state of the archive, and cost less than one by one: those
     * of this thread. What is kept for later states must not be read here: this one may be older.
     */
    <T> T snapshot(Supplier<T> readings);

    /** Returns the names of all lists, sorted. */
    List<ListName> lists();

    /** Returns whether there is such a list. */
    boolean hasList(ListName list);

    /** Returns the sequence of the newest change, 0 in an empty archive. Costs microseconds. */
    long lastSequence();

    /** Returns up to {@code limit} changes after a sequence, oldest first. */
    List<Change> changes(long afterSequence, int limit);

    /** Returns the message with a key. */
    Optional<Entry> findEntry(long key);

    /**
     * Returns the first message with a msg-id in a list; here as everywhere, a synthetic msg-id
     * under which a message was known before leads to it too.
     */
    Optional<Entry> find(ListName list, MessageId id);

    /**
     * Returns all messages with a msg-id in a list, the first one first, other sources of them
     * included; empty if there is none.
     */
    List<Entry> copies(ListName list, MessageId id);

    /**
     * Returns the names of up to {@code limit} messages of all lists after a key, in the order of
     * their keys, further copies left out.
     */
    List<KeyedId> messageIds(long afterKey, int limit);

    /** Returns the highest key of a message, 0 in an empty archive. */
    long lastKey();

    /**
     * Gives the names of the messages whose keys are above one and not above another, with the
     * times when they arrived, in the order of their keys; further copies and what was taken down
     * are left out.
     */
    void forEachShown(long afterKey, long toKey, BiConsumer<KeyedId, Instant> consumer);

    /**
     * Returns up to {@code limit} messages of a list whose msg-ids begin so, in the order of their
     * msg-ids, further copies left out. Costs what the answer costs.
     *
     * @param prefix the beginning, not empty
     */
    List<Entry> idsBeginning(ListName list, String prefix, int limit);

    /**
     * Returns the message at a number of the published space: the one that has it, else the one
     * that alone was seen at it.
     */
    Optional<Entry> findNumber(ListName list, MessageNumber number);

    /** Returns the message at a number of the main folder of a month. */
    default Optional<Entry> findNumber(ListName list, YearMonth month, int number) {
        return findNumber(list, new MessageNumber(month, number));
    }

    /**
     * Returns the messages that a place is claimed for, in the order of their msg-ids; several if
     * claims contradict each other. In MHonArc's space the number in force is not among them but by
     * chance: ask {@link #findNumber} first.
     */
    List<Entry> claimants(ListName list, PublishedPlace place);

    /**
     * Returns those of the {@link #claimants} of which somebody says that they were there: not what
     * had the number by rule until another message was seen there.
     */
    List<Entry> seenAt(ListName list, PublishedPlace place);

    /**
     * Returns the messages at the nearest numbers below and above one that were not computed, each
     * if there is one.
     */
    List<Entry> knownBeside(ListName list, MessageNumber number);

    /** Returns what is known of a link of another archive, by msg-id; empty if nothing is. */
    List<LinkPair> pairs(String link);

    /** Gives every pair that an operator told, by link and msg-id. */
    void forEachToldPair(Consumer<LinkPair> consumer);

    /** Returns where messages are named. */
    Citations citations();

    /** Gives every claim of where a message of a list was published, by place. */
    void forEachClaim(ListName list, Consumer<NumberClaim> consumer);

    /**
     * Gives every number of the published space that was seen, or given once, and that no message
     * has: its address leads to the message for which it is claimed, if that is one and is here.
     */
    void forEachClaimedNumber(ListName list, Consumer<NumberRow> consumer);

    /** Returns how the bytes of a message came. */
    Provenance provenance(Entry entry);

    /** Returns a file that stood beside the pages of a month. */
    Optional<PublishedFile> findFile(ListName list, YearMonth month, String name);

    /**
     * Returns such files of a month whose bytes are here, by name.
     *
     * @param ending what their names end with, behind a dot
     */
    List<PublishedName> files(ListName list, YearMonth month, String ending);

    /** Gives every such file whose bytes are here, by month and name. */
    void forEachFile(ListName list, Consumer<PublishedName> consumer);

    /** Returns all numbers of a message, lowest first. */
    List<NumberRow> numbers(Entry entry);

    /**
     * Returns the raw message as received, without its separator line.
     *
     * @throws IllegalArgumentException if no message has the key
     */
    byte[] raw(long key);

    /** Returns the separator line of a message, without line end; empty if it came without one. */
    byte[] separator(long key);

    /**
     * Returns how many bytes the raw message has.
     *
     * @throws IllegalArgumentException if no message has the key
     */
    long size(long key);

    /**
     * Returns whether only the beginning of a message was kept, because its source has more of it
     * than a message may have. Costs time by the length of the ledger: to be asked of those few
     * messages alone that are as long as one may be.
     */
    boolean isCut(Entry entry);

    /** Returns how a message was taken down, if it is shown no more. */
    Optional<TakeDown> findTakeDown(ListName list, MessageId id);

    /** Returns what was taken down of those that a place is claimed for, whether here or not. */
    Optional<TakeDown> findTakeDown(ListName list, PublishedPlace place);

    /** Returns all that is taken down in a list, by msg-id. */
    List<TakeDown> takeDowns(ListName list);

    /** Returns all that was taken down in a list and is shown again, by msg-id. */
    List<ShownAgain> shownAgain(ListName list);

    /**
     * Returns all that was said of places in the threads of a list, in the order in which it was.
     */
    List<Ruling> rulings(ListName list);

    /** Returns the folders in which a list has messages, by month, the main one of each first. */
    List<MonthCount> months(ListName list);

    /** Returns the messages of a folder by number; empty if there are none. */
    List<MonthEntry> month(ListName list, Folder folder);

    /** Returns the messages of the main folder of a month. */
    default List<MonthEntry> month(ListName list, YearMonth month) {
        return month(list, Folder.of(month));
    }

    /** Returns up to {@code limit} messages of a list that arrived last, newest first. */
    List<Entry> newest(ListName list, int limit);

    /**
     * Returns the ancestors of a message, parent first, dummies left out.
     *
     * @param limit how many at the most
     */
    List<Entry> ancestors(Entry entry, int limit);

    /**
     * Returns the keys of messages of which a message is an ancestor, the nearest first.
     *
     * @param distance how many messages up it may be, itself included
     * @param toKey only what was stored up to this key, and on ways through such messages
     * @param limit how many nodes are looked at, dummies included
     */
    List<Long> descendants(Entry entry, int distance, long toKey, int limit);

    /** Returns whom a message answers, if anybody; a further copy answers whom the first does. */
    Optional<Edge> findEdge(Entry entry);

    /** Returns the messages that answer a message, by time of arrival. */
    List<Entry> replies(Entry entry);

    /** Returns whether any message or dummy has this one as its parent. */
    boolean isParent(Entry entry);

    /**
     * Returns the thread of a message, dummies included: each node after its parent, siblings by
     * time of arrival (a dummy by that of its first descendant). A further copy has the thread of
     * the first.
     *
     * @param limit how many nodes at the most; beyond, the later ones in this order are left out
     */
    List<ThreadEntry> thread(ListName list, MessageId id, int limit);

    /**
     * Returns the keys of all messages in the thread of one, itself, further copies and what was
     * taken down included; none if there is no such message.
     */
    Set<Long> threadKeys(long key);

    /** Gives every message of a list in the order of storing, further copies included. */
    void forEachMessage(ListName list, Consumer<ExportedMessage> consumer);

    /** Gives the same with what was taken down, at its place: for another archive of the list. */
    void forEachStoredMessage(ListName list, Consumer<ExportedMessage> consumer);

    /**
     * Gives the edge of every message of a list, further copies left out, in the order of storing.
     */
    void forEachEdge(ListName list, Consumer<Edge> consumer);

    /** Gives every number of a list, lowest first, those of hidden messages included. */
    void forEachNumber(ListName list, Consumer<NumberRow> consumer);

    /** Gives the account of everything ever imported into a list, by source and offset. */
    void forEachLedgerRow(ListName list, Consumer<LedgerRow> consumer);

    /**
     * Returns what the ledger has of a part of a source: each item with the bytes of the source
     * that it accounts for, -1 if that is not known.
     *
     * @param from first offset
     * @param to last offset
     */
    Map<Account, Long> accounts(ListName list, String source, long from, long to);

    /**
     * Returns the first of some names under which there is a source; nothing if there is one of the
     * name proper.
     *
     * @param source the name proper
     * @param names relative paths
     */
    Optional<String> findFormerSource(ListName list, String source, List<String> names);

    /** Returns how far a source has been read: the last mark that was set for it. */
    Optional<String> findMark(ListName list, String source);

    /** Returns what is known of the numbers of a list, by folder. */
    List<FolderCoverage> coverage(ListName list);

    /** Returns how many numbers of a list are less sure than {@link NumberRow#LIKELY}. */
    long guessedNumbers(ListName list);

    /** Gives the register of all that a list ever gave out, chain by chain. */
    void forEachRegisterRow(ListName list, Consumer<RegisterRow> consumer);

    /** Returns how far the register has come. */
    Checkpoint checkpoint();

    /** Returns those heads of a checkpoint that the register has no more as they were. */
    List<Checkpoint.Head> lost(Checkpoint checkpoint);

    /** Returns what is inconsistent within the store, one sentence each; empty if nothing is. */
    List<String> verify();

    @Override
    void close();

    /**
     * A message with its bytes.
     *
     * @param entry the message
     * @param separator the separator line it came with, without line end; empty if it had none
     * @param raw as received
     * @param provenance how the bytes came
     */
    record ExportedMessage(Entry entry, byte[] separator, byte[] raw, Provenance provenance) {}
}
