package org.perdure.quote;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.perdure.message.MessageId;
import org.perdure.quote.PassageIndex.Kind;

/**
 * Patches of a series answer its covering letter, else its first patch. The ids that git makes say
 * so; else author, time and numbers do.
 */
final class SeriesRule {
    private static final long MAX_SECONDS = 24 * 3_600;

    /** How far apart a covering letter of another version or another address may be sent. */
    private static final long SAME_SERIES_SECONDS = 3 * 3_600;

    /** Characters of an id that are looked at. */
    private static final int MAX_ID = 300;

    /** Such as {@code 20210301120000.1234-2-ada@example.org}: stem, number, address. */
    private static final Pattern SENT =
            Pattern.compile("(\\d{10,14}[.-][\\d.]{1,20})-(\\d{1,4})-([^ ]{1,200})");

    /** Such as {@code 0a1b...ff.1614600000.git.ada@example.org}. */
    private static final Pattern FORMATTED =
            Pattern.compile("[0-9a-f]{40}\\.(\\d{9,11}\\.git\\.[^ ]{1,200})");

    /** Such as {@code 20210301-topic-v1-2-0a1b2c3d4e5f@example.org}. */
    private static final Pattern PREPARED =
            Pattern.compile("(\\d{8}-.{1,200}-v\\d{1,3})-(\\d{1,4})-([0-9a-f]{10,14}@[^ ]{1,200})");

    private final PassageIndex index;
    private final Digest patch;
    private final PostingList list;

    private SeriesRule(PassageIndex index, Digest patch) {
        this.index = index;
        this.patch = patch;
        this.list = index.listUpTo(Digest.rank(patch.time() + Candidates.SKEW_SECONDS));
    }

    /**
     * What the rule says.
     *
     * @param message the parent's place in the index, -1 if it is not there
     * @param missing the msg-id of the parent, if it is known and the message never came
     */
    record Found(int message, @Nullable MessageId missing) {
        static final Found NOTHING = new Found(-1, null);
    }

    static Found find(PassageIndex index, Digest patch) {
        return new SeriesRule(index, patch).find();
    }

    /** Returns the msg-id of the first message of a series, if the id of a later one tells it. */
    static @Nullable MessageId firstOf(MessageId id) {
        if (id.value().length() > MAX_ID) {
            return null;
        }
        Matcher sent = SENT.matcher(id.value());
        if (sent.matches()) {
            return sent.group(2).equals("1")
                    ? null
                    : new MessageId(sent.group(1) + "-1-" + sent.group(3));
        }
        Matcher formatted = FORMATTED.matcher(id.value());
        if (formatted.matches()) {
            return new MessageId("cover." + formatted.group(1));
        }
        Matcher prepared = PREPARED.matcher(id.value());
        if (prepared.matches() && !prepared.group(2).equals("0")) {
            return new MessageId(prepared.group(1) + "-0-" + prepared.group(3));
        }
        return null;
    }

    private Found find() {
        MessageId first = firstOf(patch.id());
        int named = first == null ? -1 : index.find(first, list);
        boolean isCover = named >= 0 && !isLaterPatch(index.digest(named));
        if (isCover) {
            return new Found(named, null);
        }
        Subject.Series series = patch.subject().series();
        int cover = series == null || series.index() == 0 ? -1 : bySubject(series, first);
        if (cover >= 0) {
            return new Found(cover, null);
        }
        return named >= 0 || first == null ? new Found(named, null) : new Found(-1, first);
    }

    private static boolean isLaterPatch(Digest digest) {
        Subject.Series series = digest.subject().series();
        return series != null && series.index() > 0;
    }

    /**
     * @param first the msg-id that the parent should have by that of the patch, if that tells
     */
    private int bySubject(Subject.Series series, @Nullable MessageId first) {
        int best = -1;
        int bestGrade = 0;
        long bestApart = 0;
        for (int back = 0; back < 2; back++) {
            long time = patch.time() - back * PassageIndex.AUTHOR_DAYS * PassageIndex.DAY;
            for (Kind kind : new Kind[] {Kind.ADDRESS_LATELY, Kind.NAME_LATELY}) {
                boolean byName = kind == Kind.NAME_LATELY;
                long author = byName ? patch.author().nameKey() : patch.author().address();
                long value = PassageIndex.bucket(author, time, PassageIndex.AUTHOR_DAYS);
                index.find(kind, author == 0 ? 0 : value, list);
                for (int i = 0; i < list.size(); i++) {
                    Digest other = index.digest(list.message(i));
                    int grade = grade(series, other, first);
                    long apart = Math.abs(patch.time() - other.time());
                    if (grade > bestGrade || (grade == bestGrade && apart < bestApart)) {
                        best = list.message(i);
                        bestGrade = grade;
                        bestApart = apart;
                    }
                }
            }
        }
        return best;
    }

    /** Returns how well a message serves as the parent of the patch, 0 if not at all. */
    private int grade(Subject.Series series, Digest other, @Nullable MessageId first) {
        long apart = Math.abs(patch.time() - other.time());
        Subject.Series its = other.subject().series();
        if (its == null
                || apart > MAX_SECONDS
                || its.total() != series.total()
                || other.subject().reply()) {
            return 0;
        }
        boolean sameVersion = its.version() == series.version();
        boolean sameRun = first == null || first.equals(firstOf(other.id()));
        if (its.index() == 0 && (sameRun || apart <= SAME_SERIES_SECONDS)) {
            return (sameVersion ? 4 : apart <= SAME_SERIES_SECONDS ? 2 : 0) + (sameRun ? 1 : 0);
        }
        return first == null && its.index() == 1 && series.index() > 1 && sameVersion ? 1 : 0;
    }
}
