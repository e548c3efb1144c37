package org.perdure.search.lucene;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;

/** The words of {@link MailTokenizer}: as they are for names, as English stems for text. */
final class MailAnalyzer extends Analyzer {
    /** For names, addresses and file names. */
    static final MailAnalyzer NAMES = new MailAnalyzer(false, false);

    /** For subjects and bodies. */
    static final MailAnalyzer TEXT = new MailAnalyzer(true, false);

    /** For bodies with {@link LineMark}s. */
    static final MailAnalyzer MARKED_TEXT = new MailAnalyzer(true, true);

    /** What may be left of {@code 's} in a text without punctuation. */
    static final String POSSESSIVE = "s";

    private final boolean stems;
    private final boolean marks;

    private MailAnalyzer(boolean stems, boolean marks) {
        this.stems = stems;
        this.marks = marks;
    }

    @Override
    protected TokenStreamComponents createComponents(String field) {
        MailTokenizer words = new MailTokenizer(marks);
        return new TokenStreamComponents(words, stems ? new PorterStemFilter(words) : words);
    }

    /** Returns whether a word is no whole identifier, but one of the parts that lie beneath it. */
    static boolean isPart(CharSequence word) {
        for (int i = 0; i < word.length(); i++) {
            if (word.charAt(i) == '_') {
                return false;
            }
        }
        return true;
    }

    /** Returns the words of a short text. */
    Words words(String text) {
        List<String> parts = new ArrayList<>();
        List<Integer> positions = new ArrayList<>();
        String identifier = "";
        int identifiers = 0;
        int position = -1;
        try (TokenStream tokens = tokenStream("", text)) {
            CharTermAttribute term = tokens.getAttribute(CharTermAttribute.class);
            PositionIncrementAttribute increment =
                    tokens.getAttribute(PositionIncrementAttribute.class);
            tokens.reset();
            while (tokens.incrementToken()) {
                position += increment.getPositionIncrement();
                String word = term.toString();
                if (isPart(word)) {
                    parts.add(word);
                    positions.add(position);
                } else {
                    identifier = word;
                    identifiers++;
                }
            }
            tokens.end();
        } catch (IOException e) {
            throw new AssertionError("a string cannot be read", e);
        }
        boolean whole = identifiers == 1 && parts.size() == identifier.split("_+").length;
        return new Words(parts, positions, whole ? identifier : "");
    }

    /**
     * The words of a text.
     *
     * @param parts the words; of identifiers the parts
     * @param positions the place of each
     * @param identifier the whole text as a word, if it is one identifier of several parts; else
     *     empty
     */
    record Words(List<String> parts, List<Integer> positions, String identifier) {
        /** Returns the words with each s that may be what is left of {@code 's} left out. */
        Words withoutPossessives() {
            List<String> left = new ArrayList<>();
            List<Integer> places = new ArrayList<>();
            for (int i = 0; i < parts.size(); i++) {
                if (i == 0 || !parts.get(i).equals(POSSESSIVE)) {
                    left.add(parts.get(i));
                    places.add(positions.get(i) - i + left.size() - 1);
                }
            }
            return new Words(left, places, identifier);
        }
    }
}
