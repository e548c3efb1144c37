package org.perdure.store.sql;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.perdure.message.ListName;

/** The keys of lists, remembered. */
final class ListKeys {
    private final Session session;
    private final Map<ListName, Long> keys = new HashMap<>();

    ListKeys(Session session) {
        this.session = session;
    }

    /** Forgets all: rows may have been undone. */
    void forget() {
        keys.clear();
    }

    long key(ListName list) throws SQLException {
        Long known = keys.get(list);
        if (known != null) {
            return known;
        }
        long key =
                session.find(
                                "SELECT id FROM list WHERE name = ?",
                                row -> row.getLong(1),
                                list.value())
                        .orElseThrow(() -> new IllegalArgumentException("no list " + list));
        keys.put(list, key);
        return key;
    }
}
