package org.perdure.ingest;

import java.util.HashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.perdure.message.ListName;
import org.perdure.source.SourceItem;
import org.perdure.store.ArchiveStore;
import org.perdure.store.ArchiveWriter.Account;

/** Which items of a batch an earlier run has accounted for. */
final class KnownItems {
    private final Map<String, Map<Account, Long>> bySource = new HashMap<>();

    /** Names that sources of this batch may have had before. */
    private final Map<String, String> formerNames = new HashMap<>();

    /** Of these, the ones whose content is the same. */
    private final Map<String, String> renamed = new TreeMap<>();

    KnownItems(ArchiveStore store, ListName list, List<SourceItem> batch) {
        Map<String, LongSummaryStatistics> offsets = new HashMap<>();
        for (SourceItem item : batch) {
            offsets.computeIfAbsent(item.source(), source -> new LongSummaryStatistics())
                    .accept(item.offset());
        }
        offsets.forEach(
                (source, range) -> bySource.put(source, accounts(store, list, source, range)));
    }

    private Map<Account, Long> accounts(
            ArchiveStore store, ListName list, String source, LongSummaryStatistics range) {
        long from = range.getMin();
        long to = range.getMax();
        Map<Account, Long> accounts = store.accounts(list, source, from, to);
        if (!accounts.isEmpty()) {
            return accounts;
        }
        Optional<String> former = FormerNames.find(store, list, source);
        if (former.isEmpty()) {
            return accounts;
        }
        accounts = store.accounts(list, former.get(), from, to);
        if (accounts.isEmpty()) {
            return store.accounts(list, source, from, to); // It was renamed while we asked.
        }
        formerNames.put(source, former.get());
        return accounts;
    }

    /**
     * Returns how many bytes of the source the ledger has for an item, -1 if it does not say;
     * nothing if it has no such item.
     */
    Optional<Long> findSpan(String source, Account account) {
        Long span = bySource.getOrDefault(source, Map.of()).get(account);
        String former = formerNames.get(source);
        if (span != null && former != null) {
            renamed.put(source, former);
        }
        return Optional.ofNullable(span);
    }

    /** Returns the sources of which items were found under another name. */
    List<Prepared.Renamed> renamed() {
        return renamed.entrySet().stream()
                .map(entry -> new Prepared.Renamed(entry.getKey(), entry.getValue()))
                .toList();
    }
}
