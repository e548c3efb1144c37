package org.perdure.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Searches for mailboxes whose dialect is told wrongly. Without the variable {@code JAZZER_FUZZ} it
 * runs the inputs that are stored beside it, once; see bench/fuzz.sh.
 */
class DialectSnifferFuzzTest {
    private static final byte[] SEPARATOR =
            "From ada@example.org Tue Mar  1 10:00:00 2011".getBytes(StandardCharsets.US_ASCII);

    @FuzzTest
    void tellsSomeDialectOfAnything(byte[] sample) throws IOException {
        for (boolean whole : new boolean[] {true, false}) {
            DialectChoice choice = DialectSniffer.choose("fuzz", sample, whole);
            assertThat(DialectSniffer.choose("fuzz", sample, whole)).isEqualTo(choice);
            assertThat(choice.reason()).isNotBlank().hasLineCount(1);
            accountsForAll(sample, choice.dialect());
        }
    }

    /** Messages between bytes of zero, written as our own export does. */
    @FuzzTest
    void seesThatWhatWeWroteIsQuoted(byte[] messages) throws IOException {
        ByteArrayOutputStream mailbox = new ByteArrayOutputStream();
        try (MboxWriter writer = new MboxWriter(mailbox)) {
            int start = 0;
            for (int at = 0; at <= messages.length; at++) {
                if (at == messages.length || messages[at] == 0) {
                    byte[] raw = new byte[at - start];
                    System.arraycopy(messages, start, raw, 0, raw.length);
                    writer.write(SEPARATOR, raw);
                    start = at + 1;
                }
            }
        }
        byte[] written = mailbox.toByteArray();
        assertThat(DialectSniffer.choose("fuzz", written, true).dialect())
                .isNotEqualTo(MboxDialect.UNQUOTED);
        accountsForAll(written, MboxDialect.MBOXRD);
    }

    private static void accountsForAll(byte[] mailbox, MboxDialect dialect) throws IOException {
        try (MboxReader reader =
                new MboxReader(
                        new ByteArrayInputStream(mailbox), "fuzz", dialect, 1 << 20, 4 << 10)) {
            long sum = -1;
            for (SourceItem item = reader.next(); item != null; item = reader.next()) {
                if (item instanceof RawMessage raw) {
                    assertThat(raw.offset()).isEqualTo(sum < 0 ? raw.offset() : sum);
                    sum = raw.offset() + raw.span();
                }
            }
            assertThat(sum < 0 || sum == mailbox.length).isTrue();
        } catch (NotAnMboxException expected) {
            assertThat(dialect).isNotNull(); // It does not begin with a separator line.
        }
    }
}
