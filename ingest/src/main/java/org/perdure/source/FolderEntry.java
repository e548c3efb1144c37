package org.perdure.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;

/**
 * Something that lies in a folder. As many exist at once as the largest folder has files.
 *
 * @param folder where it lies
 * @param name its name there
 * @param kind what is done with it
 * @param place number that orders it among others
 */
record FolderEntry(Path folder, Path name, Kind kind, long place) {
    /** By number, then by the bytes of the name: the same in every run. */
    static final Comparator<FolderEntry> ORDER =
            Comparator.comparingLong(FolderEntry::place).thenComparing(FolderEntry::name);

    /** What is done with an entry: each that is not read is rejected for a reason. */
    enum Kind {
        /** Opened, to see what it is. */
        FILE(""),
        /** Read as one message. */
        MESSAGE(""),
        /** Walked through. */
        FOLDER(""),
        /** Left, because of its name. */
        NAMED_SO(""),
        HIDDEN_FOLDER("is a hidden folder"),
        LINKED_FOLDER("is a link to a folder"),
        LINKED_OUT("is a link that leads out of the folder"),
        DEAD_LINK("is a link that leads nowhere"),
        SPECIAL("is no regular file"),
        UNDELIVERED("is a message in delivery"),
        NO_MESSAGE("is no message of the Maildir it lies in");

        private final String reason;

        Kind(String reason) {
            this.reason = reason;
        }
    }

    Path path() {
        return folder.resolve(name);
    }

    /** Returns what the ledger calls it. */
    String source(LedgerNames names) throws IOException {
        Path maildir = folder.toAbsolutePath().getParent();
        if (kind != Kind.MESSAGE || maildir == null) {
            return names.of(path());
        }
        MaildirMessage message = MaildirMessage.of(path());
        return names.areOfOwnPlace()
                ? message.source(maildir)
                : names.of(maildir.resolve(message.name()));
    }

    /** Returns whether it is accounted for as rejected, unopened. */
    boolean isRejected() {
        return kind != Kind.FILE && kind != Kind.MESSAGE && kind != Kind.FOLDER;
    }

    /** Returns why it is rejected. */
    String reason() {
        return kind == Kind.NAMED_SO ? Names.reasonToReject(name.toString()) : kind.reason;
    }
}
