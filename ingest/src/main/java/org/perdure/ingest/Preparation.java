package org.perdure.ingest;

import java.util.ArrayList;
import java.util.List;
import org.perdure.message.MailingList.NoArchivePolicy;
import org.perdure.message.NoArchive;
import org.perdure.mime.MessageParser;
import org.perdure.source.RawMessage;
import org.perdure.source.Rejected;
import org.perdure.source.Removed;
import org.perdure.source.SourceEnd;
import org.perdure.source.SourceItem;
import org.perdure.source.SourceMark;
import org.perdure.store.ArchiveWriter;
import org.perdure.store.ArchiveWriter.Account;

/** Makes items of a batch ready to be filed; passes over what an earlier run has accounted for. */
final class Preparation {
    private final ArchiveWriter writer;
    private final KnownItems ledger;
    private final NoArchivePolicy noArchive;
    private final MessageParser parser = new MessageParser();
    private final List<Prepared> items = new ArrayList<>();
    private int known;

    /**
     * @param noArchive what to do with messages whose authors ask not to be archived
     */
    Preparation(ArchiveWriter writer, KnownItems ledger, NoArchivePolicy noArchive) {
        this.writer = writer;
        this.ledger = ledger;
        this.noArchive = noArchive;
    }

    void add(SourceItem item) {
        switch (item) {
            case RawMessage raw -> {
                byte[] sha256 = Prepared.sha256(raw.bytes());
                if (!isKnown(raw, sha256, raw.span())) {
                    items.add(prepare(raw, sha256));
                }
            }
            case Rejected rejected -> {
                byte[] sha256 = Prepared.sha256(rejected.bytes());
                if (!isKnown(rejected, sha256, rejected.span())) {
                    items.add(new Prepared.Refused(rejected, Prepared.account(rejected, sha256)));
                }
            }
            case Removed removed -> {
                byte[] sha256 = Prepared.sha256(removed.bytes());
                if (!isKnown(removed, sha256, removed.size())) {
                    items.add(
                            new Prepared.Withdrawn(
                                    removed,
                                    parser.parse(removed.bytes()).id(),
                                    Prepared.account(removed, sha256)));
                }
            }
            case SourceMark mark -> items.add(new Prepared.Mark(mark));
            case SourceEnd end -> items.add(new Prepared.End(end));
        }
    }

    private Prepared prepare(RawMessage raw, byte[] sha256) {
        Parsed parsed = Parsed.of(raw, sha256, parser, writer);
        return noArchive == NoArchivePolicy.IGNORE
                ? parsed
                : NoArchive.find(parsed.message())
                        .<Prepared>map(field -> parsed.refused(field))
                        .orElse(parsed);
    }

    private boolean isKnown(SourceItem item, byte[] sha256, long span) {
        if (!ledger.contains(item, sha256)) {
            return false;
        }
        known++;
        if (!ledger.contains(item, sha256, span)) {
            Account account = Prepared.account(item, sha256);
            items.add(new Prepared.Grown(item.source(), account, span));
        }
        return true;
    }

    List<Prepared> items() {
        return items;
    }

    /** Returns how many items an earlier run has accounted for. */
    int known() {
        return known;
    }
}
