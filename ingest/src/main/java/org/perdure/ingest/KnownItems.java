package org.perdure.ingest;

import java.util.HashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import org.perdure.message.ListName;
import org.perdure.source.SourceItem;
import org.perdure.store.ArchiveStore;
import org.perdure.store.ArchiveWriter.Account;

/** Which items of a batch an earlier run has accounted for. */
final class KnownItems {
    private final Map<String, Map<Account, Long>> bySource = new HashMap<>();

    KnownItems(ArchiveStore store, ListName list, List<SourceItem> batch) {
        Map<String, LongSummaryStatistics> offsets = new HashMap<>();
        for (SourceItem item : batch) {
            offsets.computeIfAbsent(item.source(), source -> new LongSummaryStatistics())
                    .accept(item.offset());
        }
        offsets.forEach(
                (source, range) ->
                        bySource.put(
                                source,
                                store.accounts(list, source, range.getMin(), range.getMax())));
    }

    boolean contains(SourceItem item, byte[] sha256) {
        return of(item).containsKey(Prepared.account(item, sha256));
    }

    /** Returns whether the ledger has an item with just so many bytes of the source. */
    boolean contains(SourceItem item, byte[] sha256, long span) {
        return Long.valueOf(span).equals(of(item).get(Prepared.account(item, sha256)));
    }

    private Map<Account, Long> of(SourceItem item) {
        return bySource.getOrDefault(item.source(), Map.of());
    }
}
