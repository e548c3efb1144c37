package org.perdure.mime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.perdure.message.Attachment;
import org.perdure.message.Body;
import org.perdure.message.EnclosedMessage;
import org.perdure.message.Mailbox;
import org.perdure.message.Message;
import org.perdure.message.MessageId;
import org.perdure.text.Block;
import org.perdure.text.Segmenter;

/**
 * Mail as broken mailers write it: each {@code .eml} file of the folder is read, with its line ends
 * and with CRLF, and compared with the {@code .json} file beside it. {@code -Dgolden=update} writes
 * those anew; the difference is to be read like code.
 */
class TortureTest {
    private static final Path FOLDER = Path.of("src/test/resources/org/perdure/mime/torture");

    /** Fewer means that files were not found. */
    private static final int AT_LEAST = 150;

    private static final MessageParser PARSER = new MessageParser();

    private static final ObjectWriter JSON =
            new ObjectMapper()
                    .writer(
                            new DefaultPrettyPrinter()
                                    .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                                    .withArrayIndenter(new DefaultIndenter("  ", "\n")));

    static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(path -> path.getFileName().toString())
                    .filter(name -> name.endsWith(".eml"))
                    .map(name -> name.substring(0, name.length() - ".eml".length()))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void hasMail() throws IOException {
        assertThat(names()).hasSizeGreaterThanOrEqualTo(AT_LEAST);
    }

    @ParameterizedTest
    @MethodSource("names")
    void isReadAsTheGoldenFileSays(String name) throws IOException {
        byte[] raw = Files.readAllBytes(FOLDER.resolve(name + ".eml"));
        Path golden = FOLDER.resolve(name + ".json");
        String found = json(PARSER.parse(raw), raw);
        if (System.getProperty("golden", "").equals("update")) {
            Files.writeString(golden, found);
        }
        assertThat(found).isEqualTo(Files.readString(golden));
    }

    /** Ids made of the header and sizes of text count bytes; all else must be the same. */
    @ParameterizedTest
    @MethodSource("names")
    void isReadTheSameWithOtherLineEnds(String name) throws IOException {
        byte[] raw = Files.readAllBytes(FOLDER.resolve(name + ".eml"));
        byte[] crlf = withCrlf(raw);
        Message message = PARSER.parse(raw);
        Message other = PARSER.parse(crlf);
        String expected = json(message, raw);
        String found = json(other, crlf);
        if (message.id().isSynthetic()) {
            found = found.replace(other.id().value(), message.id().value());
        }
        assertThat(found).isEqualTo(expected);
    }

    private static byte[] withCrlf(byte[] raw) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] == '\n' && (i == 0 || raw[i - 1] != '\r')) {
                out.write('\r');
            }
            out.write(raw[i]);
        }
        return out.toByteArray();
    }

    private static String json(Message message, byte[] raw) throws IOException {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", message.id().value());
        json.put("subject", message.subject());
        json.put("from", mailboxes(message.from()));
        json.put("to", mailboxes(message.to()));
        json.put("cc", mailboxes(message.cc()));
        json.put("sent", Objects.toString(message.sent(), null));
        json.put("received", Objects.toString(message.received(), null));
        json.put("inReplyTo", ids(message.inReplyTo()));
        json.put("references", ids(message.references()));
        json.put("charset", message.body().charset());
        json.put("fromHtml", message.body().fromHtml());
        json.put("text", lines(message.body().text()));
        json.put("blocks", blocks(message.body()));
        json.put("attachments", attachments(message, raw));
        if (!message.enclosed().isEmpty()) {
            json.put("enclosed", enclosed(message, raw));
        }
        json.put(
                "defects",
                message.defects().stream()
                        .map(defect -> defect.code() + ": " + defect.detail())
                        .toList());
        return JSON.writeValueAsString(json) + "\n";
    }

    private static List<String> mailboxes(List<Mailbox> mailboxes) {
        return mailboxes.stream().map(m -> m.name() + " <" + m.address() + ">").toList();
    }

    private static List<String> ids(List<MessageId> ids) {
        return ids.stream().map(MessageId::value).toList();
    }

    /** Each line for itself; the last one is empty if the text ends in a line end. */
    private static List<String> lines(String text) {
        return List.of(text.split("\n", -1));
    }

    private static List<String> blocks(Body body) {
        List<String> blocks = new ArrayList<>();
        for (Block block : Segmenter.blocks(body.text())) {
            blocks.add(
                    block.kind().name().toLowerCase(Locale.ROOT)
                            + (block.level() == 0 ? "" : " " + block.level())
                            + ", lines: "
                            + block.lines().size());
        }
        return blocks;
    }

    private static List<Map<String, Object>> attachments(Message message, byte[] raw) {
        List<Map<String, Object>> attachments = new ArrayList<>();
        for (Attachment attachment : message.attachments()) {
            byte[] content = PARSER.findPart(raw, attachment.part()).orElseThrow().content();
            assertThat(content).hasSize((int) attachment.size());
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("part", attachment.part());
            json.put("name", attachment.fileName());
            json.put("type", attachment.mediaType());
            json.put("sizeWithLf", withLf(content).length);
            attachments.add(json);
        }
        return attachments;
    }

    private static List<Map<String, Object>> enclosed(Message message, byte[] raw) {
        List<Map<String, Object>> enclosed = new ArrayList<>();
        for (EnclosedMessage inner : message.enclosed()) {
            Message m = inner.message();
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("part", inner.part());
            json.put("id", m.id().isSynthetic() ? "synthetic" : m.id().value());
            json.put("subject", m.subject());
            json.put("from", mailboxes(m.from()));
            json.put("sent", Objects.toString(m.sent(), null));
            json.put("text", lines(m.body().text()));
            json.put("attachments", attachments(m, raw));
            enclosed.add(json);
        }
        return enclosed;
    }

    private static byte[] withLf(byte[] content) {
        return new String(content, StandardCharsets.ISO_8859_1)
                .replace("\r\n", "\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }
}
