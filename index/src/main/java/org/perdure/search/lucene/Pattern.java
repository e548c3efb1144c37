package org.perdure.search.lucene;

import java.util.List;

/**
 * Words in a row that a highlighted text may hold, as the analyzer of text makes them.
 *
 * @param words at least one
 * @param prefix whether the last is only the beginning of a word
 */
record Pattern(List<String> words, boolean prefix) {
    Pattern {
        words = List.copyOf(words);
        if (words.isEmpty()) {
            throw new IllegalArgumentException("a pattern without words");
        }
    }

    /** Returns whether a word can stand at a place of the row. */
    boolean matches(int place, String word) {
        String wanted = words.get(place);
        return (prefix && place == words.size() - 1)
                ? word.startsWith(wanted)
                : word.equals(wanted);
    }
}
