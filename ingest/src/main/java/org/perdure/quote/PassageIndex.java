package org.perdure.quote;

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
        ID(7),
        /** What stands in {@code (was: )}. */
        FORMER_SUBJECT(8),
        /** An address that an introduction names, about when it says. */
        NAMED_ADDRESS(9),
        /** A name that an introduction names, about when it says. */
        NAMED_NAME(10),
        /** A msg-id that an introduction names. */
        NAMED_ID(11),
        /** The msg-id of the first message of the series of a patch. */
        FIRST_ID(12),
        /** The key of a message in its store. */
        KEY(13);

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

    private final Ranks ranks;
    private final Postings postings;
    private final Digests digests;

    /** Keeps the keys of lists apart that share postings. */
    private final long salt;

    /** An index in memory. */
    public PassageIndex() {
        this.ranks = new Ranks();
        this.postings = new Postings(ranks);
        this.digests = new Digests.InMemory();
        this.salt = 0;
    }

    /**
     * One list of several that are kept together.
     *
     * @param salt of the list
     */
    PassageIndex(Ranks ranks, Postings postings, Digests digests, long salt) {
        this.ranks = ranks;
        this.postings = postings;
        this.digests = digests;
        this.salt = salt;
    }

    /** Adds a message; returns its place in the index. */
    public int add(Inquiry inquiry) {
        Digest digest = inquiry.digest();
        int message = ranks.add(digest.rank());
        digests.add(inquiry);
        for (long fingerprint : inquiry.authored()) {
            put(Kind.AUTHORED, fingerprint, message, 0);
        }
        for (int i = 0; i < inquiry.quoted().size(); i++) {
            for (long fingerprint : inquiry.quoted().get(i)) {
                put(Kind.QUOTED, fingerprint, message, i + 1);
            }
        }
        addSubject(digest, message);
        addAuthor(digest, message);
        put(Kind.ID, idKey(digest.id()), message, 0);
        addNamed(inquiry, message);
        return message;
    }

    private void addSubject(Digest digest, int message) {
        Subject subject = digest.subject();
        if (subject.base() != 0) {
            put(Kind.SUBJECT, subject.base(), message, 0);
            long lately = bucket(subject.base(), digest.time(), SUBJECT_DAYS);
            put(Kind.SUBJECT_LATELY, lately, message, 0);
        }
        if (subject.was() != 0) {
            put(Kind.FORMER_SUBJECT, subject.was(), message, 0);
        }
    }

    private void addAuthor(Digest digest, int message) {
        long time = digest.time();
        Person author = digest.author();
        if (author.address() != 0) {
            put(Kind.ADDRESS_LATELY, bucket(author.address(), time, AUTHOR_DAYS), message, 0);
        }
        if (author.nameKey() != 0) {
            put(Kind.NAME_LATELY, bucket(author.nameKey(), time, AUTHOR_DAYS), message, 0);
        }
    }

    /** Adds whom a message names, so that it is found when one of those comes later. */
    private void addNamed(Inquiry inquiry, int message) {
        for (Introduction introduction : inquiry.telling()) {
            long around = introduction.around(inquiry.digest().time());
            if (introduction.address() != 0) {
                long value = bucket(introduction.address(), around, AUTHOR_DAYS);
                put(Kind.NAMED_ADDRESS, value, message, 0);
            }
            if (introduction.nameKey() != 0) {
                long value = bucket(introduction.nameKey(), around, AUTHOR_DAYS);
                put(Kind.NAMED_NAME, value, message, 0);
            }
            MessageId id = introduction.id();
            if (id != null) {
                put(Kind.NAMED_ID, idKey(id), message, 0);
            }
        }
        MessageId first = inquiry.isReply() ? null : SeriesRule.firstOf(inquiry.id());
        if (first != null) {
            put(Kind.FIRST_ID, idKey(first), message, 0);
        }
    }

    private void put(Kind kind, long value, int message, int level) {
        postings.add(key(kind, value), message, level);
    }

    /** Lets a message be found by its key in its store. */
    void addKey(long key, int message) {
        put(Kind.KEY, key, message, 0);
    }

    /** Returns the places of messages that may have a key. */
    int[] withKey(long key) {
        PostingList list = listUpTo(Ranks.REMOVED - 1);
        collect(Kind.KEY, key, list);
        int[] messages = new int[list.size()];
        for (int i = 0; i < messages.length; i++) {
            messages[i] = list.message(i);
        }
        return messages;
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

    /**
     * Returns the key of a value. Who wrote a passage and who quotes it stand side by side, because
     * most who ask for one ask for the other next.
     */
    private long key(Kind kind, long value) {
        long kindSalt = kind == Kind.QUOTED ? Kind.AUTHORED.salt : kind.salt;
        long mixed = (value + kindSalt + salt) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 29)) * 0x94d049bb133111ebL;
        long key = (mixed ^ (mixed >>> 32)) >>> 1; // Never negative, so that it sorts as it should.
        return kind == Kind.QUOTED ? key ^ (1L << Postings.KEY_SHIFT) : key;
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
        return postings.bytes() + digests.bytes();
    }
}
