package org.perdure.quote;

import java.util.BitSet;
import java.util.List;

/** Measures candidates. The last row is that of no parent. */
final class Features {
    private static final double NEARLY_BEST = .97;

    /** Share of what a candidate wrote that must be copied without marks. */
    private static final double LEAST_COPIED = .8;

    private static final double SECONDS_PER_HOUR = 3_600;

    private final PassageIndex index;
    private final Inquiry inquiry;
    private final Digest digest;
    private final Candidates.Found found;
    private final double[][] rows;
    private final Digest[] candidates;

    private Features(PassageIndex index, Inquiry inquiry, Candidates.Found found) {
        this.index = index;
        this.inquiry = inquiry;
        this.digest = inquiry.digest();
        this.found = found;
        this.rows = new double[found.messages().length + 1][Feature.COUNT];
        this.candidates = new Digest[found.messages().length];
        for (int i = 0; i < candidates.length; i++) {
            candidates[i] = index.digest(found.messages()[i]);
        }
    }

    static double[][] of(PassageIndex index, Inquiry inquiry, Candidates.Found found) {
        Features features = new Features(index, inquiry, found);
        features.measure();
        return features.rows;
    }

    private void measure() {
        Coverage coverage = coverage();
        double bestFirst = 0;
        for (int i = 0; i < candidates.length; i++) {
            set(i, Feature.TOP_VOTE, found.messages()[i] == found.topVote());
            bestFirst = Math.max(bestFirst, cover(i, coverage));
            attribute(i);
            subject(i);
            circumstances(i);
        }
        double best = compareCoverage();
        newest(Feature.NEWEST_OF_SUBJECT, Feature.BASE_SUBJECT, 1);
        newestByFirstTo();
        none(best, bestFirst, coverage);
    }

    /**
     * What has no marks is quoted, too, if it is nearly all that a candidate wrote: of several,
     * from the one of which most is there. Who copies some lines may answer another.
     */
    private Coverage coverage() {
        Coverage marked = new Coverage(digest.text());
        if (marked.quotedWords() > 0) {
            return marked;
        }
        Unmarked unmarked = new Unmarked(digest.text(), new BitSet());
        LeveledText most = null;
        int words = 0;
        for (int i = 0; i < candidates.length && !unmarked.isShort(); i++) {
            LeveledText its = candidates[i].text();
            boolean isOther = !candidates[i].author().isSame(digest.author());
            int copied = isOther ? unmarked.countOwn(its) : 0;
            if (copied > words && copied >= LEAST_COPIED * its.wordsAt(0)) {
                words = copied;
                most = its;
            }
        }
        return most == null ? marked : new Coverage(unmarked.leveledBy(most));
    }

    private void set(int i, Feature feature, boolean value) {
        rows[i][feature.column()] = value ? 1 : 0;
    }

    private void set(int i, Feature feature, double value) {
        rows[i][feature.column()] = value;
    }

    private double get(int i, Feature feature) {
        return rows[i][feature.column()];
    }

    private double cover(int i, Coverage coverage) {
        if (coverage.quotedWords() == 0) {
            return 0;
        }
        Coverage.Covered covered = coverage.of(candidates[i].text());
        double quoted = coverage.quotedWords();
        double first = (double) covered.first() / Math.max(1, coverage.firstLevelWords());
        set(i, Feature.COV_LEVEL, covered.shifted() / quoted);
        set(i, Feature.COV_FIRST, first);
        set(i, Feature.COV_ANY_EXTRA, Math.max(0, covered.any() - covered.shifted()) / quoted);
        set(i, Feature.LOG_TOKENS, Math.log1p(covered.shifted()));
        set(i, Feature.LOG_UNCOVERED, Math.log1p(coverage.firstLevelWords() - covered.first()));
        set(i, Feature.LOG_RUN, Math.log1p(covered.longest()));
        set(i, Feature.SHARE_QUOTED, covered.share());
        return first;
    }

    /** Of several introductions, the one that fits best counts: some answer two people. */
    private void attribute(int i) {
        List<Introduction> introductions = inquiry.introductions();
        if (introductions.isEmpty()) {
            return;
        }
        NameMatch name = NameMatch.OTHER;
        DateMatch date = DateMatch.ABSENT;
        boolean joint = false;
        for (Introduction introduction : introductions) {
            NameMatch itsName = NameMatch.of(introduction, candidates[i].author());
            DateMatch itsDate = DateMatch.of(introduction, candidates[i], digest);
            name = itsName.compareTo(name) < 0 ? itsName : name;
            date = itsDate.compareTo(date) < 0 ? itsDate : date;
            joint |= itsName != NameMatch.OTHER && itsDate.isMinute();
        }
        Feature named =
                switch (name) {
                    case ADDRESS -> Feature.NAME_ADDRESS;
                    case FULL -> Feature.NAME_FULL;
                    case PART -> Feature.NAME_PART;
                    case OTHER -> Feature.NAME_OTHER;
                };
        set(i, named, true);
        switch (date) {
            case MINUTE -> set(i, Feature.DATE_MINUTE, true);
            case SOMEWHERE -> set(i, Feature.DATE_SOMEWHERE, true);
            case DAY -> set(i, Feature.DATE_DAY, true);
            case OTHER -> set(i, Feature.DATE_OTHER, true);
            case ABSENT -> {}
        }
        set(i, Feature.NAME_AND_DATE, joint);
    }

