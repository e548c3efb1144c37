package org.perdure.search.lucene;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.jspecify.annotations.Nullable;
import org.perdure.search.Hit.Highlight;
import org.perdure.search.Hit.Piece;

/**
 * Finds the passages of a text that show best why it matches: those with the most different
 * patterns. The text is analyzed again, as it was for the index.
 */
final class Highlighter {
    /** How many passages are shown. */
    static final int PASSAGES = 2;

    /** About how long a passage is, in characters. */
    static final int LENGTH = 240;

    /** How much of it comes before its first match, at the most. */
    private static final int LEAD = 60;

    /** How many words of interest are looked at in a text. */
    private static final int MAX_WORDS = 5_000;

    /** What another match of a pattern that the passage has already is worth. */
    private static final double REPEATED = 0.1;

    private final List<Pattern> patterns;
    private final CharArraySet wholeWords;
    private final List<String> beginnings = new ArrayList<>();

    Highlighter(List<Pattern> patterns) {
        this.patterns = patterns;
        this.wholeWords = new CharArraySet(2 * patterns.size(), false);
        for (Pattern pattern : patterns) {
            int last = pattern.words().size() - 1;
            wholeWords.addAll(pattern.words().subList(0, pattern.prefix() ? last : last + 1));
            if (pattern.prefix()) {
                beginnings.add(pattern.words().get(last));
            }
        }
    }

    /** Returns whether there is anything to show in any text. */
    boolean isEmpty() {
        return patterns.isEmpty();
    }

    /** Returns the best passages of a text, best first; none if no pattern is in it. */
    List<Highlight> passages(String text) throws IOException {
        List<Match> matches = matches(words(text));
        List<Highlight> passages = new ArrayList<>();
        while (passages.size() < PASSAGES && !matches.isEmpty()) {
            List<Match> best = best(matches);
            Bounds bounds = bounds(text, best);
            passages.add(cut(text, bounds, best));
            matches.removeIf(match -> match.end > bounds.start && match.start < bounds.end);
        }
        return passages;
    }

    /** A word of the text that occurs in a pattern. */
    private record Word(int position, int start, int end, String text) {}

    /** A place where a pattern matches. */
    private record Match(int start, int end, int pattern) {}

    /** A passage. */
    private record Bounds(int start, int end) {}

    private List<Word> words(String text) throws IOException {
        List<Word> words = new ArrayList<>();
        try (TokenStream tokens = Fields.OWN.words().tokenStream(Fields.OWN.label(), text)) {
            CharTermAttribute term = tokens.getAttribute(CharTermAttribute.class);
            OffsetAttribute offset = tokens.getAttribute(OffsetAttribute.class);
            PositionIncrementAttribute increment =
                    tokens.getAttribute(PositionIncrementAttribute.class);
            tokens.reset();
            int position = -1;
            while (words.size() < MAX_WORDS && tokens.incrementToken()) {
                position += increment.getPositionIncrement();
                if (isOfInterest(term)) {
                    words.add(
                            new Word(
                                    position,
                                    offset.startOffset(),
                                    offset.endOffset(),
                                    term.toString()));
                }
            }
        }
        return words;
    }

    private boolean isOfInterest(CharTermAttribute term) {
        if (wholeWords.contains(term.buffer(), 0, term.length())) {
            return true;
        }
        for (String beginning : beginnings) {
            if (startsWith(term, beginning)) {
                return MailAnalyzer.isPart(term);
            }
        }
        return false;
    }

    private static boolean startsWith(CharTermAttribute term, String beginning) {
        if (term.length() < beginning.length()) {
            return false;
        }
        for (int i = 0; i < beginning.length(); i++) {
            if (term.buffer()[i] != beginning.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Returns all matches by their beginning, none within another. */
    private List<Match> matches(List<Word> words) {
        Map<Integer, Word> byPosition = new HashMap<>();
        for (Word word : words) {
            byPosition.put(word.position, word);
        }
        List<Match> all = new ArrayList<>();
        for (Word word : words) {
            for (int pattern = 0; pattern < patterns.size(); pattern++) {
                Word last = lastOfRow(patterns.get(pattern), word, byPosition);
                if (last != null) {
                    all.add(new Match(word.start, last.end, pattern));
                }
            }
        }
        all.sort(
                Comparator.comparingInt(Match::start)
                        .thenComparing(Comparator.comparingInt(Match::end).reversed()));
        List<Match> matches = new ArrayList<>();
        int end = -1;
        for (Match match : all) {
            if (match.start >= end) {
                matches.add(match);
                end = match.end;
            }
        }
        return matches;
    }

    private static @Nullable Word lastOfRow(
            Pattern pattern, Word first, Map<Integer, Word> byPosition) {
        Word last = first;
        for (int place = 0; place < pattern.words().size(); place++) {
            Word word = byPosition.get(first.position + place);
            if (word == null || !pattern.matches(place, word.text)) {
                return null;
            }
            last = word;
        }
        return last;
    }

    /**
     * Returns the matches that fit into one passage and are worth the most; the first of equals.
     */
    private static List<Match> best(List<Match> matches) {
        List<Match> best = List.of();
        double bestWorth = -1;
        int to = 0;
        for (int from = 0; from < matches.size(); from++) {
            int limit = matches.get(from).start + LENGTH - LEAD;
            to = Math.max(to, from + 1);
            while (to < matches.size() && matches.get(to).end <= limit) {
                to++;
            }
            List<Match> passage = matches.subList(from, to);
            double worth = worth(passage);
            if (worth > bestWorth) {
                best = List.copyOf(passage);
                bestWorth = worth;
            }
        }
        return best;
    }

    private static double worth(List<Match> passage) {
        Set<Integer> different = new HashSet<>();
        for (Match match : passage) {
            different.add(match.pattern);
        }
        return different.size() + REPEATED * (passage.size() - different.size());
    }

    /** From a line or word before the first match to the end of a word about LENGTH later. */
    private static Bounds bounds(String text, List<Match> matches) {
        int first = matches.getFirst().start;
        int start = Math.max(0, first - LEAD);
        int line = Math.max(text.lastIndexOf('\n', first - 1), text.lastIndexOf('\f', first - 1));
        if (line + 1 >= start) {
            start = line + 1;
        } else {
            while (start < first && !Character.isWhitespace(text.charAt(start))) {
                start++;
            }
        }
        int last = matches.getLast().end;
        int end = Math.min(text.length(), Math.max(last, start + LENGTH));
        while (end < text.length() && end > last && !Character.isWhitespace(text.charAt(end))) {
            end--;
        }
        return new Bounds(start, end);
    }

    private static Highlight cut(String text, Bounds bounds, List<Match> matches) {
        List<Piece> pieces = new ArrayList<>();
        int from = bounds.start;
        for (Match match : matches) {
            add(pieces, text.substring(from, match.start), false);
            add(pieces, text.substring(match.start, match.end), true);
            from = match.end;
        }
        add(pieces, text.substring(from, bounds.end), false);
        return new Highlight(pieces);
    }

    /**
     * Adds a piece with its blanks and line ends made one blank, and none at the very beginning.
     */
    private static void add(List<Piece> pieces, String text, boolean match) {
        String line = text.replaceAll("\\s+", " ");
        String piece = pieces.isEmpty() ? line.stripLeading() : line;
        if (!piece.isEmpty()) {
            pieces.add(new Piece(piece, match));
        }
    }
}
