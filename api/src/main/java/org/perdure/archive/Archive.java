package org.perdure.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.perdure.archive.SearchView.Result;
import org.perdure.link.ArchivePath;
import org.perdure.link.AuthorPath;
import org.perdure.link.Folder;
import org.perdure.link.LinkParser;
import org.perdure.link.MessageNumber;
import org.perdure.link.PublishedPlace;
import org.perdure.link.Trees;
import org.perdure.message.ArchiveException;
import org.perdure.message.ArchiveException.BadParameter;
import org.perdure.message.ArchiveException.TakenDown;
import org.perdure.message.ArchiveException.UnknownList;
import org.perdure.message.ArchiveException.UnknownMessage;
import org.perdure.message.ArchiveException.UnknownPage;
import org.perdure.message.ListName;
import org.perdure.message.MailingList;
import org.perdure.message.MessageId;
import org.perdure.query.Field;
import org.perdure.query.Query;
import org.perdure.query.QueryParser;
import org.perdure.search.Facets;
import org.perdure.search.Facets.Count;
import org.perdure.search.Hit;
import org.perdure.search.Page;
import org.perdure.search.Question;
import org.perdure.search.Question.Sort;
import org.perdure.search.SearchIndex;
import org.perdure.store.ArchiveStore;
import org.perdure.store.Change;
import org.perdure.store.Entry;
import org.perdure.store.MonthCount;
import org.perdure.store.Passages;
import org.perdure.store.PublishedFile;
import org.perdure.store.PublishedName;
import org.perdure.store.TakeDown;

/**
 * An archive as its readers see it. Safe for use by any number of threads.
 *
 * <p>What does not exist, and what is taken as a parameter from readers and cannot be used, throws
 * an {@link ArchiveException}.
 */
public final class Archive {
    /** How many of the newest messages a list shows. */
    public static final int MAX_NEWEST = 50;

    /** How many other sources of a message are shown: each costs as much as the message. */
    public static final int MAX_SOURCES = 10;

    /** How many ancestors a message shows. */
    public static final int MAX_ANCESTORS = 20;

    /** How many nodes of a thread are shown. */
    public static final int MAX_THREAD = 1_500;

    /** How long a passage may be that is looked for, in characters. */
    public static final int MAX_PASSAGE_CHARS = 20_000;

    /** How many changes are given at once. */
    public static final int MAX_CHANGES = 1_000;

    /** More changes than an archive can have. */
    private static final int PASSAGES_BITS = 31;

    private static final Masking STRICT =
            Masking.of(MailingList.named(new ListName("all")), new LinkParser(List.of()));

    private final ArchiveStore store;
    private final SearchIndex index;
    private final LongSearches longSearches;
    private final ChangeWatch changeWatch;
    private final Passages passages;
    private final Map<ListName, MailingList> lists;
    private final Set<String> hosts;
    private final Map<ListName, Masking> maskings = new ConcurrentHashMap<>();
    private final Set<ListName> knownLists = ConcurrentHashMap.newKeySet();
    private final MonthCache months;
    private final MessageReader messages;
    private final MessageFinder.Hashes hashes;
    private final QuoteReader quotes;
    private final ThreadReader threads;
    private final PatchSeries series;
    private final PackedMailboxes packed;
    private volatile @Nullable ListDirectory directory;

    /**
     * @param store the truth
     * @param index full-text search over it
     * @param lists what is known of the lists; a stored list without a value here has its name only
     * @param hosts under which the archive is known today, beside those of its lists
     */
    public Archive(
            ArchiveStore store,
            SearchIndex index,
            Map<ListName, MailingList> lists,
            Set<String> hosts) {
        this(store, index, Passages.NONE, lists, hosts);
    }

