package org.perdure.search.lucene;

import java.util.Locale;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.DelegatingAnalyzerWrapper;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedNumericDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DocValuesType;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.Term;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;

/**
 * The one table of what is indexed and how, for the writer and the translation of queries alike.
 * Whoever changes it, or how words are made, raises {@link Position#FORMAT}.
 */
enum Fields {
    /** The Subject. */
    SUBJECT("subject", Kind.TEXT),
    /** What the author wrote, signature and patches included, and {@link LineMark}s. */
    OWN("own", Kind.TEXT),
    /** Names of the files that its own patches change. */
    FILE("file", Kind.NAMES),
    /** Blobs of git before its own patches, in lower case, as long as they were written. */
    BLOB_BEFORE("blob_before", Kind.EXACT),
    /** Blobs of git after its own patches, in lower case, as long as they were written. */
    BLOB_AFTER("blob_after", Kind.EXACT),
    /** The patch-id of its own patch, in lower case. */
    PATCH_ID("patch_id", Kind.EXACT),
    /** What was quoted, and the lines that say of whom. */
    QUOTED("quoted", Kind.TEXT),
    /** From: names and addresses. */
    FROM("from", Kind.NAMES),
    /** To: names and addresses. */
    TO("to", Kind.NAMES),
    /** Cc: names and addresses. */
    CC("cc", Kind.NAMES),
    /** File names of attachments. */
    ATTACHMENT("attachment", Kind.NAMES),
    /** The msg-id in lower case. */
    ID("id", Kind.EXACT),
    /** The parts of the msg-id. */
    ID_WORDS("id_words", Kind.NAMES),
    /** The msg-ids in References and In-Reply-To, in lower case. */
    REFERENCES("references", Kind.EXACT),
    /** What the message has: {@code attachment}, {@code patch}. */
    HAS("has", Kind.EXACT),
    /** What the message is by its header: {@code reply}, {@code root}. */
    IS("is", Kind.EXACT),
    /** Media types of attachments. */
    MEDIA_TYPE("media_type", Kind.EXACT),
    /** What stands between the angle brackets of List-Id, in lower case. */
    LIST_ID("list_id", Kind.EXACT),
    /** The parts of the List-Id, and the name of the list. */
    LIST_WORDS("list_words", Kind.NAMES),
    /** The list. */
    LIST("list", Kind.LABEL),
    /** What to call the author. */
    AUTHOR("author", Kind.LABEL),
    /** The time in the Date field, in seconds; absent if it has none. */
    SENT("sent", Kind.RANGE),
    /** The time of arrival, in seconds. */
    ARRIVED("arrived", Kind.RANGE),
    /** How many bytes it has as received. */
    SIZE("size", Kind.RANGE),
    /** The hash of the msg-id. */
    ID_HASH("id_hash", Kind.NUMBER),
    /** The hashes of the msg-ids in References and In-Reply-To. */
    REFERENCE_HASHES("reference_hashes", Kind.NUMBERS),
    /** The key in the store: exact for replacement, and the last word in every order. */
    KEY("key", Kind.KEY),
    /** Which further copy it is. */
    COPY("copy", Kind.NUMBER),
    /** The msg-id as written, for hits. */
    STORED_ID("stored_id", Kind.STORED),
    /** The beginning of what the author wrote, for highlights. */
    STORED_TEXT("stored_text", Kind.STORED);

    /** The longest exact term and label, in characters; longer ones are cut alike everywhere. */
    static final int MAX_EXACT = 1_000;

    private static final FieldType TOKENIZED = tokenized();
    private static final FieldType LABELLED = labelled();

    private final String label;
    private final Kind kind;

    Fields(String label, Kind kind) {
        this.label = label;
        this.kind = kind;
    }

