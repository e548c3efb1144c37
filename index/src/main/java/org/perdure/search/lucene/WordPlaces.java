package org.perdure.search.lucene;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * Where words stand in a field, in one document after the other of a segment of an index. Each word
 * is looked up once.
 */
final class WordPlaces {
    static final int[] NOWHERE = {};

    private final Terms terms;

    /** What was looked up; of a word that there is not, null. */
    private final Map<String, @Nullable PostingsEnum> postings = new HashMap<>();

    /** Where words stand in the document at hand. */
    private final Map<String, int[]> here = new HashMap<>();

    private int document = -1;

    WordPlaces(Terms terms) {
        this.terms = terms;
    }

    /** Goes on to a document, no earlier than the last. */
    void enter(int next) {
        if (next != document) {
            document = next;
            here.clear();
        }
    }

    /** Returns where a word stands, in order; not to be changed. */
    int[] of(String word) throws IOException {
        int[] known = here.get(word);
        if (known != null) {
            return known;
        }
        int[] places = read(word);
        here.put(word, places);
        return places;
    }

    private int[] read(String word) throws IOException {
        PostingsEnum places = postings(word);
        if (places == null || at(places) != document) {
            return NOWHERE;
        }
        int[] all = new int[places.freq()];
        for (int i = 0; i < all.length; i++) {
            all[i] = places.nextPosition();
        }
        return all;
    }

    private int at(PostingsEnum places) throws IOException {
        return places.docID() < document ? places.advance(document) : places.docID();
    }

    private @Nullable PostingsEnum postings(String word) throws IOException {
        if (!postings.containsKey(word)) {
            TermsEnum term = terms.iterator();
            boolean is = term.seekExact(new BytesRef(word));
            postings.put(word, is ? term.postings(null, PostingsEnum.POSITIONS) : null);
        }
        return postings.get(word);
    }
}
