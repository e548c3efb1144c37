package org.perdure.archive;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;
import org.perdure.store.ArchiveStore;
import org.perdure.store.Entry;
import org.perdure.store.KeyedId;

/**
 * The messages of an archive by the SHA-1 of their msg-ids, which other archives have in their
 * links.
 *
 * <p>A msg-id cannot be had from its hash, so all are hashed when the first is asked for, a million
 * in about a second, and those that come later when the next is asked for. The first 8 bytes of
 * each hash are kept with the key of the message; the rest is compared with the message found. Safe
 * for use by any number of threads, which wait for each other.
 */
final class IdHashes {
    /** Mailman's limit: of longer msg-ids it hashes the beginning. */
    static final int MAX_ID_LENGTH = 254;

    /** How many msg-ids are read at once. */
    private static final int BATCH = 10_000;

    private static final int HASH_DIGITS = 40;
    private static final int PREFIX_DIGITS = 16;

    private final ArchiveStore store;
    private final @Nullable ListName list;
    private final String suffix;
    private final MessageDigest digest;
    private LongMultimap keys = new LongMultimap();
    private long lastKey;
    private long sequence = -1;

    private IdHashes(ArchiveStore store, @Nullable ListName list, String suffix) {
        this.store = store;
        this.list = list;
        this.suffix = suffix;
        try {
            this.digest = MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-1", e);
        }
    }

    /** Hashes of all msg-ids, as public-inbox and Mailman 3 make them. */
    static IdHashes ofIds(ArchiveStore store) {
        return new IdHashes(store, null, "");
    }

    /** Hashes of the msg-ids of a list with an address behind each. */
    static IdHashes withAddress(ArchiveStore store, ListName list, String address) {
        return new IdHashes(store, list, address);
    }

    /**
     * Returns the messages with a hash, those included that were taken down.
     *
     * @param sha1 lower-case hexadecimal digits
     */
    synchronized List<Entry> find(String sha1) {
        if (sha1.length() != HASH_DIGITS) {
            return List.of();
        }
        readOn();
        byte[] whole = HexFormat.of().parseHex(sha1);
        List<Entry> found = new ArrayList<>();
        for (long key : keys.get(prefix(whole))) {
            store.findEntry(key)
                    .filter(
                            entry ->
                                    MessageDigest.isEqual(whole, hash(entry.id().value()))
                                            || MessageDigest.isEqual(
                                                    whole, hash(normalized(entry.id()))))
                    .filter(entry -> found.stream().noneMatch(one -> one.key() == entry.key()))
                    .ifPresent(found::add);
        }
        return found;
    }

    private void readOn() {
        long now = store.lastSequence();
        if (now == sequence) {
            return;
        }
        if (now < sequence) {
            // Another archive in the place of the one before.
            keys = new LongMultimap();
            lastKey = 0;
        }
        List<KeyedId> batch;
        do {
            batch = store.messageIds(lastKey, BATCH);
            batch.forEach(this::add);
        } while (batch.size() == BATCH);
        sequence = now;
    }

    private void add(KeyedId message) {
        lastKey = message.key();
        if (list != null && !list.equals(message.list())) {
            return;
        }
        String id = message.id().value();
        keys.add(prefix(hash(id)), message.key());
        String normalized = normalized(message.id());
        if (!normalized.equals(id)) {
            keys.add(prefix(hash(normalized)), message.key());
        }
    }

    /** Returns the msg-id as Mailman hashes it: without white space, and not too long. */
    private static String normalized(MessageId id) {
        String text = id.value();
        if (text.chars().anyMatch(Character::isWhitespace)) {
            text = text.replaceAll("\\s+", "");
        }
        return text.length() > MAX_ID_LENGTH ? text.substring(0, MAX_ID_LENGTH) : text;
    }

    /** Returns the SHA-1 of a text in UTF-8, as 40 lower-case hexadecimal digits. */
    static String sha1(String text) {
        try {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-1", e);
        }
    }

    private byte[] hash(String id) {
        digest.update(id.getBytes(StandardCharsets.UTF_8));
        return digest.digest(suffix.getBytes(StandardCharsets.UTF_8));
    }

    private static long prefix(byte[] hash) {
        long prefix = 0;
        for (int i = 0; i < PREFIX_DIGITS / 2; i++) {
            prefix = prefix << Byte.SIZE | (hash[i] & 0xff);
        }
        return prefix;
    }
}
