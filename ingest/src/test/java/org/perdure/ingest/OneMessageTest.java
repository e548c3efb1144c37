package org.perdure.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;
import org.perdure.mime.MessageParser;
import org.perdure.store.ArchiveStore;
import org.perdure.store.Change;
import org.perdure.store.Edge;
import org.perdure.store.Entry;
import org.perdure.store.LedgerRow;
import org.perdure.store.LedgerRow.Outcome;
import org.perdure.store.NumberRow;
import org.perdure.store.sql.SqliteStore;
import org.perdure.store.sql.SqliteWriter;

/** The same message, come in several ways, is one message; what only looks alike is not. */
@Timeout(120)
class OneMessageTest {
    private static final ListName LIST = new ListName("garden");
    private static final Instant SENT = Instant.parse("2011-03-01T08:00:00Z");
    private static final MessageId ID = new MessageId("a@example.org");

    private static final String HEADER =
            """
            From: Ada <ada@example.org>
            To: garden@example.org
            Subject: seeds
            Date: Tue, 1 Mar 2011 08:00:00 +0000
            """;
    private static final String ID_FIELD = "Message-ID: <a@example.org>\n";
    private static final String TRACE = "Received: from b by c; Tue, 1 Mar 2011 08:00:05 +0000\n";
    private static final String BODY = "\nThe seeds came.\n\nFrom here on it is spring.\n";

    @TempDir private Path folder;
    private SqliteWriter writer;
    private ArchiveStore store;
    private int imports;

    @BeforeEach
    void open() {
        writer = SqliteWriter.open(folder.resolve("archive"));
        store = writer.store();
    }

    @AfterEach
    void close() {
        assertThat(store.verify()).isEmpty();
        writer.close();
    }

    /** Imports messages, each as a mailbox of its own, and returns what became of them. */
    private List<Outcome> run(String... messages) {
        List<Outcome> outcomes = new ArrayList<>();
        for (String raw : messages) {
            String source = "/mail/" + imports++;
            new InventedMailbox()
                    .add(InventedMailbox.separator(SENT), raw)
                    .importInto(writer, LIST, source);
            store.forEachLedgerRow(
                    LIST,
                    row -> {
                        if (row.source().equals(source)) {
                            outcomes.add(row.outcome());
                        }
                    });
        }
        return outcomes;
    }

    private static MessageId syntheticOf(String raw) {
        return new MessageParser().parse(raw.getBytes(StandardCharsets.ISO_8859_1)).id();
    }

    /** Messages of their own, further copies included. */
    private List<String> messages() {
        List<String> messages = new ArrayList<>();
        store.forEachMessage(
                LIST,
                message -> {
                    Entry entry = message.entry();
                    if (entry.sameAs() == null) {
                        messages.add(entry.id() + " " + entry.copy());
                    }
                });
        return messages;
    }

    private long exported() {
        List<Long> keys = new ArrayList<>();
        store.forEachMessage(LIST, message -> keys.add(message.entry().key()));
        return keys.size();
    }

    private Entry find(MessageId id) {
        return store.find(LIST, id).orElseThrow();
    }

