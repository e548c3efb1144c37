package org.perdure.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.link.Folder;
import org.perdure.link.PublishedPlace;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;
import org.perdure.mime.MessageParser;
import org.perdure.store.ArchiveStore;
import org.perdure.store.Checkpoint;
import org.perdure.store.Entry;
import org.perdure.store.NumberClaim;
import org.perdure.store.NumberRow.Origin;
import org.perdure.store.PublishedName;
import org.perdure.store.TakeDown;
import org.perdure.store.sql.SqliteWriter;

/**
 * What was given out to a message that came without a msg-id stays given out, and written down,
 * when the same message comes with one.
 */
@Timeout(120)
class RenamedAddressesTest {
    private static final ListName LIST = new ListName("garden");
    private static final Instant SENT = Instant.parse("2011-03-01T08:00:00Z");
    private static final YearMonth MARCH = YearMonth.of(2011, 3);
    private static final MessageId ID = new MessageId("a@example.org");

    private static final String HEADER =
            """
            From: Ada <ada@example.org>
            To: garden@example.org
            Subject: seeds
            Date: Tue, 1 Mar 2011 08:00:00 +0000
            """;
    private static final String WITHOUT = HEADER + "\nThe seeds came.\n";
    private static final String OTHER = HEADER + "\nThe seeds came again.\n";
    private static final String WITH = HEADER + "Message-ID: <a@example.org>\n\nThe seeds came.\n";
    private static final MessageId SYNTHETIC = new MessageParser().parse(bytes(WITHOUT)).id();

    @TempDir private Path folder;
    private SqliteWriter writer;
    private ArchiveStore store;
    private Checkpoint checkpoint;
    private int imports;

    @BeforeEach
    void open() {
        writer = SqliteWriter.open(folder.resolve("archive"));
        store = writer.store();
        checkpoint = store.checkpoint();
    }

    @AfterEach
    void close() {
        writer.close();
    }

    private static byte[] bytes(String raw) {
        return raw.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Does it one after the other: after each, all holds that was given out before. */
    private void holdingAll(List<String> steps) throws IOException {
        for (String step : steps) {
            switch (step) {
                case "without" -> mail(WITHOUT);
                case "other" -> mail(OTHER);
                case "with" -> mail(WITH);
                case "page" -> page();
                case "claim" -> claim();
                case "hide" -> takeDowns().hide(List.of(SYNTHETIC), "asked for", SENT);
                case "unhide" -> takeDowns().unhide(List.of(SYNTHETIC), SENT);
                case "hide-id" -> takeDowns().hide(List.of(ID), "asked for", SENT);
                case "unhide-id" -> takeDowns().unhide(List.of(ID), SENT);
                default -> throw new AssertionError(step);
            }
            assertThat(store.verify()).as(step).isEmpty();
            assertThat(store.lost(checkpoint)).as(step).isEmpty();
            checkpoint = Checkpoint.parse(store.checkpoint().toText()).orElseThrow();
        }
    }

    @Test
    void stayWhereAnOperatorPutThem() {
        mail(WITHOUT);
        mail(HEADER + "Message-ID: <above@example.org>\n\nWho has seeds?\n");
        mail(HEADER + "Message-ID: <below@example.org>\n\nThanks.\n");
        Ruler ruler = new Ruler(writer, LIST);
        ruler.attach(SYNTHETIC, new MessageId("above@example.org"), "", SENT);
        ruler.attach(new MessageId("below@example.org"), SYNTHETIC, "", SENT);

        mail(WITH);

        assertThat(store.verify()).isEmpty();
        List<String> edges = new ArrayList<>();
        store.forEachEdge(LIST, edge -> edges.add(edge.id() + ">" + edge.parent()));
        assertThat(edges)
                .containsExactlyInAnyOrder(
                        "a@example.org>above@example.org",
                        "above@example.org>null",
                        "below@example.org>a@example.org");
    }

    private TakeDowns takeDowns() {
        return new TakeDowns(writer, LIST);
    }

    private void mail(String raw) {
        new InventedMailbox()
                .add(InventedMailbox.separator(SENT), raw)
                .importInto(writer, LIST, "/mail/" + imports++);
    }

    private void page() throws IOException {
        new InventedTree(folder.resolve("tree"))
                .page(
                        "2011-03/00005",
                        SYNTHETIC.value(),
                        "Ada &#60;ada@example.org>",
                        "seeds",
                        InventedMailbox.date(SENT),
                        "",
                        "<pre>The seeds came.\n</pre>",
                        "pdfa.pdf")
                .file("2011-03/pdfa.pdf", bytes("%PDF-1.4"))
                .importInto(writer, LIST);
    }

    /** What MHonArc's database says, without the page. */
    private void claim() {
        PublishedPlace place = PublishedPlace.mhonarc(Folder.of(MARCH), 5);
        NumberClaim claim = new NumberClaim(place, SYNTHETIC, Origin.MHONARC_DB);
        writer.write(
                writing -> {
                    writing.addList(LIST);
                    return writing.numbering().claim(LIST, List.of(claim), null);
                });
    }

    private List<String> numbers() {
        List<String> rows = new ArrayList<>();
        store.forEachNumber(
                LIST, row -> rows.add(row.number() + " " + row.id() + " " + row.confidence()));
        return rows;
    }

    private List<String> register() {
        List<String> rows = new ArrayList<>();
        store.forEachRegisterRow(
                LIST,
                row ->
                        rows.add(
                                row.chain()
                                        + " "
                                        + row.event()
                                        + " "
                                        + row.number()
                                        + " "
                                        + row.id()));
        return rows;
    }

    private List<String> files() {
        List<PublishedName> names = new ArrayList<>();
        store.forEachFile(LIST, names::add);
        return names.stream().map(PublishedName::toString).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "without with",
                "with without",
                "without other with",
                "other without with",
                "without with other",
                "with without other",
                "with other without",
                "page without with",
                "page with without",
                "without page with",
                "with page without",
                "without with page",
                "with without page",
                "page without other with page other"
            })
    void areHeldInAnyOrder(String steps) throws IOException {
        holdingAll(List.of(steps.split(" ")));
        if (!steps.contains("other")) {
            assertThat(store.find(LIST, SYNTHETIC)).isEqualTo(store.find(LIST, ID));
        }
        if (steps.contains("page")) {
            assertThat(store.findNumber(LIST, MARCH, 5)).map(Entry::id).hasValue(ID);
            assertThat(register())
                    .anySatisfy(row -> assertThat(row).startsWith("num/2011-03 EXACT 5 "));
            assertThat(files()).hasSize(1);
        }
    }

