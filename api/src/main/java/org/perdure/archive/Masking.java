package org.perdure.archive;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.perdure.link.LinkParser;
import org.perdure.message.Attachment;
import org.perdure.message.Defect;
import org.perdure.message.HeaderField;
import org.perdure.message.Mailbox;
import org.perdure.message.MailingList;
import org.perdure.message.MessageId;
import org.perdure.patch.Trailer;
import org.perdure.search.Hit.Highlight;
import org.perdure.search.Hit.Piece;
import org.perdure.text.Attribution;
import org.perdure.text.Block;
import org.perdure.text.Segment;

/**
 * What a list's policy hides of mail addresses. The only place where anything is hidden; pages and
 * JSON are made of what has passed here.
 *
 * <p>As in MHonArc's pages, {@code ada@example.org} becomes {@code ada@xxxxxxxxxxx}: the local part
 * stays, and each character of the domain becomes an {@code x}. Text keeps its length, so that
 * people are told apart and places in the text stay where they are.
 *
 * <p>What an address is, {@link AddressScan} says.
 *
 * <p><b>These stay:</b>
 *
 * <ul>
 *   <li>the list's own addresses;
 *   <li>in fields whose name begins with {@code List-}, but for that of its owner: where they say
 *       to write to, see {@link SubscriberAddress};
 *   <li>msg-ids, in brackets, in the fields that hold them; in In-Reply-To, where people wrote
 *       addresses as well, those that the message was found to name;
 *   <li>in a URL, what {@link ArchiveLinks} finds that it names a message by: masked, the link
 *       would lead nowhere. All else that a sender writes into a URL is text;
 *   <li>lines of a diff, as {@link DiffLines} finds them: a masked patch cannot be applied. The
 *       trailers before it, such as Signed-off-by, are text;
 *   <li>raw messages and mailboxes, unless the list hides addresses everywhere: {@link RawMasking}.
 * </ul>
 *
 * <p>Takes time in proportion to the text, whatever it holds.
 */
final class Masking {
    private static final Set<String> MSG_ID_FIELDS =
            Set.of(
                    "message-id",
                    "msg-id",
                    "content-id",
                    "references",
                    "resent-message-id",
                    "supersedes");

    private final boolean active;
    private final boolean everywhere;
    private final Set<String> own;
    private final LinkParser parser;

    private Masking(boolean active, boolean everywhere, Set<String> own, LinkParser parser) {
        this.active = active;
        this.everywhere = everywhere;
        this.own = own;
        this.parser = parser;
    }

    /**
     * Returns what a list's policy hides.
     *
     * @param parser tells links to archives
     */
    static Masking of(MailingList list, LinkParser parser) {
        return new Masking(
                list.masking() != MailingList.Masking.NONE,
                list.masking() == MailingList.Masking.ALL,
                list.addresses().stream()
                        .map(address -> address.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toUnmodifiableSet()),
                parser);
    }

    /** Returns whether the list hides addresses in raw messages and mailboxes too. */
    boolean isEverywhere() {
        return everywhere;
    }

    /** Returns a separator line of a mailbox, which may begin with the address of a sender. */
    byte[] separator(byte[] line) {
        return everywhere ? RawMasking.content(line, "", this) : line;
    }

    /** Returns text that is not known to be anything else: a subject, a name, a line. */
    String text(String text) {
        return mask(text, false);
    }

    /** Returns an addr-spec, however odd its domain. */
    String address(String address) {
        int at = address.lastIndexOf('@');
        if (!active || own.contains(address.toLowerCase(Locale.ROOT))) {
            return address;
        }
        if (at < 0) {
            return text(address); // Its sign may be another that looks like it.
        }
        // A quoted local part may hold an address of its own.
        return text(address.substring(0, at)) + "@" + "x".repeat(address.length() - at - 1);
    }

    Mailbox mailbox(Mailbox mailbox) {
        String name = mailbox.name();
        return new Mailbox(name == null ? null : text(name), address(mailbox.address()));
    }

    Trailer trailer(Trailer trailer) {
        return new Trailer(
                trailer.key(),
                text(trailer.name()),
                address(trailer.address()),
                text(trailer.remark()));
    }

    Attachment attachment(Attachment attachment) {
        String name = attachment.fileName();
        return name == null
                ? attachment
                : new Attachment(
                        attachment.part(), text(name), attachment.mediaType(), attachment.size());
    }

    Defect defect(Defect defect) {
        return new Defect(defect.code(), text(defect.detail()));
    }

