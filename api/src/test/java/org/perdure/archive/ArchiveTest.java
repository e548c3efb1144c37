package org.perdure.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perdure.archive.MonthView.Row;
import org.perdure.link.LinkParser;
import org.perdure.link.MessageNumber;
import org.perdure.message.ArchiveException.UnknownMessage;
import org.perdure.message.ArchiveException.UnknownPage;
import org.perdure.message.MailingList;
import org.perdure.message.MessageId;
import org.perdure.search.Facets.Count;
import org.perdure.search.Question.Sort;
import org.perdure.source.MboxReader;
import org.perdure.source.RawMessage;
import org.perdure.store.Entry;
import org.perdure.store.MonthEntry;

class ArchiveTest {
    private final SampleArchive sample = new SampleArchive();
    private final Archive archive = sample.archive;

    private void answer(String id, String inReplyTo, int day) {
        String date =
                DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        OffsetDateTime.of(2011, 3, day, 0, 0, 0, 0, ZoneOffset.UTC));
        sample.store.add(
                SampleArchive.LIST,
                SampleArchive.MARCH,
                SampleArchive.message(id, inReplyTo, date, "Re: Spores"));
    }

    @Nested
    class Months {
        @Test
        void areReadOnceWhileNothingChanges() {
            for (int i = 0; i < 3; i++) {
                archive.month(SampleArchive.LIST, SampleArchive.MARCH);
                archive.message(SampleArchive.LIST, SampleArchive.MARCH, 1);
            }
            assertThat(sample.store.monthsRead).isEqualTo(1);
        }

        @Test
        void areCountedOnceWhileNothingChanges() {
            for (int i = 0; i < 3; i++) {
                archive.list(SampleArchive.LIST);
                archive.month(SampleArchive.LIST, SampleArchive.MARCH);
                archive.month(SampleArchive.LIST, SampleArchive.APRIL);
            }
            assertThat(sample.store.listsCounted).isEqualTo(1);
            long before = archive.list(SampleArchive.LIST).messages();

            answer("9@ida", "1@ada", 31);
            assertThat(archive.list(SampleArchive.LIST).messages()).isEqualTo(before + 1);
            assertThat(archive.month(SampleArchive.LIST, SampleArchive.MARCH).calendar().months())
                    .isEqualTo(archive.list(SampleArchive.LIST).calendar().months());
            assertThat(sample.store.listsCounted).isEqualTo(2);
        }

        /** Of what links say of subjects and times, no look-up counts a list. */
        @Test
        void areNotCountedToResolveLinks() {
            for (String link :
                    List.of(
                            "https://thr3ads.net/fern-devel/2011/03/1-spores",
                            "https://marc.info/?l=fern-devel&m=129896640012345")) {
                new Resolver(archive).resolve(link);
            }
            assertThat(sample.store.listsCounted).isZero();
        }

        @Test
        void areReadAgainWhenMailCameIntoThem() {
            archive.month(SampleArchive.LIST, SampleArchive.MARCH);
            archive.month(SampleArchive.LIST, SampleArchive.APRIL);
            answer("9@ida", "1@ada", 31);
            assertThat(archive.month(SampleArchive.LIST, SampleArchive.MARCH).byDate())
                    .extracting(Row::number)
                    .containsExactly(0, 2, 1, 3, 4);
            archive.month(SampleArchive.LIST, SampleArchive.APRIL);
            assertThat(sample.store.monthsRead).isEqualTo(3);
        }

        @Test
        void areAllReadAgainWhenAMessageComesAfterItsAnswers() {
            archive.month(SampleArchive.LIST, SampleArchive.MARCH);
            sample.store.add(
                    SampleArchive.LIST,
                    SampleArchive.APRIL,
                    SampleArchive.message("never@came", "", "", "Lost"));
            archive.month(SampleArchive.LIST, SampleArchive.MARCH);
            assertThat(sample.store.monthsRead).isEqualTo(2);
        }

        @Test
        void areAllReadAgainAfterMoreChangesThanAreFollowed() {
            archive.month(SampleArchive.LIST, SampleArchive.APRIL);
            for (int i = 0; i <= MonthCache.MAX_CATCH_UP; i++) {
                answer(i + "@many", "", 1);
            }
            archive.month(SampleArchive.LIST, SampleArchive.APRIL);
            assertThat(sample.store.monthsRead).isEqualTo(2);
            assertThat(archive.month(SampleArchive.LIST, SampleArchive.MARCH).byDate())
                    .hasSize(MonthCache.MAX_CATCH_UP + 5);
        }

        @Test
        void giveEveryMessageItsNeighboursInBothOrders() {
            MessageView.Neighbours beside =
                    archive.message(SampleArchive.LIST, SampleArchive.MARCH, 1).neighbours();
            assertThat(number(beside.previousByDate())).isEqualTo(2);
            assertThat(number(beside.nextByDate())).isEqualTo(3);
            assertThat(number(beside.previousByThread())).isEqualTo(0);
            assertThat(number(beside.nextByThread())).isEqualTo(3);
            MessageView.Neighbours first =
                    archive.message(SampleArchive.LIST, SampleArchive.MARCH, 0).neighbours();
            assertThat(first.previousByDate()).isNull();
            assertThat(first.previousByThread()).isNull();
        }

        private @Nullable Integer number(MessageView.@Nullable Numbered numbered) {
            return numbered == null ? null : numbered.number().number();
        }

        @Test
        void showTheMonthOfTheNumberThatWasAskedFor() {
            archive.month(SampleArchive.LIST, SampleArchive.APRIL);
            Entry entry =
                    sample.store.find(SampleArchive.LIST, new MessageId("2@bob")).orElseThrow();
            sample.store.number(entry, new MessageNumber(SampleArchive.APRIL, 3));
            MessageView april = archive.message(SampleArchive.LIST, SampleArchive.APRIL, 3);
            assertThat(april.month()).isEqualTo(SampleArchive.APRIL);
            assertThat(april.numbers()).hasSize(2);
            assertThat(archive.message(SampleArchive.LIST, entry.id(), 0).month())
                    .isEqualTo(SampleArchive.MARCH);
            assertThat(archive.month(SampleArchive.LIST, SampleArchive.APRIL).byDate())
                    .extracting(Row::number)
                    .contains(3);
        }

        @Test
        void loseNoMessageOfARing() {
            Masking masking =
                    Masking.of(
                            archive.describedLists().getFirst(),
                            new LinkParser(archive.describedLists()));
            Summaries summaries = new Summaries(masking);
            Month month =
                    Month.of(
                            List.of(entry(0, 1), entry(1, 0), entry(2, 2), entry(3, 9)), summaries);
            assertThat(month.byThread())
                    .extracting(Row::number)
                    .containsExactlyInAnyOrder(0, 1, 2, 3);
            assertThat(month.byDate()).extracting(Row::number).containsExactly(0, 1, 2, 3);
        }

        private MonthEntry entry(int number, int parent) {
            MessageNumber place = new MessageNumber(SampleArchive.MARCH, number);
            return new MonthEntry(
                    number,
                    new Entry(
                            number,
                            SampleArchive.LIST,
                            new MessageId(number + "@x"),
                            0,
                            "",
                            "",
                            null,
                            Instant.EPOCH,
                            place,
                            null),
                    parent);
        }
    }

    @Nested
    class Threads {
        @ParameterizedTest
        @CsvSource({"1499, false", "1500, false", "1501, true"})
        void areCutBeyondTheirLimit(int messages, boolean truncated) {
            answer("root@long", "", 1);
            for (int i = 1; i < messages; i++) {
                sample.store.add(
                        SampleArchive.LIST,
                        SampleArchive.APRIL,
                        SampleArchive.message(i + "@long", "root@long", "", "Re: Long"));
            }
            ThreadView thread = archive.thread(SampleArchive.LIST, new MessageId("root@long"));
            assertThat(thread.truncated()).isEqualTo(truncated);
            assertThat(thread.nodes()).hasSize(Math.min(messages, Archive.MAX_THREAD));
        }

        @Test
        void areReadMessageByMessage() {
            ThreadView thread = archive.thread(SampleArchive.LIST, new MessageId("5@eve"));
            assertThat(thread.nodes()).hasSize(2);
            assertThat(thread.root().id().value()).isEqualTo("5@eve");
            List<String> ids = new ArrayList<>();
            archive.threadMessages(thread).forEach(view -> ids.add(view.summary().id().value()));
            assertThat(ids).containsExactly("5@eve");
            Iterator<MessageView> all =
                    archive.threadMessages(
                                    archive.thread(SampleArchive.LIST, new MessageId("1@ada")))
                            .iterator();
            assertThat(all.next().blocks()).isNotEmpty();
        }

        @Test
        void areDownloadedAsReceived() throws IOException {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            archive.mailboxes().writeThread(SampleArchive.LIST, new MessageId("4@dan"), out);
            List<byte[]> bytes = new ArrayList<>();
            try (MboxReader mbox =
                    new MboxReader(new ByteArrayInputStream(out.toByteArray()), "thread")) {
                for (RawMessage raw = mbox.nextMessage(); raw != null; raw = mbox.nextMessage()) {
                    bytes.add(raw.bytes());
                }
            }
            assertThat(bytes).hasSize(4);
            assertThat(bytes.getFirst())
                    .isEqualTo(archive.raw(SampleArchive.LIST, new MessageId("1@ada"), 0).bytes());
        }

        @Test
        void areNotDownloadedForAnUnknownMessage() {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            assertThatThrownBy(
                            () ->
                                    archive.mailboxes()
                                            .writeThread(
                                                    SampleArchive.LIST,
                                                    new MessageId("no@one"),
                                                    out))
                    .isInstanceOf(UnknownMessage.class);
            assertThat(out.size()).isZero();
        }
    }

    @Nested
    class Attachments {
        private static final String MESSAGE =
                """
                From: ada@plants.example.org
                Message-ID: <parts@ada>
                MIME-Version: 1.0
                Content-Type: multipart/mixed; boundary=cut

                --cut
                Content-Type: text/plain

                See below.
                --cut
                Content-Type: application/pdf; name="fern.pdf"
                Content-Transfer-Encoding: base64

                RmVybg==
                --cut--
                """;

        @Test
        void areGivenDecoded() {
            sample.store.add(SampleArchive.LIST, SampleArchive.MARCH, MESSAGE);
            MessageId id = new MessageId("parts@ada");
            MessageView view = archive.message(SampleArchive.LIST, id, 0);
            assertThat(view.attachments()).hasSize(1);
            String part = view.attachments().getFirst().part();
            AttachmentView attachment = archive.attachment(SampleArchive.LIST, id, 0, part);
            assertThat(attachment.bytes()).asString().isEqualTo("Fern");
            assertThat(attachment.attachment()).isEqualTo(view.attachments().getFirst());
            assertThatThrownBy(() -> archive.attachment(SampleArchive.LIST, id, 0, "7"))
                    .isInstanceOf(UnknownPage.class);
        }
    }

    @Nested
    class Searches {
        @Test
        void maskAuthors() {
            sample.store.add(
                    SampleArchive.LIST,
                    SampleArchive.MARCH,
                    "From: \"Leo (leo@example.org)\" <leo@example.org>\n"
                            + "Message-ID: <7@leo>\n\n"
                            + "unique\n");
            SearchView everywhere = archive.search(null, "unique", Sort.RELEVANCE, 10, null);
            assertThat(everywhere.facets().authors())
                    .extracting(Count::value)
                    .containsExactly("Leo (leo@xxxxxxxxxxx)");
            assertThat(everywhere.hits().getFirst().summary().author())
                    .isEqualTo("Leo (leo@xxxxxxxxxxx)");
        }

        @Test
        void maskNothingWhereNoListHidesAnything() {
            InMemoryStore store = new InMemoryStore();
            store.add(
                    SampleArchive.OTHER,
                    SampleArchive.MARCH,
                    "From: \"Leo (leo@example.org)\" <leo@example.org>\nMessage-ID: <7@leo>\n\n");
            MailingList open =
                    new MailingList(
                            SampleArchive.OTHER,
                            "",
                            List.of(),
                            List.of(),
                            null,
                            MailingList.Masking.NONE);
            Archive other =
                    new Archive(
                            store,
                            new InMemoryIndex(store),
                            Map.of(SampleArchive.OTHER, open),
                            Set.of());
            assertThat(other.search(null, "leo", Sort.RELEVANCE, 10, null).facets().authors())
                    .extracting(Count::value)
                    .containsExactly("Leo (leo@example.org)");
        }

        @Test
        void leaveOutWhatTheStoreDoesNotHave() {
            InMemoryStore empty = new InMemoryStore();
            Archive other = new Archive(empty, new InMemoryIndex(sample.store), Map.of(), Set.of());
            assertThat(other.search(null, "about", Sort.NEWEST, 10, null).hits()).isEmpty();
        }
    }
}
