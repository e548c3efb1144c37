package org.perdure.archive;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.perdure.link.Folder;
import org.perdure.link.MessageNumber;
import org.perdure.message.Attachment;
import org.perdure.message.Defect;
import org.perdure.message.HeaderField;
import org.perdure.message.Mailbox;
import org.perdure.message.MailingList;
import org.perdure.message.Provenance;
import org.perdure.store.Edge;
import org.perdure.store.NumberRow.Origin;
import org.perdure.text.Block;

/**
 * A message with everything its page shows. Addresses are masked by the list's policy.
 *
 * @param key which message of the archive it is: with the provenance it stands for its bytes, and
 *     so for all that is read of them
 * @param list the list
 * @param summary the message
 * @param folder the folder whose neighbours are shown: that of the number it was asked for by, else
 *     of its first number; absent for a message without one
 * @param from authors
 * @param to primary recipients
 * @param cc other recipients
 * @param header all header fields
 * @param blocks the body; its lines joined are the whole text
 * @param attachments other parts
 * @param enclosed the messages within it, in order; each is an attachment as well
 * @param defects what is wrong with it
 * @param published all its numbers in the published space
 * @param copies all messages with its msg-id, itself included, if there are several with other
 *     content; else empty
 * @param otherSources how else the same message came, in the order of coming, at most {@link
 *     Archive#MAX_SOURCES}
 * @param ancestors the messages it answers: parent first, at most {@link Archive#MAX_ANCESTORS}
 * @param siblings the messages that answer the same one as it, itself included, by time
 * @param replies the messages that answer it
 * @param edge whom it answers, if anybody, and what says so
 * @param provenance how its bytes came: as received, or from a page
 * @param neighbours those beside it in the month
 * @param mentions its other addresses, and who cites it
 * @param links where addresses in its text and in those of the messages within it lead in this
 *     archive, by address; what a mail program broke stands with the line break, without the quote
 *     marks behind it
 */
public record MessageView(
        long key,
        MailingList list,
        Summary summary,
        @Nullable Folder folder,
        List<Mailbox> from,
        List<Mailbox> to,
        List<Mailbox> cc,
        List<HeaderField> header,
        List<Block> blocks,
        List<Attachment> attachments,
        List<EnclosedView> enclosed,
        List<Defect> defects,
        List<Published> published,
        List<Summary> copies,
        List<OtherSource> otherSources,
        List<Summary> ancestors,
        List<Summary> siblings,
        List<Summary> replies,
        @Nullable Edge edge,
        Provenance provenance,
        Neighbours neighbours,
        Mentions mentions,
        Map<String, MailLink> links) {
    /** Returns an entity tag, without quotes: it changes when anything here does. */
    public String etag() {
        return new Fingerprint()
                .add(key)
                .add(provenance.name())
                .add(folder)
                .add(list)
                .addAll(published)
                .addAll(copies)
                .addAll(otherSources)
                .addAll(ancestors)
                .addAll(siblings)
                .addAll(replies)
                .add(edge)
                .add(neighbours)
                .add(mentions)
                .add(links.toString())
                .addAll(enclosed.stream().map(EnclosedView::archived).toList())
                .etag();
    }

    /** Returns the month of the folder. */
    public @Nullable YearMonth month() {
        return folder == null ? null : folder.month();
    }

    /** Returns the msg-id of the message it answers, if that never came to the archive. */
    public @Nullable String missingParent() {
        return edge == null || edge.dummy() == null ? null : edge.dummy().value();
    }

    /** Returns all its numbers in the published space. */
    public List<MessageNumber> numbers() {
        return published.stream().map(Published::number).toList();
    }

    /**
     * A number of a message, and how sure it is that the old archive gave it.
     *
     * @param number the number
     * @param tree the tree of its folder; empty if the list has but one
     * @param origin how it is known
     * @param confidence how sure it is, 0 to 1
     * @param rivals other messages of which it is said that they were at the number
     */
    public record Published(
            MessageNumber number,
            String tree,
            Origin origin,
            double confidence,
            List<Summary> rivals) {
        public Published {
            rivals = List.copyOf(rivals);
        }
    }

    /** Returns whether it has a part in HTML. */
    public boolean hasHtml() {
        return attachments.stream().anyMatch(part -> part.mediaType().equals("text/html"));
    }

    /**
     * Another way in which a message came: the same content in other bytes.
     *
     * @param copy which further copy with the msg-id it is
     * @param arrived when it arrived
     * @param path its page
     * @param differing names of the header fields that are not the same; empty if only line ends
     *     and the like are not
     */
    public record OtherSource(int copy, Instant arrived, String path, List<String> differing) {
        public OtherSource {
            differing = List.copyOf(differing);
        }
    }

    /**
     * The messages beside a message in its month; each is absent at the ends.
     *
     * @param previousByDate the one that arrived before it
     * @param nextByDate the one that arrived after it
     * @param previousByThread the one above it in the thread index
     * @param nextByThread the one below it in the thread index
     */
    public record Neighbours(
            @Nullable Numbered previousByDate,
            @Nullable Numbered nextByDate,
            @Nullable Numbered previousByThread,
            @Nullable Numbered nextByThread) {
        /** A message without neighbours. */
        public static final Neighbours NONE = new Neighbours(null, null, null, null);
    }

    /**
     * A message at its number in a month.
     *
     * @param number the number
     * @param summary the message
     */
    public record Numbered(MessageNumber number, Summary summary) {}
}
