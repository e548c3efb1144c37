package org.perdure.quote;

import java.util.ArrayList;
import java.util.List;
import org.perdure.message.MessageId;

/** The messages of a list, and where each passage of them stands. */
public final class PassageIndex {
    /** What a key is made of. */
    enum Kind {
        AUTHORED(1),
        QUOTED(2),
        SUBJECT(3),
        SUBJECT_LATELY(4),
        ADDRESS_LATELY(5),
        NAME_LATELY(6),
        ID(7);

        /** Keeps equal values of two kinds apart. */
        private final long salt;

        Kind(int number) {
            salt = number * 0x9e3779b97f4a7c15L;
        }
    }

    /** Days of a subject that are found at once. */
    static final long SUBJECT_DAYS = 45;

    /** Days of an author that are found at once. */
    static final long AUTHOR_DAYS = 10;

    static final long DAY = 86_400;

    private final Ranks ranks = new Ranks();
    private final Postings postings = new Postings(ranks);
    private final List<Digest> digests = new ArrayList<>();
    private long textBytes;

    /** Adds a message; returns its place in the index. */
    public int add(Inquiry inquiry) {
        Digest digest = inquiry.digest();
        int message = ranks.add(digest.rank());
        digests.add(digest);
        textBytes += 2L * digest.text().words().length + 5L * digest.text().runs() + 100;
        for (long fingerprint : inquiry.authored()) {
            put(Kind.AUTHORED, fingerprint, message, 0);
        }
        for (int i = 0; i < inquiry.quoted().size(); i++) {
            for (long fingerprint : inquiry.quoted().get(i)) {
                put(Kind.QUOTED, fingerprint, message, i + 1);
            }
        }
        if (digest.subject().base() != 0) {
            put(Kind.SUBJECT, digest.subject().base(), message, 0);
            put(
                    Kind.SUBJECT_LATELY,
                    bucket(digest.subject().base(), digest.time(), SUBJECT_DAYS),
                    message,
                    0);
        }
        if (digest.author().address() != 0) {
            put(
                    Kind.ADDRESS_LATELY,
                    bucket(digest.author().address(), digest.time(), AUTHOR_DAYS),
                    message,
                    0);
        }
        if (digest.author().nameKey() != 0) {
            put(
                    Kind.NAME_LATELY,
                    bucket(digest.author().nameKey(), digest.time(), AUTHOR_DAYS),
                    message,
                    0);
        }
        put(Kind.ID, idKey(digest.id()), message, 0);
        return message;
    }

    private void put(Kind kind, long value, int message, int level) {
        postings.add(key(kind, value), message, level);
    }

    static long bucket(long value, long time, long days) {
        return value * 31_337 + Math.floorDiv(time, days * DAY);
    }

    static long idKey(MessageId id) {
        long hash = 0;
        for (int i = 0; i < id.value().length(); i++) {
            hash = 0x100000001b3L * (hash ^ id.value().charAt(i));
        }
        return hash;
    }

    private static long key(Kind kind, long value) {
        long mixed = (value + kind.salt) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 29)) * 0x94d049bb133111ebL;
        return (mixed ^ (mixed >>> 32))
                >>> 1; // Never negative, so that numbers sort as they should.
    }

    /** Replaces a list by the messages of a key, by rank. */
    void find(Kind kind, long value, PostingList list) {
        collect(kind, value, list);
        list.sort();
    }

    /** Replaces a list by the messages of a key, in any order. */
    void collect(Kind kind, long value, PostingList list) {
        list.clear();
        postings.collect(key(kind, value), list);
    }

    /** Returns the message with a msg-id, -1 if it is not there or beyond the rank of a list. */
    int find(MessageId id, PostingList list) {
        find(Kind.ID, idKey(id), list);
        for (int i = 0; i < list.size(); i++) {
            if (id(list.message(i)).equals(id)) {
                return list.message(i);
            }
        }
        return -1;
    }

    PostingList listUpTo(long rank) {
        return new PostingList(ranks, rank);
    }

    /** Returns a message. */
    Digest digest(int message) {
        return digests.get(message);
    }

    public MessageId id(int message) {
        return digests.get(message).id();
    }

    long rank(int message) {
        return ranks.of(message);
    }

    public int size() {
        return ranks.size();
    }

    /** Returns how many bytes the index takes. */
    public long bytes() {
        return postings.bytes() + textBytes;
    }
}
