package org.perdure.ingest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.perdure.message.ListName;
import org.perdure.source.MboxWriter;
import org.perdure.store.ArchiveStore;
import org.perdure.store.Change;
import org.perdure.store.LedgerRow;

/**
 * All that an archive holds of a list, in words, so that two archives can be compared.
 *
 * @param messages each message with a checksum of its bytes, in the order of storing
 * @param numbers each number with its message
 * @param edges each message with its parent
 * @param ledger what became of each separator line
 * @param changes for each message, how often each kind of change happened to it
 */
record Contents(
        List<String> messages,
        List<String> numbers,
        List<String> edges,
        List<String> ledger,
        Map<String, Long> changes) {
    static Contents of(ArchiveStore store, ListName list) {
        List<String> messages = new ArrayList<>();
        store.forEachMessage(
                list,
                message ->
                        messages.add(
                                "%s %s %s"
                                        .formatted(
                                                message.entry(),
                                                new String(
                                                        message.separator(),
                                                        StandardCharsets.ISO_8859_1),
                                                Arrays.hashCode(message.raw()))));
        List<String> numbers = new ArrayList<>();
        store.forEachNumber(list, row -> numbers.add(row.toString()));
        List<String> edges = new ArrayList<>();
        store.forEachEdge(list, edge -> edges.add(edge.toString()));
        Map<String, Long> changes = new TreeMap<>();
        for (Change change : store.changes(0, Integer.MAX_VALUE)) {
            changes.merge(change.kind() + " " + change.key() + " " + change.id(), 1L, Long::sum);
        }
        List<String> ledger = ledger(store, list).stream().map(LedgerRow::toString).toList();
        return new Contents(messages, numbers, edges, ledger, changes);
    }

    static List<LedgerRow> ledger(ArchiveStore store, ListName list) {
        List<LedgerRow> rows = new ArrayList<>();
        store.forEachLedgerRow(list, rows::add);
        return rows;
    }

    /** Returns all messages of a list as a mailbox. */
    static byte[] export(ArchiveStore store, ListName list) {
        var bytes = new ByteArrayOutputStream();
        try (var writer = new MboxWriter(bytes)) {
            store.forEachMessage(
                    list,
                    message -> {
                        try {
                            writer.write(message.separator(), message.raw(), message.provenance());
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