    /**
     * @param store the truth
     * @param index full-text search over it
     * @param passages who wrote what is quoted
     * @param lists what is known of the lists; a stored list without a value here has its name only
     * @param hosts under which the archive is known today, beside those of its lists
     */
    public Archive(
            ArchiveStore store,
            SearchIndex index,
            Passages passages,
            Map<ListName, MailingList> lists,
            Set<String> hosts) {
        this.store = store;
        this.index = index;
        this.longSearches = new LongSearches(index);
        this.changeWatch = new ChangeWatch(store::lastSequence);
        this.passages = passages;
        this.lists = Map.copyOf(lists);
        this.hosts = Set.copyOf(hosts);
        this.months = new MonthCache(store, this::summaries);
        this.messages = new MessageReader(store, months, this::summaries);
        this.hashes = new MessageFinder.Hashes(store);
        Contradictions contradictions = new Contradictions(store, passages);
        this.threads = new ThreadReader(store, contradictions);
        this.quotes =
                new QuoteReader(
                        store,
                        passages,
                        contradictions,
                        this::isShown,
                        this::summaries,
                        messages::words);
        this.series =
                new PatchSeries(
                        store,
                        index,
                        messages,
                        this::entry,
                        this::isShown,
                        this::describe,
                        this::masking);
        this.packed = new PackedMailboxes(store, mailboxes(), series);
    }

    /** Returns the sequence of the newest change: what is cached for it is good while it stays. */
    public long version() {
        return store.lastSequence();
    }

    /**
     * Returns what a page is good for while it stays: the version of the archive, and how far
     * passages have been looked for. Grows with either.
     */
    public long pageVersion() {
        return (version() << PASSAGES_BITS) + passages.position();
    }

    /** Returns what a message quotes, and who quotes it, as far as that has been looked for. */
    public QuotesView quotes(ListName list, MessageId id) {
        return quotes(list, id, 0);
    }

    /**
     * Returns what a message quotes, and who quotes it, as far as that has been looked for: not for
     * further copies.
     */
    public QuotesView quotes(ListName list, MessageId id, int copy) {
        return quotes.quotes(entry(list, id, copy));
    }

    /**
     * Finds who wrote a text and who quoted it.
     *
     * @param list only in this list, if given
     */
    public PassageView findPassage(@Nullable ListName list, String text) {
        if (list != null) {
            known(list);
        }
        if (text.length() > MAX_PASSAGE_CHARS) {
            throw new BadParameter("A passage has at most " + MAX_PASSAGE_CHARS + " characters.");
        }
        return quotes.find(list, text);
    }

    /** Returns the thread of a message as one text. */
    public ConversationView conversation(ListName list, MessageId id) {
        ThreadView thread = thread(list, id);
        return new ConversationReader(thread)
                .read(ghosts(thread), threadMessages(thread), quotes::quoted);
    }

    /** Returns what is known of those messages of a thread that never came. */
    public Ghosts ghosts(ThreadView thread) {
        if (thread.nodes().stream().allMatch(node -> node.summary() != null)) {
            return Ghosts.NONE;
        }
        ListName list = thread.list().name();
        Masking masking = masking(list);
        MailLinks links = links();
        return new GhostReader(
                        passages,
                        id -> !isShown(list, id),
                        id -> store.find(list, id),
                        entry -> messages.alone(entry, thread.list(), masking, links))
                .read(thread);
    }

    /** Returns all lists, by name, each without its newest messages. */
    public List<ListView> lists() {
        return store.lists().stream().map(name -> listView(name, List.of())).toList();
    }

    /** Returns a list. */
    public ListView list(ListName list) {
        known(list);
        return listView(list, summaries(list).of(store.newest(list, MAX_NEWEST)));
    }

    private ListView listView(ListName name, List<Summary> newest) {
        MailingList list = describe(name);
        Calendar calendar = calendar(name);
        long total = calendar.months().stream().mapToLong(MonthCount::messages).sum();
        String etag = new Fingerprint().add(list).addAll(calendar.folders()).addAll(newest).etag();
        return new ListView(list, calendar, newest, total, etag);
    }

    private Calendar calendar(ListName list) {
        return new Calendar(trees(list), months.counts(list));
    }

    /** Returns the trees in which a list was published. */
    public Trees trees(ListName list) {
        return Trees.of(describe(list));
    }

    /** Returns the main folder of a month of a list. */
    public MonthView month(ListName list, YearMonth month) {
        return month(list, Folder.of(month));
    }

