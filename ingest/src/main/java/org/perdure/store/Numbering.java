package org.perdure.store;

import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.perdure.link.MessageNumber;
import org.perdure.link.PublishedPlace;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;
import org.perdure.store.ArchiveWriter.Placed;

/** The numbers of the published space, in a transaction, and what was claimed of them. */
public interface Numbering {
    /** Returns the number that a msg-id has in a month. */
    Optional<MessageNumber> find(ListName list, YearMonth month, MessageId id);

    /** Returns the lowest number that a msg-id has in any month. */
    Optional<MessageNumber> findAny(ListName list, MessageId id);

    /** Gives the next free number of a month to a message, for ever. */
    MessageNumber assign(ListName list, YearMonth month, MessageId id, long key);

    /**
     * Keeps claims of where messages were published, and lets them decide the numbers of their
     * months. A claim gives a message its number if the number is free, or was only predicted for
     * another; that other gets the next free one of the month. A number that was seen is never
     * taken away: a claim that contradicts it is kept, and decides nothing. Claims that come first
     * win; claims of messages that are not here wait for them.
     *
     * @param key the message that all the claims are about, if they are about one; else the first
     *     with the msg-id of each
     * @return the messages whose numbers changed, each once
     */
    List<Placed> claim(ListName list, List<NumberClaim> claims, @Nullable Long key);

    /** Returns the claims of pages on a message in a folder, by number. */
    List<NumberClaim> claims(
            ListName list, PublishedPlace.Scheme scheme, String folder, MessageId id);

    /**
     * Returns the number that was seen of a message in the month before or after: there pages show
     * it, and the clocks of two hosts differ.
     */
    Optional<MessageNumber> exactBeside(ListName list, YearMonth month, long key);
}
