package org.perdure.api;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.perdure.archive.EnclosedView;
import org.perdure.archive.MessageView;
import org.perdure.archive.MessageView.Neighbours;
import org.perdure.archive.MessageView.Numbered;
import org.perdure.archive.Summary;
import org.perdure.message.Attachment;
import org.perdure.message.Defect;
import org.perdure.message.HeaderField;
import org.perdure.message.Mailbox;
import org.perdure.text.Block;

/**
 * A message. Addresses are masked by the policy of the list; as received it is at {@code raw}.
 *
 * @param list its list
 * @param messageId its Message-ID without angle brackets
 * @param copy 0, or which further message with this Message-ID
 * @param path path of its page
 * @param subject the decoded Subject, possibly empty
 * @param author what to call its author, possibly empty
 * @param sent the time in its Date field, if possible
 * @param arrived the time that orders it
 * @param number its first number in the published space, such as {@code 2011-03/01142}
 * @param numbers all its numbers
 * @param from authors
 * @param to primary recipients
 * @param cc other recipients
 * @param header all header fields, in the order received
 * @param body the text, cut into what was written and what was quoted
 * @param attachments other parts
 * @param enclosed the messages within it
 * @param defects what is wrong with it
 * @param provenance {@code received}, or what its bytes were built or copied from, for want of the
 *     mail: {@code mhonarc-page}, {@code pipermail-page}, {@code pipermail-text}
 * @param reconstructed whether it was built from a page of an old archive
 * @param copies all messages with its Message-ID, if there are several; else empty
 * @param ancestors the messages it answers: parent first
 * @param replies the messages that answer it
 * @param missingParent Message-ID of the message it answers, if that never came to the archive
 * @param neighbours those beside it in the month
 */