    /** Returns a folder of a list. */
    public MonthView month(ListName list, Folder folder) {
        known(list);
        YearMonth month = folder.month();
        Month rows = months.month(list, folder);
        if (rows.byDate().isEmpty()) {
            throw new UnknownPage("There is no mail of " + month + " in " + list + ".");
        }
        MailingList description = describe(list);
        Calendar calendar = calendar(list);
        Predicate<Folder> any = all -> true;
        String etag =
                new Fingerprint()
                        .add(description)
                        .add(rows.etag())
                        .add(calendar.before(folder, any).toString())
                        .add(calendar.after(folder, any).toString())
                        .add(calendar.beside(folder, any).toString())
                        .etag();
        return new MonthView(description, folder, calendar, rows.byDate(), rows.byThread(), etag);
    }

    /** Returns the message at a number of the main folder of a month. */
    public MessageView message(ListName list, YearMonth month, int number) {
        return message(list, new MessageNumber(month, number));
    }

    /** Returns the message at a number of the published space. */
    public MessageView message(ListName list, MessageNumber asked) {
        return messages.whole(entry(list, asked), asked, describe(list), masking(list), links());
    }

    /** Returns the summary of the message at a number of the published space. */
    public Summary summary(ListName list, MessageNumber asked) {
        return summaries(list).of(entry(list, asked));
    }

    private Entry entry(ListName list, MessageNumber asked) {
        known(list);
        Entry entry = store.findNumber(list, asked).orElseThrow(() -> nobodyAt(list, asked));
        takeDown(list, entry.id())
                .ifPresent(
                        gone -> {
                            throw gone(gone, asked);
                        });
        return entry;
    }

    private MailLinks links() {
        return new MailLinks(() -> new Resolver(this));
    }

    /** What was taken down before it came here keeps its number too. */
    private ArchiveException nobodyAt(ListName list, MessageNumber asked) {
        PublishedPlace place = PublishedPlace.mhonarc(asked.folder(), asked.number());
        return store.findTakeDown(list, place)
                .map(gone -> (ArchiveException) gone(gone, asked))
                .orElseGet(() -> noNumber(list, asked.month(), asked.number()));
    }

    /** Returns what is known of the numbers of a list. */
    public CoverageView coverage(ListName list) {
        known(list);
        Trees trees = trees(list);
        List<CoverageView.Row> rows =
                store.coverage(list).stream()
                        .map(folder -> new CoverageView.Row(trees.nameOf(folder.folder()), folder))
                        .toList();
        String etag = new Fingerprint().add(describe(list)).addAll(rows).etag();
        return new CoverageView(describe(list), rows, etag);
    }

    private Optional<TakeDown> takeDown(ListName list, MessageId id) {
        return store.findTakeDown(list, id);
    }

    /** Says that a message was taken down: when it stood where, and nothing that it said. */
    private static TakenDown gone(TakeDown gone, @Nullable MessageNumber number) {
        String what =
                number == null
                        ? "A message of "
                        : "Message " + number.number() + " in " + number.month() + " of ";
        LocalDate day = LocalDate.ofInstant(gone.since(), ZoneOffset.UTC);
        return new TakenDown(
                what + gone.list() + " was here. It was taken down on " + day + ".",
                gone.list(),
                number == null ? null : number.month());
    }

    private static UnknownMessage noNumber(ListName list, YearMonth month, int number) {
        return new UnknownMessage(
                "There is no message " + number + " in " + month + " of " + list + ".");
    }

    /**
     * Returns a message.
     *
     * @param copy 0 for the first message with that msg-id, 1 and up for further ones
     */
    public MessageView message(ListName list, MessageId id, int copy) {
        return messages.whole(entry(list, id, copy), null, describe(list), masking(list), links());
    }

    /** Returns the summary of the first message with a msg-id. */
    public Summary summary(ListName list, MessageId id) {
        return summaries(list).of(entry(list, id, 0));
    }

    /** Returns the summary of the first message with a msg-id, if there is one. */
    public Optional<Summary> findSummary(ListName list, MessageId id) {
        return store.find(list, id).filter(this::isShown).map(summaries(list)::of);
    }

    /** Returns what finds messages by what links say of them, for one batch of links. */
    MessageFinder finder() {
        return new MessageFinder(store, this::summaries, hashes);
    }

    private boolean isShown(Entry entry) {
        return isShown(entry.list(), entry.id());
    }

