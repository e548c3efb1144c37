package org.perdure.ingest;

import org.perdure.link.Trees;
import org.perdure.message.MailingList;
import org.perdure.message.MailingList.NoArchivePolicy;

/**
 * How mail of a list is filed.
 *
 * @param noArchive what becomes of messages whose authors want no archive
 * @param folders where the others belong
 */
public record FilingRules(NoArchivePolicy noArchive, Folders folders) {
    /** Returns the rules for a list of which no trees are known. */
    public static FilingRules of(NoArchivePolicy noArchive) {
        return new FilingRules(noArchive, Folders.PLAIN);
    }

    /** Returns the rules of a list. */
    public static FilingRules of(MailingList list) {
        return new FilingRules(list.noArchive(), new Folders(Trees.of(list), null));
    }
}
