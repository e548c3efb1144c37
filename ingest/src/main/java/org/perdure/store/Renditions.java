package org.perdure.store;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import org.perdure.message.ListName;
import org.perdure.message.Message;
import org.perdure.message.MessageId;
import org.perdure.message.Provenance;
import org.perdure.store.ArchiveWriter.Held;
import org.perdure.store.ArchiveWriter.HeldFile;
import org.perdure.store.ArchiveWriter.Packed;

/**
 * Messages that came otherwise than by mail, in a transaction: what to compare them with, what they
 * give way to, and the files beside them.
 */
public interface Renditions {
    /** Returns whether a list has messages whose bytes came otherwise than by mail. */
    boolean exist(ListName list);

    /** Returns all messages with a msg-id, the first one first: what a new one may be a copy of. */
    List<Held> held(ListName list, MessageId id);

    /** Returns the messages without an own msg-id that say the same, oldest first. */
    List<Held> twins(ListName list, byte[] fingerprint);

    /** Keeps what a message without an own msg-id says. */
    void putTwin(ListName list, byte[] fingerprint, long key);

    /** Keeps how the bytes of a message came; without this they count as received. */
    void putProvenance(long key, Provenance provenance);

    /**
     * Puts better bytes in the place of those of a message, which keeps its key, msg-id, copy
     * number and published numbers. It is not in the change log yet.
     *
     * @return its entry
     */
    Entry replace(
            Held held,
            ListName list,
            Message message,
            Instant arrived,
            byte[] separator,
            byte[] sha256,
            Packed packed,
            Provenance provenance);

    /** Returns the bytes of a message, those stored in this transaction included. */
    byte[] raw(long key);

    /** Keeps that a file beside the pages of a month belongs to a message. */
    void putFile(ListName list, YearMonth month, HeldFile file);

    /** Returns the files of a message, in the order in which they were kept. */
    Map<YearMonth, List<HeldFile>> files(long key);
}
