package org.perdure.search.lucene;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.search.BoostAttribute;
import org.apache.lucene.search.FuzzyTermsEnum;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;
import org.perdure.query.Field;
import org.perdure.query.Query;

/**
 * Finds what words of a query were perhaps meant to be: words of the index, spelled nearly so, that
 * are in many more messages. To be used once.
 *
 * <p>Nothing is kept for it: the index has its words in order, so that few are looked at for each.
 * Words of texts are there by their stems; how people write them is taken from texts that have
 * them.
 */
final class Spelling {
    /** How many words of a query are looked at. */
    static final int MAX_WORDS = 8;

    /** The shortest word that is looked at, in characters. */
    static final int MIN_LENGTH = 4;

    /** In how many times as many messages the other word is. */
    static final int TIMES = 10;

    /** How many words of a part of the index are looked at for one of the query. */
    private static final int MAX_NEAR = 1_000;

    /** From this length on, two characters may be other. */
    private static final int LONG = 6;

    /** People seldom mistake the first letter. */
    private static final int SURE_LETTERS = 1;

    private final IndexReader reader;
    private final WrittenForms forms;
    private final BooleanSupplier late;
    private int words;
    private boolean changed;

    /**
     * @param late whether there is no time left
     */
    Spelling(IndexReader reader, BooleanSupplier late) {
        this.reader = reader;
        this.forms = new WrittenForms(reader);
        this.late = late;
    }

    /** Returns a query with words spelled otherwise, if there are any. */
    Optional<Query> of(Query query) throws IOException {
        Query other = respelled(query);
        return changed && !late.getAsBoolean() ? Optional.of(other) : Optional.empty();
    }

    /** Recursive: queries are at most as deep as the parser allows. */
    private Query respelled(Query query) throws IOException {
        return switch (query) {
            case Query.Term term -> new Query.Term(term.field(), word(term.field(), term.text()));
            case Query.Phrase phrase -> phrase(phrase);
            case Query.And and -> new Query.And(respelled(and.clauses()));
            case Query.Or or -> new Query.Or(respelled(or.clauses()));
            case Query.Near near ->
                    new Query.Near(near.field(), respelled(near.texts()), near.distance());
            case Query.All all -> query;
            case Query.Prefix prefix -> query;
            case Query.Wildcard wildcard -> query;
            case Query.Fuzzy fuzzy -> query;
            case Query.During during -> query;
            case Query.Between between -> query;
            case Query.Not not -> query;
        };
    }

    private List<Query> respelled(List<Query> clauses) throws IOException {
        List<Query> others = new ArrayList<>();
        for (Query clause : clauses) {
            others.add(respelled(clause));
        }
        return others;
    }

    private Query phrase(Query.Phrase phrase) throws IOException {
        List<String> others = new ArrayList<>();
        for (String word : phrase.text().split(" ")) {
            others.add(word(phrase.field(), word));
        }
        return new Query.Phrase(phrase.field(), String.join(" ", others));
    }

    /** A field of the index and how a word is spelled there. */
    private record Spelled(Fields field, String word) {}

    /** A word of the index. */
    private static final class Near {
        private final Spelled spelled;
        private final float likeness;
        private int messages;

        Near(Spelled spelled, float likeness) {
            this.spelled = spelled;
            this.likeness = likeness;
        }
    }

    private static final Comparator<Near> BEST =
            Comparator.<Near>comparingDouble(near -> near.likeness)
                    .thenComparingInt(near -> near.messages)
                    .thenComparing(near -> near.spelled.word);

    /** Returns what a word was perhaps meant to be; itself if nothing better is known. */
    private String word(@Nullable Field field, String text) throws IOException {
        if (text.length() < MIN_LENGTH
                || !text.codePoints().allMatch(Character::isLetter)
                || ++words > MAX_WORDS) {
            return text;
        }
        List<Spelled> asWritten = spelled(field, text);
        int messages = 0;
        for (Spelled spelled : asWritten) {
            messages += reader.docFreq(new Term(spelled.field.label(), spelled.word));
        }
        int edits = text.length() < LONG ? 1 : 2;
        for (int edit = 1; edit <= edits; edit++) { // Two take many times as long as one.
            String written = written(near(asWritten, edit, TIMES * Math.max(1, messages)));
            if (written != null) {
                changed = true;
                return written;
            }
        }
        return text;
    }

    private @Nullable String written(List<Near> words) throws IOException {
        for (Near word : words) {
            String written = forms.of(word.spelled.field, word.spelled.word);
            if (written != null) {
                return written;
            }
        }
        return null;
    }

    /**
     * Returns words that so many messages have and that differ by so many characters, best first.
     */
    private List<Near> near(List<Spelled> asWritten, int edits, int messages) throws IOException {
        Map<Spelled, Near> near = new HashMap<>();
        for (Spelled spelled : asWritten) {
            collect(spelled, edits, near);
        }
        return near.values().stream()
                .filter(other -> other.messages >= messages)
                .sorted(BEST.reversed())
                .toList();
    }

    /** Where a word is looked for, by what it is: of a text, or of a name. */
    private static List<Spelled> spelled(@Nullable Field field, String text) {
        Set<Fields> found =
                field == null
                        ? Set.of(Fields.OWN, Fields.FROM)
                        : switch (field) {
                            case SUBJECT, BODY, SUBJECT_AND_BODY -> Set.of(Fields.OWN);
                            case OWN_TEXT, EXACT_TEXT, QUOTED_TEXT -> Set.of(Fields.OWN);
                            case REMOVED, ADDED, CONTEXT, FUNCTION -> Set.of(Fields.OWN);
                            case FROM, PEOPLE -> Set.of(Fields.FROM);
                            case TO, CC, RECIPIENTS, ATTACHMENT, FILE, PART_OF_ID -> Set.of();
                            case MESSAGE_ID, REFERENCES, MEDIA_TYPE -> Set.of();
                            case LIST, PART_OF_LIST, LIST_ID, SIZE, UID -> Set.of();
                            case HAS, IS, SENT, ARRIVED, AFTER, BEFORE -> Set.of();
                            case BLOB_BEFORE, BLOB_AFTER, BLOB, PATCH_ID -> Set.of();
                        };
        List<Spelled> all = new ArrayList<>();
        for (Fields where : found) {
            List<String> parts = where.words().words(text).parts();
            if (parts.size() == 1) {
                all.add(new Spelled(where, parts.getFirst()));
            }
        }
        return all;
    }

    private void collect(Spelled spelled, int edits, Map<Spelled, Near> near) throws IOException {
        Term wanted = new Term(spelled.field.label(), spelled.word);
        for (LeafReaderContext leaf : reader.leaves()) {
            Terms terms = leaf.reader().terms(spelled.field.label());
            if (terms == null || spelled.word.length() < SURE_LETTERS + edits) {
                continue;
            }
            FuzzyTermsEnum found = new FuzzyTermsEnum(terms, wanted, edits, SURE_LETTERS, true);
            BoostAttribute likeness = found.attributes().addAttribute(BoostAttribute.class);
            BytesRef next = found.next();
            for (int i = 0; next != null && i < MAX_NEAR && !late.getAsBoolean(); i++) {
                Spelled other = new Spelled(spelled.field, next.utf8ToString());
                if (!other.equals(spelled)) {
                    near.computeIfAbsent(other, key -> new Near(key, likeness.getBoost()))
                                    .messages +=
                            found.docFreq();
                }
                next = found.next();
            }
        }
    }
}
