package org.perdure.ingest;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.perdure.link.Citation;
import org.perdure.message.Clocks;
import org.perdure.message.Defect;
import org.perdure.message.HeaderField;
import org.perdure.message.MailingList.NoArchivePolicy;
import org.perdure.message.Message;
import org.perdure.message.MessageId;
import org.perdure.message.NoArchive;
import org.perdure.mime.MessageParser;
import org.perdure.source.MboxReader;
import org.perdure.source.RawMessage;
import org.perdure.source.Rejected;
import org.perdure.source.SeparatorLine;
import org.perdure.store.ArchiveWriter;
import org.perdure.store.ArchiveWriter.Account;
import org.perdure.store.ArchiveWriter.Packed;

/**
 * A message with all that can be found out about it alone: the part of the work that several
 * threads share.
 *
 * @param raw as cut from the source
 * @param sha256 of its bytes
 * @param message its bytes, understood
 * @param packed its bytes, compressed
 * @param citations what the links in its text name, as {@link Citation} has it
 */
record Parsed(RawMessage raw, byte[] sha256, Message message, Packed packed, List<String> citations)
        implements Prepared {
    static Parsed of(RawMessage raw, byte[] sha256, MessageParser parser, ArchiveWriter writer) {
        Message message = message(raw, parser);
        Packed packed = writer.pack(raw.bytes());
        try {
            List<String> citations = Citation.in(message.body().text());
            return new Parsed(raw, sha256, message, packed, citations);
        } catch (RuntimeException | StackOverflowError e) {
            // As with the parser: our mistake with its text must not lose it, nor its number.
            Defect defect = new Defect(Defect.Code.UNPARSABLE, "the links in its text: " + e);
            return new Parsed(raw, sha256, message.withDefect(defect), packed, List.of());
        }
    }

    @Override
    public Parsed brought() {
        return this;
    }

    /**
     * Returns whether the Date is well after the date of the separator line, or a given time.
     *
     * @param latest when the message was there for sure
     */
    boolean isDateWrong(Instant latest) {
        OffsetDateTime sent = message.sent();
        return sent != null
                && (Clocks.isTooLate(sent.toInstant(), latest) || isAfterSeparator(raw, message));
    }

    private static boolean isAfterSeparator(RawMessage raw, Message message) {
        OffsetDateTime sent = message.sent();
        return sent != null
                && SeparatorLine.findFilingDate(raw.separator())
                        .filter(date -> Clocks.isTooLate(sent.toInstant(), date))
                        .isPresent();
    }

    private static Message message(RawMessage raw, MessageParser parser) {
        Message message = parser.parse(raw.bytes());
        if (message.received() == null && isAfterSeparator(raw, message)) {
            message =
                    message.withDefect(
                            new Defect(
                                    Defect.Code.WRONG_DATE,
                                    "after the date of the separator line"));
        }
        if (!raw.truncated()) {
            return message;
        }
        return message.withDefect(
                new Defect(
                        Defect.Code.LIMIT_REACHED,
                        "longer than %d bytes".formatted(MboxReader.MAX_MESSAGE_BYTES)));
    }

    /** Returns what is to be filed: this, as it is or hidden, or that it is refused. */
    Prepared asAsked(NoArchivePolicy policy) {
        return switch (policy) {
            case IGNORE -> this;
            case HIDE ->
                    NoArchive.find(message)
                            .<Prepared>map(request -> new Prepared.Withheld(this, wish(request)))
                            .orElse(this);
            case HONOUR -> NoArchive.find(message).<Prepared>map(this::refused).orElse(this);
        };
    }

    private static String wish(HeaderField request) {
        return "its author wants no archive: " + request.name() + ": " + request.body();
    }

    private Prepared.Refused refused(HeaderField request) {
        return new Prepared.Refused(rejected(wish(request)), account());
    }

    /** Returns that it is no mail for this archive. */
    Rejected rejected(String reason) {
        return new Rejected(raw.source(), raw.offset(), raw.span(), raw.bytes(), reason);
    }

    /** Returns the same under another msg-id. */
    Parsed withId(MessageId id) {
        return new Parsed(raw, sha256, message.withId(id), packed, citations);
    }

    Account account() {
        return Prepared.account(raw, sha256);
    }
}
