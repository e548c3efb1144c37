package org.perdure.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.perdure.link.Folder;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;
import org.perdure.source.MboxWriter;
import org.perdure.store.ArchiveStore;
import org.perdure.store.Entry;
import org.perdure.store.MonthEntry;
import org.perdure.store.ThreadEntry;

/**
 * The mail of an archive as mailboxes (mboxrd). They are written message by message, so that one is
 * in memory at a time.
 */
public final class Mailboxes {
    private static final DateTimeFormatter SEPARATOR =
            DateTimeFormatter.ofPattern("'From mboxrd@z 'EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private final ArchiveStore store;
    private final Finder shown;
    private final Predicate<Entry> isShown;
    private final Function<ListName, UnaryOperator<byte[]>> separators;
    private final Function<Entry, RawView> raw;

    /**
     * @param separators gives a separator line as a list shows it
     * @param raw reads a message as its list shows it
     */
    Mailboxes(
            ArchiveStore store,
            Finder shown,
            Predicate<Entry> isShown,
            Function<ListName, UnaryOperator<byte[]>> separators,
            Function<Entry, RawView> raw) {
        this.store = store;
        this.shown = shown;
        this.isShown = isShown;
        this.separators = separators;
        this.raw = raw;
    }

    /** Finds a message that is shown, or throws. */
    @FunctionalInterface
    interface Finder {
        Entry find(ListName list, MessageId id, int copy);
    }

    /**
     * Writes the messages of a folder in the order of their numbers, each behind the separator line
     * that it came with: read again, the mailbox gives the same months, and, where no number is
     * missing, the same numbers. Further copies of a msg-id that arrived in the month and have no
     * number stand behind the first; other sources of the same message are left out.
     */
    public void writeMonth(ListName list, Folder folder, OutputStream out) throws IOException {
        MboxWriter mbox = new MboxWriter(out);
        for (MonthEntry row : store.month(list, folder)) {
            Entry entry = row.entry();
            write(entry, mbox);
            for (Entry copy : store.copies(list, entry.id())) {
                boolean here =
                        copy.key() != entry.key()
                                && copy.sameAs() == null
                                && copy.number() == null
                                && YearMonth.from(copy.arrived().atOffset(ZoneOffset.UTC))
                                        .equals(folder.month());
                if (here) {
                    write(copy, mbox);
                }
            }
        }
    }

    private void write(Entry entry, MboxWriter mbox) throws IOException {
        byte[] separator = store.separator(entry.key());
        write(
                separator.length == 0
                        ? separator(entry.arrived())
                        : separators.apply(entry.list()).apply(separator),
                entry,
                mbox);
    }

    private void write(byte[] separator, Entry entry, MboxWriter mbox) throws IOException {
        RawView view = raw.apply(entry);
        try (Loan _ = view.loan()) {
            mbox.write(separator, view.bytes(), store.provenance(entry));
        }
    }

    private static byte[] separator(Instant arrived) {
        return SEPARATOR.format(arrived).getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Writes the messages of a thread, at most {@link Archive#MAX_THREAD}. Nothing is written if
     * there is no such message.
     */
    public void writeThread(ListName list, MessageId id, OutputStream out) throws IOException {
        shown.find(list, id, 0);
        MboxWriter mbox = new MboxWriter(out);
        for (ThreadEntry node : store.thread(list, id, Archive.MAX_THREAD)) {
            Entry entry = node.entry();
            if (entry != null) {
                write(new byte[0], entry, mbox);
            }
        }
    }

    /**
     * Writes messages in the order given, each behind the separator line that it came with. Those
     * that were taken down since are left out.
     *
     * @param keys {@code Entry.key()} of each
     */
    public void writeMessages(List<Long> keys, OutputStream out) throws IOException {
        MboxWriter mbox = new MboxWriter(out);
        for (long key : keys) {
            Optional<Entry> entry = store.findEntry(key).filter(isShown);
            if (entry.isPresent()) {
                write(entry.get(), mbox);
            }
        }
    }
}
