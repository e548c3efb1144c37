package org.perdure.quote;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
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
    private final BitSet ofPatches;
    private final boolean isReply;

    private PassageText(long key, long time, Person author, boolean isReply, Runs runs) {
        this.key = key;
        this.time = time;
        this.author = author;
        this.text = LeveledText.of(runs);
        this.lines = runs.lines();
        this.introductions = runs.introductions();
        this.ofPatches = runs.ofPatches();
        this.isReply = isReply;
    }

    /**
     * @param key what the message is known by
     * @param arrived when it arrived
     */
    public static PassageText of(long key, Message message, Instant arrived) {
        long time = Inquiry.time(message.sent(), arrived);
        Runs runs = Runs.of(message.body().text());
        boolean isReply = Subject.of(message.subject()).reply();
        return new PassageText(key, time, Person.authorOf(message), isReply, runs);
    }

    /** Returns a text of which nobody knows who wrote it. */
    public static PassageText of(String body) {
        return new PassageText(-1, Long.MAX_VALUE, Person.of("", ""), false, Runs.of(body));
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
     * @param level how often it was quoted, as written; 0 if nothing says that it is quoted
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

    /** Returns whether it may quote anything, with marks or without. */
    public boolean mayQuote() {
        return isReply || text.wordsAt(0) < lines.length;
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
        Chain chain = new Chain(ancestors);
        List<Excerpt> found = new ArrayList<>(unmarked(chain));
        found.addAll(excerpts(text, new Library(chain.iterator(), search, this::mayBeBy)));
        found.sort(Comparator.comparingInt(Excerpt::firstLine));
        return found;
    }

    /**
     * Finds what is quoted without marks: whole lines that stand in the message that is answered.
     * Of several who have them up the thread, the first wrote them.
     */
    private List<Excerpt> unmarked(Chain chain) {
        Unmarked own = new Unmarked(text, ofPatches);
        if (own.isShort() || !chain.has(0)) {
            return List.of();
        }
        PassageText parent = chain.get(0);
        if (parent.author.isSame(author) || own.count(parent.text) == 0) {
            return List.of();
        }
        int oldest = 0;
        while (oldest + 1 < Provenance.MAX_ANCESTORS && chain.has(oldest + 1)) {
            oldest++;
        }
        boolean[] known = new boolean[lines.length];
        List<Excerpt> found = new ArrayList<>();
        for (int i = oldest; i >= 0; i--) {
            PassageText source = chain.get(i);
            for (Passage passage : own.in(i, source.text, known)) {
                if (!source.author.isSame(author)) {
                    excerptOfWholeLines(passage, source).ifPresent(found::add);
                }
            }
        }
        return found;
    }

    private Optional<Excerpt> excerptOfWholeLines(Passage passage, PassageText source) {
        int from = passage.from();
        while (from > 0 && from < passage.to() && lines[from] == lines[from - 1]) {
            from++;
        }
        int to = passage.to();
        while (to > from && to < lines.length && lines[to] == lines[to - 1]) {
            to--;
        }
        return to - from < Unmarked.LEAST_WORDS
                ? Optional.empty()
                : Optional.of(excerpt(passage, from, to, source, true));
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
        boolean answered = passage.source() < library.answered;
        return excerpt(passage, passage.from(), passage.to(), source, answered);
    }

    private Excerpt excerpt(
            Passage passage, int from, int to, PassageText source, boolean answered) {
        return new Excerpt(
                lines[from],
                lines[to - 1] + 1,
                passage.level(),
                source,
                source.lines[passage.sourceFrom()],
                source.lines[passage.sourceTo() - 1] + 1,
                to - from,
                (double) passage.matched() / (passage.to() - passage.from()),
                answered);
    }

    /** The messages above one, each read when it is asked for, and kept. */
    private static final class Chain {
        private final Iterator<PassageText> unread;
        private final List<PassageText> read = new ArrayList<>();

        Chain(Iterator<PassageText> unread) {
            this.unread = unread;
        }

        boolean has(int place) {
            while (read.size() <= place && unread.hasNext()) {
                read.add(unread.next());
            }
            return place < read.size();
        }

        PassageText get(int place) {
            return read.get(place);
        }

        Iterator<PassageText> iterator() {
            return new Iterator<>() {
                private int next;

                @Override
                public boolean hasNext() {
                    return has(next);
                }

                @Override
                public PassageText next() {
                    return get(next++);
                }
            };
        }
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
