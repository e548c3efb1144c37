package org.perdure.store;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.perdure.link.Folder;
import org.perdure.link.MessageNumber;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;
import org.perdure.store.ArchiveWriter.Placed;

/** The numbers of the published space, in a transaction, and what was claimed of them. */
public interface Numbering {
    /** Returns the number that a msg-id has in a folder. */
    Optional<MessageNumber> find(ListName list, Folder folder, MessageId id);

    /** Returns the lowest number that a msg-id has in any month. */
    Optional<MessageNumber> findAny(ListName list, MessageId id);

    /**
     * Counts a message among the mail of a folder, once, whether or not it gets a number by that:
     * its place in that order is held against the numbers that were seen. To be called for all mail
     * in its order, before {@link #assign}.
     */
    void count(ListName list, Folder folder, MessageId id);

    /**
     * Gives a number of a folder to a message: the next one as long as none was seen there, else
     * that of its place among the mail of the folder. Where another message is or was seen at that,
     * and for what is no mail, it is the next after all, {@link NumberRow.Origin#APPENDED}.
     *
     * @param origin by which rule; {@link NumberRow.Origin#APPENDED} for what is no mail
     */
    MessageNumber assign(
            ListName list, Folder folder, MessageId id, long key, NumberRow.Origin origin);

    /**
     * Keeps claims of where messages were published, and lets them decide the numbers of their
     * folders. A claim gives a message its number if the number is free, or less sure for another;
     * that other gets the next free one of the folder. A number that was seen is never taken away:
     * a claim that contradicts it is kept, and decides nothing. Among equals those that come first
     * win; claims of messages that are not here wait for them, and then the newest wins.
     *
     * @param key the message that all the claims are about, if they are about one; else the first
     *     with the msg-id of each
     * @return the messages whose numbers changed, each once
     */
    List<Placed> claim(ListName list, List<NumberClaim> claims, @Nullable Long key);

    /** Returns all claims of pages on a message. */
    List<NumberClaim> claims(ListName list, MessageId id);

    /**
     * Returns what was seen of the numbers of a message in MHonArc's folders, the surest first, and
     * the newest of those that are as sure.
     */
    List<NumberClaim> waiting(ListName list, MessageId id);

    /**
     * Returns the number that was seen of a message in the folder of the month before or after:
     * there pages or links show it, and the clocks of two hosts differ.
     */
    Optional<MessageNumber> seenBeside(ListName list, Folder folder, long key);
}
