package org.perdure.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.perdure.message.MailingList.NoArchivePolicy;
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
                byte[] sha256 = Sha256.of(raw.bytes());
                if (!isKnown(raw, Prepared.account(raw, sha256), raw.span())) {
                    items.add(prepare(raw, sha256));
                }
            }
            case Rejected rejected -> {
                Account account = Prepared.account(rejected, Sha256.of(rejected.bytes()));
                if (!isKnown(rejected, account, rejected.span())) {
                    items.add(new Prepared.Refused(rejected, account));
                }
            }
            case Removed removed -> {
                Account account = Prepared.account(removed, Sha256.of(removed.bytes()));
                if (!isKnown(removed, account, removed.size())) {
                    items.add(
                            new Prepared.Withdrawn(
                                    removed, parser.parse(removed.bytes()).id(), account));
                }
            }
            case Rendition page -> {
                byte[] sha256 = Sha256.of(page.original());
                if (isKnown(page, Prepared.account(page, sha256), page.span())) {
                    known += page.filesThere();
                } else {
                    items.add(Prepared.Page.of(page, sha256, parser, writer));
                }
            }
            case NumberEvidence evidence -> {
                Account account = Prepared.account(evidence, Sha256.of(evidence.bytes()));
                boolean isKnown = isKnown(evidence, account, evidence.size());
                items.add(new Prepared.Numbers(evidence, account, isKnown));
            }
            case SourceMark mark -> items.add(new Prepared.Mark(mark));
            case SourceEnd end -> items.add(new Prepared.End(end));
        }
    }

    private Prepared prepare(RawMessage raw, byte[] sha256) {
        return Parsed.of(raw, sha256, parser, writer).asAsked(noArchive);
    }

    private boolean isKnown(SourceItem item, Account account, long span) {
        Optional<Long> accounted = ledger.findSpan(item.source(), account);
        if (accounted.isEmpty()) {
            return false;
        }
        known++;
        if (accounted.get() != span) {
            items.add(new Prepared.Grown(item.source(), account, span));
        }
        return true;
    }

    /** Returns what is to be filed; sources get their new names before anything else is. */
    List<Prepared> items() {
        List<Prepared> all = new ArrayList<>(ledger.renamed());
        all.addAll(items);
        return all;
    }

    /** Returns how many items an earlier run has accounted for. */
    int known() {
        return known;
    }
}
