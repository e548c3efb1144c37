package org.perdure.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.link.LinkParser;
import org.perdure.message.Attachment;
import org.perdure.message.EnclosedMessage;
import org.perdure.message.HeaderField;
import org.perdure.message.ListName;
import org.perdure.message.MailingList;
import org.perdure.message.Message;
import org.perdure.mime.MessageParser;

/**
 * Mail with an address planted in it in every way that mail can write one, put together at random.
 * Whatever our own parser makes of the masked message has no trace of it, and is otherwise the
 * same: no part, no field and no character is lost.
 */
@Timeout(60)
class RawMaskingPropertyTest {
    private static final int ROUNDS = 150;

    private static final Masking MASKING =
            Masking.of(
                    new MailingList(
                            new ListName("quill"),
                            "",
                            List.of("quill@lists.example.org"),
                            List.of(),
                            null,
                            MailingList.Masking.ALL),
                    new LinkParser(List.of()));

    private static final MessageParser PARSER = new MessageParser();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void leavesNoTraceOfAnAddress(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            PlantedMail planted = new PlantedMail(random);
            byte[] lines = planted.message(0);
            byte[] raw = random.nextBoolean() ? lines : withCarriageReturns(lines);
            String shown = new String(raw, StandardCharsets.UTF_8);
            assertThat(everything(raw).toString())
                    .as("the mail shows what is to be hidden\n%s", shown)
                    .contains(PlantedMail.DOMAIN);
            byte[] masked = RawMasking.message(raw, MASKING, Set.of());
            assertThat(masked).hasSameSizeAs(raw);
            for (String text : everything(masked)) {
                assertThat(text).as("masked from\n%s", shown).doesNotContain(PlantedMail.DOMAIN);
            }
            assertThat(outline(masked)).as(shown).isEqualTo(outline(raw));
            assertThat(RawMasking.message(masked, MASKING, Set.of())).isEqualTo(masked);
        }
    }

    /** Returns what a reader may see of a message, without what is not seen of it. */
    private static List<String> everything(byte[] raw) {
        List<String> all = new ArrayList<>();
        Message message = PARSER.parse(raw);
        add(all, message, raw);
        for (EnclosedMessage inner : message.enclosed()) {
            add(all, inner.message(), raw);
        }
        all.add(new String(raw, StandardCharsets.UTF_8));
        return all.stream().map(text -> Lookalikes.seen(text).toLowerCase(Locale.ROOT)).toList();
    }

    private static void add(List<String> all, Message message, byte[] raw) {
        all.add(message.subject());
        all.add(message.from() + " " + message.to());
        all.add(message.body().text());
        for (HeaderField field : message.header()) {
            all.add(field.body());
        }
        for (Attachment attachment : message.attachments()) {
            all.add(String.valueOf(attachment.fileName()));
            PARSER.findPart(raw, attachment.part())
                    .ifPresent(part -> addContent(all, part.content(), part.mediaType()));
        }
    }

    private static void addContent(List<String> all, byte[] content, String type) {
        all.add(new String(content, StandardCharsets.UTF_8));
        if (type.contains("html")) {
            byte[] head = ascii("Content-Type: text/html; charset=utf-8\n\n");
            ByteArrayOutputStream alone = new ByteArrayOutputStream();
            alone.writeBytes(head);
            alone.writeBytes(content);
            all.add(PARSER.parse(alone.toByteArray()).body().text());
        }
    }

    /** Returns what is to stay as it is. */
    private static String outline(byte[] raw) {
        Message message = PARSER.parse(raw);
        StringBuilder outline = new StringBuilder(outline(message));
        message.enclosed().forEach(inner -> outline.append(outline(inner.message())));
        return outline.toString();
    }

    private static String outline(Message message) {
        return message.id()
                + " "
                + message.header().stream().map(HeaderField::name).toList()
                + message.attachments().stream()
                        .map(each -> each.part() + each.mediaType() + each.size())
                        .toList()
                + message.body().charset()
                + message.body().text().lines().count();
    }

    private static byte[] withCarriageReturns(byte[] lines) {
        return ascii(new String(lines, StandardCharsets.ISO_8859_1).replace("\n", "\r\n"));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
