package org.perdure.quote;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.perdure.message.MessageId;
import org.perdure.quote.PassageIndex.Kind;

/**
 * Which messages may be the parent of one: those that share passages with it, that have its
 * subject, that an introduction names, or that precede it in a series. A dozen on average.
 */
final class Candidates {
    /** How much later a parent may be dated: clocks differ. */
    static final long SKEW_SECONDS = 2 * 3_600;

    /** Candidates that come by shared passages. */
    static final int BY_VOTES = 15;

    /** A passage that more messages hold tells nothing. */
    static final int MAX_FREQUENCY = 400;

    /** What an author writes without quote marks must be rarer to tell of a quotation. */
    static final int MAX_UNMARKED_FREQUENCY = 20;

    /** Messages that one passage votes for: the newest. */
    static final int VOTERS = 64;

    /** Fingerprints of one level that are looked up. */
    static final int MAX_FINGERPRINTS = 120;

    private static final double MESSAGES = 100_000;
    private static final double DEEPER = .4;
    private static final double REQUOTED = .6;
    private static final double MISPLACED = .1;
    private static final double UNMARKED = .2;

    private static final int NEWEST_OF_SUBJECT = 10;
    private static final int OLDEST_OF_SUBJECT = 2;
    private static final int ADDRESSED_OF_SUBJECT = 4;
    private static final int NEWEST_OF_AUTHOR = 2;
    private static final int DATED_OF_AUTHOR = 6;
    private static final long AUTHOR_SECONDS = 30 * PassageIndex.DAY;

    private final PassageIndex index;
    private final Inquiry inquiry;
    private final List<Introduction> introductions;
    private final PostingList list;
    private final long self;
    private final Votes votes;
    private final Set<Integer> found = new LinkedHashSet<>();
    private final @Nullable MessageId withheld;
    private int topVote = -1;

    private Candidates(
            PassageIndex index, Inquiry inquiry, Votes votes, @Nullable MessageId withheld) {
        this.withheld = withheld;
        this.index = index;
        this.inquiry = inquiry;
        this.votes = votes;
        this.introductions = inquiry.introductions();
        this.self = inquiry.digest().rank();
        this.list = index.listUpTo(Digest.rank(inquiry.digest().time() + SKEW_SECONDS));
    }

    /**
     * @param messages places in the index, without the message itself
     * @param topVote the one that shares most, -1 if none shares anything
     */
    record Found(int[] messages, int topVote) {}

    /**
     * @param withheld a message that does not count, if there is one
     */
    static Found find(
            PassageIndex index, Inquiry inquiry, Votes votes, @Nullable MessageId withheld) {
        Candidates candidates = new Candidates(index, inquiry, votes, withheld);
        candidates.byPassages();
        candidates.byIntroductions();
        candidates.bySubject();
        return new Found(
                candidates.found.stream().mapToInt(Integer::intValue).toArray(),
                candidates.topVote);
    }

    private void byPassages() {
        votes.clear();
        for (int i = 0; i < inquiry.quoted().size(); i++) {
            int level = i + 1;
            sampled(inquiry.quoted().get(i), f -> voteForQuoted(f, level));
        }
        if (inquiry.isReply()) {
            sampled(inquiry.authored(), this::voteForUnmarked);
        }
        int[] top = votes.top(BY_VOTES, index);
        topVote = top.length == 0 ? -1 : top[0];
        for (int message : top) {
            found.add(message);
        }
    }

    private interface Fingerprint {
        void accept(long value);
    }

    private static void sampled(long[] fingerprints, Fingerprint each) {
        int step = 1 + (fingerprints.length - 1) / MAX_FINGERPRINTS;
        for (int i = 0; i < fingerprints.length; i += step) {
            each.accept(fingerprints[i]);
        }
    }

    private void voteForQuoted(long fingerprint, int level) {
        if (isTelling(Kind.AUTHORED, fingerprint, MAX_FREQUENCY)) {
            double vote = Math.log(MESSAGES / list.size()) * (level == 1 ? 1 : DEEPER);
            voteForNewest(vote, vote, -1);
        } else if (list.size() > MAX_FREQUENCY) {
            return;
        }
        if (isTelling(Kind.QUOTED, fingerprint, MAX_FREQUENCY)) {
            double weight = Math.log(MESSAGES / list.size());
            voteForNewest(weight * REQUOTED, weight * MISPLACED, level - 1);
        }
    }

    private void voteForUnmarked(long fingerprint) {
        if (isTelling(Kind.AUTHORED, fingerprint, MAX_UNMARKED_FREQUENCY)) {
            voteForNewest(UNMARKED, UNMARKED, -1);
        }
    }

