package org.perdure.store.sql;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.Supplier;
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
import org.perdure.store.StoreException;
import org.perdure.store.TakeDown;
import org.perdure.store.ThreadEntry;

/** An archive in a SQLite file, for reading. */
public final class SqliteStore implements ArchiveStore {
    /** Name of the file within the folder of an archive. */
    public static final String FILE = "archive.db";

    private final Sessions sessions;
    private final Compression compression;

    private SqliteStore(Sessions sessions, Compression compression) {
        this.sessions = sessions;
        this.compression = compression;
    }

    /**
     * Opens the archive in a folder, bringing it to the present form when an older program wrote
     * it.
     *
     * @throws StoreException if there is none, or it cannot be read
     */
    public static SqliteStore open(Path folder) {
        Database database = new Database(folder.resolve(FILE));
        if (!database.exists()) {
            throw new StoreException("there is no archive in " + folder);
        }
        database.migrate();
        return open(database);
    }

    static SqliteStore open(Database database) {
        Sessions sessions = new Sessions(database);
        LongFunction<byte[]> dictionaries = id -> sessions.read(session -> dictionary(session, id));
        return new SqliteStore(sessions, new Compression(dictionaries));
    }

    private static byte[] dictionary(Session session, long id) throws SQLException {
        return session.find("SELECT bytes FROM dictionary WHERE id = ?", row -> row.getBytes(1), id)
                .orElseThrow(() -> new StoreException("dictionary " + id + " is missing"));
    }

    Compression compression() {
        return compression;
    }

    @Override
    public <T> T snapshot(Supplier<T> readings) {
        return sessions.snapshot(readings);
    }

    @Override
    public List<ListName> lists() {
        return sessions.read(
                session ->
                        session.list(
                                "SELECT name FROM list ORDER BY name",
                                row -> new ListName(row.getString(1))));
    }

    @Override
    public boolean hasList(ListName list) {
        return sessions.read(
                session ->
                        session.find("SELECT 1 FROM list WHERE name = ?", row -> true, list.value())
                                .isPresent());
    }

    @Override
    public long lastSequence() {
        return sessions.read(
                session ->
                        session.find("SELECT max(sequence) FROM change", row -> row.getLong(1))
                                .orElse(0L));
    }

    @Override
    public List<Change> changes(long afterSequence, int limit) {
        return sessions.read(
                session ->
                        session.list(
                                """
                                SELECT c.sequence, c.kind, l.name, c.key, m.message_id
                                FROM change c JOIN list l ON l.id = c.list
                                  JOIN message m ON m.key = c.key
                                WHERE c.sequence > ? ORDER BY c.sequence LIMIT ?
                                """,
                                row ->
                                        new Change(
                                                row.getLong(1),
                                                Change.Kind.valueOf(row.getString(2)),
                                                new ListName(row.getString(3)),
                                                row.getLong(4),
                                                new MessageId(row.getString(5))),
                                afterSequence,
                                limit));
    }

    @Override
    public Optional<Entry> findEntry(long key) {
        return sessions.read(session -> Messages.findEntry(session, key));
    }

    @Override
    public Optional<Entry> find(ListName list, MessageId id) {
        return sessions.read(session -> Messages.find(session, list, id));
    }

    @Override
    public List<Entry> copies(ListName list, MessageId id) {
        return sessions.read(session -> Messages.copies(session, list, id));
    }

    @Override
    public List<KeyedId> messageIds(long afterKey, int limit) {
        return sessions.read(session -> Messages.messageIds(session, afterKey, limit));
    }

    @Override
    public long lastKey() {
        return sessions.read(Messages::lastKey);
    }

    @Override
    public void forEachShown(long afterKey, long toKey, BiConsumer<KeyedId, Instant> consumer) {
        read(session -> Messages.forEachShown(session, afterKey, toKey, consumer));
    }

    @Override
    public List<Entry> idsBeginning(ListName list, String prefix, int limit) {
        return sessions.read(session -> Messages.idsBeginning(session, list, prefix, limit));
    }

    @Override
    public Optional<Entry> findNumber(ListName list, MessageNumber number) {
        return sessions.read(session -> Numbers.findNumber(session, list, number));
    }

    @Override
    public List<Entry> claimants(ListName list, PublishedPlace place) {
        return sessions.read(session -> Numbers.claimants(session, list, place));
    }

    @Override
    public List<Entry> knownBeside(ListName list, MessageNumber number) {
        return sessions.read(session -> Numbers.knownBeside(session, list, number));
    }

