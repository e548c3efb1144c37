package org.perdure.search.lucene;

import java.io.IOException;
import org.apache.lucene.analysis.CharArrayMap;
import org.apache.lucene.analysis.TokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.KeywordAttribute;
import org.tartarus.snowball.ext.PorterStemmer;

/**
 * Puts English stems (Porter's) in the place of words, and remembers them: a text has most of its
 * words from a few thousand. Words that are marked as keywords stay as they are.
 */
final class StemFilter extends TokenFilter {
    /** How many words are remembered, some hundred bytes each; then it begins anew. */
    static final int MAX_WORDS = 10_000;

    /** The longest word that is remembered, in characters. */
    private static final int MAX_LENGTH = 24;

    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final KeywordAttribute keyword = addAttribute(KeywordAttribute.class);
    private final PorterStemmer stemmer = new PorterStemmer();
    private final CharArrayMap<String> known = new CharArrayMap<>(MAX_WORDS, false);

    StemFilter(TokenStream words) {
        super(words);
    }

    @Override
    public boolean incrementToken() throws IOException {
        if (!input.incrementToken()) {
            return false;
        }
        if (!keyword.isKeyword()) {
            String stem = stem();
            term.setEmpty().append(stem);
        }
        return true;
    }

    private String stem() {
        String stem = known.get(term.buffer(), 0, term.length());
        if (stem != null) {
            return stem;
        }
        String word = term.toString();
        stemmer.setCurrent(word);
        stemmer.stem();
        stem = stemmer.getCurrent();
        if (word.length() <= MAX_LENGTH) {
            if (known.size() >= MAX_WORDS) {
                known.clear();
            }
            known.put(word, stem);
        }
        return stem;
    }
}
