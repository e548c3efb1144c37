package org.perdure.ingest;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.perdure.link.ArchivePath;
import org.perdure.message.Clocks;
import org.perdure.message.ListName;
import org.perdure.message.Message;
import org.perdure.message.MessageId;
import org.perdure.mime.MessageParser;
import org.perdure.source.SeparatorLine;
import org.perdure.store.ArchiveStore;
import org.perdure.store.ArchiveStore.ExportedMessage;
import org.perdure.store.Change;
import org.perdure.store.Entry;
import org.perdure.store.LinkPair;

/**
 * Reads every message anew from its bytes, and holds what the tables say of it against that:
 * msg-id, subject, author, dates, the digest of its content, and the addresses at other archives in
 * its header. That the bytes are those that came is what {@link ArchiveStore#verify} says.
 */
public final class DeepVerification {
    /** How many findings are listed. */
    static final int MAX_FINDINGS = 1_000;

    /** How many changes are read at once. */
    private static final int CHANGES = 10_000;

    private final MessageParser parser = new MessageParser();
    private final SameContent content = new SameContent(parser);
    private final ArchiveStore store;
    private final List<String> findings = new ArrayList<>();

    /** Pairs that headers say. */
    private final Set<LinkPair> said = new HashSet<>();

    /** Messages that had other bytes once, and what these said of other archives still. */
    private final Set<MessageId> replaced = new HashSet<>();

    public DeepVerification(ArchiveStore store) {
        this.store = store;
    }

    /** Returns what differs, a sentence each with list and address; empty if nothing does. */
    public List<String> run() {
        List<Change> changes = store.changes(0, CHANGES);
        while (!changes.isEmpty()) {
            changes.stream()
                    .filter(change -> change.kind() == Change.Kind.REPLACED)
                    .forEach(change -> replaced.add(change.id()));
            changes = store.changes(changes.getLast().sequence(), CHANGES);
        }
        for (ListName list : store.lists()) {
            store.forEachStoredMessage(list, this::compare);
        }
        store.forEachPair(this::compare);
        return List.copyOf(findings);
    }

    /** What the bytes of a message were found to say. */
    private final class Comparison {
        private final Entry entry;
        private final Message message;

        Comparison(Entry entry, Message message) {
            this.entry = entry;
            this.message = message;
        }

        void compare(String what, @Nullable Object table, @Nullable Object bytes) {
            if (!Objects.equals(table, bytes)) {
                add("%s: %s is %s, and its bytes say %s".formatted(at(entry), what, table, bytes));
            }
        }

        void compareAll(byte[] separator) {
            compare("msg-id", entry.id(), id());
            compare("subject", entry.subject(), Entry.shown(message.subject()));
            compare("author", entry.author(), Entry.shown(message.author()));
            OffsetDateTime sent = message.sent();
            compare("date", entry.sent(), sent == null ? null : sent.withNano(0));
            Optional<Instant> arrival = arrival(separator);
            if (arrival.isPresent()) {
                compare("arrival", entry.arrived(), seconds(arrival.get()));
            }
        }

        /** Returns under which msg-id the message of the bytes is known. */
        private MessageId id() {
            return store.find(entry.list(), message.id()).map(Entry::id).orElse(message.id());
        }

        /**
         * Returns when the message must have arrived; nothing if that was told by its source, or by
         * the clock of the import, of which nothing is left.
         */
        private Optional<Instant> arrival(byte[] separator) {
            Instant received = message.received();
            if (received != null) {
                return Optional.of(received);
            }
            Optional<Instant> filed = SeparatorLine.findFilingDate(separator);
            Optional<Instant> sent =
                    Optional.ofNullable(message.sent())
                            .map(OffsetDateTime::toInstant)
                            .filter(at -> !Clocks.isTooLate(at, filed.orElse(at)));
            // When it was imported, the date was still to come.
            boolean wasToCome = sent.isPresent() && Clocks.isTooLate(sent.get(), entry.arrived());
            return wasToCome ? Optional.empty() : sent.or(() -> filed);
        }
    }

    private void compare(ExportedMessage stored) {
        Entry entry = stored.entry();
        Message message = parser.parse(stored.raw());
        new Comparison(entry, message).compareAll(stored.separator());
        store.findContent(entry.key())
                .filter(digest -> !digest.equals(digest(message, stored.raw())))
                .ifPresent(any -> add(at(entry) + ": its content has another digest"));
        if (entry.sameAs() == null) {
            ArchiveFields.pairs(message.withId(entry.id())).forEach(pair -> said(entry, pair));
        }
    }

    private String digest(Message message, byte[] raw) {
        return HexFormat.of().formatHex(content.digest(message, raw));
    }

    private void said(Entry entry, LinkPair pair) {
        said.add(pair);
        // An operator may have said the same.
        boolean isKept =
                store.pairs(pair.link()).stream().anyMatch(kept -> names(entry, kept.id()));
        if (!isKept) {
            add(at(entry) + ": its header says that it is " + pair.link() + ", and no pair does");
        }
    }

    /** A message that was renamed has its pairs under the name that it had. */
    private boolean names(Entry entry, MessageId id) {
        return id.equals(entry.id())
                || (id.isSynthetic()
                        && store.find(entry.list(), id)
                                .filter(found -> found.key() == entry.key())
                                .isPresent());
    }

    /** What is said to be in a header is there; of renamed and replaced messages, it was once. */
    private void compare(LinkPair pair) {
        boolean isOfHeader = pair.origin() == LinkPair.Origin.HEADER;
        boolean wasOther = pair.id().isSynthetic() || replaced.contains(pair.id());
        if (isOfHeader && !said.contains(pair) && !wasOther) {
            add("pair: %s is not in the header of <%s>".formatted(pair.link(), pair.id()));
        }
    }

    private static Instant seconds(Instant time) {
        return Instant.ofEpochSecond(time.getEpochSecond());
    }

    /** Returns list and address. */
    private static String at(Entry entry) {
        String path = ArchivePath.messagePath(entry.list(), entry.id());
        return entry.list() + " " + path + (entry.copy() == 0 ? "" : "?copy=" + entry.copy());
    }

    private void add(String finding) {
        if (findings.size() < MAX_FINDINGS) {
            findings.add(finding);
        }
    }
}