    private boolean isShown(ListName list, MessageId id) {
        return takeDown(list, id).isEmpty();
    }

    /** Returns the summary of the message at a number of the published space, if there is one. */
    public Optional<Summary> findSummary(ListName list, YearMonth month, int number) {
        return number < 0 ? Optional.empty() : findSummary(list, new MessageNumber(month, number));
    }

    /** Returns the summary of the message at a number of the published space, if there is one. */
    public Optional<Summary> findSummary(ListName list, MessageNumber number) {
        return store.findNumber(list, number).filter(this::isShown).map(summaries(list)::of);
    }

    /** Returns whether a message is or was at a number of the published space. */
    public boolean isGiven(ListName list, MessageNumber number) {
        return store.findNumber(list, number).isPresent()
                || store.findTakeDown(
                                list, PublishedPlace.mhonarc(number.folder(), number.number()))
                        .isPresent();
    }

    /** Returns the lists with mail, by name. */
    public List<ListName> shownLists() {
        return store.lists();
    }

    /** Returns a number that no key of a message is above; 0 in an empty archive. */
    public long lastKey() {
        return store.lastKey();
    }

    /**
     * The page of a message.
     *
     * @param path its path
     * @param day when the message arrived
     */
    public record CanonicalPage(String path, LocalDate day) {}

    /** Returns the pages of the first messages with their msg-ids, by key. */
    public List<CanonicalPage> canonicalPages(long afterKey, long toKey) {
        List<CanonicalPage> pages = new ArrayList<>();
        store.forEachShown(
                afterKey,
                toKey,
                (message, arrived) ->
                        pages.add(
                                new CanonicalPage(
                                        ArchivePath.messagePath(message.list(), message.id()),
                                        LocalDate.ofInstant(arrived, ZoneOffset.UTC))));
        return pages;
    }

    /** Returns whether there is such a list. */
    public boolean hasList(ListName list) {
        if (knownLists.contains(list)) {
            return true; // No list ever goes.
        }
        boolean has = store.hasList(list);
        if (has) {
            knownLists.add(list);
        }
        return has;
    }

    /** Returns the lists as links name them, kept until there is another. */
    ListDirectory directory() {
        List<ListName> withMail = store.lists();
        ListDirectory known = directory;
        if (known == null || !known.withMail().equals(withMail)) {
            known = new ListDirectory(described(withMail), withMail, hosts);
            directory = known;
        }
        return known;
    }

    /** Returns what is known of all lists, those included that have no mail yet. */
    List<MailingList> describedLists() {
        return described(store.lists());
    }

    private List<MailingList> described(List<ListName> withMail) {
        Set<ListName> names = new TreeSet<>(lists.keySet());
        names.addAll(withMail);
        return names.stream().map(this::describe).toList();
    }

    /** Returns the hosts under which the archive is known today. */
    Set<String> hosts() {
        return hosts;
    }

    /** Returns whether there is mail in a month of a list. */
    public boolean hasMonth(ListName list, YearMonth month) {
        return hasFolder(list, Folder.of(month));
    }

    /** Returns whether there is mail in a folder of a list. */
    public boolean hasFolder(ListName list, Folder folder) {
        return hasList(list) && months.order(list, folder).size() > 0;
    }

    /** Returns the numbers next to one that no message has, in its folder. */
    List<Integer> numbersBeside(ListName list, MessageNumber number) {
        return months.order(list, number.folder()).nearest(number.number());
    }

    /** Returns the folders of a month in which there is mail, the main one first. */
    List<Folder> foldersWithMail(ListName list, YearMonth month) {
        return trees(list).folders(month).stream()
                .filter(folder -> hasFolder(list, folder))
                .toList();
    }

    /** Returns what is filed in the main folder of a month, oldest first. */
    List<Summary> filed(ListName list, YearMonth month) {
        return months.month(list, Folder.of(month)).byDate().stream()
                .map(MonthView.Row::summary)
                .toList();
    }

    /** Returns what is filed in a month and arrived between two times, oldest first. */
    List<Summary> arrivedBetween(ListName list, YearMonth month, Instant first, Instant last) {
        return Arrays.stream(months.order(list, Folder.of(month)).arrivedBetween(first, last))
                .limit(Resolver.MAX_CANDIDATES)
                .mapToObj(number -> store.findNumber(list, month, number))
                .flatMap(Optional::stream)
                .map(summaries(list)::of)
                .toList();
    }

