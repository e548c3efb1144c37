package org.perdure.archive;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.perdure.link.Folder;
import org.perdure.link.MessageNumber;
import org.perdure.link.PublishedPlace;
import org.perdure.message.ListName;
import org.perdure.message.Message;
import org.perdure.message.MessageId;
import org.perdure.message.Provenance;
import org.perdure.mime.MessageParser;
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
import org.perdure.store.StoreException;
import org.perdure.store.TakeDown;
import org.perdure.store.TakeDown.Who;
import org.perdure.store.ThreadEntry;
import org.perdure.thread.Evidence;

/** A store that forgets: enough of the contract for the views, slow and plain. */
public final class InMemoryStore implements ArchiveStore {
    private final List<Entry> entries = new ArrayList<>();
    private final List<byte[]> bytes = new ArrayList<>();
    private final List<Message> messages = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();
    private final List<TakeDown> takeDowns = new ArrayList<>();
    private final Map<ListName, TreeMap<MessageNumber, Long>> numbers = new HashMap<>();
    private final List<LinkPair> pairs = new ArrayList<>();
    private final Map<PublishedPlace, List<MessageId>> claims = new HashMap<>();

    /** How often a whole month was read. */
    public int monthsRead;

    /** How often the mail of a list was counted. */
    int listsCounted;

    private boolean broken;

    /** Makes every reading of the lists fail from now on. */
    public void fail() {
        broken = true;
    }

    /** Adds a message to a month. */
    public synchronized Entry add(ListName list, YearMonth month, String raw) {
        byte[] utf8 = raw.getBytes(StandardCharsets.UTF_8);
        Message message = new MessageParser().parse(utf8);
        long key = entries.size() + 1L;
        int copy = copies(list, message.id()).size();
        var taken = numbers.computeIfAbsent(list, name -> new TreeMap<>());
        List<Long> here =
                taken.entrySet().stream()
                        .filter(row -> row.getKey().month().equals(month))
                        .map(Map.Entry::getValue)
                        .toList();
        boolean isThere = here.stream().anyMatch(known -> get(known).id().equals(message.id()));
        MessageNumber number = isThere ? null : new MessageNumber(month, here.size());
        if (number != null) {
            taken.put(number, key);
        }
        Entry entry =
                new Entry(
                        key,
                        list,
                        message.id(),
                        copy,
                        message.subject(),
                        message.author(),
                        message.sent(),
                        message.arrived().orElse(Instant.EPOCH),
                        number,
                        null);
        entries.add(entry);
        bytes.add(utf8);
        messages.add(message);
        changes.add(new Change(changes.size() + 1L, Change.Kind.ADDED, list, key, message.id()));
        return entry;
    }

    /** Gives a message one more number, as when it was delivered in two months. */
    public synchronized void number(Entry entry, MessageNumber number) {
        Objects.requireNonNull(numbers.get(entry.list())).put(number, entry.key());
        changes.add(
                new Change(
                        changes.size() + 1L,
                        Change.Kind.NUMBERED,
                        entry.list(),
                        entry.key(),
                        entry.id()));
    }

    /** Takes down a message. */
    public synchronized void hide(Entry entry, Instant since) {
        takeDowns.add(new TakeDown(entry.list(), entry.id(), since, "secret reason", Who.OPERATOR));
        changes.add(
                new Change(
                        changes.size() + 1L,
                        Change.Kind.HIDDEN,
                        entry.list(),
                        entry.key(),
                        entry.id()));
    }

    @Override
    public Optional<TakeDown> findTakeDown(ListName list, MessageId id) {
        return takeDowns(list).stream().filter(one -> one.id().equals(id)).findFirst();
    }

    @Override
    public List<ShownAgain> shownAgain(ListName list) {
        return List.of();
    }

    @Override
    public List<TakeDown> takeDowns(ListName list) {
        return takeDowns.stream().filter(one -> one.list().equals(list)).toList();
    }

    @Override
    public List<Ruling> rulings(ListName asked) {
        return List.of();
    }

    @Override
    public Optional<String> findFormerSource(ListName asked, String source, List<String> names) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<String> findMark(ListName list, String source) {
        throw new UnsupportedOperationException();
    }

    private Entry get(long key) {
        return entries.get((int) key - 1);
    }