    /**
     * Returns a header field.
     *
     * @param named the msg-ids in the message's In-Reply-To
     */
    HeaderField field(HeaderField field, Set<MessageId> named) {
        String name = field.name().toLowerCase(Locale.ROOT);
        if (!active || !AddressScan.isWorthwhile(field.body())) {
            return field;
        }
        if (MSG_ID_FIELDS.contains(name)) {
            return new HeaderField(field.name(), maskOutsideOfBrackets(field.body(), null));
        }
        if (name.equals("in-reply-to")) {
            return new HeaderField(field.name(), maskOutsideOfBrackets(field.body(), named));
        }
        String body = SubscriberAddress.crossedOut(field.body());
        return new HeaderField(
                field.name(),
                isOfTheList(name)
                        ? SubscriberAddress.outsideOfTargets(body, this::text)
                        : text(body));
    }

    /** Who owns a list is a person. */
    private static boolean isOfTheList(String name) {
        return name.startsWith("list-") && !name.equals("list-owner");
    }

    /** Returns a body. */
    List<Block> blocks(List<Block> blocks) {
        if (!active) {
            return blocks;
        }
        DiffLines diff = new DiffLines();
        List<Block> masked = new ArrayList<>(blocks.size());
        for (Block block : blocks) {
            Segment segment = block.segment();
            masked.add(
                    new Block(
                            segment.withAttribution(attribution(segment.attribution())),
                            lines(block, diff)));
        }
        return masked;
    }

    private @Nullable Attribution attribution(@Nullable Attribution said) {
        if (said == null) {
            return null;
        }
        return new Attribution(
                said.form(),
                said.name() == null ? null : text(said.name()),
                said.address() == null ? null : address(said.address()),
                said.dates(),
                said.messageId(),
                said.subject() == null ? null : text(said.subject()));
    }

    private List<String> lines(Block block, DiffLines diff) {
        List<String> masked = new ArrayList<>(block.lines().size());
        for (String line : block.lines()) {
            boolean inDiff = diff.next(block.depth(), line) && block.kind().isText();
            masked.add(inDiff ? line : text(line));
        }
        return masked;
    }

    /**
     * Returns a passage of a body. Its pieces may cut an address anywhere, and the passage may end
     * inside of one.
     */
    Highlight highlight(Highlight highlight) {
        String whole = highlight.pieces().stream().map(Piece::text).collect(Collectors.joining());
        String masked = mask(whole, true);
        if (masked.equals(whole)) {
            return highlight;
        }
        List<Piece> pieces = new ArrayList<>(highlight.pieces().size());
        int start = 0;
        for (Piece piece : highlight.pieces()) {
            int end = start + piece.text().length();
            pieces.add(new Piece(masked.substring(start, end), piece.match()));
            start = end;
        }
        return new Highlight(pieces);
    }

    /** Masks a field body but for {@code <...>}, each or only those that are named. */
    private String maskOutsideOfBrackets(String body, @Nullable Set<MessageId> named) {
        StringBuilder masked = new StringBuilder(body.length());
        int done = 0;
        int open = body.indexOf('<');
        while (open >= 0) {
            int close = body.indexOf('>', open);
            if (close < 0) {
                break;
            }
            String inside = body.substring(open + 1, close);
            if (named == null || (!inside.isBlank() && named.contains(new MessageId(inside)))) {
                masked.append(text(body.substring(done, open)));
                masked.append(body, open, close + 1);
                done = close + 1;
            }
            open = body.indexOf('<', close);
        }
        return masked.append(text(body.substring(done))).toString();
    }

    /**
     * @param cut whether the text may end inside of a domain
     */
    private String mask(String text, boolean cut) {
        if (!active || !AddressScan.isWorthwhile(text)) {
            return text;
        }
        char[] masked = null;
        AddressScan scan = new AddressScan(text, cut);
        ArchiveLinks links = new ArchiveLinks(text, parser);
        while (scan.next()) {
            boolean inUrl = links.hold(scan.at());
            String address = scan.address(inUrl);
            if (own.contains(address.toLowerCase(Locale.ROOT)) || (inUrl && links.name(address))) {
                continue;
            }
            masked = masked == null ? text.toCharArray() : masked;
            for (int i = scan.domain(); i < scan.end(); i++) {
                boolean bracket = masked[i] == '[' || masked[i] == ']';
                masked[i] = bracket ? masked[i] : 'x';
            }
        }
        return masked == null ? text : new String(masked);
    }
}
