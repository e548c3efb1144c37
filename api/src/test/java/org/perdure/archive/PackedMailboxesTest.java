package org.perdure.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.archive.PackedMailbox.Digest;
import org.perdure.link.Folder;
import org.perdure.message.MessageId;
import org.perdure.message.Sha256;

class PackedMailboxesTest {
    private static final Folder MARCH = Folder.of(SampleArchive.MARCH);
    private static final Folder APRIL = Folder.of(SampleArchive.APRIL);

    private final SampleArchive sample = new SampleArchive();

    private PackedMailboxes keeping(long bytes) {
        return new PackedMailboxes(
                sample.store, sample.archive.mailboxes(), sample.archive.series(), bytes);
    }

    private static byte[] all(PackedMailboxes.Source source) throws IOException {
        return part(source, 0, source.digest().length());
    }

    private static byte[] part(PackedMailboxes.Source source, long from, long to)
            throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        source.write(source.digest(), from, to, out);
        return out.toByteArray();
    }

    private PackedMailboxes.Source march(PackedMailboxes mailboxes) {
        return mailboxes.month(SampleArchive.LIST, MARCH, true);
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                0,
                PackedMailboxes.MIN_WEIGHT - 1,
                PackedMailboxes.MIN_WEIGHT,
                2 * PackedMailboxes.MIN_WEIGHT
            })
    void areTheSameBytesHoweverMuchIsKept(long kept) throws IOException {
        PackedMailboxes mailboxes = keeping(kept);
        byte[] whole = all(march(mailboxes));
        assertThat(march(mailboxes).digest())
                .isEqualTo(new Digest(whole.length, HexFormat.of().formatHex(Sha256.of(whole))));
        assertThat(part(march(mailboxes), 3, 20)).isEqualTo(Arrays.copyOfRange(whole, 3, 20));
        assertThat(all(march(keeping(PackedMailboxes.MIN_WEIGHT)))).isEqualTo(whole);
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        sample.archive.mailboxes().writeMonth(SampleArchive.LIST, MARCH, plain);
        assertThat(new GZIPInputStream(new ByteArrayInputStream(whole)).readAllBytes())
                .isEqualTo(plain.toByteArray())
                .isEqualTo(all(mailboxes.month(SampleArchive.LIST, MARCH, false)));
    }

    @Test
    void changeWithTheMonthAlone() {
        PackedMailboxes mailboxes = keeping(PackedMailboxes.MIN_WEIGHT);
        Digest march = march(mailboxes).digest();
        Digest april = mailboxes.month(SampleArchive.LIST, APRIL, true).digest();
        sample.store.add(
                SampleArchive.LIST,
                SampleArchive.APRIL,
                """
                From: Eve <eve@example.org>
                Message-ID: <6@eve>
                Date: Sun, 03 Apr 2011 10:00:00 +0000

                More.
                """);
        assertThat(march(mailboxes).digest()).isEqualTo(march);
        assertThat(mailboxes.month(SampleArchive.LIST, APRIL, true).digest()).isNotEqualTo(april);
    }

    @Test
    void areNotGivenOutAsSomethingElse() throws IOException {
        PackedMailboxes mailboxes = keeping(PackedMailboxes.MIN_WEIGHT);
        PackedMailboxes.Source thread =
                mailboxes.thread(SampleArchive.LIST, new MessageId("1@ada"));
        Digest other = new Digest(thread.digest().length(), march(mailboxes).digest().sha256());
        assertThatThrownBy(() -> thread.write(other, 0, 1, new ByteArrayOutputStream()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("changed");
    }

    /** Whoever is interrupted while reading closes the file; the next one has it made again. */
    @Test
    void areThereAfterAReaderWasInterrupted() throws IOException {
        PackedMailboxes mailboxes = keeping(PackedMailboxes.MIN_WEIGHT);
        byte[] whole = all(march(mailboxes));
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> all(march(mailboxes))).isInstanceOf(Exception.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(all(march(mailboxes))).isEqualTo(whole);
    }

    @Test
    void ofMessagesHaveTheirOrder() throws IOException {
        PackedMailboxes mailboxes = keeping(PackedMailboxes.MIN_WEIGHT);
        List<Long> keys = List.of(key("1@ada"), key("2@bob"));
        List<Long> reversed = keys.reversed();
        assertThat(mailboxes.messages(keys).digest())
                .isNotEqualTo(mailboxes.messages(reversed).digest());
        byte[] packed = all(mailboxes.messages(keys));
        String text =
                new String(
                        new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes(),
                        StandardCharsets.UTF_8);
        assertThat(text).contains("Message-ID: <1@ada>").doesNotContain("Message-ID: <3@cyd>");
    }

    private long key(String id) {
        return sample.store.find(SampleArchive.LIST, new MessageId(id)).orElseThrow().key();
    }
}