    @Override
    public <T> T snapshot(Supplier<T> readings) {
        return readings.get();
    }

    @Override
    public List<ListName> lists() {
        if (broken) {
            throw new StoreException("secret.db is damaged");
        }
        return List.copyOf(new TreeSet<>(numbers.keySet()));
    }

    @Override
    public boolean hasList(ListName list) {
        return numbers.containsKey(list);
    }

    @Override
    public long lastSequence() {
        return changes.size();
    }

    @Override
    public List<Change> changes(long afterSequence, int limit) {
        return changes.stream().filter(c -> c.sequence() > afterSequence).limit(limit).toList();
    }

    @Override
    public Optional<Entry> findEntry(long key) {
        return key < 1 || key > entries.size() ? Optional.empty() : Optional.of(get(key));
    }

    @Override
    public Optional<Entry> find(ListName list, MessageId id) {
        return copies(list, id).stream().findFirst();
    }

    @Override
    public List<Entry> copies(ListName list, MessageId id) {
        return entries.stream().filter(e -> e.list().equals(list) && e.id().equals(id)).toList();
    }

    private Map<MessageNumber, Long> taken(ListName list) {
        return numbers.getOrDefault(list, new TreeMap<>());
    }

    @Override
    public List<KeyedId> messageIds(long afterKey, int limit) {
        return entries.stream()
                .filter(entry -> entry.key() > afterKey && entry.copy() == 0)
                .limit(limit)
                .map(entry -> new KeyedId(entry.key(), entry.list(), entry.id()))
                .toList();
    }

    @Override
    public List<Entry> idsBeginning(ListName list, String prefix, int limit) {
        return entries.stream()
                .filter(entry -> entry.list().equals(list) && entry.copy() == 0)
                .filter(entry -> entry.id().value().startsWith(prefix))
                .sorted(Comparator.comparing(Entry::id))
                .limit(limit)
                .toList();
    }

    @Override
    public Optional<Entry> findNumber(ListName list, MessageNumber number) {
        Long key = taken(list).get(number);
        return key == null ? Optional.empty() : findEntry(key);
    }

    @Override
    public List<Entry> claimants(ListName list, PublishedPlace place) {
        return claims.getOrDefault(place, List.of()).stream()
                .flatMap(id -> find(list, id).stream())
                .toList();
    }

    /** Claims that messages were published at a place. */
    public void claim(PublishedPlace place, MessageId... ids) {
        claims.put(place, List.of(ids));
    }

    @Override
    public List<Entry> knownBeside(ListName list, MessageNumber number) {
        return List.of();
    }

    @Override
    public List<Entry> predictedAt(ListName list, MessageNumber number) {
        return List.of();
    }

    @Override
    public List<Entry> seenAt(ListName list, PublishedPlace place) {
        return claimants(list, place);
    }

    @Override
    public List<LinkPair> pairs(String link) {
        return pairs.stream().filter(pair -> pair.link().equals(link)).toList();
    }