    /** A claim on the synthetic msg-id, before and after it is known whose that is. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "claim without with",
                "claim with without",
                "without claim with",
                "without with claim",
                "with claim without",
                "with without claim",
                "page without with",
                "page with without",
                "without page with",
                "without with page",
                "with page without",
                "with without page",
                "claim page with without",
                "with claim page without"
            })
    void haveTheNumberThatWasClaimedInAnyOrder(String steps) throws IOException {
        holdingAll(List.of(steps.split(" ")));
        assertThat(numbers()).containsExactly("2011-03/00005 a@example.org 1.0");
    }

    /** As long as the same is given out on the way, what is written down of it is the same. */
    @Test
    void haveOneRegisterWheneverTheClaimCame() throws IOException {
        Set<String> roots = new TreeSet<>();
        for (String steps :
                List.of("claim with without", "with claim without", "with without claim")) {
            close();
            writer = SqliteWriter.open(folder.resolve(steps));
            store = writer.store();
            checkpoint = store.checkpoint();
            holdingAll(List.of(steps.split(" ")));
            roots.add(store.checkpoint().root());
        }
        assertThat(roots).hasSize(1);
        assertThat(register())
                .filteredOn(row -> row.startsWith("num/"))
                .containsExactly(
                        "num/2011-03 GIVEN 0 a@example.org",
                        "num/2011-03 LEFT 0 a@example.org",
                        "num/2011-03 EXACT 5 a@example.org");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hide without with",
                "without hide with",
                "without other hide with",
                "with without hide",
                "with hide without",
                "hide with without",
                "page hide with without",
                "hide-id without with",
                "without hide-id with",
                "with hide-id without",
                "hide-id unhide-id without hide with",
                "hide-id unhide-id hide with without",
                "hide-id unhide-id hide without with",
                "hide unhide without hide-id with"
            })
    void staysTakenDown(String steps) throws IOException {
        holdingAll(List.of(steps.split(" ")));
        assertThat(store.findTakeDown(LIST, ID)).isPresent();
        assertThat(store.findTakeDown(LIST, SYNTHETIC)).isPresent();
        holdingAll(List.of("unhide"));
        assertThat(store.findTakeDown(LIST, ID)).isEmpty();
        assertThat(store.findTakeDown(LIST, SYNTHETIC)).isEmpty();
    }

    @Test
    void isTakenDownFromAListThatNamesTheSyntheticMsgId() throws IOException {
        holdingAll(List.of("without", "with"));
        takeDowns()
                .restore(List.of(new TakeDown(LIST, SYNTHETIC, SENT, "", TakeDown.Who.OPERATOR)));
        assertThat(store.findTakeDown(LIST, ID)).isPresent();
        assertThat(store.verify()).isEmpty();
    }

    @Test
    void areSaidToBeTakenDownAsTheyWereNamed() throws IOException {
        holdingAll(List.of("without", "with"));
        assertThat(takeDowns().hide(List.of(SYNTHETIC, ID), "", SENT)).containsExactly(SYNTHETIC);
        assertThat(takeDowns().unhide(List.of(SYNTHETIC, ID), SENT)).containsExactly(SYNTHETIC);
    }
}
