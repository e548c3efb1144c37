package org.perdure.lmtp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.delivery.Inbox;
import org.perdure.delivery.MemoryBudget;
import org.perdure.delivery.Postmark;
import org.perdure.delivery.Receipt;
import org.perdure.delivery.RecordingInbox;
import org.perdure.lmtp.LmtpServer.Limits;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;
import org.perdure.store.LedgerRow.Outcome;

@Timeout(60)
class LmtpServerTest {
    private static final String MESSAGE = "Subject: Ferns\r\n\r\nThey grow.\r\n";
    private static final int MAX_MESSAGE = 10_000;

    private final RecordingInbox inbox = new RecordingInbox();
    private LmtpServer server;

    @BeforeEach
    void start() throws IOException {
        server =
                listen(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        new Limits(100, Wire.IDLE, MAX_MESSAGE));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private LmtpServer listen(SocketAddress address, Limits limits) throws IOException {
        return LmtpServer.listen(
                address,
                new LmtpSession.Terms(
                        "localhost",
                        "lmtp",
                        LmtpServerTest::find,
                        inbox,
                        new Postmark(() -> Instant.parse("2026-03-01T08:12:31Z")),
                        new MemoryBudget(1 << 20),
                        limits));
    }

    private static Optional<ListName> find(String address) {
        return switch (address) {
            case "fern@example.org", "fern@localhost" -> Optional.of(new ListName("fern"));
            case "moss@example.org" -> Optional.of(new ListName("moss"));
            case "bug@example.org" -> throw new IllegalStateException("a bug");
            default -> Optional.empty();
        };
    }

    /** A client that speaks as it likes. */
    private static final class Talk implements Closeable {
        private final Socket socket;
        private final BufferedReader answers;

        Talk(LmtpServer server) throws IOException {
            InetSocketAddress address = (InetSocketAddress) server.address();
            socket = new Socket(address.getAddress(), address.getPort());
            answers =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
        }

        void send(String bytes) throws IOException {
            socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
            socket.getOutputStream().flush();
        }

        /** Returns the next answer, all lines of it; empty at the end of the connection. */
        String answer() throws IOException {
            StringBuilder answer = new StringBuilder();
            String line = answers.readLine();
            while (line != null && line.length() > 3 && line.charAt(3) == '-') {
                answer.append(line).append('\n');
                line = answers.readLine();
            }
            return answer.append(line == null ? "" : line).toString();
        }

        String say(String line) throws IOException {
            send(line + "\r\n");
            return answer();
        }

        /** Comes as far as a message that can be sent. */
        Talk greeted() throws IOException {
            assertThat(answer()).startsWith("220 ");
            assertThat(say("LHLO client.example.org")).contains("250 ");
            return this;
        }

        Talk addressed(String... recipients) throws IOException {
            greeted();
            assertThat(say("MAIL FROM:<ada@example.org>")).startsWith("250 2.1.0");
            for (String recipient : recipients) {
                assertThat(say("RCPT TO:<" + recipient + ">")).startsWith("250 2.1.5");
            }
            return this;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Nested
    class AConversation {
        @Test
        void tellsWhatTheServerCan() throws IOException {
            try (Talk talk = new Talk(server)) {
                assertThat(talk.answer()).isEqualTo("220 localhost LMTP Perdure");
                assertThat(talk.say("LHLO me"))
                        .isEqualTo(
                                "250-localhost\n250-PIPELINING\n250-ENHANCEDSTATUSCODES\n"
                                        + "250-8BITMIME\n250-SMTPUTF8\n250 SIZE 10000");
                assertThat(talk.say("quit")).startsWith("221 2.0.0");
                assertThat(talk.answer()).isEmpty();
            }
        }

        @Test
        void bringsAMessage() throws IOException {
            try (Talk talk = new Talk(server).addressed("fern@example.org")) {
                assertThat(talk.say("DATA")).startsWith("354 ");
                talk.send(MESSAGE + "..\r\n.\r\n");
                assertThat(talk.answer()).isEqualTo("250 2.0.0 Filed: /fern/1@ada/");
            }
            assertThat(inbox.texts()).containsExactly("Subject: Ferns\n\nThey grow.\n.\n");
            var raw = inbox.deliveries.getFirst().raw();
            assertThat(new String(raw.separator(), ISO_8859_1))
                    .isEqualTo("From ada@example.org Sun Mar  1 08:12:31 2026");
            assertThat(raw.source()).isEqualTo("lmtp:2026-03-01T08:12:31Z/1");
        }

        @Test
        void bringsSeveralMessagesInOneGo() throws IOException {
            String one =
                    "MAIL FROM:<> BODY=8BITMIME SIZE=31\r\nRCPT TO:<fern@example.org>\r\nDATA\r\n"
                            + MESSAGE
                            + ".\r\n";
            try (Talk talk = new Talk(server)) {
                talk.send("LHLO me\r\n" + one + one + "RSET\r\nNOOP\r\nVRFY ada\r\nQUIT\r\n");
                List<String> codes = new ArrayList<>();
                for (String answer = talk.answer(); !answer.isEmpty(); answer = talk.answer()) {
                    codes.add(answer.substring(0, 3));
                }
                assertThat(codes)
                        .containsExactly(
                                "220", "250", "250", "250", "354", "250", "250", "250", "354",
                                "250", "250", "250", "252", "221");
            }
            assertThat(inbox.deliveries).hasSize(2);
        }

        @Test
        void ofManyAtATimeBringsAllOfThem() throws IOException {
            List<Talk> talks = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                talks.add(new Talk(server).addressed("fern@example.org"));
            }
            for (Talk talk : talks) {
                talk.say("DATA");
                talk.send(MESSAGE + ".\r\n");
            }
            for (Talk talk : talks) {
                assertThat(talk.answer()).startsWith("250");
                talk.close();
            }
            assertThat(inbox.deliveries).hasSize(50);
        }
    }

    @Nested
    class Recipients {
        @Test
        void haveAnAnswerEach() throws IOException {
            try (Talk talk =
                    new Talk(server)
                            .addressed("fern@example.org", "moss@example.org", "fern@localhost")) {
                assertThat(talk.say("RCPT TO:<rose@example.org>")).startsWith("550 5.1.1");
                talk.say("DATA");
                talk.send(MESSAGE + ".\r\n");
                for (int i = 0; i < 3; i++) {
                    assertThat(talk.answer()).startsWith("250 2.0.0");
                }
                assertThat(talk.say("NOOP")).startsWith("250 2.0.0 Nothing");
            }
            assertThat(inbox.deliveries)
                    .as("a list that is named twice gets it once")
                    .extracting(delivery -> delivery.list().value())
                    .containsExactly("fern", "moss");
        }

        @Test
        void areToldWhatBecameOfIt() throws IOException {
            inbox.receipt = new Receipt.Deferred("others are writing");
            try (Talk talk = new Talk(server).addressed("fern@example.org")) {
                talk.say("DATA");
                talk.send(MESSAGE + ".\r\n");
                assertThat(talk.answer()).isEqualTo("451 4.3.0 Not now: others are writing");
                inbox.receipt = new Receipt.Declined(new MessageId("1@ada"), "no wish");
                talk.say("MAIL FROM:<>");
                talk.say("RCPT TO:<fern@example.org>");
                talk.say("DATA");
                talk.send(MESSAGE + ".\r\n");
                assertThat(talk.answer()).isEqualTo("250 2.0.0 Taken, but not archived: no wish");
                inbox.receipt = RecordingInbox.filed(Outcome.DUPLICATE);
                talk.say("MAIL FROM:<>");
                talk.say("RCPT TO:<fern@example.org>");
                talk.say("DATA");
                talk.send(MESSAGE + ".\r\n");
                assertThat(talk.answer()).startsWith("250 2.0.0 Was there already");
            }
        }

        @Test
        void areLimited() throws IOException {
            try (Talk talk = new Talk(server).addressed()) {
                for (int i = 1; i <= LmtpSession.MAX_RECIPIENTS; i++) {
                    assertThat(talk.say("RCPT TO:<fern@example.org>")).startsWith("250");
                }
                assertThat(talk.say("RCPT TO:<fern@example.org>")).startsWith("452 4.5.3");
                talk.say("DATA");
                talk.send(MESSAGE + ".\r\n");
                for (int i = 1; i <= LmtpSession.MAX_RECIPIENTS; i++) {
                    assertThat(talk.answer()).startsWith("250");
                }
                assertThat(talk.say("QUIT")).startsWith("221");
            }
        }
    }

    @Nested
    class ACommand {
        @ParameterizedTest
        @CsvSource({
            "MAIL FROM:<>, 503 5.5.1",
            "RCPT TO:<fern@example.org>, 503 5.5.1",
            "DATA, 503 5.5.1",
            "LHLO, 501 5.5.4",
            "HELO me, 500 5.5.1",
            "EHLO me, 500 5.5.1",
            "BDAT 3 LAST, 500 5.5.1",
            "'', 500 5.5.1",
            "EXPN fern, 500 5.5.1",
        })
        void beforeTheGreetingIsRefused(String command, String answer) throws IOException {
            try (Talk talk = new Talk(server)) {
                talk.answer();
                assertThat(talk.say(command)).startsWith(answer);
                assertThat(talk.say("NOOP")).startsWith("250");
            }
        }

        @ParameterizedTest
        @CsvSource({
            "MAIL FROM:ada, 501 5.1.7",
            "MAIL FROM:<> SIZE=9999, 250",
            "MAIL FROM:<> SIZE=10000, 250",
            "MAIL FROM:<> SIZE=10001, 552 5.3.4",
            "MAIL FROM:<> SIZE=99999999999999999999, 552 5.3.4",
            "MAIL FROM:<> SIZE=many, 501 5.5.4",
            "MAIL FROM:<> BODY=BINARYMIME, 501 5.5.4",
            "MAIL FROM:<> SMTPUTF8, 250",
            "MAIL FROM:<> SMTPUTF8=1, 501 5.5.4",
            "MAIL FROM:<> AUTH=<>, 555 5.5.4",
            "RCPT TO:<fern@example.org>, 503 5.5.1",
        })
        void afterTheGreetingIsLookedAt(String command, String answer) throws IOException {
            try (Talk talk = new Talk(server).greeted()) {
                assertThat(talk.say(command)).startsWith(answer);
            }
        }

        @ParameterizedTest
        @CsvSource({
            "MAIL FROM:<>, 503 5.5.1",
            "RCPT TO:fern, 501 5.1.3",
            "RCPT TO:<>, 501 5.1.3",
            "RCPT TO:<fern@example.org> NOTIFY=NEVER, 555 5.5.4",
            "DATA, 503 5.5.1",
            "DATA now, 501 5.5.4",
        })
        void afterTheSenderIsLookedAt(String command, String answer) throws IOException {
            try (Talk talk = new Talk(server).addressed()) {
                assertThat(talk.say(command)).startsWith(answer);
            }
        }

        @Test
        void thatForgetsLeavesNoSender() throws IOException {
            for (String forgetting : List.of("RSET", "LHLO again")) {
                try (Talk talk = new Talk(server).addressed("fern@example.org")) {
                    assertThat(talk.say(forgetting)).contains("250 ");
                    assertThat(talk.say("DATA")).startsWith("503");
                }
            }
        }

        @Test
        void thatIsNoneIsBorneTenTimes() throws IOException {
            try (Talk talk = new Talk(server).greeted()) {
                for (int i = 0; i < LmtpSession.MAX_BAD_COMMANDS; i++) {
                    assertThat(talk.say("GET / HTTP/1.1")).startsWith("500");
                }
                assertThat(talk.say("GET / HTTP/1.1")).startsWith("421 4.7.0");
                assertThat(talk.answer()).isEmpty();
            }
        }

        @Test
        void withALoneLineFeedIsRefusedAtOnce() throws IOException {
            try (Talk talk = new Talk(server).greeted()) {
                talk.send("NOOP\n");
                assertThat(talk.answer()).startsWith("500 5.5.2");
            }
        }
    }

    @Nested
    class AMessage {
        private String sendOfLength(Talk talk, int bytes) throws IOException {
            talk.say("MAIL FROM:<>");
            talk.say("RCPT TO:<fern@example.org>");
            talk.say("DATA");
            String field = "Subject: x\r\n";
            // Each CR LF is one byte of the message.
            talk.send(field + "a".repeat(bytes - 12) + "\r\n.\r\n");
            return talk.answer();
        }

        @Test
        void hasALimitedLength() throws IOException {
            try (Talk talk = new Talk(server).greeted()) {
                assertThat(sendOfLength(talk, MAX_MESSAGE - 1)).startsWith("250");
                assertThat(sendOfLength(talk, MAX_MESSAGE)).startsWith("250");
                assertThat(sendOfLength(talk, MAX_MESSAGE + 1)).startsWith("552 5.3.4");
                assertThat(sendOfLength(talk, 20)).startsWith("250");
            }
            assertThat(inbox.deliveries)
                    .extracting(delivery -> delivery.raw().size())
                    .containsExactly(MAX_MESSAGE - 1, MAX_MESSAGE, 20);
        }

        @Test
        void thatDoesNotEndIsCutOffWithAnAnswer() throws IOException {
            try (Talk talk = new Talk(server).addressed("fern@example.org")) {
                talk.say("DATA");
                talk.send("a".repeat(LmtpSession.MAX_DRAINED * MAX_MESSAGE + 1));
                assertThat(talk.answer()).startsWith("552 5.3.4");
                assertThat(talk.answer()).isEmpty();
            }
        }

        @Test
        void upTo64MebibytesIsTaken() {
            assertThat(Limits.STANDARD.messageBytes()).isEqualTo(64 << 20);
            assertThat(Inbox.MAX_MESSAGE_BYTES).isEqualTo(64 << 20);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "\r\n", "no field\r\n", ": x\r\n", "\r\nSubject: x\r\n"})
        void thatIsNoneIsRefused(String text) throws IOException {
            try (Talk talk = new Talk(server).addressed("fern@example.org")) {
                talk.say("DATA");
                talk.send(text + ".\r\n");
                assertThat(talk.answer()).startsWith("554 5.6.0");
            }
            assertThat(inbox.deliveries).isEmpty();
        }

        @Test
        void thatBreaksOffIsDropped() throws IOException {
            try (Talk talk = new Talk(server).addressed("fern@example.org")) {
                talk.say("DATA");
                talk.send(MESSAGE);
            }
            try (Talk talk = new Talk(server).greeted()) {
                assertThat(talk.say("QUIT")).startsWith("221");
            }
            assertThat(inbox.deliveries).isEmpty();
        }
    }

    @Nested
    class TheServer {
        @Test
        void takesALimitedNumberOfClients() throws IOException {
            try (LmtpServer small =
                            listen(
                                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                                    new Limits(2, Wire.IDLE, MAX_MESSAGE));
                    Talk first = new Talk(small).greeted()) {
                try (Talk second = new Talk(small).greeted();
                        Talk third = new Talk(small)) {
                    assertThat(third.answer()).startsWith("421 4.3.2");
                    assertThat(third.answer()).isEmpty();
                    assertThat(second.say("QUIT")).startsWith("221");
                    assertThat(second.answer()).isEmpty();
                }
                assertThat(first.say("NOOP")).startsWith("250");
                String greeting = "421";
                while (greeting.startsWith("421")) { // Until the server knows that one is gone.
                    try (Talk fourth = new Talk(small)) {
                        greeting = fourth.answer();
                    }
                }
                assertThat(greeting).startsWith("220");
            }
        }

        @Test
        void endsConversationsInWhichNothingIsSaid() throws IOException {
            try (LmtpServer hasty =
                            listen(
                                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                                    new Limits(9, Duration.ofMillis(100), MAX_MESSAGE));
                    Talk talk = new Talk(hasty)) {
                assertThat(talk.answer()).startsWith("220");
                assertThat(talk.answer()).isEmpty();
            }
        }

        @Test
        void goesOnAfterABug() throws IOException {
            try (Talk talk = new Talk(server).addressed()) {
                assertThat(talk.say("RCPT TO:<bug@example.org>")).isEmpty();
            }
            try (Talk talk = new Talk(server).greeted()) {
                assertThat(talk.say("NOOP")).startsWith("250");
            }
        }

        @Test
        void goesOnWhateverIsSent() throws IOException {
            Random random = new Random(5);
            String[] words = {
                "LHLO x\r\n",
                "MAIL FROM:<",
                ">\r\n",
                "RCPT TO:<fern@example.org>\r\n",
                "DATA\r\n",
                "\r\n.\r\n",
                "\n",
                "\r",
                ".",
                "\0",
                "QUIT",
                "Subject: x",
                "é",
                "NOOP\r\n",
                "RSET\r\n"
            };
            for (int round = 0; round < 100; round++) {
                try (Talk talk = new Talk(server)) {
                    ByteArrayOutputStream hostile = new ByteArrayOutputStream();
                    for (int i = random.nextInt(60); i > 0; i--) {
                        hostile.writeBytes(
                                words[random.nextInt(words.length)].getBytes(ISO_8859_1));
                    }
                    talk.send(hostile.toString(ISO_8859_1));
                    assertThat(talk.answer()).startsWith("220");
                }
            }
            try (Talk talk = new Talk(server).greeted()) {
                assertThat(talk.say("NOOP")).startsWith("250");
            }
        }

        @Test
        void endsAllConversationsWhenItIsClosed() throws IOException {
            try (Talk talk = new Talk(server).greeted()) {
                server.close();
                assertThat(talk.answer()).isEmpty();
            }
        }
    }

    @Nested
    class TheClient {
        private LmtpClient.Answer deliver(SocketAddress address, String recipient, String message)
                throws IOException {
            try (LmtpClient client = LmtpClient.connect(address, Duration.ofSeconds(30))) {
                return client.deliver("ada@example.org", recipient, message.getBytes(ISO_8859_1));
            }
        }

        @Test
        void bringsAMessageAsItIs(@TempDir Path folder) throws IOException {
            SocketAddress socket = UnixDomainSocketAddress.of(folder.resolve("s"));
            String message = "Subject: x\n\n.\n..\r\na\rb\n\n";
            try (LmtpServer local = listen(socket, Limits.STANDARD)) {
                LmtpClient.Answer answer = deliver(local.address(), "fern@localhost", message);
                assertThat(answer)
                        .isEqualTo(new LmtpClient.Answer(250, "2.0.0 Filed: /fern/1@ada/"));
            }
            assertThat(inbox.texts()).containsExactly(message);
        }

        @Test
        void tellsWhatWasRefused() throws IOException {
            assertThat(deliver(server.address(), "rose@example.org", "Subject: x\n").code())
                    .isEqualTo(550);
            assertThat(deliver(server.address(), "fern@example.org", "nothing\n").code())
                    .isEqualTo(554);
            inbox.receipt = new Receipt.Deferred("busy");
            assertThat(deliver(server.address(), "fern@example.org", "Subject: x\n").isTemporary())
                    .isTrue();
        }
    }
}