    /** Makes a pair known. */
    public void pair(LinkPair pair) {
        pairs.add(pair);
    }

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
        return taken(entry.list()).entrySet().stream()
                .filter(row -> row.getValue() == entry.key())
                .map(row -> row(row.getKey(), entry.id()))
                .toList();
    }

    private static NumberRow row(MessageNumber number, MessageId id) {
        return new NumberRow(number, id, NumberRow.Origin.ARRIVAL_ORDER, 1);
    }

    @Override
    public long size(long key) {
        return raw(key).length;
    }

    @Override
    public byte[] raw(long key) {
        return bytes.get((int) key - 1);
    }

    @Override
    public List<MonthCount> months(ListName list) {
        listsCounted++;
        Map<YearMonth, Integer> counts = new TreeMap<>();
        taken(list).keySet().forEach(number -> counts.merge(number.month(), 1, Integer::sum));
        return counts.entrySet().stream()
                .map(count -> new MonthCount(count.getKey(), count.getValue()))
                .toList();
    }

    @Override
    public List<MonthEntry> month(ListName list, Folder folder) {
        monthsRead++;
        List<MonthEntry> rows = new ArrayList<>();
        Map<MessageId, Integer> here = new LinkedHashMap<>();
        taken(list)
                .forEach(
                        (number, key) -> {
                            if (number.folder().equals(folder)) {
                                here.put(get(key).id(), number.number());
                            }
                        });
        here.forEach(
                (id, number) -> {
                    Entry entry = findNumber(list, new MessageNumber(folder, number)).orElseThrow();
                    Integer parent =
                            ancestors(entry, 100).stream()
                                    .map(above -> here.get(above.id()))
                                    .filter(Objects::nonNull)
                                    .findFirst()
                                    .orElse(null);
                    rows.add(new MonthEntry(number, entry, parent));
                });
        return rows;
    }

    @Override
    public List<Entry> newest(ListName list, int limit) {
        return entries.stream()
                .filter(entry -> entry.list().equals(list))
                .sorted(Comparator.comparing(Entry::arrived).reversed())
                .limit(limit)
                .toList();
    }

    private @Nullable MessageId parent(Entry entry) {
        Message message = messages.get((int) entry.key() - 1);
        return message.inReplyTo().isEmpty() ? null : message.inReplyTo().getLast();
    }

    @Override
    public List<Entry> ancestors(Entry entry, int limit) {
        List<Entry> ancestors = new ArrayList<>();
        MessageId above = parent(entry);
        while (above != null && ancestors.size() < limit) {
            Optional<Entry> found = find(entry.list(), above);
            found.ifPresent(ancestors::add);
            above = found.isEmpty() ? null : parent(found.get());
        }
        return ancestors;
    }

    @Override
    public Optional<Edge> findEdge(Entry entry) {
        return Optional.ofNullable(parent(entry))
                .map(
                        parent -> {
                            boolean isHere = find(entry.list(), parent).isPresent();
                            return new Edge(
                                    entry.id(),
                                    isHere ? parent : null,
                                    isHere ? null : parent,
                                    Evidence.IN_REPLY_TO,
                                    1);
                        });
    }

    @Override
    public boolean isParent(Entry entry) {
        return !replies(entry).isEmpty();
    }

    @Override
    public List<Long> descendants(Entry entry, int distance, long toKey, int limit) {
        return entries.stream()
                .filter(e -> e.key() <= toKey && ancestors(e, distance).contains(entry))
                .map(Entry::key)
                .limit(limit)
                .toList();
    }

    @Override
    public List<Entry> replies(Entry entry) {
        return entries.stream()
                .filter(e -> e.list().equals(entry.list()) && e.copy() == 0)
                .filter(e -> entry.id().equals(parent(e)))
                .sorted(Comparator.comparing(Entry::arrived))
                .toList();
    }

    @Override
    public List<ThreadEntry> thread(ListName list, MessageId id, int limit) {
        Entry asked = find(list, id).orElseThrow();
        Entry top = ancestors(asked, 1_000_000).stream().reduce((a, b) -> b).orElse(asked);
        List<ThreadEntry> nodes = new ArrayList<>();
        MessageId missing = parent(top);
        if (missing != null) {
            nodes.add(new ThreadEntry(missing, null, null, null, 0));
        }
        List<Entry> ahead = new ArrayList<>(List.of(top));
        while (!ahead.isEmpty() && nodes.size() < limit) {
            Entry entry = ahead.removeLast();
            MessageId above = parent(entry);
            nodes.add(
                    new ThreadEntry(
                            entry.id(),
                            entry,
                            above,
                            above == null ? null : Evidence.IN_REPLY_TO,
                            above == null ? 0 : 1));
            ahead.addAll(replies(entry).reversed());
        }
        return nodes;
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
    public void forEachMessage(ListName list, Consumer<ExportedMessage> consumer) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void forEachStoredMessage(ListName list, Consumer<ExportedMessage> consumer) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void forEachEdge(ListName list, Consumer<Edge> consumer) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void forEachNumber(ListName list, Consumer<NumberRow> consumer) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void forEachLedgerRow(ListName list, Consumer<LedgerRow> consumer) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<Account, Long> accounts(ListName list, String source, long from, long to) {
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
    public void forEachPair(Consumer<LinkPair> consumer) {}

    @Override
    public Optional<String> findContent(long key) {
        return Optional.empty();
    }

    @Override
    public void forEachContent(Consumer<String> lines) {}

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