    @Nested
    class WithOneMsgId {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "Received: from b by c; Tue, 1 Mar 2011 08:00:05 +0000\n",
                    "Return-Path: <ada@example.org>\nX-Spam: no\nList-Id: <garden.example.org>\n",
                    "DKIM-Signature: v=1; a=rsa-sha256; b=abc\nDelivered-To: x@example.org\n"
                })
        void isOneIfOnlyFieldsOfServersDiffer(String fields) {
            assertThat(run(HEADER + ID_FIELD + BODY, fields + HEADER + ID_FIELD + BODY))
                    .containsExactly(Outcome.STORED, Outcome.SAME_CONTENT);
            assertThat(messages()).containsExactly("a@example.org 0");
            assertThat(exported()).isEqualTo(2);
            List<Entry> sources = store.copies(LIST, ID);
            assertThat(sources).extracting(Entry::copy).containsExactly(0, 1);
            assertThat(sources.get(1).sameAs()).isEqualTo(sources.get(0).key());
            assertThat(store.raw(sources.get(1).key()))
                    .isEqualTo(bytes(fields + HEADER + ID_FIELD + BODY));
        }

        @Test
        void isOneIfOnlyLineEndsQuotingAndBlankLinesDiffer() {
            String crlf = (HEADER + ID_FIELD + BODY).replace("\n", "\r\n");
            String quoted = HEADER + ID_FIELD + BODY.replace("From here", ">From here");
            String longer = HEADER + ID_FIELD + BODY + "\n\n";
            assertThat(run(HEADER + ID_FIELD + BODY, crlf, quoted, longer))
                    .containsExactly(
                            Outcome.STORED,
                            Outcome.SAME_CONTENT,
                            Outcome.SAME_CONTENT,
                            Outcome.SAME_CONTENT);
        }

        @Test
        void isOneWhateverTheTransferEncodingIs() {
            String type = "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n";
            String plain = HEADER + ID_FIELD + type + "Content-Transfer-Encoding: 8bit\n\ncafé\n";
            String quoted =
                    HEADER
                            + ID_FIELD
                            + type
                            + "Content-Transfer-Encoding: quoted-printable\n\ncaf=E9\n";
            String base64 =
                    HEADER + ID_FIELD + type + "Content-Transfer-Encoding: base64\n\nY2Fm6Qo=\n";
            assertThat(run(plain, quoted, base64))
                    .containsExactly(Outcome.STORED, Outcome.SAME_CONTENT, Outcome.SAME_CONTENT);
        }

        @Test
        void isOneWhateverCharsetItsTextIsIn() {
            String type = HEADER + ID_FIELD + "MIME-Version: 1.0\nContent-Type: text/plain";
            String utf8 = "; charset=utf-8\nContent-Transfer-Encoding: base64\n\nY2Fmw6kK\n";
            String latin = "; charset=iso-8859-1\n\ncaf\u00e9\n";
            String wide =
                    "; charset=utf-16be\nContent-Transfer-Encoding: base64\n\nAGMAYQBmAOkACg==\n";
            String other = "; charset=iso-8859-2\n\ncaf\u00f5\n";
            assertThat(run(type + utf8, type + latin, type + wide, type + other))
                    .containsExactly(
                            Outcome.STORED,
                            Outcome.SAME_CONTENT,
                            Outcome.SAME_CONTENT,
                            Outcome.COPY);
        }

        @Test
        void isOneIfAsciiIsLabelledInAnotherWay() {
            String plain = HEADER + ID_FIELD + BODY;
            String type = "MIME-Version: 1.0\nContent-Type: text/plain; charset=";
            assertThat(
                            run(
                                    plain,
                                    HEADER + ID_FIELD + type + "US-ASCII\n" + BODY,
                                    HEADER + ID_FIELD + type + "utf-8\n" + BODY))
                    .containsExactly(Outcome.STORED, Outcome.SAME_CONTENT, Outcome.SAME_CONTENT);
        }

        @Test
        void isOneIfItWasSentAtTheSameMomentInAnotherZone() {
            String first = HEADER + ID_FIELD + BODY;
            assertThat(
                            run(
                                    first,
                                    first.replace("08:00:00 +0000", "09:00:00 +0100"),
                                    first.replace("08:00:00 +0000", "08:00:00 +0100")))
                    .containsExactly(Outcome.STORED, Outcome.SAME_CONTENT, Outcome.COPY);
        }

        @Test
        void isComparedAnewWhereAMigrationTookTheDigests() throws SQLException {
            String first = HEADER + ID_FIELD + BODY;
            String other = HEADER + ID_FIELD + "\nSomething else.\n";
            run(first, other);
            String file = "jdbc:sqlite:" + folder.resolve("archive/archive.db");
            try (Connection connection = DriverManager.getConnection(file);
                    Statement statement = connection.createStatement()) {
                assertThat(statement.executeUpdate("UPDATE message SET content = NULL"))
                        .isEqualTo(2);
            }
            assertThat(run(TRACE + other, TRACE + first))
                    .containsExactly(Outcome.SAME_CONTENT, Outcome.SAME_CONTENT);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                textBlock =
                        """
                        The seeds came.     | The seeds came!
                        Subject: seeds      | Subject: [garden] seeds
                        08:00:00 +0000      | 08:00:01 +0000
                        To: garden@         | To: other@
                        From: Ada           | From: Ben
                        """)
        void isAFurtherCopyIfAnythingElseDiffers(String from, String to) {
            String first = HEADER + ID_FIELD + BODY;
            assertThat(run(first, first.replace(from, to)))
                    .containsExactly(Outcome.STORED, Outcome.COPY);
        }

        @Test
        void isAFurtherCopyIfAnAttachmentDiffers() {
            String parts =
                    HEADER
                            + ID_FIELD
                            + """
                            MIME-Version: 1.0
                            Content-Type: multipart/mixed; boundary=x

                            --x

                            Text.
                            --x
                            Content-Type: application/octet-stream; name=seed

                            0123456789
                            --x--
                            """;
            assertThat(run(parts, TRACE + parts, parts.replace("0123", "3210")))
                    .containsExactly(Outcome.STORED, Outcome.SAME_CONTENT, Outcome.COPY);
        }

        @Test
        void isComparedWithFurtherCopiesToo() {
            String first = HEADER + ID_FIELD + BODY;
            String other = HEADER + ID_FIELD + "\nSomething else.\n";
            assertThat(run(first, other, TRACE + other, TRACE + first, TRACE + other))
                    .containsExactly(
                            Outcome.STORED,
                            Outcome.COPY,
                            Outcome.SAME_CONTENT,
                            Outcome.SAME_CONTENT,
                            Outcome.DUPLICATE);
            List<Entry> all = store.copies(LIST, ID);
            assertThat(all.get(2).sameAs()).isEqualTo(all.get(1).key());
            assertThat(all.get(3).sameAs()).isEqualTo(all.get(0).key());
            assertThat(messages()).containsExactly("a@example.org 0", "a@example.org 1");
        }

        @Test
        void tellsFollowersOfItsMessageOnly() {
            run(HEADER + ID_FIELD + BODY, TRACE + HEADER + ID_FIELD + BODY);
            assertThat(store.changes(0, 10))
                    .extracting(Change::kind, Change::key)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple(Change.Kind.ADDED, 1L),
                            org.assertj.core.groups.Tuple.tuple(Change.Kind.RECEIVED_AGAIN, 1L));
        }
    }

    @Nested
    class WithoutMsgId {
        private final String without = HEADER + BODY;
        private final String with = TRACE + HEADER + ID_FIELD + BODY;

        @Test
        void joinsTheSameMessageWithOne() {
            assertThat(run(with, without)).containsExactly(Outcome.STORED, Outcome.SAME_CONTENT);
            assertBothLeadToTheMessage();
        }

        @Test
        void isJoinedByTheSameMessageWithOne() {
            run(without);
            NumberRow before = store.numbers(find(syntheticOf(without))).getFirst();
            assertThat(run(with)).containsExactly(Outcome.SAME_CONTENT);
            assertBothLeadToTheMessage();
            assertThat(store.findNumber(LIST, before.number().month(), before.number().number()))
                    .map(Entry::id)
                    .hasValue(ID);
        }

        @Test
        void isFoundAmongAnyNumberOfMessagesOfTheSecond() {
            List<String> mail = new ArrayList<>();
            for (int i = 0; i <= Identification.MAX_COMPARED; i++) {
                mail.add(HEADER + "Message-ID: <other" + i + "@example.org>\n\nOther words\n");
            }
            mail.add(without);
            run(mail.toArray(String[]::new));

            assertThat(run(with)).containsExactly(Outcome.SAME_CONTENT);

            assertThat(find(syntheticOf(without))).isEqualTo(find(ID));
        }

        private void assertBothLeadToTheMessage() {
            assertThat(messages()).containsExactly("a@example.org 0");
            assertThat(exported()).isEqualTo(2);
            assertThat(find(syntheticOf(without))).isEqualTo(find(ID));
            assertThat(store.copies(LIST, syntheticOf(without))).hasSize(2);
            assertThat(run(without, with)).containsExactly(Outcome.DUPLICATE, Outcome.DUPLICATE);
        }

        @Test
        void isOneThoughSyntheticIdsDiffer() {
            String traced = TRACE + without;
            assertThat(syntheticOf(traced)).isNotEqualTo(syntheticOf(without));
            assertThat(run(without, traced, with))
                    .containsExactly(Outcome.STORED, Outcome.SAME_CONTENT, Outcome.SAME_CONTENT);
            assertThat(messages()).containsExactly("a@example.org 0");
            assertThat(find(syntheticOf(traced))).isEqualTo(find(ID));
            assertThat(find(syntheticOf(without))).isEqualTo(find(ID));
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                textBlock =
                        """
                        The seeds came.     | The seeds came!
                        Subject: seeds      | Subject: weeds
                        08:00:00 +0000      | 08:00:01 +0000
                        From: Ada <ada@     | From: Ada <eve@
                        """)
        void isAnotherMessageIfItDiffers(String from, String to) {
            assertThat(run(with, without.replace(from, to)))
                    .containsExactly(Outcome.STORED, Outcome.STORED);
        }

        @Test
        void isAnotherMessageIfItSaysTooLittle() {
            assertThat(run(HEADER + ID_FIELD + "\n\n", HEADER + "\n\n"))
                    .as("nothing but a subject")
                    .containsExactly(Outcome.STORED, Outcome.STORED);
            String undated = HEADER.replaceAll("Date:.*\n", "");
            assertThat(run(undated + ID_FIELD.replace("a@", "u@") + BODY, undated + BODY))
                    .as("no date")
                    .containsExactly(Outcome.STORED, Outcome.STORED);
        }

        @Test
        void neverMakesOneOfTwoWithMsgIdsOfTheirOwn() {
            assertThat(run(with, with.replace("<a@", "<b@")))
                    .containsExactly(Outcome.STORED, Outcome.STORED);
        }

        @Test
        void isThreadedByTheMsgIdThatItGets() {
            String reply =
                    "From: Ben <ben@example.org>\nMessage-ID: <r@example.org>\n"
                            + "In-Reply-To: <a@example.org>\nSubject: Re: seeds\n\nGood.\n";
            run(reply, without);
            assertThat(store.findEdge(find(new MessageId("r@example.org"))).map(Edge::dummy))
                    .hasValue(ID);
            run(with);
            assertThat(store.replies(find(ID)))
                    .extracting(entry -> entry.id().value())
                    .containsExactly("r@example.org");
        }

        @Test
        void staysTakenDownUnderEachMsgId() {
            run(without);
            new TakeDowns(writer, LIST)
                    .hide(List.of(syntheticOf(without)), "asked for", Instant.EPOCH);
            run(with);
            assertThat(store.findTakeDown(LIST, ID)).isPresent();
            assertThat(store.findTakeDown(LIST, syntheticOf(without))).isPresent();
            assertThat(exported()).isZero();
            new TakeDowns(writer, LIST).unhide(List.of(syntheticOf(without)), Instant.EPOCH);
            assertThat(exported()).isEqualTo(2);
        }
    }

    @Nested
    class InAnyOrder {
        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3, 4, 5, 6})
        void theSameMailIsTheSameMessages(long seed) {
            List<String> mail = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                String header = HEADER.replace("seeds", "seeds " + i % 8);
                String body = BODY.replace("spring", "spring " + i % 4);
                String answers = i < 2 ? "" : "In-Reply-To: <m" + (i - 2) + "@example.org>\n";
                String id = "Message-ID: <m" + i + "@example.org>\n";
                mail.add(header + answers + id + body);
                mail.add(TRACE + header + answers + id + body);
                mail.add(header + answers + body);
                mail.add(TRACE + header + answers + body.replace("\n", "\r\n"));
            }
            Set<String> before = null;
            Random random = new Random(seed);
            for (int order = 0; order < 3; order++) {
                Collections.shuffle(mail, random);
                Set<String> result = importInto(folder.resolve("shuffled-" + order), mail);
                before = before == null ? result : before;
                assertThat(result).isEqualTo(before);
            }
        }

        /** Returns what must not depend on the order; looks at all addresses after each message. */
        private Set<String> importInto(Path archive, List<String> mail) {
            Map<String, Long> given = new HashMap<>();
            Map<MessageId, Long> ids = new HashMap<>();
            for (int i = 0; i < mail.size(); i++) {
                try (var into = SqliteWriter.open(archive)) {
                    new InventedMailbox()
                            .add(InventedMailbox.separator(SENT), mail.get(i))
                            .importInto(into, LIST, "/mail/" + i);
                    ArchiveStore held = into.store();
                    assertThat(held.verify()).isEmpty();
                    given.forEach((number, key) -> assertThat(keyOf(held, number)).isEqualTo(key));
                    ids.forEach(
                            (id, key) ->
                                    assertThat(held.find(LIST, id).orElseThrow().key())
                                            .isEqualTo(key));
                    held.forEachNumber(
                            LIST,
                            row -> {
                                long key = held.find(LIST, row.id()).orElseThrow().key();
                                given.put(row.number().toString(), key);
                                ids.put(row.id(), key);
                            });
                    MessageId own = syntheticOf(mail.get(i));
                    ids.put(own, held.find(LIST, own).orElseThrow().key());
                }
            }
            Set<String> result = new TreeSet<>();
            try (var held = SqliteStore.open(archive)) {
                held.forEachMessage(
                        LIST,
                        message ->
                                result.add(
                                        message.entry().id()
                                                + " "
                                                + Arrays.hashCode(message.raw())));
                held.forEachEdge(LIST, edge -> result.add(edge.toString()));
            }
            return result;
        }

        private static long keyOf(ArchiveStore held, String number) {
            List<Long> keys = new ArrayList<>();
            held.forEachNumber(
                    LIST,
                    row -> {
                        if (row.number().toString().equals(number)) {
                            keys.add(held.find(LIST, row.id()).orElseThrow().key());
                        }
                    });
            return keys.getFirst();
        }
    }

    @Test
    void theLedgerAccountsForEachSource() {
        run(HEADER + ID_FIELD + BODY, HEADER + BODY, TRACE + HEADER + BODY);
        List<LedgerRow> rows = Contents.ledger(store, LIST);
        assertThat(rows).extracting(LedgerRow::id).containsOnly(ID);
        assertThat(rows)
                .extracting(LedgerRow::outcome)
                .containsExactly(Outcome.STORED, Outcome.SAME_CONTENT, Outcome.SAME_CONTENT);
        assertThat(rows).extracting(LedgerRow::number).containsOnly(rows.getFirst().number());
    }

    private static byte[] bytes(String raw) {
        return raw.getBytes(StandardCharsets.ISO_8859_1);
    }
}
