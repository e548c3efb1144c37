package org.perdure.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Searches for mailboxes that break the reader. Without the variable {@code JAZZER_FUZZ} it runs
 * the inputs that are stored beside it, once; see bench/fuzz.sh.
 */
class MboxReaderFuzzTest {
    private static final int SMALLEST_BUFFER = 64;

    @FuzzTest
    void accountsForEveryByte(byte[] mailbox) throws IOException {
        for (MboxDialect dialect : MboxDialect.values()) {
            List<RawMessage> messages = read(mailbox, dialect, 1 << 16);
            List<RawMessage> inPieces = read(mailbox, dialect, SMALLEST_BUFFER);
            assertThat(inPieces).hasSameSizeAs(messages);
            for (int i = 0; i < messages.size(); i++) {
                assertThat(inPieces.get(i).bytes()).isEqualTo(messages.get(i).bytes());
                assertThat(inPieces.get(i).separator()).isEqualTo(messages.get(i).separator());
                assertThat(inPieces.get(i).length()).isEqualTo(messages.get(i).length());
            }
        }
        givesBackWhatWasWritten(read(mailbox, MboxDialect.MBOXRD, 1 << 16));
    }

    private static List<RawMessage> read(byte[] mailbox, MboxDialect dialect, int buffer)
            throws IOException {
        List<RawMessage> messages = new ArrayList<>();
        try (MboxReader reader =
                new MboxReader(
                        new ByteArrayInputStream(mailbox), "fuzz", dialect, 1 << 20, buffer)) {
            long at = -1;
            for (SourceItem item = reader.next(); item != null; item = reader.next()) {
                if (item instanceof RawMessage raw) {
                    assertThat(raw.offset()).isEqualTo(at < 0 ? raw.offset() : at);
                    at = raw.offset() + raw.span();
                    messages.add(raw);
                } else if (item instanceof SourceEnd end) {
                    assertThat(end.bytes()).isEqualTo(at).isEqualTo(mailbox.length);
                }
            }
        } catch (NotAnMboxException expected) {
            assertThat(messages).isEmpty();
        }
        return messages;
    }

    private static void givesBackWhatWasWritten(List<RawMessage> messages) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (MboxWriter writer = new MboxWriter(out)) {
            for (RawMessage message : messages) {
                writer.write(message);
            }
        }
        List<RawMessage> again = read(out.toByteArray(), MboxDialect.MBOXRD, 1 << 16);
        assertThat(again).hasSameSizeAs(messages);
        for (int i = 0; i < messages.size(); i++) {
            // A mailbox cannot tell whether the last line of a message had an end.
            assertThat(again.get(i).bytes()).startsWith(messages.get(i).bytes());
        }
    }
}
