package org.perdure.html;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.perdure.link.Folder;
import org.perdure.link.MessageNumber;
import org.perdure.link.PublishedPlace;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;
import org.perdure.message.Provenance;
import org.perdure.store.ArchiveStore;
import org.perdure.store.ArchiveWriter.Account;
import org.perdure.store.Change;
import org.perdure.store.Checkpoint;
import org.perdure.store.Citations;
import org.perdure.store.Edge;
import org.perdure.store.Entry;
import org.perdure.store.FolderCoverage;
import org.perdure.store.KeyedId;
import org.perdure.store.LedgerRow;
import org.perdure.store.LinkPair;
import org.perdure.store.MonthCount;
import org.perdure.store.MonthEntry;
import org.perdure.store.NumberClaim;
import org.perdure.store.NumberRow;
import org.perdure.store.PublishedFile;
import org.perdure.store.PublishedName;
import org.perdure.store.RegisterRow;
import org.perdure.store.Ruling;
import org.perdure.store.ShownAgain;
import org.perdure.store.TakeDown;
import org.perdure.store.ThreadEntry;
import org.perdure.thread.Evidence;

/**
 * A store of a few messages of one list, each with a number and perhaps a parent; those with
 * answers are one thread.
 */
final class InMemoryStore implements ArchiveStore {
    private final ListName list;
    private final List<Mail> mails = new ArrayList<>();

    InMemoryStore(ListName list) {
        this.list = list;
    }

    private record Mail(Entry entry, byte[] raw, @Nullable MessageId parent) {}

    /** Adds a message; its key is its place. */
    void add(
            MessageNumber number, String id, @Nullable String parent, String subject, String body) {
        Instant arrived =
                number.month()
                        .atDay(2)
                        .atStartOfDay()
                        .plusMinutes(number.number())
                        .toInstant(ZoneOffset.UTC);
        String raw =
                "From: Ada Quill <ada@example.org>\nMessage-ID: <"
                        + id
                        + ">\nSubject: "
                        + subject
                        + (parent == null ? "" : "\nIn-Reply-To: <" + parent + ">")
                        + "\n\n"
                        + body;
        mails.add(
                new Mail(
                        new Entry(
                                mails.size(),
                                list,
                                new MessageId(id),
                                0,
                                subject,
                                "Ada Quill",
                                null,
                                arrived,
                                number,
                                null),
                        raw.getBytes(StandardCharsets.UTF_8),
                        parent == null ? null : new MessageId(parent)));
    }

    /** Adds a message as received, which answers none. */
    void add(MessageNumber number, byte[] raw, String id) {
        Instant arrived = number.month().atDay(3).atStartOfDay().toInstant(ZoneOffset.UTC);
        mails.add(
                new Mail(
                        new Entry(
                                mails.size(),
                                list,
                                new MessageId(id),
                                0,
                                "",
                                "Ada Quill",
                                null,
                                arrived,
                                number,
                                null),
                        raw,
                        null));
    }

    private Stream<Entry> entries() {
        return mails.stream().map(Mail::entry);
    }

    private @Nullable MessageId parentOf(Entry entry) {
        return mails.get((int) entry.key()).parent();
    }

    @Override
    public <T> T snapshot(Supplier<T> readings) {
        return readings.get();
    }

    @Override
    public List<ListName> lists() {
        return List.of(list);
    }

    @Override
    public boolean hasList(ListName name) {
        return name.equals(list);
    }

    @Override
    public long lastSequence() {
        return mails.size();
    }

    @Override
    public List<Change> changes(long afterSequence, int limit) {
        return List.of();
    }

    @Override
    public Optional<Entry> findEntry(long key) {
        return key < mails.size() ? Optional.of(mails.get((int) key).entry()) : Optional.empty();
    }

    @Override
    public Optional<Entry> find(ListName name, MessageId id) {
        return copies(name, id).stream().findFirst();
    }

    @Override
    public List<Entry> copies(ListName name, MessageId id) {
        return entries().filter(entry -> entry.id().equals(id)).toList();
    }

    @Override
    public List<KeyedId> messageIds(long afterKey, int limit) {
        return List.of();
    }

    @Override
    public List<Entry> idsBeginning(ListName list, String prefix, int limit) {
        return List.of();
    }

    @Override
    public Optional<Entry> findNumber(ListName name, MessageNumber number) {
        return entries().filter(e -> Objects.equals(e.number(), number)).findFirst();
    }

    @Override
    public List<Entry> claimants(ListName list, PublishedPlace place) {
        return List.of();
    }

    @Override
    public List<Entry> knownBeside(ListName list, MessageNumber number) {
        return List.of();
    }

    @Override
    public List<Entry> seenAt(ListName list, PublishedPlace place) {
        return claimants(list, place);
    }

    @Override
    public List<LinkPair> pairs(String link) {
        return List.of();
    }

    @Override
    public void forEachToldPair(Consumer<LinkPair> consumer) {}

    @Override
    public void forEachClaim(ListName list, Consumer<NumberClaim> consumer) {}

    @Override
    public void forEachClaimedNumber(ListName list, Consumer<NumberRow> consumer) {}

    @Override
    public Provenance provenance(Entry entry) {
        return Provenance.RECEIVED;
    }

    @Override
    public byte[] separator(long key) {
        return new byte[0];
    }

    @Override
    public Citations citations() {
        return Citations.NONE;
    }