    @Override
    public List<Entry> seenAt(ListName list, PublishedPlace place) {
        return sessions.read(session -> Numbers.seenAt(session, list, place));
    }

    @Override
    public List<LinkPair> pairs(String link) {
        return sessions.read(
                session ->
                        session.list(
                                "SELECT message_id, origin FROM pair WHERE link = ?"
                                        + " ORDER BY message_id",
                                row ->
                                        new LinkPair(
                                                link,
                                                new MessageId(row.getString(1)),
                                                LinkPair.Origin.valueOf(row.getString(2))),
                                link));
    }

    @Override
    public void forEachToldPair(Consumer<LinkPair> consumer) {
        read(
                session ->
                        session.forEach(
                                "SELECT link, message_id FROM pair WHERE origin = 'OPERATOR'"
                                        + " ORDER BY link, message_id",
                                row ->
                                        consumer.accept(
                                                new LinkPair(
                                                        row.getString(1),
                                                        new MessageId(row.getString(2)),
                                                        LinkPair.Origin.OPERATOR))));
    }

    @Override
    public Citations citations() {
        return new SqliteCitations(sessions);
    }

    @Override
    public void forEachClaim(ListName list, Consumer<NumberClaim> consumer) {
        read(session -> Numbers.forEachClaim(session, list, consumer));
    }

    @Override
    public Provenance provenance(Entry entry) {
        return sessions.read(session -> Messages.provenance(session, entry));
    }

    @Override
    public boolean isCut(Entry entry) {
        return sessions.read(session -> Accounts.isCut(session, entry));
    }

    @Override
    public Optional<PublishedFile> findFile(ListName list, YearMonth month, String name) {
        return sessions.read(session -> Numbers.findFile(session, compression, list, month, name));
    }

    @Override
    public List<PublishedName> files(ListName list, YearMonth month, String ending) {
        return sessions.read(session -> Numbers.files(session, list, month, ending));
    }

    @Override
    public void forEachFile(ListName list, Consumer<PublishedName> consumer) {
        read(session -> Numbers.forEachFile(session, list, consumer));
    }

    @Override
    public List<NumberRow> numbers(Entry entry) {
        return sessions.read(session -> Numbers.numbers(session, entry));
    }

    @Override
    public long size(long key) {
        return sessions.read(session -> Messages.size(session, key));
    }

    @Override
    public byte[] raw(long key) {
        return compression.unpack(sessions.read(session -> Messages.packed(session, key)));
    }

    @Override
    public byte[] separator(long key) {
        return sessions.read(session -> Messages.separator(session, key));
    }

    @Override
    public List<MonthCount> months(ListName list) {
        return sessions.read(session -> Numbers.months(session, list));
    }

    @Override
    public Optional<TakeDown> findTakeDown(ListName list, MessageId id) {
        return sessions.read(
                session ->
                        session.find(
                                TAKE_DOWN + " AND message_id = ?",
                                row -> takeDown(list, row),
                                list.value(),
                                Messages.canonical(session, list, id).value()));
    }

    @Override
    public Optional<TakeDown> findTakeDown(ListName list, PublishedPlace place) {
        return sessions.read(
                session ->
                        session.find(
                                TAKE_DOWN
                                        + " AND message_id IN (SELECT message_id FROM evidence e"
                                        + " WHERE e.list = takedown.list AND e.scheme = ?"
                                        + " AND e.folder = ? AND e.number = ?)",
                                row -> takeDown(list, row),
                                list.value(),
                                place.scheme().name(),
                                place.folder(),
                                place.number()));
    }

    @Override
    public List<TakeDown> takeDowns(ListName list) {
        return sessions.read(
                session ->
                        session.list(
                                TAKE_DOWN + " ORDER BY message_id",
                                row -> takeDown(list, row),
                                list.value()));
    }

    @Override
    public List<ShownAgain> shownAgain(ListName list) {
        return sessions.read(
                session ->
                        session.list(
                                SHOWN_AGAIN + " ORDER BY message_id",
                                row ->
                                        new ShownAgain(
                                                takeDown(list, row),
                                                Instant.ofEpochSecond(row.getLong(5))),
                                list.value()));
    }

    @Override
    public List<Ruling> rulings(ListName list) {
        return sessions.read(session -> SqliteRulings.all(session, list));
    }

    private static final String SAID =
            "SELECT message_id, since, reason, who, lifted FROM takedown WHERE list = " + Rows.LIST;
    private static final String TAKE_DOWN = SAID + " AND lifted IS NULL";
    private static final String SHOWN_AGAIN = SAID + " AND lifted IS NOT NULL";

