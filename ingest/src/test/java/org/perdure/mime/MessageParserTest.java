package org.perdure.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.message.Attachment;
import org.perdure.message.Body;
import org.perdure.message.Defect;
import org.perdure.message.EnclosedMessage;
import org.perdure.message.HeaderField;
import org.perdure.message.Mailbox;
import org.perdure.message.Message;

class MessageParserTest {
    private static final MessageParser PARSER = new MessageParser();

    /** A header section that is right, so that every defect comes from the test. */
    private static final String HEADER =
            "Message-ID: <ada@x>\nDate: Wed, 1 Jan 2020 10:00:00 +0000\n";

    private static Message parse(String message) {
        return PARSER.parse(message.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Defect.Code> codes(Message message) {
        return message.defects().stream().map(Defect::code).toList();
    }

    /** A multipart message of parts that each begin with their header section. */
    private static String multipart(String type, String... parts) {
        return HEADER
                + "Content-Type: "
                + type
                + "; boundary=\"b\"\n\npreamble\n"
                + List.of(parts).stream()
                        .map(part -> "--b\n" + part + "\n")
                        .collect(Collectors.joining())
                + "--b--\nepilogue\n";
    }

    @Nested
    class Header {
        @Test
        void hasAllFieldsInOrderUnfoldedAndDecoded() {
            Message message =
                    parse(
                            "b: one\nA: two\n  lines\nb: =?utf-8?q?gr=C3=BCn?=\nEmpty:\n"
                                    + HEADER
                                    + "\n");
            assertThat(message.header())
                    .startsWith(
                            new HeaderField("b", "one"),
                            new HeaderField("A", "two  lines"),
                            new HeaderField("b", "grün"),
                            new HeaderField("Empty", ""));
            assertThat(message.defects()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"UTF-8", "windows-1252"})
        void isDecodedWhereItHasRawBytes(String charset) {
            byte[] raw =
                    (HEADER + "Subject: grün\nFrom: Adá <ada@example.org>\n\n")
                            .getBytes(Charset.forName(charset));
            Message message = PARSER.parse(raw);
            assertThat(message.subject()).isEqualTo("grün");
            assertThat(message.from()).containsExactly(new Mailbox("Adá", "ada@example.org"));
            assertThat(message.defects())
                    .extracting(Defect::code, defect -> defect.detail().replaceAll(" \\(.*", ""))
                    .containsExactly(
                            tuple(Defect.Code.RAW_HEADER_BYTES, "Subject, read as " + charset),
                            tuple(Defect.Code.RAW_HEADER_BYTES, "From, read as " + charset));
        }

        @Test
        void losesLinesThatAreNoField() {
            Message message =
                    parse(" before\n" + HEADER + "no field\n its end\n>From x: y\nX: y\n\n");
            assertThat(message.header())
                    .extracting(HeaderField::name)
                    .containsExactly("Message-ID", "Date", "X");
            assertThat(message.defects())
                    .containsExactly(
                            new Defect(Defect.Code.BAD_HEADER_LINE, "3 lines that are no field"));
        }

        @Test
        void givesPeopleFromAllTheirFields() {
            Message message =
                    parse(HEADER + "To: a@example.org\nCC: c@example.org\nTo: b@example.org\n\n");
            assertThat(message.from()).isEmpty();
            assertThat(message.author()).isEmpty();
            assertThat(message.to())
                    .extracting(Mailbox::address)
                    .containsExactly("a@example.org", "b@example.org");
            assertThat(message.cc()).extracting(Mailbox::address).containsExactly("c@example.org");
        }

        @Test
        void readsTheSameWithCrlf() {
            String mail = HEADER + "Subject: a\n b\nReferences: <a@x>\n <b@x>\n\none\ntwo\n";
            assertThat(parse(mail.replace("\n", "\r\n"))).isEqualTo(parse(mail));
        }
    }

    @Nested
    class Times {
        @Test
        void areOfTheDateAndTheTopmostReceived() {
            Message message =
                    parse(
                            "Received: by a; id <x;y>; Thu, 2 Jan 2020 10:00:00 +0100\n"
                                    + "Received: by b; Wed, 1 Jan 2020 11:00:00 +0000\n"
                                    + HEADER
                                    + "\n");
            assertThat(message.sent()).isEqualTo("2020-01-01T10:00:00Z");
            assertThat(message.received()).isEqualTo(Instant.parse("2020-01-02T09:00:00Z"));
        }

        @Test
        void areAbsentWhereTheyCannotBe() {
            Message message =
                    parse(
                            "Message-ID: <a@x>\nReceived: by a\nDate: 31 Feb 2020 25:00:00 +0000\n\n");
            assertThat(message.sent()).isNull();
            assertThat(message.received()).isNull();
            assertThat(message.defects())
                    .containsExactly(
                            new Defect(Defect.Code.BAD_DATE, "31 Feb 2020 25:00:00 +0000"));
        }

        @Test
        void areADefectWhereTheyAreMissing() {
            assertThat(codes(parse("Message-ID: <a@x>\n\n")))
                    .containsExactly(Defect.Code.MISSING_DATE);
        }
    }

    @Nested
    class Text {
        private Body body(String rest) {
            return parse(HEADER + rest).body();
        }

        @Test
        void isThatOfAPlainMessage() {
            assertThat(body("\none\r\ntwo\rthree\0\n"))
                    .isEqualTo(new Body("one\ntwo\nthree\n", "US-ASCII", false));
        }

        @Test
        void isDecodedFromItsTransferEncoding() {
            assertThat(
                            body("Content-Transfer-Encoding: Quoted-Printable\n\na=3Db=\nc =C3 =zz=\n")
                                    .text())
                    .startsWith("a=bc ")
                    .contains("=zz");
            String base64 =
                    Base64.getMimeEncoder()
                            .encodeToString("gr\u00fcn".getBytes(StandardCharsets.UTF_8));
            assertThat(
                            body("Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
                                            + base64)
                                    .text())
                    .isEqualTo("grün");
            assertThat(body("Content-Transfer-Encoding: base64\n\n!YW\nJj?").text())
                    .isEqualTo("abc");
            assertThat(body("Content-Transfer-Encoding: x-unknown\n\nas it is").text())
                    .isEqualTo("as it is");
        }

        @Test
        void isDecodedFromWhateverCharset() {
            Message message =
                    parse(HEADER + "Content-Type: text/plain; charset=x-nonsense\n\ngrün\n");
            assertThat(message.body()).isEqualTo(new Body("grün\n", "UTF-8", false));
            assertThat(message.defects())
                    .containsExactly(
                            new Defect(
                                    Defect.Code.BAD_CHARSET,
                                    "x-nonsense, read as UTF-8 (all of it fits)"));
        }

        @Test
        void isAllPlainTextThatIsNotAttached() {
            Message message =
                    parse(
                            multipart(
                                    "multipart/mixed",
                                    "\none",
                                    "Content-Type: text/plain\nContent-Disposition: attachment; filename=x.txt\n\nno",
                                    "Content-Type: image/png\n\npng",
                                    "Content-Type: text/plain\nContent-Disposition: inline\n\ntwo"));
            assertThat(message.body().text()).isEqualTo("one\ntwo");
            assertThat(message.attachments())
                    .containsExactly(
                            new Attachment("2", "x.txt", "text/plain", 2),
                            new Attachment("3", null, "image/png", 3));
            assertThat(message.defects()).isEmpty();
        }

        @Test
        void isThePlainAlternative() {
            Message message =
                    parse(
                            multipart(
                                    "multipart/alternative",
                                    "\nplain",
                                    "Content-Type: text/html\n\n<p>html"));
            assertThat(message.body()).isEqualTo(new Body("plain", "US-ASCII", false));
            assertThat(message.attachments())
                    .containsExactly(new Attachment("2", null, "text/html", 7));
        }

        @Test
        void isThatOfTheHtmlIfThereIsNoOther() {
            Message message =
                    parse(
                            multipart(
                                    "multipart/mixed",
                                    "Content-Type: text/html; charset=utf-8\n\n<p>grün",
                                    "\n____________________\nPoets mailing list\n"));
            assertThat(message.body())
                    .isEqualTo(
                            new Body(
                                    "grün\n____________________\nPoets mailing list\n",
                                    "UTF-8",
                                    true));
            assertThat(parse(HEADER + "Content-Type: text/html\n\n<b>a</b>").body())
                    .isEqualTo(new Body("a\n", "US-ASCII", true));
        }

        @Test
        void isTheWholeBodyWhereThePartsCannotBeFound() {
            Message without = parse(HEADER + "Content-Type: multipart/mixed\n\n--b\n\ntext\n");
            assertThat(without.body().text()).isEqualTo("--b\n\ntext\n");
            assertThat(codes(without)).containsExactly(Defect.Code.BAD_STRUCTURE);
            Message other =
                    parse(HEADER + "Content-Type: multipart/mixed; boundary=c\n\n--b\n\ntext\n");
            assertThat(other.body().text()).isEqualTo("--b\n\ntext\n");
            assertThat(codes(other)).contains(Defect.Code.BAD_STRUCTURE);
        }

        @Test
        void isKeptWhereABoundaryIsNeverClosed() {
            Message message =
                    parse(HEADER + "Content-Type: multipart/mixed; boundary=b\n\n--b\n\ntext\n");
            assertThat(message.body().text()).isEqualTo("text\n");
            assertThat(codes(message)).containsExactly(Defect.Code.BAD_STRUCTURE);
        }

        @Test
        void isKeptWhereAPartHasNoHeader() {
            Message message = parse(multipart("multipart/mixed", "one", "two: 2\nthree", "\nfour"));
            assertThat(message.body().text()).isEqualTo("one\nthree\nfour");
        }

        @Test
        void canBeOldAndOdd() {
            assertThat(body("Content-Type: text\n\na").text()).isEqualTo("a");
            assertThat(
                            body("Content-Type: text/x-patch\nContent-Disposition: attachment\n\na")
                                    .text())
                    .isEqualTo("a");
            assertThat(body("Content-Type: application/pgp; format=text\n\na").text())
                    .isEqualTo("a");
            assertThat(body("Content-Type: image/png\n\na")).isEqualTo(Body.EMPTY);
        }
    }

    @Nested
    class Parts {
        private final String nested =
                multipart(
                        "multipart/mixed",
                        """
                        Content-Type: multipart/related; boundary=c

                        --c

                        text
                        --c
                        Content-Type: application/pdf; name*0*=utf-8''gr%C3%BC;
                         name*1=n.pdf
                        Content-Transfer-Encoding: base64

                        YWJj
                        --c--""",
                        "Content-Type: message/rfc822\n\nSubject: inner\nContent-Type: multipart/mixed; boundary=d\n\n--d\n\nx\n--d--",
                        "Content-Type: application/x-a; name=\"=?utf-8?q?gr=C3=BCn?=\"\n\nx");

        @Test
        void haveTheirPlaceNameTypeAndSize() {
            Message message = parse(nested);
            assertThat(message.attachments())
                    .extracting(Attachment::part, Attachment::fileName, Attachment::mediaType)
                    .containsExactly(
                            tuple("1.2", "grün.pdf", "application/pdf"),
                            tuple("2", null, "message/rfc822"),
                            tuple("3", "grün", "application/x-a"));
            assertThat(message.attachments().getFirst().size()).isEqualTo(3);
            assertThat(message.body().text()).isEqualTo("text");
        }

        @Test
        void canBeFetched() {
            byte[] raw = nested.getBytes(StandardCharsets.UTF_8);
            assertThat(PARSER.findPart(raw, "1.2"))
                    .hasValueSatisfying(
                            part -> {
                                assertThat(part.content()).asString().isEqualTo("abc");
                                assertThat(part.mediaType()).isEqualTo("application/pdf");
                                assertThat(part.fileName()).isEqualTo("grün.pdf");
                            });
            assertThat(PARSER.findPart(raw, "2").orElseThrow().content())
                    .asString()
                    .startsWith("Subject: inner\n")
                    .endsWith("--d--");
            for (String none : List.of("", "0", "1", "4", "1.3", "1.2.1", "x")) {
                assertThat(PARSER.findPart(raw, none)).isEmpty();
            }
        }

        @Test
        void includeTheOnlyOne() {
            byte[] raw =
                    (HEADER + "Content-Type: image/png; name=a.png\n\npng")
                            .getBytes(StandardCharsets.UTF_8);
            assertThat(PARSER.parse(raw).attachments())
                    .containsExactly(new Attachment("1", "a.png", "image/png", 3));
            assertThat(PARSER.findPart(raw, "1").orElseThrow().content())
                    .asString()
                    .isEqualTo("png");
        }

        @Test
        void ofADigestAreMessages() {
            assertThat(parse(multipart("multipart/digest", "\nSubject: one\n\nx")).attachments())
                    .extracting(Attachment::mediaType)
                    .containsExactly("message/rfc822");
        }
    }

    @Nested
    class Html {
        private String html(String rest) {
            return PARSER.findHtml((HEADER + rest).getBytes(StandardCharsets.UTF_8)).orElse("none");
        }

        @Test
        void isThatOfTheFirstPartThatIsNotAttached() {
            String attached =
                    "Content-Type: text/html\nContent-Disposition: attachment\n\n<p>attached";
            String shown = "Content-Type: text/html; charset=utf-8\n\n<p>gr\u00fcn";
            assertThat(
                            html(
                                    multipart("multipart/mixed", attached, shown)
                                            .substring(HEADER.length())))
                    .isEqualTo("<p>gr\u00fcn");
            assertThat(
                            html(
                                    multipart("multipart/mixed", "\nx", attached)
                                            .substring(HEADER.length())))
                    .isEqualTo("<p>attached");
            assertThat(html("\ntext")).isEqualTo("none");
        }
    }

    @Nested
    class Limits {
        private boolean reached(Message message) {
            return codes(message).contains(Defect.Code.LIMIT_REACHED);
        }

        private Message withFields(int count) {
            return parse(HEADER + "X: y\n".repeat(count - 2) + "\ntext\n");
        }

        @Test
        void ofHeaderFields() {
            int limit = HeaderSection.MAX_FIELDS;
            assertThat(reached(withFields(limit - 1))).isFalse();
            assertThat(reached(withFields(limit))).isFalse();
            Message above = withFields(limit + 1);
            assertThat(reached(above)).isTrue();
            assertThat(above.header()).hasSize(limit);
            assertThat(above.body().text()).isEqualTo("text\n");
        }

        @Test
        void doNotHideTheId() {
            String many = "X: y\n".repeat(HeaderSection.MAX_FIELDS);
            assertThat(parse(many + HEADER + "\n").id().value()).isEqualTo("ada@x");
            String large = "X: " + "y".repeat(HeaderSection.MAX_HEADER_BYTES) + "\n";
            assertThat(parse(large + HEADER + "\n").id().value()).isEqualTo("ada@x");
        }

        private Message withHeaderBytes(int bytes) {
            String last = "X: ";
            return parse(
                    HEADER
                            + last
                            + "y".repeat(bytes - HEADER.length() - last.length() - 1)
                            + "\n\ntext\n");
        }

        @Test
        void ofHeaderBytes() {
            int limit = HeaderSection.MAX_HEADER_BYTES;
            assertThat(reached(withHeaderBytes(limit - 1))).isFalse();
            assertThat(reached(withHeaderBytes(limit))).isFalse();
            Message above = withHeaderBytes(limit + 1_000);
            assertThat(reached(above)).isTrue();
            assertThat(above.body().text()).isEqualTo("text\n");
            assertThat(above.header().getLast().body().length()).isLessThan(limit);
        }

        private Message withParts(int count) {
            return parse(
                    multipart(
                            "multipart/mixed",
                            IntStream.range(0, count)
                                    .mapToObj(i -> "Content-Type: a/b\n\n" + i)
                                    .toArray(String[]::new)));
        }

        @Test
        void ofParts() {
            int limit = BodyReader.MAX_PARTS;
            assertThat(reached(withParts(limit - 1))).isFalse();
            assertThat(reached(withParts(limit))).isFalse();
            Message above = withParts(limit + 1);
            assertThat(reached(above)).isTrue();
            assertThat(above.attachments()).hasSize(limit);
        }

        private Message nested(int depth) {
            StringBuilder mail = new StringBuilder(HEADER);
            for (int i = 0; i < depth; i++) {
                mail.append("Content-Type: multipart/mixed; boundary=b")
                        .append(i)
                        .append("x\n\n--b")
                        .append(i)
                        .append("x\n");
            }
            return parse(mail + "\ntext\n");
        }

        @Test
        void ofNesting() {
            int limit = PartWalker.MAX_DEPTH;
            assertThat(reached(nested(limit - 1))).isFalse();
            Message at = nested(limit);
            assertThat(reached(at)).isFalse();
            assertThat(at.body().text()).isEqualTo("text\n");
            Message above = nested(limit + 1);
            assertThat(reached(above)).isTrue();
            assertThat(above.attachments())
                    .extracting(Attachment::mediaType)
                    .containsExactly("multipart/mixed");
        }

        @Test
        void ofText() {
            int limit = BodyReader.MAX_BODY_CHARS;
            assertThat(reached(parse(HEADER + "\n" + "x".repeat(limit - 1)))).isFalse();
            assertThat(reached(parse(HEADER + "\n" + "x".repeat(limit)))).isFalse();
            Message above = parse(HEADER + "\n" + "x".repeat(limit + 1));
            assertThat(reached(above)).isTrue();
            assertThat(above.body().text()).hasSize(limit);
        }

        @Test
        void ofHtml() {
            String html = HEADER + "Content-Type: text/html\n\n";
            int limit = BodyReader.MAX_HTML_BYTES;
            assertThat(reached(parse(html + "x".repeat(limit - 1)))).isFalse();
            assertThat(reached(parse(html + "x".repeat(limit)))).isFalse();
            Message above = parse(html + "x".repeat(limit + 1));
            assertThat(reached(above)).isTrue();
            assertThat(above.attachments().getFirst().size()).isEqualTo(limit + 1);
        }

        @Test
        void ofAttachedPatches() {
            String patch = "Content-Disposition: attachment; filename=a.patch\n\n";
            int limit = BodyReader.MAX_PATCH_BYTES;
            for (int length : new int[] {limit - 1, limit, limit + 1}) {
                Message message =
                        parse(
                                multipart(
                                        "multipart/mixed",
                                        "\ntext",
                                        patch + "x".repeat(length),
                                        patch + "y"));
                assertThat(reached(message)).isFalse();
                assertThat(message.patches().getFirst()).hasSize(Math.min(length, limit));
                assertThat(message.patches()).hasSize(length < limit ? 2 : 1);
            }
        }

        @Test
        void ofTextThatHtmlBecomes() {
            String html = HEADER + "Content-Type: text/html\n\n" + "<blockquote>".repeat(60);
            int charactersOfLine = "> ".repeat(60).length() + "x\n".length();
            int lines = BodyReader.MAX_BODY_CHARS / charactersOfLine;
            assertThat(reached(parse(html + "x<br>".repeat(lines)))).isFalse();
            Message above = parse(html + "x<br>".repeat(lines + 1));
            assertThat(reached(above)).isTrue();
            assertThat(above.body().text()).hasSize(BodyReader.MAX_BODY_CHARS);
        }

        private Message withPartField(int length) {
            return parse(
                    multipart(
                            "multipart/mixed",
                            "\nbefore",
                            "X: " + "y".repeat(length) + "\n\nafter"));
        }

        @Test
        void ofPartHeaders() {
            assertThat(reached(withPartField(PartWalker.MAX_PART_HEADER_BYTES - 10))).isFalse();
            Message above = withPartField(PartWalker.MAX_PART_HEADER_BYTES + 10);
            assertThat(reached(above)).isTrue();
            assertThat(above.body().text().length())
                    .isGreaterThan(PartWalker.MAX_PART_HEADER_BYTES);
            assertThat(
                            reached(
                                    parse(
                                            multipart(
                                                    "multipart/mixed",
                                                    "X: y\n".repeat(PartWalker.MAX_PART_FIELDS)
                                                            + "\na"))))
                    .isFalse();
            assertThat(
                            reached(
                                    parse(
                                            multipart(
                                                    "multipart/mixed",
                                                    "X: y\n".repeat(PartWalker.MAX_PART_FIELDS + 1)
                                                            + "\na"))))
                    .isTrue();
        }

        private Message enclosed(int depth) {
            return parse(
                    HEADER
                            + "Content-Type: message/rfc822\n\n"
                            + "Content-Type: message/rfc822\n\n".repeat(depth - 1)
                            + "Subject: core\n\ntext\n");
        }

        @Test
        void ofMessagesWithinMessages() {
            int limit = MessageParser.MAX_ENCLOSED_DEPTH;
            assertThat(reached(enclosed(limit - 1))).isFalse();
            Message at = enclosed(limit);
            assertThat(reached(at)).isFalse();
            assertThat(at.enclosed()).hasSize(limit);
            assertThat(at.enclosed().getLast().message().body().text()).isEqualTo("text\n");
            Message above = enclosed(limit + 1);
            assertThat(reached(above)).isTrue();
            assertThat(above.enclosed()).hasSize(limit + 1);
            // What is not taken apart can be read, and fetched as a whole.
            assertThat(above.enclosed().getLast().message().body().text()).isEqualTo("text\n");
            assertThat(above.enclosed().get(limit - 1).message().attachments()).hasSize(1);
        }

        @Test
        void keepWhatIsTooDeepAsOneText() {
            int limit = MessageParser.MAX_ENCLOSED_DEPTH;
            List<EnclosedMessage> enclosed = enclosed(limit + 100).enclosed();
            assertThat(enclosed).hasSize(limit + 1);
            Message last = enclosed.getLast().message();
            assertThat(last.body().text())
                    .isEqualTo(
                            "Content-Type: message/rfc822\n\n".repeat(100 - 2)
                                    + "Subject: core\n\ntext\n");
            assertThat(last.attachments()).isEmpty();
        }

        /** Its parts have no address: they would be attachments that cannot be fetched. */
        @Test
        void keepFilesAndPartsInItAsText() {
            String parts =
                    "--b\n\nbegin 644 a\n#86)C\n`\nend\n--b\nContent-Type: a/b\n\nx\n--b--\n";
            Message message =
                    parse(
                            HEADER
                                    + "Content-Type: message/rfc822\n\n"
                                            .repeat(MessageParser.MAX_ENCLOSED_DEPTH + 1)
                                    + "Content-Type: multipart/mixed; boundary=b\n\n"
                                    + parts);
            Message last = message.enclosed().getLast().message();
            assertThat(last.body().text()).isEqualTo(parts);
            assertThat(last.attachments()).isEmpty();
        }

        private Message digest(int messages) {
            String[] parts = new String[messages];
            Arrays.fill(parts, "\nSubject: one\n\nx");
            return parse(multipart("multipart/digest", parts));
        }

        @Test
        void ofMessagesInADigest() {
            int limit = MessageParser.MAX_ENCLOSED;
            assertThat(reached(digest(limit - 1))).isFalse();
            assertThat(reached(digest(limit))).isFalse();
            Message above = digest(limit + 1);
            assertThat(reached(above)).isTrue();
            assertThat(above.enclosed()).hasSize(limit);
            assertThat(above.attachments()).hasSize(limit + 1);
        }

        private Message withTexts(int count) {
            return parse(
                    HEADER
                            + "Content-Type: multipart/mixed; boundary=b\n\n"
                            + "--b\n\nx\n".repeat(count)
                            + "--b--\n");
        }

        @Test
        void ofPartsThatAreWalkedThrough() {
            int limit = PartWalker.MAX_WALKED;
            assertThat(withTexts(limit).body().text()).hasSize(2 * limit - 1);
            Message above = withTexts(limit + 1);
            assertThat(reached(above)).isTrue();
            assertThat(above.body().text()).startsWith("--b\n\nx\n--b\n");
        }

        private Message withFiles(int count) {
            return parse(HEADER + "\n" + "begin 644 a\n#86)C\n`\nend\n".repeat(count));
        }

        @Test
        void ofFilesInAText() {
            int limit = Uuencoded.MAX_FILES;
            assertThat(withFiles(limit - 1).attachments()).hasSize(limit - 1);
            assertThat(withFiles(limit).body().text()).isEmpty();
            Message above = withFiles(limit + 1);
            assertThat(above.attachments()).hasSize(limit);
            assertThat(above.body().text()).isEqualTo("begin 644 a\n#86)C\n`\nend\n");
        }

        private int defects(int count) {
            Defects defects = new Defects();
            for (int i = 0; i < count; i++) {
                defects.add(Defect.Code.BAD_CHARSET, "label " + i);
            }
            return defects.toList().size();
        }

        @Test
        void ofDefects() {
            int limit = Defects.MAX_DEFECTS;
            assertThat(defects(limit - 1)).isEqualTo(limit - 1);
            assertThat(defects(limit)).isEqualTo(limit);
            assertThat(defects(limit + 1)).isEqualTo(limit);
        }
    }

    @Nested
    @Timeout(value = 10, unit = TimeUnit.SECONDS)
    class HostileMail {
        @Test
        void ofManyIdsBeyondTheLimits() {
            String mail = HEADER + "X: y\n".repeat(HeaderSection.MAX_FIELDS);
            Message message = parse(mail + "Content-ID: <b@x>\n".repeat(2_000_000) + "\nHello\n");
            assertThat(message.header()).hasSize(HeaderSection.MAX_FIELDS + 1);
        }

        @Test
        void ofManyRawFieldsBesideALongContentType() {
            String type = "Content-Type: text/plain" + "; charset=;".repeat(80_000) + "\n";
            Message message = parse(type + "X: \u00e9\n".repeat(1_900) + HEADER + "\nHello\n");
            assertThat(message.body().text()).isEqualTo("Hello\n");
        }

        @Test
        void ofManyNestedParts() {
            StringBuilder mail = new StringBuilder(HEADER);
            for (int i = 0; i < 100_000; i++) {
                mail.append("Content-Type: multipart/mixed; boundary=b")
                        .append(i)
                        .append("\n\n--b")
                        .append(i)
                        .append('\n');
            }
            assertThat(codes(parse(mail.toString()))).contains(Defect.Code.LIMIT_REACHED);
        }

        @Test
        void ofManyParts() {
            String mail =
                    HEADER
                            + "Content-Type: multipart/mixed; boundary=b\n\n"
                            + "--b\n\nx\n".repeat(100_000);
            assertThat(codes(parse(mail))).contains(Defect.Code.LIMIT_REACHED);
        }

        @Test
        void withAMegabyteOfReferences() {
            String references =
                    IntStream.range(0, 80_000)
                            .mapToObj(i -> "\n <" + i + "@x>")
                            .collect(Collectors.joining());
            assertThat(parse(HEADER + "References:" + references + "\n\n").references())
                    .hasSize(MessageIds.MAX_REFERENCES);
        }

        @Test
        void withoutEndOfTheHeader() {
            Message message = parse(HEADER + "X: y\n z\n".repeat(500_000));
            assertThat(message.id().value()).isEqualTo("ada@x");
            assertThat(message.body().text()).isEmpty();
        }

        @Test
        void withManyHeaderFields() {
            assertThat(parse(HEADER + "Message-ID: <bo@x>\n".repeat(100_000) + "\nx").body().text())
                    .isEqualTo("x");
        }

        @Test
        void ofNothing() {
            Message message = PARSER.parse(new byte[0]);
            assertThat(message.id().isSynthetic()).isTrue();
            assertThat(message.header()).isEmpty();
            assertThat(message.body()).isEqualTo(new Body("", "US-ASCII", false));
        }

        @Test
        void ofNothingButNulsOrLineEnds() {
            assertThat(PARSER.parse(new byte[1 << 20]).id().isSynthetic()).isTrue();
            assertThat(parse("\n".repeat(1 << 20)).body().text()).hasSize((1 << 20) - 1);
            assertThat(parse("\r\n".repeat(1 << 20)).header()).isEmpty();
        }

        @Test
        void ofOneLine() {
            String line = "x".repeat(1 << 20);
            assertThat(parse(line).header()).isEmpty();
            assertThat(parse(HEADER + "\n" + line).body().text()).isEqualTo(line);
            assertThat(parse(multipart("multipart/mixed", "\n" + line)).body().text())
                    .isEqualTo(line);
        }

        static List<byte[]> damagedMail() {
            Random random = new Random(20_20);
            byte[] mail =
                    (HEADER
                                    + "Subject: =?utf-8?b?Z3LDvG4=?=\nFrom: \"A, B\" (c) <a@example.org>\nTo: g: a@x, b@x;\n"
                                    + "References: <a@x>\n <b@x>\nContent-Type: multipart/mixed;\n boundary=\"b\"\n\n--b\n"
                                    + "Content-Type: text/html; charset=utf-7\nContent-Transfer-Encoding: quoted-printable\n\n<p>=C3=BC\n--b\n"
                                    + "Content-Type: a/b; name*0*=utf-8''%C3\nContent-Transfer-Encoding: base64\n\nYWJj\n--b--\n")
                            .getBytes(StandardCharsets.UTF_8);
            return IntStream.range(0, 3_000)
                    .mapToObj(
                            i -> {
                                byte[] copy = Arrays.copyOf(mail, mail.length - random.nextInt(50));
                                for (int k = random.nextInt(12); k > 0; k--) {
                                    copy[random.nextInt(copy.length)] =
                                            random.nextBoolean()
                                                    ? (byte) random.nextInt(256)
                                                    : (byte)
                                                            "<>\"()=?:;,\n\r \0-@%*'"
                                                                    .charAt(random.nextInt(19));
                                }
                                return copy;
                            })
                    .toList();
        }

        @Test
        void neverBreaksTheParser() {
            for (byte[] mail : damagedMail()) {
                assertThat(codes(PARSER.parse(mail))).doesNotContain(Defect.Code.UNPARSABLE);
                PARSER.findPart(mail, "2");
            }
        }

        static List<String> nearlyNothing() {
            return List.of(
                    "\n",
                    "\r\n",
                    ":",
                    ":\n\n",
                    "a",
                    "a:",
                    " ",
                    "\n\n",
                    "<",
                    "From: \n\n",
                    "Content-Type: multipart/\n\n--");
        }

        @ParameterizedTest
        @MethodSource("nearlyNothing")
        void canBeNearlyNothing(String mail) {
            assertThat(codes(parse(mail))).doesNotContain(Defect.Code.UNPARSABLE);
        }
    }

    @Nested
    class Salvage {
        private final MessageParser broken =
                new MessageParser(
                        (raw, header, prefix, defects, visitor) -> {
                            throw new IllegalStateException("a bug");
                        });

        @Test
        void keepsHeaderAndTextWhenTheLibraryBreaks() {
            Message message =
                    broken.parse(
                            (HEADER
                                            + "Subject: a\nFrom: ada@example.org\nReferences: <b@x>\n\none\r\ntwo")
                                    .getBytes(StandardCharsets.UTF_8));
            assertThat(codes(message)).containsExactly(Defect.Code.UNPARSABLE);
            assertThat(message.id().value()).isEqualTo("ada@x");
            assertThat(message.subject()).isEqualTo("a");
            assertThat(message.author()).isEqualTo("ada");
            assertThat(message.references()).hasSize(1);
            assertThat(message.sent()).isEqualTo("2020-01-01T10:00:00Z");
            assertThat(message.header()).hasSize(5);
            assertThat(message.body().text()).isEqualTo("one\ntwo");
        }

        @Test
        void hasNoPartsToFetch() {
            assertThat(broken.findPart(HEADER.getBytes(StandardCharsets.UTF_8), "1")).isEmpty();
        }
    }

    @Nested
    class AttachedPatches {
        private List<String> patches(String... parts) {
            return parse(multipart("multipart/mixed", parts)).patches();
        }

        @Test
        void areKeptAsTexts() {
            assertThat(
                            patches(
                                    "\ntext",
                                    "Content-Type: text/x-patch\n\n--- a/b\n+++ a/c",
                                    "Content-Type: application/octet-stream; name=FIX.Diff\n"
                                            + "Content-Transfer-Encoding: base64\n\n"
                                            + "LS0tIGQvZQ0KKysrIGQvZg0K",
                                    "Content-Type: text/plain\n"
                                            + "Content-Disposition: attachment;"
                                            + " filename=log.txt\n\nlog"))
                    .containsExactly("--- a/b\n+++ a/c", "--- d/e\n+++ d/f\n");
        }

        @Test
        void areNoneWhereTheyStandInTheText() {
            assertThat(patches("Content-Type: text/plain; name=a.patch\n\n--- a/b\n+++ a/c"))
                    .isEmpty();
        }
    }
}
