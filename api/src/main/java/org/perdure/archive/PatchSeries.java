package org.perdure.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.perdure.archive.SeriesView.Version;
import org.perdure.message.ArchiveException.UnknownPage;
import org.perdure.message.ListName;
import org.perdure.message.MailingList;
import org.perdure.message.MessageId;
import org.perdure.search.SearchIndex;
import org.perdure.store.ArchiveStore;
import org.perdure.store.Entry;

/**
 * Series of patches, each by any message of it: a patch, its covering letter, or a reply. Safe for
 * use by any number of threads.
 */
public final class PatchSeries {
    private final ArchiveStore store;
    private final SearchIndex index;
    private final MessageReader messages;
    private final Mailboxes.Finder finder;
    private final Predicate<Entry> isShown;
    private final Function<ListName, MailingList> describe;
    private final Function<ListName, Masking> maskings;

    /**
     * @param finder finds a message that is shown, or throws
     * @param describe says what is known of a list
     * @param maskings says what a list hides
     */
    PatchSeries(
            ArchiveStore store,
            SearchIndex index,
            MessageReader messages,
            Mailboxes.Finder finder,
            Predicate<Entry> isShown,
            Function<ListName, MailingList> describe,
            Function<ListName, Masking> maskings) {
        this.store = store;
        this.index = index;
        this.messages = messages;
        this.finder = finder;
        this.isShown = isShown;
        this.describe = describe;
        this.maskings = maskings;
    }

    /** A version of a series in its thread. */
    private record Found(Postings thread, Posting posting) {}

    /** Returns the series of a message, and of it the version to which the message belongs. */
    public SeriesView view(ListName list, MessageId id) {
        Found found = find(list, id);
        return reader(list, found).read(versions(list, found));
    }

    /**
     * Returns what is different between two versions.
     *
     * @param id of a message of the later one
     * @param since the number of the earlier one, or the msg-id of its covering letter or first
     *     patch; empty for the one before. Of several with a number, the last one before the later
     *     one is meant
     */
    public InterdiffView interdiff(ListName list, MessageId id, String since) {
        Found found = find(list, id);
        List<Posting> versions = versions(list, found);
        int at = versions.indexOf(found.posting);
        int before = at - 1;
        while (before >= 0 && !isMeant(versions.get(before), since)) {
            before--;
        }
        if (before < 0) {
            throw new UnknownPage(
                    since.isEmpty()
                            ? "No earlier version of this series is in the archive."
                            : "No earlier version “"
                                    + since
                                    + "” of this series is in the archive.");
        }
        SeriesReader reader = reader(list, found);
        List<Version> told = versions.stream().map(reader::version).toList();
        return new InterdiffReader(messages::read, describe.apply(list), maskings.apply(list))
                .read(told, told.get(before), versions.get(before), told.get(at), versions.get(at));
    }

    private static boolean isMeant(Posting version, String since) {
        return since.isEmpty()
                || since.equals(Integer.toString(version.version()))
                || since.equals(version.head().id().value());
    }

    /**
     * Checks that a message belongs to a series.
     *
     * @throws org.perdure.message.ArchiveException if it does not
     */
    public void check(ListName list, MessageId id) {
        find(list, id);
    }

    /**
     * Writes the patches of the version to which a message belongs as {@code git am} takes them.
     */
    void writeReady(ListName list, MessageId id, OutputStream out) throws IOException {
        Found found = find(list, id);
        Masking masking = maskings.apply(list);
        new SeriesMailbox(entry -> messages.raw(entry, masking), reader(list, found), masking)
                .write(found.posting, out);
    }

    /** Returns the keys of the same messages. */
    List<Long> keys(ListName list, MessageId id) {
        Posting posting = find(list, id).posting;
        List<Long> keys = new ArrayList<>();
        for (int number : SeriesReader.numbers(posting)) {
            Entry entry = posting.members().get(number);
            if (entry != null) {
                keys.add(entry.key());
            }
        }
        return keys;
    }

    private Found find(ListName list, MessageId id) {
        Entry entry = finder.find(list, id, 0);
        Postings thread = Postings.of(store.thread(list, entry.id(), Archive.MAX_THREAD));
        return thread.of(entry.id())
                .map(posting -> new Found(thread, posting))
                .orElseThrow(
                        () ->
                                new UnknownPage(
                                        "The message <"
                                                + id
                                                + "> belongs to no series of patches."));
    }

    private List<Posting> versions(ListName list, Found found) {
        return new VersionFinder(store, index, isShown, list).find(found.thread, found.posting);
    }

    private SeriesReader reader(ListName list, Found found) {
        return new SeriesReader(
                messages::read,
                describe.apply(list),
                maskings.apply(list),
                found.thread,
                found.posting);
    }
}
