package org.perdure.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.perdure.link.Folder;
import org.perdure.link.PublishedPlace;
import org.perdure.link.PublishedPlace.Scheme;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;
import org.perdure.message.Provenance;
import org.perdure.source.NumberEvidence;
import org.perdure.source.Rendition;
import org.perdure.store.ArchiveWriter.Accounted;
import org.perdure.store.ArchiveWriter.Held;
import org.perdure.store.ArchiveWriter.Transaction;
import org.perdure.store.Change;
import org.perdure.store.Entry;
import org.perdure.store.LedgerRow.Outcome;
import org.perdure.store.NumberClaim;
import org.perdure.store.NumberRow.Origin;

/**
 * Puts a page into its place: as evidence of where its message was published, and as the message
 * itself as long as no mail is there.
 */
final class PageFiling {
    private final Filing filing;
    private final Transaction transaction;
    private final ListName list;
    private final FilesOfMessage files;
    private final Folders folders;

    PageFiling(
            Filing filing,
            Transaction transaction,
            ListName list,
            FilesOfMessage files,
            Folders folders) {
        this.folders = folders;
        this.filing = filing;
        this.transaction = transaction;
        this.list = list;
        this.files = files;
    }

    static NumberClaim claim(NumberEvidence.Claim claim) {
        return claim(claim.place(), claim.id(), claim.byDatabase());
    }

    private static NumberClaim claim(PublishedPlace place, MessageId id, boolean byDatabase) {
        Origin page =
                switch (place.scheme()) {
                    case MHONARC -> byDatabase ? Origin.MHONARC_DB : Origin.MHONARC_PAGE;
                    case PIPERMAIL -> Origin.PIPERMAIL_PAGE;
                };
        return new NumberClaim(place, id, page);
    }

    Filing.Filed file(Prepared.Page page) {
        Rendition item = page.item();
        Provenance provenance = item.provenance();
        List<Change> changes = new ArrayList<>();
        Parsed parsed = filing.identification().settle(page.parsed(), provenance, changes);
        Optional<Held> same = filing.likeness().find(parsed.message());
        @Nullable Entry entry = null;
        if (same.isEmpty()) {
            entry = filing.store(parsed, provenance, changes);
        } else if (provenance.isBetterThan(same.get().provenance())) {
            entry = filing.replace(parsed, same.get(), provenance, changes);
        }
        long key = entry == null ? same.orElseThrow().key() : entry.key();
        MessageId id = entry == null ? same.orElseThrow().id() : entry.id();
        Filing.Place place = place(parsed, item, id, key, changes);
        if (entry == null && place.isNew()) {
            changes.add(transaction.log(Change.Kind.NUMBERED, list, key, id));
        }
        Outcome outcome = outcome(entry, provenance);
        transaction
                .ledger()
                .account(
                        list,
                        new Accounted(
                                item.source(),
                                page.account(),
                                item.length(),
                                item.span(),
                                outcome,
                                key,
                                place.number(),
                                item.note().isEmpty()
                                        ? Filing.codes(parsed.message())
                                        : item.note()));
        int accounted = files.add(page, entry != null, key, place.number());
        @Nullable Entry numbered =
                entry == null || !place.isNew() ? entry : entry.withNumber(place.number());
        return new Filing.Filed(outcome, place.isNew(), numbered, key, accounted, changes);
    }

    private static Outcome outcome(@Nullable Entry entry, Provenance provenance) {
        if (entry == null) {
            return Outcome.EVIDENCE;
        }
        if (provenance.isReconstructed()) {
            return Outcome.RECONSTRUCTED;
        }
        return entry.copy() == 0 ? Outcome.STORED : Outcome.COPY;
    }

    private Filing.Place place(
            Parsed parsed, Rendition item, MessageId id, long key, List<Change> changes) {
        PublishedPlace place = item.place();
        if (place == null) {
            return filing.place(parsed, id, key, changes);
        }
        NumberClaim claim = folders.placed(claim(place, id, false), item.source(), item.archiver());
        if (place.scheme() != Scheme.MHONARC) {
            transaction.numbering().claim(list, List.of(claim), key);
            return filing.place(parsed, id, key, changes);
        }
        Folder folder = Folder.parse(claim.place().folder()).orElseThrow();
        boolean had = transaction.numbering().find(list, folder, id).isPresent();
        filing.logNumbered(transaction.numbering().claim(list, List.of(claim), key), key, changes);
        Filing.Place found = filing.place(folder, Origin.APPENDED, id, key, changes);
        return new Filing.Place(found.number(), !had || found.isNew());
    }
}