    private void subject(int i) {
        Subject own = digest.subject();
        Subject its = candidates[i].subject();
        set(i, Feature.FULL_SUBJECT, own.full() != 0 && own.full() == its.full());
        set(i, Feature.BASE_SUBJECT, own.base() != 0 && own.base() == its.base());
        set(i, Feature.WAS_SUBJECT, own.was() != 0 && own.was() == its.base());
        set(i, Feature.JACCARD, jaccard(own.words(), its.words()));
        set(i, Feature.BEGINNING, !its.reply());
    }

    private static double jaccard(short[] first, short[] second) {
        int both = 0;
        int i = 0;
        int j = 0;
        while (i < first.length && j < second.length) {
            if (first[i] == second[j]) {
                both++;
                i++;
                j++;
            } else if (first[i] < second[j]) {
                i++;
            } else {
                j++;
            }
        }
        int either = first.length + second.length - both;
        return either == 0 ? 0 : (double) both / either;
    }

    private void circumstances(int i) {
        Digest candidate = candidates[i];
        long seconds = digest.time() - candidate.time();
        set(i, Feature.LOG_HOURS, Math.log1p(Math.max(0, seconds) / SECONDS_PER_HOUR));
        set(i, Feature.LATER, seconds < 0);
        int[] recipients = digest.recipients();
        int author = candidate.author().address();
        set(i, Feature.IN_TO_CC, contains(recipients, author));
        set(i, Feature.FIRST_TO, recipients.length > 0 && recipients[0] == author);
        set(i, Feature.ADDRESSED_BACK, contains(candidate.recipients(), digest.author().address()));
        set(i, Feature.SAME_AUTHOR, candidate.author().isSame(digest.author()));
    }

    private static boolean contains(int[] addresses, int address) {
        for (int one : addresses) {
            if (address != 0 && one == address) {
                return true;
            }
        }
        return false;
    }

    /** Returns the best share at one level less. */
    private double compareCoverage() {
        double best = 0;
        for (int i = 0; i < candidates.length; i++) {
            best = Math.max(best, get(i, Feature.COV_LEVEL));
        }
        if (best == 0) {
            return 0;
        }
        for (int i = 0; i < candidates.length; i++) {
            set(i, Feature.REL_BEST, get(i, Feature.COV_LEVEL) / best);
        }
        newest(Feature.LATEST_OF_BEST, Feature.REL_BEST, NEARLY_BEST);
        return best;
    }

    /** Marks the newest candidate of which a feature is high enough. */
    private void newest(Feature mark, Feature feature, double least) {
        int newest = -1;
        for (int i = 0; i < candidates.length; i++) {
            if (get(i, feature) >= least
                    && get(i, Feature.LATER) == 0
                    && (newest < 0 || rank(i) > rank(newest))) {
                newest = i;
            }
        }
        if (newest >= 0) {
            set(newest, mark, true);
        }
    }

    private void newestByFirstTo() {
        int newest = -1;
        for (int i = 0; i < candidates.length; i++) {
            if (get(i, Feature.FIRST_TO) == 1
                    && get(i, Feature.BASE_SUBJECT) == 1
                    && get(i, Feature.LATER) == 0
                    && (newest < 0 || rank(i) > rank(newest))) {
                newest = i;
            }
        }
        if (newest >= 0) {
            set(newest, Feature.NEWEST_BY_FIRST_TO, true);
        }
    }

    private long rank(int i) {
        return index.rank(found.messages()[i]);
    }

    private void none(double best, double bestFirst, Coverage coverage) {
        int none = candidates.length;
        set(none, Feature.NONE, true);
        set(none, Feature.NONE_REPLY, digest.subject().reply());
        set(none, Feature.NONE_ATTRIBUTED, !inquiry.introductions().isEmpty());
        set(none, Feature.NONE_LOG_QUOTED, Math.log1p(coverage.quotedWords()));
        set(none, Feature.NONE_UNCOVERED, Math.log1p(coverage.firstLevelWords() * (1 - bestFirst)));
        set(none, Feature.NONE_BEST_LEVEL, best);
        set(none, Feature.NONE_BEST_FIRST, bestFirst);
    }
}
