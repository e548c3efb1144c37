package org.perdure.archive;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.perdure.archive.InterdiffView.Numbered;
import org.perdure.archive.SeriesView.Version;
import org.perdure.message.MailingList;
import org.perdure.message.Message;
import org.perdure.patch.PatchText;
import org.perdure.patch.SeriesComparison;
import org.perdure.patch.SeriesComparison.Titled;
import org.perdure.store.Entry;
import org.perdure.text.SubjectParts;

/** Compares two versions of a series. */
final class InterdiffReader {
    private final Function<Entry, Message> messages;
    private final MailingList list;
    private final Masking masking;
    private final Summaries summaries;

    /** Lines that may still be shown. */
    private int room = InterdiffView.MAX_LINES;

    InterdiffReader(Function<Entry, Message> messages, MailingList list, Masking masking) {
        this.messages = messages;
        this.list = list;
        this.masking = masking;
        this.summaries = new Summaries(masking);
    }

    /** The patches of a version that are here, and what they say. */
    private record Read(List<Entry> entries, List<Titled> patches) {}

    /**
     * @param versions what all are called
     */
    InterdiffView read(
            List<Version> versions, Version before, Posting old, Version after, Posting young) {
        Read first = read(old);
        Read second = read(young);
        List<InterdiffView.Row> rows = new ArrayList<>();
        for (SeriesComparison.Row row : SeriesComparison.of(first.patches, second.patches)) {
            rows.add(row(row, first, second));
        }
        String etag =
                new Fingerprint()
                        .add(list)
                        .addAll(versions)
                        .add(before.toString())
                        .addAll(rows)
                        .etag();
        return new InterdiffView(list, versions, before, after, rows, etag);
    }

    private Read read(Posting posting) {
        List<Entry> entries = new ArrayList<>();
        List<Titled> patches = new ArrayList<>();
        for (int number : SeriesReader.numbers(posting)) {
            Entry entry = posting.members().get(number);
            if (entry != null && entries.size() < SeriesView.MAX_PATCHES) {
                entries.add(entry);
                patches.add(titled(entry));
            }
        }
        return new Read(entries, patches);
    }

    /** A patch is masked before it is compared: behind signs, nothing tells what it was. */
    private Titled titled(Entry entry) {
        PatchText text = PatchText.of(messages.apply(entry));
        return new Titled(
                masking.text(SubjectParts.of(entry.subject()).title().strip()),
                new PatchText(
                        text.message().stream().map(masking::text).toList(),
                        List.of(),
                        text.files(),
                        text.diff()));
    }

    private InterdiffView.Row row(SeriesComparison.Row row, Read first, Read second) {
        List<String> difference = row.difference();
        int shown = Math.min(room, difference.size());
        room -= shown;
        boolean untold = row.change() == SeriesComparison.Change.CHANGED && difference.isEmpty();
        return new InterdiffView.Row(
                row.change(),
                numbered(first, row.before()),
                numbered(second, row.after()),
                difference.subList(0, shown),
                untold || shown < difference.size());
    }

    private @Nullable Numbered numbered(Read version, int at) {
        if (at < 0) {
            return null;
        }
        Entry entry = version.entries.get(at);
        return new Numbered(Posting.numberOf(entry), summaries.of(entry));
    }
}
