package org.perdure.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.perdure.source.CutMailbox.Rest;
import org.perdure.source.MboxReader.Beginning;

/** Tells what a file holds, by its first bytes, and reads it accordingly. */
final class ContentReader {
    /** How much of a file is looked at to tell what it is, in bytes. */
    static final int HEAD_BYTES = 64 << 10;

    /** How deep archives within archives are opened. */
    static final int MAX_DEPTH = 3;

    private final @Nullable MboxDialect forced;
    private final boolean delivered;
    private final SourceNotes notes;

    private ContentReader(@Nullable MboxDialect forced, boolean delivered, SourceNotes notes) {
        this.forced = forced;
        this.delivered = delivered;
        this.notes = notes;
    }

    /**
     * Returns a reader of what an operator has.
     *
     * @param forced in which dialect to read mailboxes; absent to tell it from each
     */
    static ContentReader of(@Nullable MboxDialect forced, SourceNotes notes) {
        return new ContentReader(forced, false, notes);
    }

    /**
     * Returns a reader of what mail servers put into a folder. What begins as a message is one
     * there, whatever comes after: else its sender could write further ones into it.
     */
    static ContentReader ofDelivered(SourceNotes notes) {
        return new ContentReader(null, true, notes);
    }

    /** What is known of a file before it is opened. */
    enum Standing {
        /** The operator named it: what is no mail is an error. */
        NAMED,
        /** It lies in a folder or an archive, where other things may lie too. */
        FOUND,
        /** It is a message because of the folder it lies in. */
        MESSAGE
    }

    /**
     * A file to be read.
     *
     * @param name what the ledger calls it
     * @param content decompressed
     * @param size of the content, if that is known without reading it
     * @param depth in how many archives it lies
     * @param live whether more of it may come much later, as from a pipe
     */
    record Content(
            String name,
            InputStream content,
            OptionalLong size,
            Standing standing,
            int depth,
            boolean live) {}

    /**
     * Returns the items of a file; closing them closes it.
     *
     * @throws IOException if it cannot be read, or is no mail though the operator named it
     */
    MessageSource open(Content file) throws IOException {
        PeekedStream in = new PeekedStream(file.content());
        byte[] head = in.peek(HEAD_BYTES);
        in.requireHead();
        if (head.length == 0 || (in.ended() && isBlank(head))) {
            return reject(file, in, head, "is empty");
        }
        if (file.standing() == Standing.MESSAGE) {
            return new SingleMessage(file.name(), in);
        }
        if (TarReader.isTar(head)) {
            return file.depth() < MAX_DEPTH
                    ? archive(file, in)
                    : reject(file, in, head, "is an archive in too many archives");
        }
        if (forced == null && PipermailText.isText(head)) {
            return new PipermailText(file.name(), in);
        }
        if (isMbox(head, file.standing())) {
            return mailbox(file, in, Beginning.SEPARATOR);
        }
        if (HeaderLines.beginMessage(head, head.length)) {
            return message(file, in);
        }
        if (beginsWithinMessage(file, in)) {
            notes.doubt(file.name() + ": begins within a message; read as a mailbox");
            return mailbox(file, in, Beginning.TEXT);
        }
        return reject(file, in, head, "begins with “" + NotAnMboxException.firstLine(head) + "”");
    }

    /**
     * Opens what begins with fields: a message, or a mailbox whose first separator line is lost.
     */
    private MessageSource message(Content file, PeekedStream in) {
        if (delivered) {
            return new SingleMessage(file.name(), in);
        }
        boolean ofMessage = Names.isOfMessage(file.name());
        if (forced != null && (file.standing() == Standing.NAMED || !ofMessage)) {
            return mailbox(file, in, Beginning.MESSAGE);
        }
        // A message would be read to its end before it is given, also from a pipe.
        Rest rest = CutMailbox.behindMessage(in.peek(MboxReader.MAX_MESSAGE_BYTES));
        if (rest == Rest.MESSAGES && !ofMessage) {
            notes.doubt(file.name() + ": its first separator line is missing; read as a mailbox");
            return mailbox(file, in, Beginning.MESSAGE);
        }
        if (rest == Rest.MESSAGES || rest == Rest.UNCLEAR) {
            notes.doubt(
                    file.name()
                            + ": read as one message, though lines in it look like separator lines"
                            + " of a mailbox; named with --dialect, it is read as one");
        }
        return new SingleMessage(file.name(), in);
    }