record MessageJson(
        String list,
        String messageId,
        int copy,
        String path,
        String subject,
        String author,
        @Nullable OffsetDateTime sent,
        Instant arrived,
        @Nullable String number,
        List<String> numbers,
        List<MailboxJson> from,
        List<MailboxJson> to,
        List<MailboxJson> cc,
        List<HeaderField> header,
        List<BlockJson> body,
        List<Attachment> attachments,
        List<EnclosedJson> enclosed,
        List<DefectJson> defects,
        String provenance,
        boolean reconstructed,
        List<SummaryJson> copies,
        List<SummaryJson> ancestors,
        List<SummaryJson> replies,
        @Nullable String missingParent,
        NeighboursJson neighbours) {
    /**
     * A mailbox.
     *
     * @param name the display name, if there is one
     * @param address the address, possibly empty
     */
    record MailboxJson(@Nullable String name, String address) {
        static List<MailboxJson> of(List<Mailbox> mailboxes) {
            return mailboxes.stream()
                    .map(mailbox -> new MailboxJson(mailbox.name(), mailbox.address()))
                    .toList();
        }
    }

    /**
     * Lines of one kind, told by their quote marks alone; {@code blocks} has more.
     *
     * @param kind {@code authored}, {@code quote}, {@code attribution}, {@code signature} or {@code
     *     armour}
     * @param depth number of quote marks, 0 for what has none
     * @param text the lines without quote marks, joined by line feeds
     */
    record BlockJson(String kind, int depth, String text) {
        private static BlockJson of(Block block) {
            return new BlockJson(kind(block), block.depth(), String.join("\n", block.lines()));
        }

        private static String kind(Block block) {
            if (block.depth() > 0) {
                return "quote";
            }
            return switch (block.kind()) {
                case AUTHORED, QUOTED, PATCH, HEADER_BLOCK, FOOTER, BOILERPLATE, ELISION ->
                        "authored";
                case ATTRIBUTION -> "attribution";
                case SIGNATURE -> "signature";
                case ARMOUR -> "armour";
            };
        }

        static List<BlockJson> of(List<Block> blocks) {
            List<BlockJson> joined = new ArrayList<>();
            for (Block block : blocks) {
                BlockJson next = of(block);
                BlockJson last = joined.isEmpty() ? null : joined.getLast();
                boolean goesOn =
                        last != null
                                && last.kind().equals(next.kind())
                                && last.depth() == next.depth()
                                && !next.kind().equals("attribution");
                if (last != null && goesOn) {
                    joined.removeLast();
                    next = new BlockJson(next.kind(), next.depth(), last.text() + '\n' + next.text());
                }
                joined.add(next);
            }
            return joined;
        }
    }

    /**
     * A message within the message.
     *
     * @param part its place among the parts: it is the attachment of that part as well
     * @param subject the decoded Subject, possibly empty
     * @param from authors
     * @param to primary recipients
     * @param sent the time in its Date field, if possible
     * @param header all header fields
     * @param body the text
     * @param attachments its other parts
     * @param path page of the message with its Message-ID in this list, if there is one
     */
    record EnclosedJson(
            String part,
            String subject,
            List<MailboxJson> from,
            List<MailboxJson> to,
            @Nullable OffsetDateTime sent,
            List<HeaderField> header,
            List<BlockJson> body,
            List<Attachment> attachments,
            @Nullable String path) {
        static EnclosedJson of(EnclosedView enclosed) {
            Summary archived = enclosed.archived();
            return new EnclosedJson(
                    enclosed.part(),
                    enclosed.subject(),
                    MailboxJson.of(enclosed.from()),
                    MailboxJson.of(enclosed.to()),
                    enclosed.sent(),
                    enclosed.header(),
                    BlockJson.of(enclosed.blocks()),
                    enclosed.attachments(),
                    archived == null ? null : archived.path());
        }
    }

    /**
     * Something wrong with the message.
     *
     * @param code such as {@code bad-date}
     * @param detail the case at hand
     */
    record DefectJson(String code, String detail) {
        static DefectJson of(Defect defect) {
            return new DefectJson(Names.hyphenated(defect.code()), defect.detail());
        }
    }

    /**
     * The messages beside it in its month.
     *
     * @param previousByDate the one that arrived before it
     * @param nextByDate the one that arrived after it
     * @param previousByThread the one above it in the threads of the month
     * @param nextByThread the one below it
     */
    record NeighboursJson(
            @Nullable SummaryJson previousByDate,
            @Nullable SummaryJson nextByDate,
            @Nullable SummaryJson previousByThread,
            @Nullable SummaryJson nextByThread) {
        static NeighboursJson of(Neighbours neighbours) {
            return new NeighboursJson(
                    of(neighbours.previousByDate()),
                    of(neighbours.nextByDate()),
                    of(neighbours.previousByThread()),
                    of(neighbours.nextByThread()));
        }

        private static @Nullable SummaryJson of(@Nullable Numbered numbered) {
            return numbered == null ? null : SummaryJson.of(numbered.summary());
        }
    }

    static MessageJson of(MessageView view) {
        Summary summary = view.summary();
        return new MessageJson(
                summary.list().value(),
                summary.id().value(),
                summary.copy(),
                summary.path(),
                summary.subject(),
                summary.author(),
                summary.sent(),
                summary.arrived(),
                summary.number() == null ? null : summary.number().toString(),
                view.numbers().stream().map(Object::toString).toList(),
                MailboxJson.of(view.from()),
                MailboxJson.of(view.to()),
                MailboxJson.of(view.cc()),
                view.header(),
                BlockJson.of(view.blocks()),
                view.attachments(),
                view.enclosed().stream().map(EnclosedJson::of).toList(),
                view.defects().stream().map(DefectJson::of).toList(),
                Names.hyphenated(view.provenance()),
                view.provenance().isReconstructed(),
                SummaryJson.of(view.copies()),
                SummaryJson.of(view.ancestors()),
                SummaryJson.of(view.replies()),
                view.missingParent(),
                NeighboursJson.of(view.neighbours()));
    }
}
