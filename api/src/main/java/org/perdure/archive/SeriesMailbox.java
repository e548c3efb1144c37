package org.perdure.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import org.perdure.message.Mailbox;
import org.perdure.message.Message;
import org.perdure.mime.MessageParser;
import org.perdure.mime.PatchContent;
import org.perdure.mime.PatchMail;
import org.perdure.patch.CommitText;
import org.perdure.patch.PatchText;
import org.perdure.patch.Trailer;
import org.perdure.source.MboxWriter;
import org.perdure.store.Entry;

/**
 * The patches of a version in order, as a mailbox that {@code git am} applies: each in one part,
 * with the trailers that replies gave it, without the talk above scissors. Covering letters and
 * whatever else holds no patch are left out.
 */
final class SeriesMailbox {
    private static final byte[] NO_SEPARATOR = new byte[0];

    private final MessageParser parser = new MessageParser();
    private final Function<Entry, RawView> raw;
    private final SeriesReader series;
    private final Masking masking;

    /**
     * @param raw reads a message as its list shows it
     * @param series knows what trailers were given
     */
    SeriesMailbox(Function<Entry, RawView> raw, SeriesReader series, Masking masking) {
        this.raw = raw;
        this.series = series;
        this.masking = masking;
    }

    /** Writes the patches of a version. */
    void write(Posting posting, OutputStream out) throws IOException {
        MboxWriter mbox = new MboxWriter(out);
        for (int number : SeriesReader.numbers(posting)) {
            Entry entry = posting.members().get(number);
            if (entry != null) {
                write(entry, mbox);
            }
        }
    }

    private void write(Entry entry, MboxWriter mbox) throws IOException {
        RawView view = raw.apply(entry);
        try (Loan _ = view.loan()) {
            Message message = parser.parse(view.bytes());
            PatchText text = PatchText.of(message);
            if (text.isPatch()) {
                List<Trailer> trailers = series.taken(entry, text);
                PatchContent content = parser.readPatch(view.bytes());
                mbox.write(NO_SEPARATOR, mail(entry, message, content, trailers).bytes());
            }
        }
    }

    private PatchMail mail(
            Entry entry, Message message, PatchContent content, List<Trailer> trailers) {
        OffsetDateTime sent = message.sent();
        String prose = CommitText.belowScissors(content.prose());
        List<Trailer> added =
                masking.isEverywhere()
                        ? trailers.stream().map(masking::trailer).toList()
                        : trailers;
        return new PatchMail(
                message.from().isEmpty()
                        ? new Mailbox(entry.author(), "")
                        : message.from().getFirst(),
                message.subject(),
                sent == null ? entry.arrived().atOffset(ZoneOffset.UTC) : sent,
                entry.id(),
                new PatchContent(CommitText.withTrailers(prose, added), content.patch()));
    }
}