    /** Returns whether a file is a mailbox that begins with the rest of a message. */
    private boolean beginsWithinMessage(Content file, PeekedStream in) {
        boolean named = file.standing() == Standing.NAMED;
        return !delivered
                && ((forced != null && named)
                        || CutMailbox.followsText(
                                sample(file, in), named ? 1 : CutMailbox.MIN_BEHIND_TEXT));
    }

    /** Mail that comes through a pipe is to be stored as it comes. */
    private static byte[] sample(Content file, PeekedStream in) {
        return in.peek(file.live() ? HEAD_BYTES : DialectChoice.SAMPLE_BYTES);
    }

    private MessageSource archive(Content file, PeekedStream in) {
        return UnpackedArchive.isNeeded(in.peek(UnpackedArchive.HEAD_BYTES))
                ? new UnpackedArchive(file, in, this, notes)
                : new FileSequence(new TarMembers(file, in, this, notes), notes);
    }

    private static boolean isBlank(byte[] bytes) {
        return Lines.first(bytes) == bytes.length;
    }

    /** In a folder, a letter that begins with the word From is no mailbox. */
    private static boolean isMbox(byte[] head, Standing standing) {
        int first = Lines.first(head);
        if (!FromLines.isFrom(head, first, head.length)) {
            return false;
        }
        int lineEnd = Lines.endOf(head, first, head.length);
        return standing == Standing.NAMED
                || SeparatorLine.isPlausible(Arrays.copyOfRange(head, first, lineEnd))
                || HeaderLines.nameLength(head, lineEnd + 1, head.length) > 0;
    }

    private MessageSource mailbox(Content file, PeekedStream in, Beginning beginning) {
        byte[] sample = sample(file, in);
        DialectChoice choice =
                forced == null
                        ? DialectSniffer.choose(
                                file.name(), separated(sample, beginning), in.ended())
                        : new DialectChoice(file.name(), forced, "as asked for", 0);
        // One more than there is, so that the end is met without making room.
        int whole = in.ended() ? sample.length + 1 : MboxReader.BUFFER_BYTES;
        int buffer = Math.clamp(whole, MboxReader.MIN_BUFFER_BYTES, MboxReader.BUFFER_BYTES);
        return new NotedMailbox(in, choice, beginning, buffer, notes);
    }

    /** Returns a sample from its first separator line on. */
    private static byte[] separated(byte[] sample, Beginning beginning) {
        int from =
                beginning == Beginning.SEPARATOR
                        ? 0
                        : Math.max(0, CutMailbox.findSeparator(sample, 0));
        return from == 0 ? sample : Arrays.copyOfRange(sample, from, sample.length);
    }

    private static MessageSource reject(Content file, PeekedStream in, byte[] head, String reason)
            throws IOException {
        in.close();
        if (file.standing() == Standing.NAMED) {
            throw new IOException(
                    head.length == 0 || reason.startsWith("is ")
                            ? file.name() + ": " + reason
                            : file.name() + ": is no mail: " + reason);
        }
        OptionalLong size = in.ended() ? OptionalLong.of(head.length) : file.size();
        return FewItems.rejected(file.name(), size, head, "is no mail: " + reason);
    }

    /** A mailbox of which it is noted, when it ends, in which dialect it was read. */
    private static final class NotedMailbox implements MessageSource {
        private final MboxReader reader;
        private final DialectChoice choice;
        private final SourceNotes notes;

        NotedMailbox(
                PeekedStream in,
                DialectChoice choice,
                Beginning beginning,
                int bufferBytes,
                SourceNotes notes) {
            this.reader =
                    new MboxReader(
                            in,
                            choice.source(),
                            choice.dialect(),
                            beginning,
                            MboxReader.MAX_MESSAGE_BYTES,
                            bufferBytes);
            this.choice = choice;
            this.notes = notes;
        }

        @Override
        public @Nullable SourceItem next() throws IOException {
            return reader.next();
        }

        @Override
        public void close() throws IOException {
            notes.read(choice.withIgnoredLengths(reader.ignoredLengths()));
            reader.close();
        }
    }
}
