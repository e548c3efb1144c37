package org.perdure.search.lucene;

import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.Term;
import org.jspecify.annotations.Nullable;

/**
 * How people write the words that an index has: taken from a few messages that have them. Words
 * that stand there in mail addresses alone have no form, as addresses may be masked.
 */
final class WrittenForms {
    /** How many messages are looked at for a word. */
    static final int MAX_MESSAGES = 5;

    /** How much of each is looked at, in characters. */
    private static final int MAX_TEXT = 20_000;

    private final IndexReader reader;

    WrittenForms(IndexReader reader) {
        this.reader = reader;
    }

    /** Returns how a word is written most often, in lower case; null if that is not seen. */
    @Nullable String of(Fields field, String word) throws IOException {
        Map<String, Integer> forms = new HashMap<>();
        int messages = 0;
        for (LeafReaderContext leaf : reader.leaves()) {
            PostingsEnum found =
                    leaf.reader().postings(new Term(field.label(), word), PostingsEnum.NONE);
            while (found != null
                    && messages < MAX_MESSAGES
                    && found.nextDoc() != PostingsEnum.NO_MORE_DOCS) {
                if (isLive(leaf.reader(), found.docID())) {
                    messages++;
                    count(field, word, text(leaf.reader(), field, found.docID()), forms);
                }
            }
        }
        return forms.entrySet().stream()
                .max(
                        Map.Entry.<String, Integer>comparingByValue()
                                .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .map(Map.Entry::getKey)
                .orElse(null);
    }

    private static boolean isLive(LeafReader leaf, int document) {
        return leaf.getLiveDocs() == null || leaf.getLiveDocs().get(document);
    }

    /** Returns what the author wrote, or what to call the author. */
    private static String text(LeafReader leaf, Fields field, int document) throws IOException {
        if (field == Fields.FROM) {
            SortedDocValues names = DocValues.getSorted(leaf, Fields.AUTHOR.label());
            return names.advanceExact(document)
                    ? names.lookupOrd(names.ordValue()).utf8ToString()
                    : "";
        }
        String text =
                leaf.storedFields()
                        .document(document, Set.of(Fields.STORED_TEXT.label()))
                        .get(Fields.STORED_TEXT.label());
        return text == null ? "" : text.substring(0, Math.min(text.length(), MAX_TEXT));
    }

    private static void count(Fields field, String word, String text, Map<String, Integer> forms)
            throws IOException {
        try (TokenStream tokens = field.words().tokenStream(field.label(), text)) {
            CharTermAttribute term = tokens.getAttribute(CharTermAttribute.class);
            OffsetAttribute offset = tokens.getAttribute(OffsetAttribute.class);
            tokens.reset();
            while (tokens.incrementToken()) {
                if (word.contentEquals(term)
                        && !isInAddress(text, offset.startOffset(), offset.endOffset())) {
                    String form = text.substring(offset.startOffset(), offset.endOffset());
                    forms.merge(form.toLowerCase(Locale.ROOT), 1, Integer::sum);
                }
            }
        }
    }

    /** Whether there is an at sign between the blanks around a word. */
    private static boolean isInAddress(String text, int start, int end) {
        int from = start;
        while (from > 0 && !Character.isWhitespace(text.charAt(from - 1))) {
            from--;
        }
        int to = end;
        while (to < text.length() && !Character.isWhitespace(text.charAt(to))) {
            to++;
        }
        return text.substring(from, to).indexOf('@') >= 0;
    }
}