    /** Looks a fingerprint up; returns whether some messages hold it, and not too many. */
    private boolean isTelling(Kind kind, long fingerprint, int most) {
        index.collect(kind, fingerprint, list);
        return list.size() > 0 && list.size() <= most;
    }

    private void voteForNewest(double atLevel, double elsewhere, int level) {
        if (list.size() > VOTERS) {
            list.sort();
        }
        for (int i = Math.max(0, list.size() - VOTERS); i < list.size(); i++) {
            if (!isSelf(list.message(i))) {
                votes.add(list.message(i), list.level(i) == level ? atLevel : elsewhere);
            }
        }
    }

    private boolean isSelf(int message) {
        return (index.rank(message) == self && index.id(message).equals(inquiry.digest().id()))
                || (withheld != null && index.id(message).equals(withheld));
    }

    private void add(int message) {
        if (!isSelf(message)) {
            found.add(message);
        }
    }

    private void bySubject() {
        if (!inquiry.isReply()) {
            return;
        }
        Subject subject = inquiry.digest().subject();
        bySubject(subject.base());
        bySubject(subject.was());
    }

    private void bySubject(int subject) {
        if (subject == 0) {
            return;
        }
        long time = inquiry.digest().time();
        ofSubject(subject, time);
        ofSubject(subject, time - PassageIndex.SUBJECT_DAYS * PassageIndex.DAY);
        index.find(Kind.SUBJECT, subject, list);
        for (int i = 0; i < Math.min(OLDEST_OF_SUBJECT, list.size()); i++) {
            add(list.message(i));
        }
    }

    /** Adds of the messages of a subject at about a time the newest, and those it is meant for. */
    private void ofSubject(int subject, long time) {
        long value = PassageIndex.bucket(subject, time, PassageIndex.SUBJECT_DAYS);
        index.find(Kind.SUBJECT_LATELY, value, list);
        int addressed = 0;
        int named = 0;
        for (int i = list.size() - 1; i >= 0; i--) {
            Person author = index.digest(list.message(i)).author();
            boolean isAddressed = addressed < ADDRESSED_OF_SUBJECT && isAddressed(author);
            boolean isNamed = named < ADDRESSED_OF_SUBJECT && isNamed(author);
            addressed += isAddressed ? 1 : 0;
            named += isNamed ? 1 : 0;
            if (list.size() - i <= NEWEST_OF_SUBJECT || isAddressed || isNamed) {
                add(list.message(i));
            }
        }
    }

    private boolean isAddressed(Person author) {
        return Arrays.stream(inquiry.digest().recipients())
                .anyMatch(recipient -> recipient == author.address());
    }

    private boolean isNamed(Person author) {
        return !introductions.isEmpty() && NameMatch.of(introductions.getFirst(), author).isWhole();
    }

    private void byIntroductions() {
        for (Introduction introduction : inquiry.telling()) {
            MessageId id = introduction.id();
            int named = id == null ? -1 : index.find(id, list);
            if (named >= 0) {
                add(named);
            }
            byAuthor(introduction);
        }
    }

    private void byAuthor(Introduction introduction) {
        long around = introduction.around(inquiry.digest().time());
        if (introduction.address() != 0) {
            ofAuthor(Kind.ADDRESS_LATELY, introduction.address(), around, introduction);
        }
        if (introduction.name().length > 0) {
            ofAuthor(Kind.NAME_LATELY, introduction.nameKey(), around, introduction);
        }
    }

    /** Adds what an author wrote at the moment that an introduction names, and of late. */
    private void ofAuthor(Kind kind, long author, long around, Introduction introduction) {
        long bucket = PassageIndex.AUTHOR_DAYS * PassageIndex.DAY;
        int dated = 0;
        int newest = 0;
        for (long back = -1; back <= 2; back++) {
            long time = around - back * bucket;
            index.find(kind, PassageIndex.bucket(author, time, PassageIndex.AUTHOR_DAYS), list);
            for (int i = list.size() - 1; i >= 0; i--) {
                Digest digest = index.digest(list.message(i));
                if (dated < DATED_OF_AUTHOR
                        && DateMatch.of(introduction, digest, inquiry.digest()).isMinute()) {
                    dated++;
                    add(list.message(i));
                } else if (newest < NEWEST_OF_AUTHOR
                        && digest.time() > inquiry.digest().time() - AUTHOR_SECONDS) {
                    newest++;
                    add(list.message(i));
                }
            }
        }
    }
}
