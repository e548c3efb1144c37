package org.perdure.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Tells what a file holds, by its first bytes, and reads it accordingly. */
final class ContentReader {
    /** How much of a file is looked at to tell what it is, in bytes. */
    static final int HEAD_BYTES = 64 << 10;

    /** How deep archives within archives are opened. */
    static final int MAX_DEPTH = 3;

    private final @Nullable MboxDialect forced;
    private final SourceNotes notes;

    /**
     * @param forced in which dialect to read mailboxes; absent to tell it from each
     */
    ContentReader(@Nullable MboxDialect forced, SourceNotes notes) {
        this.forced = forced;
        this.notes = notes;
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
            return mailbox(file, in);
        }
        if (HeaderLines.beginMessage(head, head.length)) {
            return new SingleMessage(file.name(), in);
        }
        return reject(file, in, head, "begins with “" + NotAnMboxException.firstLine(head) + "”");
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

    private MessageSource mailbox(Content file, PeekedStream in) {
        // Mail that comes through a pipe is to be stored as it comes.
        byte[] sample = in.peek(file.live() ? HEAD_BYTES : DialectChoice.SAMPLE_BYTES);
        DialectChoice choice =
                forced == null
                        ? DialectSniffer.choose(file.name(), sample, in.ended())
                        : new DialectChoice(file.name(), forced, "as asked for", 0);
        // One more than there is, so that the end is met without making room.
        int whole = in.ended() ? sample.length + 1 : MboxReader.BUFFER_BYTES;
        int buffer = Math.clamp(whole, MboxReader.MIN_BUFFER_BYTES, MboxReader.BUFFER_BYTES);
        return new NotedMailbox(in, choice, buffer, notes);
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

        NotedMailbox(PeekedStream in, DialectChoice choice, int bufferBytes, SourceNotes notes) {
            this.reader =
                    new MboxReader(
                            in,
                            choice.source(),
                            choice.dialect(),
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
