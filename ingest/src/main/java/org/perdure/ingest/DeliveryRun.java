package org.perdure.ingest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.perdure.delivery.Delivery;
import org.perdure.delivery.Receipt;
import org.perdure.ingest.Filing.Filed;
import org.perdure.link.ArchivePath;
import org.perdure.mime.MessageParser;
import org.perdure.store.ArchiveWriter;
import org.perdure.store.ArchiveWriter.Transaction;
import org.perdure.store.Entry;
import org.perdure.store.LedgerRow.Outcome;

/** Files messages that came in together, in one transaction, as an import would. */
public final class DeliveryRun {
    private final ArchiveWriter writer;
    private final MessageParser parser = new MessageParser();

    public DeliveryRun(ArchiveWriter writer) {
        this.writer = writer;
    }

    /**
     * Files messages.
     *
     * @return what became of each, in their order; all of them are durable
     * @throws org.perdure.store.StoreException if the disk fails; none of them is stored
     */
    public List<Receipt.Filed> file(List<Delivery> deliveries) {
        List<Parsed> parsed = deliveries.stream().map(this::parse).toList();
        Instant now = Instant.now();
        record Kept(Outcome outcome, @Nullable Long key) {}
        List<Kept> kept =
                writer.write(
                        transaction -> {
                            List<Kept> all = new ArrayList<>();
                            for (int i = 0; i < parsed.size(); i++) {
                                Filed filed =
                                        file(transaction, deliveries.get(i), parsed.get(i), now);
                                all.add(
                                        new Kept(
                                                filed.outcome() == null
                                                        ? Outcome.REJECTED
                                                        : filed.outcome(),
                                                filed.key()));
                            }
                            return all;
                        });
        List<Receipt.Filed> receipts = new ArrayList<>();
        for (int i = 0; i < kept.size(); i++) {
            Entry entry =
                    writer.store()
                            .findEntry(Objects.requireNonNull(kept.get(i).key()))
                            .orElseThrow();
            receipts.add(receipt(kept.get(i).outcome(), entry));
        }
        return receipts;
    }

    private Parsed parse(Delivery delivery) {
        byte[] sha256 = Prepared.sha256(delivery.raw().bytes());
        return Parsed.of(delivery.raw(), sha256, parser, writer);
    }

    private Filed file(Transaction transaction, Delivery delivery, Parsed parsed, Instant now) {
        transaction.addList(delivery.list());
        return new Filing(transaction, delivery.list(), now, writer::pack).file(parsed);
    }

    private static Receipt.Filed receipt(Outcome outcome, Entry entry) {
        String page = ArchivePath.messagePath(entry.list(), entry.id());
        return new Receipt.Filed(
                outcome,
                entry.id(),
                entry.copy() == 0 ? page : page + "?copy=" + entry.copy(),
                entry.number());
    }
}
