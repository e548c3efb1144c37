package org.perdure.archive;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.perdure.archive.GivenTrailer.Standing;
import org.perdure.archive.SeriesView.Letter;
import org.perdure.archive.SeriesView.Patch;
import org.perdure.archive.SeriesView.Version;
import org.perdure.message.Mailbox;
import org.perdure.message.MailingList;
import org.perdure.message.Message;
import org.perdure.message.MessageId;
import org.perdure.patch.FileChange;
import org.perdure.patch.PatchText;
import org.perdure.patch.Trailer;
import org.perdure.patch.Trailers;
import org.perdure.store.Entry;

/** Reads one version of a series: its patches, and what was said of them. */
final class SeriesReader {
    private final Function<Entry, Message> messages;
    private final MailingList list;
    private final Masking masking;
    private final Summaries summaries;
    private final Postings thread;
    private final Posting shown;
    private final Map<MessageId, List<GivenTrailer>> given = new HashMap<>();
    private final Map<MessageId, Integer> replies = new HashMap<>();
    private int unread;

    /** Patches that were read. */
    private int read;

    /**
     * @param messages reads a message
     * @param thread the thread in which it was sent
     * @param shown the version
     */
    SeriesReader(
            Function<Entry, Message> messages,
            MailingList list,
            Masking masking,
            Postings thread,
            Posting shown) {
        this.messages = messages;
        this.list = list;
        this.masking = masking;
        this.summaries = new Summaries(masking);
        this.thread = thread;
        this.shown = shown;
        readReplies();
    }

    /** Counts the replies to each patch, and keeps what trailers they give. */
    private void readReplies() {
        int known = 0;
        for (Entry reply : thread.others()) {
            MessageId patch = thread.patchAbove(reply.id());
            if (patch == null || !shown.has(patch)) {
                continue;
            }
            replies.merge(patch, 1, Integer::sum);
            if (known++ < SeriesView.MAX_REPLIES) {
                given.computeIfAbsent(patch, key -> new ArrayList<>()).addAll(trailers(reply));
            } else {
                unread++;
            }
        }
    }

    private List<GivenTrailer> trailers(Entry reply) {
        Message message = messages.apply(reply);
        Mailbox sender = message.from().isEmpty() ? null : message.from().getFirst();
        Summary summary = summaries.of(reply);
        return Trailers.given(message.body().text()).stream()
                .map(trailer -> new GivenTrailer(trailer, Standing.of(trailer, sender), summary))
                .toList();
    }

    /** Returns what replies give to a patch and, in the covering letter's place, to all. */
    List<GivenTrailer> givenTo(Entry patch) {
        List<GivenTrailer> all = new ArrayList<>(given.getOrDefault(patch.id(), List.of()));
        Entry cover = shown.cover();
        if (cover != null && !cover.id().equals(patch.id())) {
            all.addAll(given.getOrDefault(cover.id(), List.of()));
        }
        return all;
    }

    /** Returns the trailers that a patch is to get: each once, and none that it has. */
    List<Trailer> taken(Entry patch, PatchText text) {
        List<Trailer> taken = new ArrayList<>();
        for (GivenTrailer one : givenTo(patch)) {
            Trailer trailer = one.trailer();
            boolean isKnown =
                    text.trailers().stream().anyMatch(trailer::isSameAs)
                            || taken.stream().anyMatch(trailer::isSameAs);
            if (one.standing().isTaken() && !isKnown) {
                taken.add(trailer);
            }
        }
        return taken;
    }

    /** Returns the series. */
    SeriesView read(List<Posting> versions) {
        Entry cover = shown.cover();
        Letter letter = cover == null ? null : letter(cover);
        List<Patch> patches = new ArrayList<>();
        for (int number : numbers(shown)) {
            patches.add(patch(number, shown.members().get(number)));
        }
        List<Version> told = versions.stream().map(this::version).toList();
        Fingerprint fingerprint = new Fingerprint().add(list).addAll(told).addAll(patches);
        return new SeriesView(
                list,
                told,
                version(shown),
                letter,
                patches,
                unread,
                fingerprint.add(letter == null ? "" : letter.toString()).etag());
    }

    Version version(Posting posting) {
        boolean hasCover = posting.cover() != null;
        int here = posting.members().size() - (hasCover ? 1 : 0);
        return new Version(
                posting.version(),
                posting.note(),
                summaries.of(posting.head()),
                posting.total(),
                here,
                hasCover);
    }

    /** Returns the numbers of patches that came or should have; of very many, those that came. */
    static List<Integer> numbers(Posting posting) {
        TreeSet<Integer> numbers = new TreeSet<>(posting.members().keySet());
        if (posting.total() <= SeriesView.MAX_PATCHES) {
            IntStream.rangeClosed(1, posting.total()).forEach(numbers::add);
        }
        numbers.remove(0);
        return List.copyOf(numbers);
    }

    private Letter letter(Entry cover) {
        return new Letter(
                summaries.of(cover),
                masked(given.getOrDefault(cover.id(), List.of())),
                replies.getOrDefault(cover.id(), 0));
    }

    private Patch patch(int number, @Nullable Entry entry) {
        if (entry == null) {
            return new Patch(number, null, List.of(), List.of(), List.of(), 0);
        }
        List<FileChange> files = List.of();
        List<GivenTrailer> trailers = new ArrayList<>();
        if (read++ < SeriesView.MAX_PATCHES) {
            PatchText text = PatchText.of(messages.apply(entry));
            files = text.files();
            text.trailers()
                    .forEach(own -> trailers.add(new GivenTrailer(own, Standing.CARRIED, null)));
        } else {
            unread++;
        }
        trailers.addAll(given.getOrDefault(entry.id(), List.of()));
        return new Patch(
                number,
                summaries.of(entry),
                summaries.of(replaced(number)),
                files,
                masked(trailers),
                replies.getOrDefault(entry.id(), 0));
    }

    private List<Entry> replaced(int number) {
        return shown.replaced().stream()
                .filter(entry -> Posting.numberOf(entry) == number)
                .toList();
    }

    private List<GivenTrailer> masked(List<GivenTrailer> trailers) {
        return trailers.stream()
                .map(
                        one ->
                                new GivenTrailer(
                                        masking.trailer(one.trailer()),
                                        one.standing(),
                                        one.reply()))
                .toList();
    }
}
