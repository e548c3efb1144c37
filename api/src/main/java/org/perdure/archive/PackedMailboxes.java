package org.perdure.archive;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.perdure.archive.PackedMailbox.Content;
import org.perdure.archive.PackedMailbox.Digest;
import org.perdure.link.Folder;
import org.perdure.message.ArchiveException.Busy;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;
import org.perdure.store.ArchiveStore;

/**
 * Mailboxes as they are given out: made when they are asked for, so that length and hash are known
 * before the first byte is sent, and kept for a while for those who ask for the rest. What is made
 * anew comes out the same. Safe for any number of threads.
 */
public final class PackedMailboxes {
    /** How much is kept in files, in bytes. */
    static final long MAX_BYTES = 256L << 20;

    /** What a file counts for at least, in bytes: so there are no more than 256 open ones. */
    static final long MIN_WEIGHT = 1L << 20;

    /** How many lengths and hashes are kept: about 3 MB. */
    static final long MAX_DIGESTS = 10_000;

    /** How many are made at once. */
    static final int AT_ONCE = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Mailboxes mailboxes;
    private final PatchSeries series;
    private final ArchiveStore store;
    private final MailboxVersions versions;
    private final Semaphore places = new Semaphore(AT_ONCE, true);
    private final Cache<Key, PackedMailbox> kept;
    private final Cache<Key, Digest> digests =
            Caffeine.newBuilder().maximumSize(MAX_DIGESTS).build();

    /** What a mailbox is of, at a version of that. */
    private sealed interface Key {
        record Month(ListName list, Folder folder, boolean compressed, long version)
                implements Key {}

        record WholeThread(ListName list, MessageId id, long version) implements Key {}

        record Series(ListName list, MessageId id, boolean asReceived, long version)
                implements Key {}

        record Messages(String keys, long version) implements Key {}
    }

    PackedMailboxes(ArchiveStore store, Mailboxes mailboxes, PatchSeries series) {
        this(store, mailboxes, series, MAX_BYTES);
    }

    /**
     * @param maxBytes how much is kept
     */
    PackedMailboxes(ArchiveStore store, Mailboxes mailboxes, PatchSeries series, long maxBytes) {
        this.store = store;
        this.mailboxes = mailboxes;
        this.series = series;
        this.versions = new MailboxVersions(store);
        this.kept =
                Caffeine.newBuilder()
                        .maximumWeight(maxBytes)
                        .weigher((Key key, PackedMailbox mailbox) -> weight(mailbox))
                        .executor(Runnable::run)
                        .removalListener(PackedMailboxes::release)
                        .build();
    }

    private static int weight(PackedMailbox mailbox) {
        return (int) Math.clamp(mailbox.digest().length(), MIN_WEIGHT, Integer.MAX_VALUE);
    }

    /** Returns a folder of a list. */
    public Source month(ListName list, Folder folder, boolean compressed) {
        return new Source(
                new Key.Month(list, folder, compressed, versions.of(list, folder.month())),
                out -> mailboxes.writeMonth(list, folder, out),
                compressed);
    }

    /** Returns a thread, compressed. */
    public Source thread(ListName list, MessageId id) {
        return new Source(
                new Key.WholeThread(list, id, store.lastSequence()),
                out -> mailboxes.writeThread(list, id, out),
                true);
    }

    /**
     * Returns the patches of the version of a series to which a message belongs, in order.
     *
     * @param asReceived whether byte for byte, or as {@code git am} takes them, with the trailers
     *     that replies gave
     */
    public Source series(ListName list, MessageId id, boolean asReceived) {
        return new Source(
                new Key.Series(list, id, asReceived, store.lastSequence()),
                asReceived
                        ? out -> mailboxes.writeMessages(series.keys(list, id), out)
                        : out -> series.writeReady(list, id, out),
                false);
    }

    /**
     * Returns messages in the order given, compressed.
     *
     * @param keys as {@link Results#keys()} gives them
     */
    public Source messages(List<Long> keys) {
        Fingerprint fingerprint = new Fingerprint();
        keys.forEach(fingerprint::add);
        return new Source(
                new Key.Messages(fingerprint.etag(), store.lastSequence()),
                out -> mailboxes.writeMessages(keys, out),
                true);
    }

    /** A mailbox that can be given out. */
    public final class Source {
        private final Key key;
        private final Content content;
        private final boolean compressed;

        private Source(Key key, Content content, boolean compressed) {
            this.key = key;
            this.content = content;
            this.compressed = compressed;
        }

        /** Returns its length and hash, if it was made before. */
        public Optional<Digest> known() {
            return Optional.ofNullable(digests.getIfPresent(key));
        }

        /**
         * Returns its length and hash; it is made for that, unless it was before.
         *
         * @throws Busy if others have mailboxes made for too long
         */
        public Digest digest() {
            Optional<Digest> known = known();
            if (known.isPresent()) {
                return known.get();
            }
            try (PackedMailbox mailbox = mailbox(key, content, compressed)) {
                digests.put(key, mailbox.digest());
                return mailbox.digest();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Writes all of it, of which nothing was said before. */
        public void write(OutputStream out) throws IOException {
            Digest digest = digest();
            write(digest, 0, digest.length(), out);
        }

        /**
         * Writes the bytes from one place to before another.
         *
         * @param promised what was said of it, for it may have changed since
         */
        public void write(Digest promised, long from, long to, OutputStream out)
                throws IOException {
            try (PackedMailbox mailbox = mailbox(key, content, compressed)) {
                if (!mailbox.digest().equals(promised)) {
                    throw new IOException("the mailbox changed while it was given out");
                }
                mailbox.write(from, to, out);
            }
        }
    }

    private PackedMailbox mailbox(Key key, Content content, boolean compressed) {
        PackedMailbox found = held(key);
        if (found != null) {
            return found;
        }
        await();
        try {
            found = held(key); // Another may have made it meanwhile.
            return found == null ? made(key, content, compressed) : found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            places.release();
        }
    }

    private @Nullable PackedMailbox held(Key key) {
        PackedMailbox found = kept.getIfPresent(key);
        return found != null && found.hold() ? found : null;
    }

    private PackedMailbox made(Key key, Content content, boolean compressed) throws IOException {
        PackedMailbox mailbox = PackedMailbox.of(content, compressed);
        mailbox.hold(); // Once for the one who asked, and once for what is kept.
        kept.put(key, mailbox);
        return mailbox;
    }

    private static void release(
            @Nullable Key key, @Nullable PackedMailbox mailbox, RemovalCause cause) {
        try {
            if (mailbox != null) {
                mailbox.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void await() {
        try {
            if (!places.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Busy("Too many others ask for mailboxes just now");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Busy("The service is being stopped");
        }
    }
}