    /** Returns the thread of a message. */
    public ThreadView thread(ListName list, MessageId id) {
        entry(list, id, 0);
        return threads.read(describe(list), summaries(list), id)
                .orElseThrow(() -> noMessage(list, id));
    }

    /**
     * Returns the messages of a thread in its order, each read when it is asked for; the ones that
     * never came are left out. Ancestors, replies, copies and neighbours are left empty: the thread
     * says it all.
     */
    public Iterable<MessageView> threadMessages(ThreadView thread) {
        ListName list = thread.list().name();
        Masking masking = masking(list);
        MailLinks links = links();
        return () ->
                thread.nodes().stream()
                        .filter(node -> node.summary() != null)
                        .flatMap(node -> store.find(list, node.id()).stream())
                        .map(entry -> messages.alone(entry, thread.list(), masking, links))
                        .iterator();
    }

    /**
     * Returns messages of a page of the archive, one after the other. Those that were taken down
     * since are left out.
     */
    public Iterable<MessageView> messages(List<Summary> summaries) {
        MailLinks links = links();
        return () ->
                summaries.stream().flatMap(summary -> message(summary, links).stream()).iterator();
    }

    private Optional<MessageView> message(Summary summary, MailLinks links) {
        ListName list = summary.list();
        return findEntry(list, summary.id(), summary.copy())
                .filter(this::isShown)
                .map(entry -> messages.alone(entry, describe(list), masking(list), links));
    }

    /** Searches. */
    public SearchView search(
            @Nullable ListName list, String query, Sort sort, int size, @Nullable String cursor) {
        return search(new SearchRequest(list, query, sort, size, cursor));
    }

