package org.perdure.mime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.perdure.message.Mailbox;
import org.perdure.message.MessageId;

/**
 * Searches for values of header fields that break their readers. Without the variable {@code
 * JAZZER_FUZZ} it runs the inputs that are stored beside it, once; see bench/fuzz.sh.
 */
class FieldFuzzTest {
    private static final DateTimeFormatter WRITTEN =
            DateTimeFormatter.ofPattern("EEE, d MMM uuuu HH:mm:ss xx", Locale.ROOT);

    @FuzzTest
    void readsAnyDate(byte[] content) {
        OffsetDateTime date = DateParser.parse(new String(content, UTF_8));
        if (date != null) {
            assertThat(date.withOffsetSameInstant(ZoneOffset.UTC).getYear()).isBetween(1899, 9999);
            String written = WRITTEN.format(date.withNano(0));
            assertThat(DateParser.parse(written)).as(written).isEqualTo(date.withNano(0));
        }
    }

    @FuzzTest
    void readsAnyAddresses(byte[] content) {
        String text = new String(content, UTF_8).replace('\n', ' ').replace('\r', ' ');
        Defects defects = new Defects();
        List<Mailbox> mailboxes = MailboxParser.parse(text, defects);
        int length = 0;
        for (Mailbox mailbox : mailboxes) {
            String name = mailbox.name() == null ? "" : mailbox.name();
            assertThat(mailbox.address().isEmpty() && name.isEmpty()).isFalse();
            assertThat(mailbox.address()).doesNotContain("\n", "\r");
            length += mailbox.address().length() + name.length();
        }
        assertThat(length).isLessThanOrEqualTo(8 * text.length() + 16);
    }

    @FuzzTest
    void readsAnyIds(byte[] header) {
        HeaderSection section = HeaderSection.of(header);
        Defects defects = new Defects();
        MessageId own = MessageIds.own(section, defects);
        check(own);
        List<MessageId> references = MessageIds.references(section, own, defects);
        List<MessageId> answered = MessageIds.inReplyTo(section, own, List.of());
        for (List<MessageId> ids : List.of(references, answered)) {
            ids.forEach(FieldFuzzTest::check);
            assertThat(ids).doesNotHaveDuplicates().doesNotContain(own);
        }
        assertThat(references).hasSizeLessThanOrEqualTo(MessageIds.MAX_REFERENCES);
    }

    private static void check(MessageId id) {
        assertThat(id.value().length()).isBetween(1, MessageIds.MAX_ID);
        assertThat(id.value()).doesNotContain("\0", "\n", "\r");
    }

    @FuzzTest
    void splitsAnyHeader(byte[] raw) {
        HeaderSection section = HeaderSection.of(raw);
        int last = 0;
        for (RawField field : section.fields()) {
            assertThat(field.start()).isGreaterThanOrEqualTo(last);
            assertThat(field.end()).isBetween(field.start(), raw.length);
            assertThat(section.text(field)).doesNotContain("\n", "\r");
            last = field.end();
        }
        assertThat(section.bodyStart()).isBetween(0, raw.length);
        assertThat(section.fields().size()).isLessThanOrEqualTo(HeaderSection.MAX_FIELDS + 3);
    }
}
