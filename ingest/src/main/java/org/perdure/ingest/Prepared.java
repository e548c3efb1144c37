package org.perdure.ingest;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.perdure.message.MessageId;
import org.perdure.source.Rejected;
import org.perdure.source.Removed;
import org.perdure.source.SourceEnd;
import org.perdure.source.SourceItem;
import org.perdure.source.SourceMark;
import org.perdure.store.ArchiveWriter.Account;

/** An item of a source, ready to be filed: nothing is left to do that needs no order. */
sealed interface Prepared
        permits Parsed,
                Prepared.Refused,
                Prepared.Grown,
                Prepared.Withdrawn,
                Prepared.Mark,
                Prepared.End {
    /**
     * Something that is no mail.
     *
     * @param item what it is
     * @param account its identity in the ledger
     */
    record Refused(Rejected item, Account account) implements Prepared {}

    /**
     * A message that its source removed.
     *
     * @param item what the source says
     * @param id msg-id of the message
     * @param account its identity in the ledger
     */
    record Withdrawn(Removed item, MessageId id, Account account) implements Prepared {}

    /**
     * How far a source has been read.
     *
     * @param item what the source says
     */
    record Mark(SourceMark item) implements Prepared {}

    /**
     * What the ledger has already, with another span: the file has grown since, and the blank line
     * behind the item is new.
     *
     * @param account its identity in the ledger
     * @param span bytes of the source that it accounts for now
     */
    record Grown(String source, Account account, long span) implements Prepared {}

    /**
     * The end of a file.
     *
     * @param item what its items add up to
     */
    record End(SourceEnd item) implements Prepared {}

    /** Returns the identity of an item in the ledger. */
    static Account account(SourceItem item, byte[] sha256) {
        return new Account(item.offset(), HexFormat.of().formatHex(sha256));
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // Every JDK has it.
        }
    }
}
