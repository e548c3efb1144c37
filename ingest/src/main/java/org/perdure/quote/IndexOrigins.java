package org.perdure.quote;

import org.perdure.quote.PassageIndex.Kind;

/** The messages of an index that are not later than one that quotes. */
final class IndexOrigins implements Provenance.Origins {
    private final PassageIndex index;
    private final Digest quoting;
    private final Votes votes;

    IndexOrigins(PassageIndex index, Digest quoting, Votes votes) {
        this.index = index;
        this.quoting = quoting;
        this.votes = votes;
    }

    @Override
    public LeveledText text(int message) {
        return index.digest(message).text();
    }

    @Override
    public int[] thatWrote(LeveledText text, int from, int to) {
        votes.clear();
        PostingList list = index.listUpTo(Digest.rank(quoting.time() + Candidates.SKEW_SECONDS));
        for (long fingerprint : Fingerprints.of(text, from, to)) {
            index.collect(Kind.AUTHORED, fingerprint, list);
            int count = list.size();
            if (count == 0 || count > Candidates.MAX_FREQUENCY) {
                continue;
            }
            for (int i = 0; i < count; i++) {
                if (!index.id(list.message(i)).equals(quoting.id())) {
                    votes.add(list.message(i), 1.0 / count);
                }
            }
        }
        return votes.top(Provenance.BY_VOTES, index);
    }
}
