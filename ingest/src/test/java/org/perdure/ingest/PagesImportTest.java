package org.perdure.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.link.Folder;
import org.perdure.link.PublishedPlace;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;
import org.perdure.message.Provenance;
import org.perdure.mime.MessageParser;
import org.perdure.store.ArchiveStore;
import org.perdure.store.Change;
import org.perdure.store.Edge;
import org.perdure.store.Entry;
import org.perdure.store.LedgerRow;
import org.perdure.store.PublishedFile;
import org.perdure.store.sql.SqliteWriter;

class PagesImportTest {
    private static final ListName LIST = new ListName("garden");
    private static final YearMonth MARCH = YearMonth.of(2011, 3);
    private static final String MARCH_1 = "2011-03-01T08:00:00Z";
    private static final String MARCH_2 = "2011-03-02T08:00:00Z";
    private static final String MARCH_3 = "2011-03-03T08:00:00Z";

    @TempDir private Path folder;
    private SqliteWriter writer;
    private ArchiveStore store;
    private InventedTree tree;

    @BeforeEach
    void open() {
        writer = SqliteWriter.open(folder.resolve("archive"));
        store = writer.store();
        tree = new InventedTree(folder.resolve("tree"));
    }

    @AfterEach
    void close() {
        assertThat(store.verify()).isEmpty();
        writer.close();
    }

    private static InventedMailbox mailbox() {
        return new InventedMailbox()
                .letter(MARCH_1, "a", "", "seeds")
                .letter(MARCH_2, "b", "a", "which?")
                .letter(MARCH_3, "c", "b", "roses");
    }

    private void importMail() {
        mailbox().importInto(writer, LIST, "mail");
    }

    private void importAll(String order) throws IOException {
        for (String source : order.split(" ")) {
            if (source.equals("mail")) {
                importMail();
            } else {
                tree.importInto(writer, LIST);
            }
        }
    }

    private List<String> numbers() {
        List<String> numbers = new ArrayList<>();
        store.forEachNumber(
                LIST,
                row ->
                        numbers.add(
                                row.number()
                                        + " "
                                        + row.id()
                                        + (row.origin().isExact() ? "!" : "")));
        return numbers;
    }

    private Entry entry(String id) {
        return store.find(LIST, new MessageId(id)).orElseThrow();
    }

    private String at(int number) {
        return store.findNumber(LIST, MARCH, number).map(entry -> entry.id().value()).orElse("-");
    }

    @Nested
    class Numbers {
        @ParameterizedTest
        @ValueSource(strings = {"tree mail", "mail tree", "tree mail tree mail", "mail tree tree"})
        void areThoseOfThePages(String order) throws IOException {
            tree.letter("2011-03/00002", MARCH_1, "a", "", "seeds")
                    .letter("2011-03/00007", MARCH_2, "b", "a", "which?")
                    .letter("2011-03/00000", MARCH_3, "c", "b", "roses");

            importAll(order);

            assertThat(numbers())
                    .containsExactly("2011-03/00000 c!", "2011-03/00002 a!", "2011-03/00007 b!");
        }

        @ParameterizedTest
        @ValueSource(strings = {"tree mail", "mail tree"})
        void ofMessagesWithoutPageComeAfterThem(String order) throws IOException {
            tree.letter("2011-03/00000", MARCH_2, "b", "a", "which?")
                    .letter("2011-03/00001", MARCH_3, "c", "b", "roses");

            importAll(order);

            assertThat(numbers())
                    .containsExactly("2011-03/00000 b!", "2011-03/00001 c!", "2011-03/00002 a");
        }

        @Test
        void thatWerePredictedAreClaimsOfTheirMessageAndLeadNowhere() throws IOException {
            importMail();
            tree.letter("2011-03/00009", MARCH_2, "b", "a", "which?").importInto(writer, LIST);

            assertThat(numbers())
                    .containsExactly("2011-03/00000 a", "2011-03/00002 c", "2011-03/00009 b!");
            assertThat(at(1)).isEqualTo("-");
            assertThat(store.claimants(LIST, PublishedPlace.mhonarc(Folder.of(MARCH), 1)))
                    .extracting(entry -> entry.id().value())
                    .containsExactly("b");
        }