    /** How a field is indexed. */
    enum Kind {
        /** Stemmed words with their places. */
        TEXT,
        /** Words with their places. */
        NAMES,
        /** One term. */
        EXACT,
        /** One term, and the value by document, for counting. */
        LABEL,
        /** A number, of seconds since 1970 for times: by range, and by document for sorting. */
        RANGE,
        /** A number by document. */
        NUMBER,
        /** Some numbers by document. */
        NUMBERS,
        /** A number by range, by document, and as one term. */
        KEY,
        /** Stored, not searched. */
        STORED
    }

    /** Returns the name in the index. */
    String label() {
        return label;
    }

    /** Returns the analyzer of a field of words. */
    MailAnalyzer words() {
        return switch (kind) {
            case TEXT -> MailAnalyzer.TEXT;
            case NAMES -> MailAnalyzer.NAMES;
            case EXACT, LABEL, RANGE, NUMBER, NUMBERS, KEY, STORED ->
                    throw new IllegalStateException(this + " holds no words");
        };
    }

    /** Adds a text to a document. */
    void add(Document document, String value) {
        document.add(
                switch (kind) {
                    case TEXT, NAMES -> new Field(label, value, TOKENIZED);
                    case EXACT -> new StringField(label, cut(value), Field.Store.NO);
                    case LABEL -> new Field(label, new BytesRef(cut(value)), LABELLED);
                    case STORED -> new StoredField(label, value);
                    case RANGE, NUMBER, NUMBERS, KEY ->
                            throw new IllegalStateException(this + " is a number");
                });
    }

    /** Returns what documents with a value of this label have. */
    Term label(String value) {
        return new Term(label, cut(value));
    }

    /** Adds a number to a document. */
    void add(Document document, long value) {
        switch (kind) {
            case RANGE -> document.add(new LongPoint(label, value));
            case KEY -> {
                document.add(new StringField(label, Long.toString(value), Field.Store.NO));
                document.add(new LongPoint(label, value));
            }
            case NUMBER -> {}
            case NUMBERS -> {
                document.add(new SortedNumericDocValuesField(label, value));
                return;
            }
            case TEXT, NAMES, EXACT, LABEL, STORED ->
                    throw new IllegalStateException(this + " is a text");
        }
        document.add(new NumericDocValuesField(label, value));
    }

    /**
     * Returns the form of a msg-id, a list name or a feature under which {@code exact} finds it.
     */
    static String exact(String value) {
        return cut(value.toLowerCase(Locale.ROOT));
    }

    /** Returns the number by which a msg-id is known among the values of documents. */
    static long hash(String id) {
        return StringHelper.murmurhash3_x64_128(new BytesRef(exact(id)))[0];
    }

    private static String cut(String value) {
        if (value.length() <= MAX_EXACT) {
            return value;
        }
        boolean splitsPair = Character.isHighSurrogate(value.charAt(MAX_EXACT - 1));
        return value.substring(0, splitsPair ? MAX_EXACT - 1 : MAX_EXACT);
    }

    /** Returns the analyzer of all fields. */
    static Analyzer analyzer() {
        return new DelegatingAnalyzerWrapper(Analyzer.PER_FIELD_REUSE_STRATEGY) {
            @Override
            protected Analyzer getWrappedAnalyzer(String label) {
                if (label.equals(OWN.label)) {
                    return MailAnalyzer.MARKED_TEXT;
                }
                return isStemmed(label) ? MailAnalyzer.TEXT : MailAnalyzer.NAMES;
            }
        };
    }

    private static boolean isStemmed(String label) {
        return label.equals(QUOTED.label) || label.equals(SUBJECT.label);
    }

    private static FieldType tokenized() {
        FieldType type = new FieldType();
        type.setIndexOptions(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS);
        type.setTokenized(true);
        type.freeze();
        return type;
    }

    private static FieldType labelled() {
        FieldType type = new FieldType();
        type.setIndexOptions(IndexOptions.DOCS);
        type.setTokenized(false);
        type.setOmitNorms(true);
        type.setDocValuesType(DocValuesType.SORTED);
        type.freeze();
        return type;
    }
}
