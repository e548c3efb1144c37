package org.perdure.search.lucene;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.junit.jupiter.api.Test;

class StemFilterTest {
    @Test
    void putsStemsInThePlaceOfWords() throws IOException {
        assertEquals(
                List.of("the", "patch", "appli", "patch"), stems("The patches applied: patching"));
    }

    @Test
    void leavesIdentifiersAndVersionsAsTheyAre() throws IOException {
        assertEquals(List.of("rc6s", "map_pages", "map", "page"), stems("rc6s map_pages"));
    }

    @Test
    void givesTheSameWhetherRememberedForgottenOrNew() throws IOException {
        StringBuilder text = new StringBuilder("running ");
        for (int i = 0; i <= StemFilter.MAX_WORDS; i++) {
            text.append(word(i)).append(' ');
        }
        text.append("running ").append("running ").append("z".repeat(30)).append("ing");

        List<String> stems = stems(text.toString());

        assertEquals("run", stems.getFirst());
        assertEquals("run", stems.get(StemFilter.MAX_WORDS + 2));
        assertEquals("run", stems.get(StemFilter.MAX_WORDS + 3));
        assertEquals("z".repeat(30), stems.getLast());
    }

    /** A word of letters that stands for a number. */
    private static String word(int number) {
        StringBuilder word = new StringBuilder("q");
        for (int rest = number; rest > 0; rest /= 26) {
            word.append((char) ('a' + rest % 26));
        }
        return word.append('x').toString();
    }

    private static List<String> stems(String text) throws IOException {
        List<String> stems = new ArrayList<>();
        MailTokenizer words = new MailTokenizer();
        words.setReader(new StringReader(text));
        try (TokenStream stream = new StemFilter(words)) {
            CharTermAttribute term = stream.getAttribute(CharTermAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                stems.add(term.toString());
            }
            stream.end();
        }
        return stems;
    }
}