        @Test
        void areBelievedOfSevenDigitsAndNotOfMore() throws IOException {
            tree.letter("2011-03/9999999", MARCH_1, "a", "", "seeds")
                    .letter("2011-03/10000000", MARCH_2, "b", "a", "which?")
                    .letter("2011-03/999999999", MARCH_3, "c", "b", "roses")
                    .letter("2011-03/00001", MARCH_2, "d", "", "in the place of b")
                    .letter("2011-03/00002", MARCH_3, "e", "", "in the place of c");

            importAll("tree mail");

            assertThat(numbers())
                    .containsExactly(
                            "2011-03/00001 d!",
                            "2011-03/00002 e!",
                            "2011-03/9999999 a!",
                            "2011-03/10000000 b",
                            "2011-03/10000001 c");
            assertThat(Contents.ledger(store, LIST))
                    .filteredOn(row -> row.outcome() == LedgerRow.Outcome.REJECTED)
                    .extracting(row -> row.source().replaceFirst(".*/", "") + " " + row.note())
                    .containsExactlyInAnyOrder(
                            "msg10000000.html is a page whose number has more than 7 digits",
                            "msg999999999.html is a page whose number has more than 7 digits");
        }

        @Test
        void thatWereSeenNeverMove() throws IOException {
            tree.letter("2011-03/00004", MARCH_1, "a", "", "seeds").importInto(writer, LIST);
            InventedTree other = new InventedTree(folder.resolve("other"));
            other.letter("2011-03/00004", MARCH_2, "b", "", "which?")
                    .letter("2011-03/00006", MARCH_1, "a", "", "seeds")
                    .importInto(writer, LIST);

            assertThat(numbers()).containsExactly("2011-03/00004 a!", "2011-03/00007 b");
            assertThat(at(6)).isEqualTo("a");
            List<String> claims = new ArrayList<>();
            store.forEachClaim(
                    LIST, claim -> claims.add(claim.place().number() + " " + claim.id()));
            assertThat(claims).containsExactly("4 a", "4 b", "6 a");
        }

        @Test
        void areKnownFromADatabaseBeforeTheMailComes() throws IOException {
            tree.letter("2011-03/00001", MARCH_1, "a", "", "seeds")
                    .file(
                            "2011-03/.mhonarc.db",
                            """
                            %IndexNum=(
                            '1','1',
                            '2','0',
                            );
                            %MsgId=(
                            'a','1',
                            'c','2',
                            );
                            """
                                    .getBytes(StandardCharsets.US_ASCII))
                    .importInto(writer, LIST);
            importMail();

            assertThat(numbers())
                    .containsExactly("2011-03/00000 c!", "2011-03/00001 a!", "2011-03/00002 b");
        }

        @ParameterizedTest
        @ValueSource(strings = {"tree mail", "mail tree"})
        void areNotPredictedBesideAMonthThatShowsTheMessage(String order) throws IOException {
            tree.letter("2011-02/00003", MARCH_1, "a", "", "seeds")
                    .letter("2011-03/00000", MARCH_2, "b", "a", "which?")
                    .letter("2011-03/00001", MARCH_3, "c", "b", "roses");

            importAll(order);

            assertThat(numbers())
                    .containsExactly("2011-02/00003 a!", "2011-03/00000 b!", "2011-03/00001 c!");
        }

        @Test
        void ofAMessageWithTwoPagesAreTwo() throws IOException {
            tree.letter("2011-03/00000", MARCH_1, "a", "", "seeds")
                    .letter("2011-05/00000", MARCH_1, "a", "", "seeds")
                    .letter("2011-07/00000", "2011-07-01T08:00:00Z", "a", "", "other")
                    .importInto(writer, LIST);

            assertThat(numbers())
                    .containsExactly("2011-03/00000 a!", "2011-05/00000 a!", "2011-07/00000 a!");
            assertThat(store.copies(LIST, new MessageId("a"))).hasSize(2);
            assertThat(store.findNumber(LIST, YearMonth.of(2011, 5), 0).orElseThrow().copy())
                    .isZero();
            assertThat(store.findNumber(LIST, YearMonth.of(2011, 7), 0).orElseThrow().copy())
                    .isEqualTo(1);
        }
    }

