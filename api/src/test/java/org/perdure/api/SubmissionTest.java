package org.perdure.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.api.Client.Reply;
import org.perdure.archive.SampleArchive;
import org.perdure.delivery.Delivery;
import org.perdure.delivery.Inbox;
import org.perdure.delivery.MemoryBudget;
import org.perdure.delivery.Postmark;
import org.perdure.delivery.Receipt;
import org.perdure.delivery.Tokens;
import org.perdure.delivery.Tokens.Token;
import org.perdure.link.MessageNumber;
import org.perdure.message.MessageId;
import org.perdure.store.LedgerRow.Outcome;

class SubmissionTest {
    private static final String PATH = "lists/fern-devel/messages";
    private static final String MESSAGE = "Return-Path: <ada@example.org>\nSubject: x\n\nSpores.\n";

    private final SampleArchive sample = new SampleArchive();
    private final List<Delivery> deliveries = new ArrayList<>();
    private Receipt receipt = filed(Outcome.STORED);

    private static Receipt filed(Outcome outcome) {
        return new Receipt.Filed(
                outcome,
                new MessageId("1@ada"),
                "/fern-devel/1@ada/",
                new MessageNumber(YearMonth.of(2026, 3), 7));
    }

    private static Tokens tokens() {
        return new Tokens(
                List.of(
                        new Token(sha256("fern"), Set.of(SampleArchive.LIST)),
                        new Token(sha256("all"), Set.of())));
    }

    private static byte[] sha256(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private Client client(Tokens tokens, long budget) {
        return new Client(
                sample.archive,
                new Submissions(
                        tokens,
                        sample.archive::hasList,
                        delivery -> {
                            deliveries.add(delivery);
                            return CompletableFuture.completedFuture(receipt);
                        },
                        new Postmark(() -> Instant.parse("2026-03-01T08:12:31Z")),
                        new MemoryBudget(budget)));
    }

    private Reply post(String path, String authorization, String body) {
        return client(tokens(), 1 << 20)
                .send(
                        "POST",
                        path,
                        Map.of("Content-Type", "message/rfc822", "Authorization", authorization),
                        body);
    }

    private static void assertProblem(Reply reply, int status, String type) {
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.field("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reply.json().get("type").asText()).isEqualTo("/problems/" + type);
        assertThat(reply.json().get("status").asInt()).isEqualTo(status);
    }

    @Nested
    class AMessage {
        @Test
        void isTakenAsItIs() {
            Reply reply = post(PATH, "Bearer fern", MESSAGE);
            assertThat(reply.status()).isEqualTo(201);
            assertThat(reply.field("Location")).isEqualTo("/fern-devel/1@ada/");
            assertThat(reply.text())
                    .isEqualTo(
                            "{\"outcome\":\"stored\",\"messageId\":\"1@ada\","
                                    + "\"path\":\"/fern-devel/1@ada/\",\"number\":\"2026-03/00007\",\"reason\":null}");
            Delivery delivery = deliveries.getFirst();
            assertThat(delivery.list()).isEqualTo(SampleArchive.LIST);
            assertThat(new String(delivery.raw().bytes(), UTF_8)).isEqualTo(MESSAGE);
            assertThat(new String(delivery.raw().separator(), UTF_8))
                    .isEqualTo("From ada@example.org Sun Mar  1 08:12:31 2026");
            assertThat(delivery.raw().source()).startsWith("http:");
        }

        @ParameterizedTest
        @CsvSource({"COPY, 201, copy", "DUPLICATE, 200, duplicate"})
        void thatIsNotNewIsToldSo(Outcome outcome, int status, String word) {
            receipt = filed(outcome);
            Reply reply = post(PATH, "bearer  all ", MESSAGE);
            assertThat(reply.status()).isEqualTo(status);
            assertThat(reply.json().get("outcome").asText()).isEqualTo(word);
        }

        @Test
        void thatTheListTurnsAwayIsSaidToBeNotArchived() {
            receipt = new Receipt.Declined(new MessageId("1@ada"), "its author's wish");
            Reply reply = post(PATH, "Bearer all", MESSAGE);
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.text())
                    .isEqualTo(
                            "{\"outcome\":\"rejected\",\"messageId\":\"1@ada\",\"path\":null,"
                                    + "\"number\":null,\"reason\":\"its author's wish\"}");
        }

        @Test
        void thatCannotBeFiledNowIsToBeSentAgain() {
            receipt = new Receipt.Deferred("others are writing");
            Reply reply = post(PATH, "Bearer all", MESSAGE);
            assertProblem(reply, 503, "not-now");
            assertThat(reply.field("Retry-After")).isEqualTo("30");
            assertThat(reply.text()).contains("others are writing");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "\n\n", "hello", "{\n\"a\": 1}"})
        void thatIsNoneIsRefused(String body) {
            assertProblem(post(PATH, "Bearer fern", body), 422, "not-a-message");
            assertThat(deliveries).isEmpty();
        }

        @Test
        void findsNoRoomWhenTooManyComeAtOnce() {
            Reply reply =
                    client(tokens(), 10)
                            .send(
                                    "POST",
                                    PATH,
                                    Map.of(
                                            "Content-Type",
                                            "message/rfc822",
                                            "Authorization",
                                            "Bearer fern"),
                                    MESSAGE);
            assertProblem(reply, 503, "not-now");
        }

        @ParameterizedTest
        @CsvSource({"-1, 201", "0, 201", "1, 413"})
        void hasALimitedLengthOfWhichTheSenderSpeaks(int more, int status) {
            Reply reply =
                    client(tokens(), 1 << 20)
                            .send(
                                    "POST",
                                    PATH,
                                    Map.of(
                                            "Content-Type",
                                            "message/rfc822",
                                            "Authorization",
                                            "Bearer fern",
                                            "Content-Length",
                                            Integer.toString(Inbox.MAX_MESSAGE_BYTES + more)),
                                    MESSAGE);
            assertThat(reply.status()).isEqualTo(status);
        }

        @Test
        void forAListThatIsNotThereIsRefused() {
            assertProblem(post("lists/rose/messages", "Bearer all", MESSAGE), 404, "unknown-list");
        }
    }

