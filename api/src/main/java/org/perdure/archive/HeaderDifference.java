package org.perdure.archive;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.perdure.message.HeaderField;

/** In which header fields two sources of a message differ. */
final class HeaderDifference {
    /** How many names are told. */
    static final int MAX_NAMES = 20;

    private HeaderDifference() {}

    /** Returns the names of fields that only one has, or that say something else, by name. */
    static List<String> names(List<HeaderField> one, List<HeaderField> other) {
        Map<String, List<String>> bodies = bodies(one);
        Map<String, List<String>> others = bodies(other);
        Map<String, List<String>> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(bodies);
        all.putAll(others);
        return all.keySet().stream()
                .filter(
                        name ->
                                !bodies.getOrDefault(name, List.of())
                                        .equals(others.getOrDefault(name, List.of())))
                .limit(MAX_NAMES)
                .toList();
    }

    private static Map<String, List<String>> bodies(List<HeaderField> header) {
        Map<String, List<String>> bodies = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (HeaderField field : header) {
            bodies.computeIfAbsent(field.name(), name -> new ArrayList<>()).add(field.body());
        }
        return bodies;
    }
}