    @Nested
    class Mail {
        @Test
        void takesThePlaceOfAPage() throws IOException {
            tree.letter("2011-03/00005", MARCH_2, "b", "gone", "which?").importInto(writer, LIST);
            Entry page = entry("b");
            assertThat(store.provenance(page)).isEqualTo(Provenance.MHONARC_PAGE);
            assertThat(store.findEdge(page).map(Edge::dummy)).contains(new MessageId("gone"));

            importMail();

            Entry mail = entry("b");
            assertThat(mail.key()).isEqualTo(page.key());
            assertThat(mail.number()).isEqualTo(page.number());
            assertThat(store.provenance(mail)).isEqualTo(Provenance.RECEIVED);
            assertThat(new String(store.raw(mail.key()), StandardCharsets.US_ASCII))
                    .startsWith("From: Ada")
                    .doesNotContain(Provenance.FIELD);
            assertThat(store.ancestors(mail, 9)).extracting(Entry::id).contains(entry("a").id());
            assertThat(store.changes(0, 100))
                    .filteredOn(change -> change.key() == mail.key())
                    .extracting(Change::kind)
                    .contains(Change.Kind.ADDED, Change.Kind.REPLACED);
        }

        @Test
        void isNotReplacedByAPage() throws IOException {
            importMail();
            byte[] before = store.raw(entry("b").key());
            tree.letter("2011-03/00001", MARCH_2, "b", "a", "which?");

            ImportReport report = tree.importInto(writer, LIST);

            assertThat(report.evidence()).isEqualTo(1);
            assertThat(store.raw(entry("b").key())).isEqualTo(before);
        }

        @Test
        void isTheSameWithoutAMsgIdIfItSaysTheSame() throws IOException {
            String date = InventedMailbox.date(Instant.parse(MARCH_1));
            String made = "0123456789abcdef0123456789abcdef@NO-ID-FOUND.mhonarc.org";
            tree.page(
                            "2011-03/00003",
                            made,
                            "Ada &#60;ada@example.org>",
                            "hello",
                            date,
                            "",
                            "<pre>Write to bob@xxxxxxxxxxx,\nnot to me.\n</pre>")
                    .importInto(writer, LIST);
            InventedMailbox mail =
                    new InventedMailbox()
                            .add(
                                    InventedMailbox.separator(Instant.parse(MARCH_1)),
                                    "From: Ada <ada@example.org>\nDate: "
                                            + date
                                            + "\nSubject: hello\n\n"
                                            + "Write to bob@example.org,\nnot to me.\n");
            mail.importInto(writer, LIST, "mail");
            mail.importInto(writer, LIST, "the same mail elsewhere");

            assertThat(numbers()).containsExactly("2011-03/00003 " + made + "!");
            assertThat(store.newest(LIST, 10)).hasSize(1);
            assertThat(store.provenance(entry(made))).isEqualTo(Provenance.RECEIVED);
        }
    }

    @Nested
    class Files {
        private static final byte[] PDF = "%PDF-1.4 invented".getBytes(StandardCharsets.US_ASCII);

        private void importPage() throws IOException {
            tree.page(
                            "2011-03/00000",
                            "a",
                            "Ada &#60;ada@example.org>",
                            "about a",
                            InventedMailbox.date(Instant.parse(MARCH_1)),
                            "",
                            """
                            <pre>see below</pre><p><strong>Attachment:
                            <a href="pdfa.pdf" ><tt>plan.pdf</tt></a></strong><br>
                            <em>Description:</em> Adobe PDF document</p>
                            """,
                            "pdfa.pdf",
                            "../../secret.pdf")
                    .file("2011-03/pdfa.pdf", PDF)
                    .file("secret.pdf", PDF)
                    .importInto(writer, LIST);
        }

