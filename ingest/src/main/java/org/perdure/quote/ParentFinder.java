package org.perdure.quote;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.perdure.message.MessageId;

/**
 * Finds whom a message answers, and who wrote what it quotes. Not for use by several threads.
 *
 * <p>{@link Candidates} says which messages come into question, {@link Features} what speaks for
 * each, {@link Model} how much. What does not look like a reply may be a patch of a series ({@link
 * SeriesRule}). A message finds the same parent in each index that holds the messages of its time,
 * in whatever order they were added.
 */
public final class ParentFinder {
    /** How often the series rule is right, on lists where headers tell. */
    private static final double SERIES_SCORE = .99;

    /** Share of the quoted words that says something of the parent. */
    private static final double TELLING_SHARE = .3;

    private final PassageIndex index;
    private final Model model;
    private final Votes votes = new Votes();

    public ParentFinder(PassageIndex index, Model model) {
        this.index = index;
        this.model = model;
    }

    /** Finds the likeliest parent of a message, which need not be in the index. */
    public Finding find(Inquiry inquiry) {
        if (!inquiry.isReply()) {
            return bySeries(inquiry);
        }
        Weighed weighed = weigh(inquiry, null);
        double[] probabilities = model.probabilities(weighed.which(), weighed.rows());
        int best = -1;
        for (int i = 0; i < weighed.candidates().length; i++) {
            if (best < 0 || probabilities[i] > probabilities[best]) {
                best = i;
            }
        }
        return best < 0
                ? Finding.nothing(weighed.which())
                : new Finding(
                        weighed.which(),
                        weighed.candidates()[best],
                        null,
                        probabilities[best],
                        clues(weighed.rows()[best]));
    }

    private Finding bySeries(Inquiry inquiry) {
        SeriesRule.Found found = SeriesRule.find(index, inquiry.digest());
        if (found.message() < 0 && found.missing() == null) {
            return Finding.nothing(Case.OTHER);
        }
        return new Finding(
                Case.OTHER, found.message(), found.missing(), SERIES_SCORE, List.of(Clue.SERIES));
    }

    private static List<Clue> clues(double[] row) {
        List<Clue> clues = new ArrayList<>();
        if (row[Feature.COV_LEVEL.column()] >= TELLING_SHARE
                || row[Feature.COV_FIRST.column()] >= TELLING_SHARE) {
            clues.add(Clue.PASSAGES);
        }
        if (row[Feature.NAME_ADDRESS.column()] + row[Feature.NAME_FULL.column()] > 0) {
            clues.add(Clue.NAME);
        }
        if (row[Feature.DATE_MINUTE.column()] > 0) {
            clues.add(Clue.MINUTE);
        }
        if (row[Feature.BASE_SUBJECT.column()] + row[Feature.WAS_SUBJECT.column()] > 0) {
            clues.add(Clue.SUBJECT);
        }
        if (row[Feature.FIRST_TO.column()] > 0) {
            clues.add(Clue.ADDRESSEE);
        }
        return clues;
    }

    /**
     * Measures the candidates of a message that looks like a reply.
     *
     * @param withheld a message to be treated as if it had never come, if there is one: so a model
     *     learns what it looks like when the parent is not there
     */
    public Weighed weigh(Inquiry inquiry, @Nullable MessageId withheld) {
        if (!inquiry.isReply()) {
            return new Weighed(Case.OTHER, new int[0], new double[0][]);
        }
        Candidates.Found found = Candidates.find(index, inquiry, votes, withheld);
        double[][] rows = Features.of(index, inquiry, found);
        boolean quotes = rows[rows.length - 1][Feature.NONE_LOG_QUOTED.column()] > 0;
        Case quoting = inquiry.introductions().isEmpty() ? Case.MARKED : Case.ATTRIBUTED;
        return new Weighed(quotes ? quoting : Case.UNQUOTED, found.messages(), rows);
    }

    /**
     * Traces what a message quotes to its authors.
     *
     * @param ancestors places in the index, the parent first
     * @return what was found, in the order of the message
     */
    public List<Passage> trace(Inquiry inquiry, List<Integer> ancestors) {
        Digest digest = inquiry.digest();
        return Provenance.trace(
                digest.text(), ancestors.iterator(), new IndexOrigins(index, digest, votes));
    }
}