    @Override
    public long lastKey() {
        return 0;
    }

    @Override
    public void forEachShown(long afterKey, long toKey, BiConsumer<KeyedId, Instant> consumer) {}

    @Override
    public boolean isCut(Entry entry) {
        return false;
    }

    @Override
    public Optional<PublishedFile> findFile(ListName list, YearMonth month, String name) {
        return Optional.empty();
    }

    @Override
    public List<PublishedName> files(ListName list, YearMonth month, String ending) {
        return List.of();
    }

    @Override
    public void forEachFile(ListName list, Consumer<PublishedName> consumer) {}

    @Override
    public List<NumberRow> numbers(Entry entry) {
        MessageNumber number = entry.number();
        return number == null
                ? List.of()
                : List.of(new NumberRow(number, entry.id(), NumberRow.Origin.MBOX_ORDER, 1));
    }

    @Override
    public long size(long key) {
        return raw(key).length;
    }

    @Override
    public byte[] raw(long key) {
        return mails.get((int) key).raw();
    }

    @Override
    public List<MonthCount> months(ListName name) {
        return entries()
                .flatMap(entry -> Stream.ofNullable(entry.number()))
                .map(MessageNumber::month)
                .distinct()
                .sorted()
                .map(month -> new MonthCount(month, month(name, month).size()))
                .toList();
    }

    @Override
    public List<MonthEntry> month(ListName name, Folder folder) {
        return entries()
                .flatMap(
                        entry ->
                                Stream.ofNullable(entry.number())
                                        .filter(number -> number.folder().equals(folder))
                                        .map(
                                                number ->
                                                        new MonthEntry(
                                                                number.number(), entry, null)))
                .toList();
    }

    @Override
    public List<Entry> newest(ListName name, int limit) {
        return entries().toList().reversed().stream().limit(limit).toList();
    }

    @Override
    public List<Entry> ancestors(Entry entry, int limit) {
        MessageId parent = parentOf(entry);
        return parent == null ? List.of() : find(list, parent).stream().toList();
    }

    @Override
    public Optional<Edge> findEdge(Entry entry) {
        return Optional.empty();
    }

    @Override
    public boolean isParent(Entry entry) {
        return !replies(entry).isEmpty();
    }

    @Override
    public List<Long> descendants(Entry entry, int distance, long toKey, int limit) {
        return entries()
                .filter(e -> e.key() <= toKey && ancestors(e, distance).contains(entry))
                .map(Entry::key)
                .limit(limit)
                .toList();
    }

    @Override
    public List<Entry> replies(Entry entry) {
        return entries().filter(reply -> entry.id().equals(parentOf(reply))).toList();
    }

    @Override
    public List<ThreadEntry> thread(ListName name, MessageId id, int limit) {
        return entries()
                .filter(entry -> parentOf(entry) != null || !replies(entry).isEmpty())
                .map(
                        entry ->
                                new ThreadEntry(
                                        entry.id(),
                                        entry,
                                        parentOf(entry),
                                        Evidence.IN_REPLY_TO,
                                        1))
                .limit(limit)
                .toList();
    }

    @Override
    public Set<Long> threadKeys(long key) {
        return findEntry(key).stream()
                .flatMap(entry -> thread(entry.list(), entry.id(), Integer.MAX_VALUE).stream())
                .map(ThreadEntry::entry)
                .filter(Objects::nonNull)
                .map(Entry::key)
                .collect(Collectors.toSet());
    }

    @Override
    public void forEachStoredMessage(ListName name, Consumer<ExportedMessage> consumer) {
        forEachMessage(name, consumer);
    }

    @Override
    public void forEachMessage(ListName name, Consumer<ExportedMessage> consumer) {
        mails.forEach(
                mail ->
                        consumer.accept(
                                new ExportedMessage(
                                        mail.entry(),
                                        new byte[0],
                                        mail.raw(),
                                        Provenance.RECEIVED)));
    }

    @Override
    public void forEachEdge(ListName name, Consumer<Edge> consumer) {}

    @Override
    public void forEachNumber(ListName name, Consumer<NumberRow> consumer) {}

    @Override
    public void forEachLedgerRow(ListName name, Consumer<LedgerRow> consumer) {}

    @Override
    public Map<Account, Long> accounts(ListName list, String source, long from, long to) {
        return Map.of();
    }

    @Override
    public Optional<TakeDown> findTakeDown(ListName asked, MessageId id) {
        return Optional.empty();
    }

    @Override
    public List<ShownAgain> shownAgain(ListName list) {
        return List.of();
    }

    @Override
    public List<TakeDown> takeDowns(ListName asked) {
        return List.of();
    }

    @Override
    public List<Ruling> rulings(ListName asked) {
        return List.of();
    }

    @Override
    public Optional<String> findFormerSource(ListName list, String source, List<String> names) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<String> findMark(ListName asked, String source) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<TakeDown> findTakeDown(ListName list, PublishedPlace place) {
        return Optional.empty();
    }

    @Override
    public long guessedNumbers(ListName list) {
        return 0;
    }

    @Override
    public List<FolderCoverage> coverage(ListName list) {
        return List.of();
    }

    @Override
    public void forEachRegisterRow(ListName list, Consumer<RegisterRow> consumer) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Checkpoint checkpoint() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Checkpoint.Head> lost(Checkpoint checkpoint) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<String> verify() {
        return List.of();
    }

    @Override
    public void close() {}
}
