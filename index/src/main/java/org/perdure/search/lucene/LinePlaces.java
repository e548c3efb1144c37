package org.perdure.search.lucene;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.util.ArrayUtil;

/**
 * Where words stand in the lines of patches of one kind, in one document after the other of a
 * segment of an index.
 */
final class LinePlaces {
    private final WordPlaces words;
    private final LineMark wanted;

    LinePlaces(Terms terms, LineMark wanted) {
        this.words = new WordPlaces(terms);
        this.wanted = wanted;
    }

    /**
     * Returns whether a document has all of some rows in such lines.
     *
     * @param document the last one asked for, or a later
     * @param distance how many words on the last word of all rows is from the first, at the most
     */
    boolean hold(int document, List<LinesQuery.Row> rows, int distance) throws IOException {
        words.enter(document);
        int[] starts = words.of(wanted.word());
        if (starts.length == 0) {
            return false;
        }
        int[] ends = ends();
        List<int[]> found = new ArrayList<>();
        for (LinesQuery.Row row : rows) {
            int[] places = places(row, starts, ends);
            if (places.length == 0) {
                return false;
            }
            found.add(places);
        }
        return rows.size() == 1 || areNear(rows, found, distance);
    }

    /** Returns where the lines of other kinds begin. */
    private int[] ends() throws IOException {
        int[] ends = WordPlaces.NOWHERE;
        for (LineMark mark : LineMark.values()) {
            if (mark != wanted) {
                ends = joined(ends, words.of(mark.word()));
            }
        }
        return ends;
    }

    /** Returns where a row begins, all of it in such lines. */
    private int[] places(LinesQuery.Row row, int[] starts, int[] ends) throws IOException {
        int[] begins = WordPlaces.NOWHERE;
        for (int slot = 0; slot < row.slots().size(); slot++) {
            int ahead = row.places().get(slot) - row.places().getFirst();
            int[] places = WordPlaces.NOWHERE;
            for (Term word : row.slots().get(slot)) {
                places = joined(places, words.of(word.text()));
            }
            int[] fitting = new int[places.length];
            int count = 0;
            for (int place : places) {
                boolean goesOn = slot == 0 || Arrays.binarySearch(begins, place - ahead) >= 0;
                if (goesOn && last(starts, place) > last(ends, place)) {
                    fitting[count++] = place - ahead;
                }
            }
            begins = Arrays.copyOf(fitting, count);
        }
        return begins;
    }

    /** Returns the last of some places up to one, -1 if there is none. */
    private static int last(int[] places, int place) {
        int found = Arrays.binarySearch(places, place);
        int index = found >= 0 ? found : -found - 2;
        return index < 0 ? -1 : places[index];
    }

    /** Returns whether one of each row can be found between two words that are so near. */
    private static boolean areNear(List<LinesQuery.Row> rows, List<int[]> places, int distance) {
        for (int[] first : places) {
            for (int start : first) {
                if (areWithin(rows, places, start, start + distance)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean areWithin(
            List<LinesQuery.Row> rows, List<int[]> places, int start, int end) {
        for (int i = 0; i < places.size(); i++) {
            int found = Arrays.binarySearch(places.get(i), start);
            int next = found >= 0 ? found : -found - 1;
            if (next == places.get(i).length || places.get(i)[next] + rows.get(i).length() > end) {
                return false;
            }
        }
        return true;
    }

    private static int[] joined(int[] one, int[] other) {
        if (one.length == 0 || other.length == 0) {
            return one.length == 0 ? other : one;
        }
        int[] both = ArrayUtil.growExact(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        Arrays.sort(both);
        return both;
    }
}