    private static TakeDown takeDown(ListName list, ResultSet row) throws SQLException {
        return new TakeDown(
                list,
                new MessageId(row.getString(1)),
                Instant.ofEpochSecond(row.getLong(2)),
                row.getString(3),
                TakeDown.Who.valueOf(row.getString(4)));
    }

    @Override
    public List<MonthEntry> month(ListName list, Folder folder) {
        return sessions.readTogether(session -> Threads.month(session, list, folder));
    }

    @Override
    public List<Entry> newest(ListName list, int limit) {
        return sessions.read(session -> Messages.newest(session, list, limit));
    }

    @Override
    public List<Entry> ancestors(Entry entry, int limit) {
        return sessions.read(session -> Threads.ancestors(session, entry, limit));
    }

    @Override
    public List<Long> descendants(Entry entry, int distance, long toKey, int limit) {
        return sessions.read(
                session -> Threads.descendants(session, entry, distance, toKey, limit));
    }

    @Override
    public Optional<Edge> findEdge(Entry entry) {
        return sessions.read(session -> Threads.findEdge(session, entry));
    }

    @Override
    public boolean isParent(Entry entry) {
        return sessions.read(session -> Threads.isParent(session, entry));
    }

    @Override
    public List<Entry> replies(Entry entry) {
        return sessions.read(session -> Threads.replies(session, entry));
    }

    @Override
    public List<ThreadEntry> thread(ListName list, MessageId id, int limit) {
        return sessions.readTogether(
                session ->
                        Threads.thread(
                                session, list, Messages.canonical(session, list, id), limit));
    }

    @Override
    public Set<Long> threadKeys(long key) {
        return sessions.read(session -> Threads.keys(session, key));
    }

    @Override
    public void forEachMessage(ListName list, Consumer<ExportedMessage> consumer) {
        read(session -> Messages.forEachMessage(session, compression, list, Rows.SHOWN, consumer));
    }

    @Override
    public void forEachStoredMessage(ListName list, Consumer<ExportedMessage> consumer) {
        read(session -> Messages.forEachMessage(session, compression, list, "TRUE", consumer));
    }

    @Override
    public void forEachEdge(ListName list, Consumer<Edge> consumer) {
        read(session -> Threads.forEachEdge(session, list, consumer));
    }

    @Override
    public void forEachNumber(ListName list, Consumer<NumberRow> consumer) {
        read(session -> Numbers.forEachNumber(session, list, consumer));
    }

    @Override
    public void forEachClaimedNumber(ListName list, Consumer<NumberRow> consumer) {
        read(session -> Numbers.forEachClaimedNumber(session, list, consumer));
    }

    @Override
    public void forEachLedgerRow(ListName list, Consumer<LedgerRow> consumer) {
        read(session -> Accounts.forEachLedgerRow(session, list, consumer));
    }

    @Override
    public Map<Account, Long> accounts(ListName list, String source, long from, long to) {
        return sessions.read(session -> Accounts.accounts(session, list, source, from, to));
    }

    @Override
    public Optional<String> findFormerSource(ListName list, String source, List<String> names) {
        return sessions.read(session -> Accounts.findFormerSource(session, list, source, names));
    }

    @Override
    public Optional<String> findMark(ListName list, String source) {
        return sessions.read(session -> Accounts.findMark(session, list, source));
    }

    @Override
    public List<FolderCoverage> coverage(ListName list) {
        return sessions.readTogether(session -> CoverageQuery.of(session, list));
    }

    @Override
    public long guessedNumbers(ListName list) {
        return sessions.read(session -> Numbers.guessed(session, list));
    }

    @Override
    public void forEachRegisterRow(ListName list, Consumer<RegisterRow> consumer) {
        read(session -> RegisterReader.forEach(session, list, consumer));
    }

    @Override
    public Checkpoint checkpoint() {
        return sessions.readLong(RegisterReader::checkpoint);
    }

    @Override
    public List<Checkpoint.Head> lost(Checkpoint checkpoint) {
        return sessions.readLong(session -> RegisterReader.lost(session, checkpoint));
    }

    @Override
    public List<String> verify() {
        return sessions.readLong(session -> new Verification(session, compression).run());
    }

    /** Runs statements that give rows to a consumer, who may ask this store in turn. */
    private void read(Reading reading) {
        sessions.readLong(
                session -> {
                    reading.read(session);
                    return true;
                });
    }

    @FunctionalInterface
    private interface Reading {
        void read(Session session) throws SQLException;
    }

    @Override
    public void close() {
        sessions.close();
        compression.close();
    }
}