    /** Searches. */
    public SearchView search(SearchRequest request) {
        ListName list = request.list();
        int size = request.size();
        if (list != null) {
            known(list);
        }
        if (size < 1 || size > SearchView.MAX_SIZE) {
            throw new BadParameter(
                    "The size of a page is 1 to " + SearchView.MAX_SIZE + ", not " + size + ".");
        }
        Query query = QueryParser.parse(request.query());
        Question question = new Question(query, list, request.sort(), size, request.cursor());
        Question asked = request.collapsed() ? question.collapsed(store::threadKeys) : question;
        Page page;
        NoMatch noMatch;
        String respelled;
        try {
            page = index.search(request.explained() ? asked.explained() : asked);
            noMatch = noMatch(question, page).orElse(null);
            respelled = new Respelling(index).of(question, page).orElse(null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new SearchView(
                list == null ? null : describe(list),
                request.query(),
                page.total(),
                page.hits().stream().flatMap(hit -> result(hit).stream()).toList(),
                facets(page.facets(), list),
                page.next(),
                noMatch,
                respelled);
    }

    private Optional<NoMatch> noMatch(Question question, Page page) throws IOException {
        if (page.total().value() > 0 || !page.complete()) {
            return Optional.empty();
        }
        return new NoMatchReader(
                        clause ->
                                index.search(
                                        new Question(
                                                clause,
                                                question.list(),
                                                Sort.NEWEST,
                                                1,
                                                null,
                                                Set.of())))
                .read(question.query());
    }

    /**
     * Finds all that matches.
     *
     * @param list only in this list, if given
     * @param query what the reader wrote
     * @param cursor where to go on, if not at the beginning
     */
    public Results results(
            @Nullable ListName list, String query, Sort sort, @Nullable String cursor) {
        if (list != null) {
            known(list);
        }
        return new Results(
                longSearches,
                hit -> shown(hit).map(summaries(hit.list())::of),
                new Question(QueryParser.parse(query), list, sort, 1, cursor, Set.of()));
    }

    /**
     * Returns the messages of an author in a list.
     *
     * @param name what the author is called on pages
     * @param cursor {@link AuthorView#next()} of the page before, if it is not the first
     */
    public AuthorView author(ListName list, String name, @Nullable String cursor) {
        known(list);
        boolean isShown = AuthorPath.isName(name) && masking(list).text(name).equals(name);
        Page page =
                isShown
                        ? selected(new Query.All(), list, AuthorView.SIZE, cursor, name)
                        : new Page(new Page.Total(0, true), List.of(), Facets.NONE, null);
        List<Summary> found = summaries(list).of(shown(page));
        if (found.isEmpty() && cursor == null) {
            throw new UnknownPage("Nobody of that name has written to " + list + ".");
        }
        return new AuthorView(
                describe(list), name, page.total(), page.facets().histogram(), found, page.next());
    }

    /**
     * Returns the messages with attachments in a list.
     *
     * @param cursor {@link AttachmentsView#next()} of the page before, if it is not the first
     */
    public AttachmentsView attachments(ListName list, @Nullable String cursor) {
        known(list);
        Query attached = new Query.Term(Field.HAS, "attachment");
        Page page = selected(attached, list, AttachmentsView.SIZE, cursor, null);
        MailLinks links = links();
        List<AttachmentsView.Attached> found =
                shown(page).stream()
                        .map(entry -> messages.alone(entry, describe(list), masking(list), links))
                        .map(AttachmentsView.Attached::of)
                        .toList();
        return new AttachmentsView(describe(list), page.total(), found, page.next());
    }

    private Page selected(
            Query query,
            ListName list,
            int size,
            @Nullable String cursor,
            @Nullable String author) {
        Set<Question.Part> counts = Set.of(Question.Part.COUNTS);
        try {
            Question all = new Question(query, list, Sort.NEWEST, size, cursor, counts);
            return index.search(author == null ? all : all.by(author));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Entry> shown(Page page) {
        return page.hits().stream().flatMap(hit -> shown(hit).stream()).toList();
    }

    private Optional<Entry> shown(Hit hit) {
        return store.findEntry(hit.key())
                .filter(entry -> entry.list().equals(hit.list()) && entry.id().equals(hit.id()))
                .filter(this::isShown); // The index may be behind.
    }

    /** Returns nothing for a hit that the store lacks: the index may be of an earlier archive. */
    private Optional<Result> result(Hit hit) {
        return shown(hit)
                .map(
                        entry ->
                                new Result(
                                        summaries(hit.list()).of(entry),
                                        hit.highlights().stream()
                                                .map(masking(hit.list())::highlight)
                                                .toList(),
                                        hit.explanation(),
                                        hit.further()));
    }

    /** Names of authors may hold addresses; over several lists the strictest policy is applied. */
    private Facets facets(Facets facets, @Nullable ListName list) {
        boolean open =
                list == null
                        && store.lists().stream()
                                .allMatch(
                                        name ->
                                                describe(name).masking()
                                                        == MailingList.Masking.NONE);
        if (open) {
            return facets;
        }
        Masking masking = list == null ? STRICT : masking(list);
        return new Facets(
                facets.lists(),
                facets.authors().stream()
                        .map(count -> new Count(masking.text(count.value()), count.messages()))
                        .toList(),
                facets.years(),
                facets.histogram());
    }

    /** Returns a message as received, but for mail addresses if the list hides them everywhere. */
    public RawView raw(ListName list, MessageId id, int copy) {
        return raw(entry(list, id, copy));
    }

    private RawView raw(Entry entry) {
        return messages.raw(entry, masking(entry.list()));
    }

    /** Returns whether a list hides mail addresses in raw messages and mailboxes too. */
    public boolean hidesEverywhere(ListName list) {
        return masking(list).isEverywhere();
    }

    /** Returns whether any list hides mail addresses in raw messages and mailboxes too. */
    public boolean anyHidesEverywhere() {
        return store.lists().stream().anyMatch(this::hidesEverywhere);
    }

    /** Returns the mail as mailboxes. */
    public Mailboxes mailboxes() {
        return new Mailboxes(
                store, this::entry, this::isShown, list -> masking(list)::separator, this::raw);
    }

    /** Returns the mail as mailboxes of which length and hash are known. */
    public PackedMailboxes packedMailboxes() {
        return packed;
    }

    /**
     * Returns an attachment of a message.
     *
     * @param part {@link org.perdure.message.Attachment#part()}
     */
    public AttachmentView attachment(ListName list, MessageId id, int copy, String part) {
        return messages.attachment(entry(list, id, copy), part, masking(list))
                .orElseThrow(
                        () ->
                                new UnknownPage(
                                        "The message <"
                                                + id
                                                + "> has no attachment "
                                                + part
                                                + "."));
    }

    /**
     * Returns the HTML of a message, decoded and as sent: whatever it holds, it is not safe to be
     * shown.
     */
    public HtmlView html(ListName list, MessageId id, int copy) {
        Entry entry = entry(list, id, copy);
        return messages.html(entry)
                .map(
                        html ->
                                new HtmlView(
                                        html,
                                        masking(list)::text,
                                        links()::look,
                                        summaries(list).of(entry)))
                .orElseThrow(() -> new UnknownPage("The message <" + id + "> has no HTML."));
    }

    /**
     * Returns a file that stood beside the pages of a month: an attachment under the name that the
     * old archive gave it.
     */
    public AttachmentView file(ListName list, YearMonth month, String name) {
        known(list);
        return findFile(list, month, name)
                .flatMap(found -> messages.file(found, name, masking(list)))
                .orElseThrow(() -> new UnknownPage("There is no page of that name in this month."));
    }

    /**
     * Returns whether there is such a file, as {@link #file} gives it.
     *
     * @throws TakenDown if its message was taken down
     */
    public boolean hasFile(ListName list, YearMonth month, String name) {
        return findFile(list, month, name).filter(PublishedFile::isHere).isPresent();
    }

    private Optional<PublishedFile> findFile(ListName list, YearMonth month, String name) {
        Optional<PublishedFile> file = store.findFile(list, month, name);
        file.flatMap(found -> takeDown(list, found.entry().id()))
                .ifPresent(
                        gone -> {
                            throw gone(gone, null);
                        });
        return file;
    }

    /** Returns the names of some files of a month that are of the same kind as one, by name. */
    public List<String> filesLike(ListName list, YearMonth month, String name) {
        return store.files(list, month, name.substring(name.lastIndexOf('.') + 1)).stream()
                .filter(file -> isShown(list, file.id()))
                .limit(Resolver.MAX_CANDIDATES)
                .map(PublishedName::name)
                .toList();
    }

    /** Returns up to {@code limit} changes after a sequence, oldest first. */
    public List<Change> changes(long afterSequence, int limit) {
        if (afterSequence < 0) {
            throw new BadParameter("A sequence is 0 or more, not " + afterSequence + ".");
        }
        if (limit < 1 || limit > MAX_CHANGES) {
            throw new BadParameter("The limit is 1 to " + MAX_CHANGES + ", not " + limit + ".");
        }
        return store.changes(afterSequence, limit);
    }

    /** Returns the series of patches. */
    public PatchSeries series() {
        return series;
    }

    /** Returns what lets others wait for changes. */
    public ChangeWatch changeWatch() {
        return changeWatch;
    }

    /** Returns a message that is shown. */
    private Entry entry(ListName list, MessageId id, int copy) {
        known(list);
        takeDown(list, id)
                .ifPresent(
                        gone -> {
                            throw gone(gone, store.find(list, id).map(Entry::number).orElse(null));
                        });
        return findEntry(list, id, copy).orElseThrow(() -> noMessage(list, id));
    }

    private Optional<Entry> findEntry(ListName list, MessageId id, int copy) {
        return copy == 0
                ? store.find(list, id)
                : store.copies(list, id).stream().filter(entry -> entry.copy() == copy).findFirst();
    }

    private static UnknownMessage noMessage(ListName list, MessageId id) {
        return new UnknownMessage("There is no message <" + id + "> in " + list + ".");
    }

    private void known(ListName list) {
        if (!hasList(list)) {
            throw new UnknownList(list.value());
        }
    }

    /** Returns what its operator says of a list; of one that is not known, its name. */
    public MailingList describe(ListName list) {
        MailingList described = lists.get(list);
        return described == null ? MailingList.named(list) : described;
    }

    private Masking masking(ListName list) {
        return maskings.computeIfAbsent(
                list, name -> Masking.of(describe(name), new LinkParser(describedLists(), hosts)));
    }

    private Summaries summaries(ListName list) {
        return new Summaries(masking(list));
    }
}