    @Nested
    class WhoHandsItIn {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "Bearer",
                    "Bearer ",
                    "fern",
                    "Basic ZmVybg==",
                    "Bearer fern all",
                    "Bearer é"
                })
        void needsAToken(String authorization) {
            Reply reply = post(PATH, authorization, MESSAGE);
            assertProblem(reply, 401, "unauthorized");
            assertThat(reply.field("WWW-Authenticate")).isEqualTo("Bearer");
        }

        @Test
        void needsATokenThatIsKnown() {
            Reply reply = post(PATH, "Bearer moss", MESSAGE);
            assertProblem(reply, 401, "unauthorized");
            assertThat(reply.field("WWW-Authenticate")).contains("invalid_token");
        }

        @Test
        void needsATokenForThisList() {
            assertProblem(
                    post("lists/moss-users/messages", "Bearer fern", MESSAGE), 403, "forbidden");
            assertThat(post("lists/moss-users/messages", "Bearer all", MESSAGE).status())
                    .isEqualTo(201);
        }

        @Test
        void cannotWhereThereAreNoTokens() {
            Reply reply =
                    client(Tokens.NONE, 1 << 20)
                            .send("POST", PATH, Map.of("Content-Type", "message/rfc822"), MESSAGE);
            assertProblem(reply, 403, "forbidden");
        }

        @Test
        void isNotToldWhichListsThereAre() {
            assertProblem(post("lists/rose/messages", "Bearer no", MESSAGE), 401, "unauthorized");
        }

        @Test
        void sendsMailAndNothingElse() {
            Reply reply =
                    client(tokens(), 1 << 20)
                            .send(
                                    "POST",
                                    PATH,
                                    Map.of(
                                            "Content-Type",
                                            "text/plain",
                                            "Authorization",
                                            "Bearer fern"),
                                    MESSAGE);
            assertProblem(reply, 415, "unsupported-media-type");
        }
    }
}
