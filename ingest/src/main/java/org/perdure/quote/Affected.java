package org.perdure.quote;

import java.util.LinkedHashSet;
import java.util.Set;
import org.perdure.quote.PassageIndex.Kind;

/**
 * Which messages may have another parent now that a message has come, or gone: those that would
 * have looked it up. {@link Candidates} and {@link SeriesRule} say what is looked up.
 */
final class Affected {
    /** An introduction looks for its author from so many buckets before it says to this one. */
    private static final long BUCKETS_BEFORE = 2;

    private static final long BUCKETS_BEHIND = 1;

    private final PassageIndex index;
    private final Digest digest;
    private final long lowest;
    private final int below;
    private final PostingList list;
    private final Set<Integer> found = new LinkedHashSet<>();

    private Affected(PassageIndex index, Digest digest, int below) {
        this.index = index;
        this.digest = digest;
        this.lowest = Digest.rank(digest.time() - Candidates.SKEW_SECONDS);
        this.below = below;
        this.list = index.listUpTo(Ranks.REMOVED - 1);
    }

    /**
     * @param one what came or went
     * @param below only messages at places below this one
     * @return their places
     */
    static Set<Integer> by(PassageIndex index, Inquiry one, int below) {
        Affected affected = new Affected(index, one.digest(), below);
        affected.byPassages(one);
        affected.bySubject();
        affected.byAuthor();
        affected.add(Kind.NAMED_ID, PassageIndex.idKey(one.id()));
        affected.add(Kind.FIRST_ID, PassageIndex.idKey(one.id()));
        return affected.found;
    }

    private void add(Kind kind, long value) {
        index.collect(kind, value, list);
        for (int i = 0; i < list.size(); i++) {
            int message = list.message(i);
            if (message < below && index.rank(message) >= lowest) {
                found.add(message);
            }
        }
    }

    private void byPassages(Inquiry one) {
        for (long fingerprint : one.authored()) {
            add(Kind.QUOTED, fingerprint);
            add(Kind.AUTHORED, fingerprint); // Quotations without marks.
        }
        for (long[] level : one.quoted()) {
            for (long fingerprint : level) {
                add(Kind.QUOTED, fingerprint);
            }
        }
    }

    private void bySubject() {
        int base = digest.subject().base();
        if (base != 0) {
            add(Kind.SUBJECT, base);
            addBuckets(Kind.SUBJECT_LATELY, base, PassageIndex.SUBJECT_DAYS, 0, 1);
            add(Kind.FORMER_SUBJECT, base);
        }
    }

    private void byAuthor() {
        int address = digest.author().address();
        long name = digest.author().nameKey();
        if (address != 0) {
            addNaming(Kind.NAMED_ADDRESS, address);
            addSeries(Kind.ADDRESS_LATELY, address);
        }
        if (name != 0) {
            addNaming(Kind.NAMED_NAME, name);
            addSeries(Kind.NAME_LATELY, name);
        }
    }

    private void addNaming(Kind kind, long author) {
        addBuckets(kind, author, PassageIndex.AUTHOR_DAYS, -BUCKETS_BEHIND, BUCKETS_BEFORE);
    }

    private void addSeries(Kind kind, long author) {
        if (digest.subject().series() != null && !digest.subject().reply()) {
            addBuckets(kind, author, PassageIndex.AUTHOR_DAYS, 0, 1);
        }
    }

    private void addBuckets(Kind kind, long value, long days, long from, long to) {
        for (long i = from; i <= to; i++) {
            long time = digest.time() + i * days * PassageIndex.DAY;
            add(kind, PassageIndex.bucket(value, time, days));
        }
    }
}