        private void importMail(byte[] attachment) {
            new InventedMailbox()
                    .add(
                            InventedMailbox.separator(Instant.parse(MARCH_1)),
                            """
                            From: Ada <ada@example.org>
                            Date: %s
                            Message-ID: <a>
                            Content-Type: multipart/mixed; boundary=B

                            --B

                            see below
                            --B
                            Content-Type: image/png

                            no plan
                            --B
                            Content-Type: application/pdf; name="plan.pdf"
                            Content-Transfer-Encoding: base64

                            %s
                            --B--
                            """
                                    .formatted(
                                            InventedMailbox.date(Instant.parse(MARCH_1)),
                                            Base64.getEncoder().encodeToString(attachment)))
                    .importInto(writer, LIST, "mail");
        }

        private PublishedFile file() {
            return store.findFile(LIST, MARCH, "pdfa.pdf").orElseThrow();
        }

        private byte[] content() {
            PublishedFile file = file();
            return file.part() == null
                    ? Objects.requireNonNull(file.data())
                    : new MessageParser()
                            .findPart(store.raw(file.entry().key()), file.part())
                            .orElseThrow()
                            .content();
        }

        @Test
        void arePartsOfWhatWasReconstructed() throws IOException {
            importPage();

            assertThat(file().part()).isEqualTo("2");
            assertThat(content()).isEqualTo(PDF);
            assertThat(store.findFile(LIST, MARCH, "../../secret.pdf")).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void arePartsOfTheMail(boolean mailFirst) throws IOException {
            if (mailFirst) {
                importMail(PDF);
            }
            importPage();
            if (!mailFirst) {
                importMail(PDF);
            }

            assertThat(file().part()).isEqualTo("3");
            assertThat(content()).isEqualTo(PDF);
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void areKeptIfTheMailHasThemNot(boolean mailFirst) throws IOException {
            byte[] other = "another plan".getBytes(StandardCharsets.US_ASCII);
            if (mailFirst) {
                importMail(other);
            }
            importPage();
            if (!mailFirst) {
                importMail(other);
            }

            assertThat(file().part()).isNull();
            assertThat(content()).isEqualTo(PDF);
        }
    }

    @Nested
    class Links {
        @Test
        void inATreeAreNotFollowed() throws IOException {
            tree.letter("2011-03/00000", MARCH_1, "a", "", "seeds");
            Path secret = java.nio.file.Files.writeString(folder.resolve("secret"), "secret");
            java.nio.file.Files.createSymbolicLink(
                    folder.resolve("tree/2011-03/msg00001.html"), secret);

            ImportReport report = tree.importInto(writer, LIST);

            assertThat(report.reconstructed()).isEqualTo(1);
            assertThat(Contents.ledger(store, LIST))
                    .filteredOn(row -> row.outcome() == LedgerRow.Outcome.REJECTED)
                    .extracting(LedgerRow::note)
                    .containsExactly("is a link beside pages");
        }
    }

    @Nested
    class TheLedger {
        @Test
        void hasEveryFileOnce() throws IOException {
            tree.letter("2011-03/00000", MARCH_1, "a", "", "seeds")
                    .file("2011-03/index.html", "<html>".getBytes(StandardCharsets.US_ASCII))
                    .file("2011-03/msg00001.html", "broken".getBytes(StandardCharsets.US_ASCII))
                    .file("2011-03/.mhonarc.db", "%IndexNum=(".getBytes(StandardCharsets.US_ASCII));

            ImportReport first = tree.importInto(writer, LIST);
            List<String> before = outcomes();
            ImportReport second = tree.importInto(writer, LIST);

            assertThat(first.read()).isEqualTo(4);
            assertThat(second.known()).isEqualTo(4);
            assertThat(second.read()).isEqualTo(4);
            assertThat(before)
                    .containsExactlyInAnyOrder(
                            "2011-03/.mhonarc.db EVIDENCE",
                            "2011-03/msg00000.html RECONSTRUCTED",
                            "2011-03/msg00001.html REJECTED",
                            "2011-03/index.html REJECTED");
            assertThat(outcomes()).isEqualTo(before);
        }

        private List<String> outcomes() {
            return Contents.ledger(store, LIST).stream()
                    .map(row -> row.source().replaceFirst(".*/tree/", "") + " " + row.outcome())
                    .toList();
        }
    }
}
