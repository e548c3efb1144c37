package org.perdure.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
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
    private static final String DOMAIN = "secret-domain.example";
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
            Planted planted = new Planted(random);
            byte[] lines = planted.message(0);
            byte[] raw = random.nextBoolean() ? lines : withCarriageReturns(lines);
            String shown = new String(raw, StandardCharsets.UTF_8);
            assertThat(everything(raw).toString())
                    .as("the mail shows what is to be hidden\n%s", shown)
                    .contains(DOMAIN);
            byte[] masked = RawMasking.message(raw, MASKING, Set.of());
            assertThat(masked).hasSameSizeAs(raw);
            for (String text : everything(masked)) {
                assertThat(text).as("masked from\n%s", shown).doesNotContain(DOMAIN);
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

    /** Makes mail of it. */
    private static final class Planted {
        private final Random random;

        Planted(Random random) {
            this.random = random;
        }

        private <T> T one(List<T> of) {
            return of.get(random.nextInt(of.size()));
        }

        private boolean sometimes() {
            return random.nextInt(3) == 0;
        }

        /** An address, sometimes as only a reader sees that it is one. */
        private String address() {
            if (!sometimes()) {
                return "ada.quill@" + DOMAIN;
            }
            StringBuilder address = new StringBuilder("ada.quill");
            address.append(one(List.of("@", "\uff20", "\u00ad@", "@\u200b", "\ufe6b")));
            for (char c : DOMAIN.toCharArray()) {
                address.append(c == '-' ? one(List.of("-", "\u2011", "\u2010")) : c);
                address.append(random.nextInt(8) == 0 ? one(List.of("\u00ad", "\u2060")) : "");
            }
            return address.toString();
        }

        private String ascii() {
            return "ada.quill@" + DOMAIN;
        }

        byte[] message(int depth) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            line(out, "From: =?utf-8?Q?Ada?= <" + ascii() + ">");
            line(out, "To: quill@lists.example.org");
            line(out, "Subject: of " + words(address()) + " and more");
            line(out, "Message-ID: <" + random.nextInt(1 << 20) + "@example.org>");
            line(out, "X-Seen-By: \"" + words(ascii()) + "\"");
            body(out, depth);
            return out.toByteArray();
        }

        private void body(ByteArrayOutputStream out, int depth) {
            if (depth > 2 || sometimes()) {
                part(out, depth);
                return;
            }
            String boundary = "b" + random.nextInt(1 << 20);
            line(out, "MIME-Version: 1.0");
            line(
                    out,
                    "Content-Type: multipart/mixed;"
                            + parameter("name", ascii())
                            + ";\n boundary=\""
                            + boundary
                            + "\"");
            line(out, "\npreamble of " + ascii());
            int parts = 1 + random.nextInt(4);
            for (int i = 0; i < parts; i++) {
                line(out, "--" + boundary);
                part(out, depth + 1);
                line(out, "");
            }
            line(out, "--" + boundary + "--\nepilogue of " + ascii());
        }

        private void part(ByteArrayOutputStream out, int depth) {
            switch (random.nextInt(9)) {
                case 0 -> text(out, "text/plain; charset=utf-8", "see " + address() + " now\n");
                case 1 -> text(out, "text/html; charset=utf-8", html());
                case 2 -> flowed(out);
                case 3 -> {
                    line(out, "Content-Type: text/plain; charset=utf-16");
                    base64(out, ("see " + address() + " now").getBytes(StandardCharsets.UTF_16));
                }
                case 4 -> {
                    line(out, "Content-Type: text/plain; charset=gb18030");
                    base64(out, ("\u4e2d see " + address()).getBytes(Charset.forName("GB18030")));
                }
                case 5 -> {
                    line(
                            out,
                            "Content-Type: application/octet-stream;" + parameter("name", ascii()));
                    line(
                            out,
                            "Content-Disposition: attachment;" + parameter("filename", address()));
                    base64(out, utf8("log of " + address() + "\n"));
                }
                case 6 -> {
                    line(out, "Content-Type: message/rfc822");
                    byte[] inner = new Planted(random).message(depth + 1);
                    if (sometimes()) {
                        base64(out, inner);
                    } else {
                        line(out, "");
                        out.writeBytes(inner);
                    }
                }
                case 7 -> uuencoded(out);
                default -> {
                    line(out, "Content-Type: multipart/mixed; boundary=x" + depth);
                    line(out, "\n--x" + depth);
                    text(out, "text/plain", ascii() + "\n");
                    line(out, "\n--x" + depth + "--");
                }
            }
        }

        private void text(ByteArrayOutputStream out, String type, String text) {
            line(out, "Content-Type: " + type);
            switch (random.nextInt(3)) {
                case 0 -> {
                    line(out, "");
                    out.writeBytes(utf8(text));
                }
                case 1 -> base64(out, utf8(text));
                default -> {
                    line(out, "Content-Transfer-Encoding: quoted-printable");
                    line(out, "");
                    quotedPrintable(out, utf8(text), "=\n");
                }
            }
        }

        private void flowed(ByteArrayOutputStream out) {
            line(out, "Content-Type: text/plain; format=flowed; delsp=yes; charset=utf-8\n");
            String mark = one(List.of("", "> ", ">> "));
            out.writeBytes(utf8(mark));
            for (char c : address().toCharArray()) {
                out.writeBytes(utf8((random.nextInt(9) == 0 ? " \n" + mark : "") + c));
            }
            line(out, "");
        }

        private String html() {
            StringBuilder html =
                    new StringBuilder("<p>to <a title=\"" + references(ascii()) + "\">");
            for (char c : address().toCharArray()) {
                if (random.nextInt(7) == 0) {
                    html.append(one(List.of("<b>", "</b>", "<wbr>", "<!-- -->", "<i x='>'>")));
                }
                html.append(references(String.valueOf(c)));
            }
            return html + "</a></p><p>more</p>\n";
        }

        private String references(String text) {
            StringBuilder out = new StringBuilder();
            for (char c : text.toCharArray()) {
                switch (random.nextInt(5)) {
                    case 0 -> out.append("&#" + (int) c + ";");
                    case 1 -> out.append("&#x0" + Integer.toHexString(c) + ";");
                    default ->
                            out.append(
                                    switch (c) {
                                        case '@' -> one(List.of("@", "&commat;"));
                                        case '.' -> one(List.of(".", "&period;"));
                                        case '\u00ad' -> "&shy;";
                                        default -> String.valueOf(c);
                                    });
                }
            }
            return out.toString();
        }

        private void uuencoded(ByteArrayOutputStream out) {
            line(out, "Content-Type: text/plain\n\nbegin 644 a.txt");
            byte[] file =
                    utf8("This is the log of a run, it was sent by " + address() + " to us\n");
            for (int at = 0; at < file.length; at += 45) {
                int length = Math.min(45, file.length - at);
                out.write(' ' + length);
                for (int i = at; i < at + length; i += 3) {
                    int bits = 0;
                    for (int j = 0; j < 3; j++) {
                        bits = bits << 8 | (i + j < at + length ? file[i + j] & 0xff : 0);
                    }
                    for (int shift = 18; shift >= 0; shift -= 6) {
                        int digit = bits >> shift & 63;
                        out.write(digit == 0 ? '`' : ' ' + digit);
                    }
                }
                out.write('\n');
            }
            line(out, "`\nend");
        }

        private void base64(ByteArrayOutputStream out, byte[] text) {
            line(out, "Content-Transfer-Encoding: base64");
            line(out, "");
            int width = 4 * (5 + random.nextInt(10));
            int cut = sometimes() ? random.nextInt(text.length) : 0;
            Base64.Encoder encoder = Base64.getMimeEncoder(width, new byte[] {'\n'});
            out.writeBytes(encoder.encode(Arrays.copyOf(text, cut)));
            out.writeBytes(encoder.encode(Arrays.copyOfRange(text, cut, text.length)));
            line(out, "");
        }

        private void quotedPrintable(ByteArrayOutputStream out, byte[] text, String softBreak) {
            for (byte b : text) {
                if (random.nextInt(6) == 0) {
                    out.writeBytes(RawMaskingPropertyTest.ascii(softBreak));
                }
                boolean coded = b < 0 || b == '=' || b == '_' || b == '?' || sometimes();
                if (coded && b != '\n') {
                    out.writeBytes(
                            RawMaskingPropertyTest.ascii(
                                    String.format(Locale.ROOT, "=%02X", b & 0xff)));
                } else {
                    out.write(b);
                }
            }
        }

        /** Cuts a text into encoded words, none within a character. */
        private String words(String text) {
            List<String> words = new ArrayList<>();
            int at = 0;
            while (at < text.length()) {
                int end = Math.min(text.length(), at + 1 + random.nextInt(12));
                words.add(word(text.substring(at, end)));
                at = end;
            }
            return String.join(one(List.of(" ", "\n ", "  ", "\n\t")), words);
        }

        private String word(String text) {
            if (random.nextBoolean()) {
                return "=?utf-8?B?" + Base64.getEncoder().encodeToString(utf8(text)) + "?=";
            }
            ByteArrayOutputStream coded = new ByteArrayOutputStream();
            quotedPrintable(coded, utf8(text), "");
            return "=?utf-8?q?" + coded.toString(StandardCharsets.US_ASCII) + "?=";
        }

        /** Writes a parameter in one of the ways of RFC 2231. */
        private String parameter(String name, String value) {
            boolean ascii = value.chars().allMatch(c -> c < 0x80);
            if (ascii && sometimes()) {
                return "\n " + name + "=\"" + value.replace("@", one(List.of("@", "\\@"))) + "\"";
            }
            if (sometimes()) {
                return "\n " + name + "=\"" + words(value) + "\"";
            }
            StringBuilder out = new StringBuilder();
            List<String> segments = new ArrayList<>();
            int at = 0;
            int index = 0;
            while (at < value.length()) {
                int end = Math.min(value.length(), at + 1 + random.nextInt(12));
                String piece = value.substring(at, end);
                boolean coded = index == 0 || sometimes() || piece.chars().anyMatch(c -> c > 0x7f);
                segments.add(
                        "\n "
                                + name
                                + "*"
                                + index
                                + (coded
                                        ? "*=" + (index == 0 ? "utf-8''" : "") + percent(piece)
                                        : "=\"" + piece + "\""));
                at = end;
                index++;
            }
            if (sometimes()) {
                segments = segments.reversed();
            }
            return out.append(String.join(";", segments)).toString();
        }

        private String percent(String text) {
            StringBuilder out = new StringBuilder();
            for (byte b : utf8(text)) {
                boolean coded = b < 0 || b == '@' || sometimes();
                out.append(coded ? String.format(Locale.ROOT, "%%%02x", b & 0xff) : (char) b);
            }
            return out.toString();
        }

        private static byte[] utf8(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }

        private static void line(ByteArrayOutputStream out, String line) {
            out.writeBytes(utf8(line + "\n"));
        }
    }
}
