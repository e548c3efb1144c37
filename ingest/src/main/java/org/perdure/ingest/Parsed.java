package org.perdure.ingest;

import org.perdure.message.Defect;
import org.perdure.message.Message;
import org.perdure.mime.MessageParser;
import org.perdure.source.MboxReader;
import org.perdure.source.RawMessage;
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
 */
record Parsed(RawMessage raw, byte[] sha256, Message message, Packed packed) implements Prepared {
    static Parsed of(RawMessage raw, byte[] sha256, MessageParser parser, ArchiveWriter writer) {
        return new Parsed(raw, sha256, message(raw, parser), writer.pack(raw.bytes()));
    }

    private static Message message(RawMessage raw, MessageParser parser) {
        Message message = parser.parse(raw.bytes());
        if (!raw.truncated()) {
            return message;
        }
        return message.withDefect(
                new Defect(
                        Defect.Code.LIMIT_REACHED,
                        "longer than %d bytes".formatted(MboxReader.MAX_MESSAGE_BYTES)));
    }

    Account account() {
        return Prepared.account(raw, sha256);
    }
}
