package org.perdure.source;

import java.io.IOException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A message in {@code new} or {@code cur} of a Maildir, under the name that it keeps: its file is
 * moved from one to the other, and gets another name each time its flags change.
 *
 * @param file where it is now
 * @param name its unique name: what stands before the flags
 */
public record MaildirMessage(Path file, String name) {
    /** Stands between the unique name and the flags. */
    private static final char FLAGS = ':';

    /** Returns the message in a file of {@code new} or {@code cur}. */
    public static MaildirMessage of(Path file) {
        Path last = file.getFileName();
        String name = last == null ? "" : last.toString();
        int flags = name.indexOf(FLAGS);
        return new MaildirMessage(file, flags < 0 ? name : name.substring(0, flags));
    }

    /**
     * Returns what the ledger calls it: the Maildir, absolute and without links, and the unique
     * name. So it is the same however the Maildir was named, and by whom.
     *
     * @param maildir the Maildir that it is in
     * @throws IOException if that is not there
     */
    public String source(Path maildir) throws IOException {
        return maildir.toRealPath() + "/" + name;
    }

    /**
     * Reads the message as an import would; nothing if its file is empty. A link is not followed.
     *
     * @param maildir the Maildir that it is in
     */
    public @Nullable RawMessage read(Path maildir) throws IOException {
        try (SourceFile opened = SourceFile.open(file.toString(), file, LinkOption.NOFOLLOW_LINKS);
                SingleMessage message = new SingleMessage(source(maildir), opened.stream())) {
            return message.next() instanceof RawMessage raw && raw.span() > 0 ? raw : null;
        }
    }
}
