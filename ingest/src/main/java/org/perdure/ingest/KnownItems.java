package org.perdure.ingest;

import java.util.HashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;
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

    /**
     * Returns how many bytes of the source the ledger has for an item, -1 if it does not say;
     * nothing if it has no such item.
     */
    Optional<Long> findSpan(String source, Account account) {
        return Optional.ofNullable(bySource.getOrDefault(source, Map.of()).get(account));
    }
}
