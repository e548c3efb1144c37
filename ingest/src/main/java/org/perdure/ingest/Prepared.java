package org.perdure.ingest;

import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.perdure.message.MessageId;
import org.perdure.message.Sha256;
import org.perdure.mime.MessageParser;
import org.perdure.source.NumberEvidence;
import org.perdure.source.RawMessage;
import org.perdure.source.Rejected;
import org.perdure.source.Removed;
import org.perdure.source.Rendition;
import org.perdure.source.SourceEnd;
import org.perdure.source.SourceItem;
import org.perdure.source.SourceMark;
import org.perdure.store.ArchiveWriter;
import org.perdure.store.ArchiveWriter.Account;
import org.perdure.store.ArchiveWriter.Packed;

/** An item of a source, ready to be filed: nothing is left to do that needs no order. */
sealed interface Prepared
        permits Parsed,
                Prepared.Page,
                Prepared.Numbers,
                Prepared.Refused,
                Prepared.Withheld,
                Prepared.Grown,
                Prepared.Renamed,
                Prepared.Withdrawn,
                Prepared.Mark,
                Prepared.End {
    /**
     * A message as an archive program showed it.
     *
     * @param item what it is
     * @param account its identity in the ledger
     * @param parsed the message in it, as if it were mail
     * @param files what belongs to it
     */
    record Page(Rendition item, Account account, Parsed parsed, List<BesideFile> files)
            implements Prepared {
        @Override
        public Parsed brought() {
            return parsed;
        }

        static Page of(Rendition item, byte[] sha256, MessageParser parser, ArchiveWriter writer) {
            byte[] bytes = item.message();
            RawMessage raw =
                    new RawMessage(
                            item.source(),
                            item.offset(),
                            item.length(),
                            item.span(),
                            item.separator(),
                            bytes,
                            false);
            return new Page(
                    item,
                    Prepared.account(item, sha256),
                    Parsed.of(raw, Sha256.of(bytes), parser, writer),
                    item.files().stream().map(file -> BesideFile.of(file, writer)).toList());
        }
    }

    /**
     * A file beside a page.
     *
     * @param file what it is
     * @param sha256 of its bytes; empty if they did not come
     * @param packed its bytes, compressed
     */
    record BesideFile(Rendition.BesideFile file, byte[] sha256, Packed packed) {
        static BesideFile of(Rendition.BesideFile file, ArchiveWriter writer) {
            byte[] content = file.content();
            return content == null
                    ? new BesideFile(file, new byte[0], new Packed(0, 0, new byte[0]))
                    : new BesideFile(file, Sha256.of(content), writer.pack(content));
        }
    }

    /**
     * What a folder says of its numbers.
     *
     * @param item what it says
     * @param account its identity in the ledger
     * @param known whether the ledger has it; what it says counts all the same
     */
    record Numbers(NumberEvidence item, Account account, boolean known) implements Prepared {}

    /**
     * Something that is no mail.
     *
     * @param item what it is
     * @param account its identity in the ledger
     */
    record Refused(Rejected item, Account account) implements Prepared {}

    /**
     * A message to be hidden as it comes, because its author wants no archive.
     *
     * @param parsed the message
     * @param reason why, for the operator's eyes
     */
    record Withheld(Parsed parsed, String reason) implements Prepared {
        @Override
        public Parsed brought() {
            return parsed;
        }

        /** Returns what becomes of it where hiding it would hide another message. */
        Rejected refusal() {
            return parsed.rejected("another message has its msg-id, and " + reason);
        }
    }

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
     * A source that the ledger has under another name, with the same items at the same offsets.
     *
     * @param source its name
     * @param former the name that an earlier version gave it
     */
    record Renamed(String source, String former) implements Prepared {}

    /**
     * The end of a file.
     *
     * @param item what its items add up to
     */
    record End(SourceEnd item) implements Prepared {}

    /** Returns the message that the item brings, if it brings one. */
    default @Nullable Parsed brought() {
        return null;
    }

    /** Returns the identity of an item in the ledger. */
    static Account account(SourceItem item, byte[] sha256) {
        return new Account(item.offset(), HexFormat.of().formatHex(sha256));
    }
}
