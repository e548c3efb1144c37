package org.perdure.quote;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.perdure.message.Message;

/**
 * A message by the words that it is compared by, each with its line: what an archive needs to say
 * where passages come from. Some eight bytes a word; those in work and the last ones are in memory.
 */
public final class PassageText {
    /**
     * Neighbouring fingerprints of which one is kept: what has twelve words is found, in half the
     * room that a list in memory takes.
     */
    static final int WINDOW = 8;

    /** In shorter rows all fingerprints are looked up: the one that was kept may be any. */
    static final int SHORT_ROW = 16;

    /** Fingerprints that are looked up for one row. */
    static final int MAX_LOOKED_UP = 256;

    private final long key;
    private final long time;
    private final Person author;
    private final LeveledText text;
    private final int[] lines;
    private final Introductions introductions;

    private PassageText(long key, long time, Person author, Runs runs) {
        this.key = key;
        this.time = time;
        this.author = author;
        this.text = LeveledText.of(runs);
        this.lines = runs.lines();
        this.introductions = runs.introductions();
    }

    /**
     * @param key what the message is known by
     * @param arrived when it arrived
     */
    public static PassageText of(long key, Message message, Instant arrived) {
        long time = Inquiry.time(message.sent(), arrived);
        Runs runs = Runs.of(message.body().text());
        return new PassageText(key, time, Person.authorOf(message), runs);
    }

    /** Returns a text of which nobody knows who wrote it. */
    public static PassageText of(String body) {
        return new PassageText(-1, Long.MAX_VALUE, Person.of("", ""), Runs.of(body));
    }

    /** Says which messages wrote something. */
    @FunctionalInterface
    public interface Search {
        /** Returns some that have many of these fingerprints, of equal ones the best first. */
        List<PassageText> find(long[] fingerprints);
    }

    /**
     * Lines of a message that another wrote.
     *
     * @param firstLine the first line, from 0
     * @param endLine behind the last one
     * @param level how often it was quoted, as written; 0 in a text that is not a quotation
     * @param source who wrote it
     * @param sourceFirst the first line there
     * @param sourceEnd behind the last one there
     * @param words how many words are quoted
     * @param share how many of these words stand there, in rows of three, 0 to 1
     * @param answered whether the source was among the messages that are answered
     */
    public record Excerpt(
            int firstLine,
            int endLine,
            int level,
            PassageText source,
            int sourceFirst,
            int sourceEnd,
            int words,
            double share,
            boolean answered) {}

    /** Returns what the message is known by. */
    public long key() {
        return key;
    }

    /** Returns when it was written, in seconds since 1970. */
    public long time() {
        return time;
    }

    /** Returns how many words it has. */
    public int size() {
        return lines.length;
    }

    /** Returns whether it quotes anything. */
    public boolean quotes() {
        return text.wordsAt(0) < lines.length;
    }

    /** Returns the fingerprints of what its author wrote. */
    public long[] fingerprints() {
        return Fingerprints.authored(text, WINDOW);
    }

    /**
     * Traces what it quotes.
     *
     * @param ancestors the messages it answers, the parent first; asked for as far as needed
     * @param search is asked for what none of these wrote
     */
    public List<Excerpt> trace(Iterator<PassageText> ancestors, Search search) {
        return excerpts(text, new Library(ancestors, search, this::mayBeBy));
    }

    /** Finds who wrote its words, all of which are taken for a quotation. */
    public List<Excerpt> identify(Search search) {
        byte[] levels = new byte[text.levels().length];
        Arrays.fill(levels, (byte) 1);
        LeveledText quoted = new LeveledText(text.words(), text.starts(), levels);
        Library library = new Library(Collections.emptyIterator(), search, (word, other) -> true);
        return excerpts(quoted, library);
    }

    /** Returns whether what introduces a word does not say that somebody else wrote it. */
    private boolean mayBeBy(int word, PassageText other) {
        int run = text.runOf(word);
        Introduction said = introductions.of(lines[word], text.levels()[run]);
        return said == null || !NameMatch.isOther(said, other.author);
    }

    private List<Excerpt> excerpts(LeveledText quoting, Library library) {
        return Provenance.trace(quoting, library.chain(), library).stream()
                .map(passage -> excerpt(passage, library))
                .toList();
    }

    private Excerpt excerpt(Passage passage, Library library) {
        PassageText source = library.texts.get(passage.source());
        int words = passage.to() - passage.from();
        return new Excerpt(
                lines[passage.from()],
                lines[passage.to() - 1] + 1,
                passage.level(),
                source,
                source.lines[passage.sourceFrom()],
                source.lines[passage.sourceTo() - 1] + 1,
                words,
                (double) passage.matched() / words,
                passage.source() < library.answered);
    }

    /** Whether a message may have written a word. */
    private interface Belief {
        boolean holds(int word, PassageText other);
    }

    /** The messages that were asked for, by place: first those that are answered. */
    private static final class Library implements Provenance.Origins {
        private final List<PassageText> texts = new ArrayList<>();
        private final Iterator<PassageText> ancestors;
        private final Search search;
        private final Belief belief;
        private int answered;

        Library(Iterator<PassageText> ancestors, Search search, Belief belief) {
            this.ancestors = ancestors;
            this.search = search;
            this.belief = belief;
        }

        /** Returns the places of the messages that are answered, each read when it is asked for. */
        Iterator<Integer> chain() {
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return ancestors.hasNext();
                }

                @Override
                public Integer next() {
                    texts.add(ancestors.next());
                    return answered++;
                }
            };
        }

        @Override
        public LeveledText text(int message) {
            return texts.get(message).text;
        }

        @Override
        public int[] thatWrote(LeveledText quoting, int from, int to) {
            int window = to - from < SHORT_ROW ? 1 : WINDOW;
            long[] all = Fingerprints.of(quoting, from, to, window);
            int first = texts.size();
            search.find(Arrays.copyOf(all, Math.min(all.length, MAX_LOOKED_UP))).stream()
                    .filter(other -> belief.holds(from, other))
                    .forEach(texts::add);
            int[] found = new int[texts.size() - first];
            for (int i = 0; i < found.length; i++) {
                found[i] = first + i;
            }
            return found;
        }
    }
}
