package org.perdure.store.sql;

import java.util.LinkedHashMap;
import java.util.Map;

/** Remembers the entries that were used last. */
final class RecentMap<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1L;

    private final int limit;

    /**
     * @param limit how many entries to keep
     */
    RecentMap(int limit) {
        super(16, 0.75f, true);
        this.limit = limit;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > limit;
    }
}
