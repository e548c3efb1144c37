package org.perdure.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.perdure.message.ListName;
import org.perdure.store.ArchiveStore;

/**
 * What earlier versions called sources: by the path that the operator typed, from wherever he was.
 * A relative path ends like the absolute one, so what may be meant is found; whether it is meant,
 * the content says.
 */
public final class FormerNames {
    /** How many folders above the file a relative path may begin. */
    static final int MAX_FOLDERS = 32;

    /** What a relative path may begin with, before what ends like the absolute one. */
    private static final List<String> BEGINNINGS = List.of("", "./", "../", "../../", "../../../");

    private FormerNames() {}

    /** Returns the names that a source may have had, those that say most first. */
    static List<String> of(String source) {
        if (!source.startsWith("/")) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        int slash = 0;
        for (int i = 0; slash >= 0 && i < MAX_FOLDERS; i++) {
            String end = source.substring(slash + 1);
            BEGINNINGS.forEach(beginning -> names.add(beginning + end));
            slash = source.indexOf('/', slash + 1);
        }
        return names;
    }

    /** Returns the name under which an earlier version may have read a source that is not known. */
    static Optional<String> find(ArchiveStore store, ListName list, String source) {
        List<String> names = of(source);
        return names.isEmpty() ? Optional.empty() : store.findFormerSource(list, source, names);
    }

    /**
     * Returns how far a source has been read, under its name or one it may have had. A mark of
     * another source of that name does no harm: it is in no history but its own.
     */
    public static Optional<String> findMark(ArchiveStore store, ListName list, String source) {
        return store.findMark(list, source)
                .or(
                        () ->
                                find(store, list, source)
                                        .flatMap(former -> store.findMark(list, former)));
    }
}
