package org.perdure.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.perdure.ingest.ChildProcess;
import org.perdure.ingest.InventedMailbox;
import org.perdure.link.MessageNumber;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;
import org.perdure.store.ArchiveWriter;
import org.perdure.store.ArchiveWriter.Packed;
import org.perdure.store.StoreException;

class SqliteWriterTest {
    private static final ListName LIST = new ListName("garden");

    @TempDir private Path folder;

    @Nested
    class TheLock {
        private void assertRefused() {
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> SqliteWriter.open(folder).close())
                    .withMessage("another process is writing to the archive in " + folder);
        }

        private String firstLine(Process process) throws IOException {
            BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
            return String.valueOf(lines.readLine());
        }

        @Test
        void refusesASecondWriterUntilTheFirstIsClosed() {
            try (var first = SqliteWriter.open(folder)) {
                assertRefused();
                assertRefused();
                assertThat(first.store().lists()).isEmpty();
            }
            assertThatNoException().isThrownBy(() -> SqliteWriter.open(folder).close());
        }

        @Test
        void knowsAFolderByItsOtherNames() throws IOException {
            Path link = Files.createSymbolicLink(folder.resolve("link"), folder);
            try (var first = SqliteWriter.open(link)) {
                assertThat(first.isUntaught()).isTrue();
                assertRefused();
            }
        }

        @Test
        void isFreeAfterAnArchiveThatCannotBeOpened() throws IOException {
            Path file = folder.resolve(SqliteStore.FILE);
            Files.writeString(file, "Dear list,\n".repeat(1000));
            for (int i = 0; i < 3; i++) {
                assertThatExceptionOfType(StoreException.class)
                        .isThrownBy(() -> SqliteWriter.open(folder).close())
                        .withMessageContaining("is not an archive");
            }
            Files.delete(file);
            assertThatNoException().isThrownBy(() -> SqliteWriter.open(folder).close());
        }

        @Test
        @Timeout(60)
        void isWaitedForAsLongAsItIsSaid() throws Exception {
            SqliteWriter first = SqliteWriter.open(folder);
            Thread second =
                    Thread.ofVirtual()
                            .start(() -> SqliteWriter.open(folder, Duration.ofMinutes(1)).close());
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> SqliteWriter.open(folder, Duration.ofMillis(50)).close())
                    .withMessage("another process is writing to the archive in " + folder);
            assertThat(second.isAlive()).isTrue();
            first.close();
            second.join();
            assertThatNoException().isThrownBy(() -> SqliteWriter.open(folder).close());
        }

        @Test
        @Timeout(60)
        void refusesAnotherProcess() throws Exception {
            try (var first = SqliteWriter.open(folder)) {
                assertThat(first.isUntaught()).isTrue();
                assertRefused(); // Must not take the lock from the first.
                Process second = ChildProcess.start(folder, HoldWriter.class, folder.toString());
                assertThat(firstLine(second))
                        .isEqualTo("another process is writing to the archive in " + folder);
                assertThat(second.waitFor()).isZero();
            }
        }

        @Test
        @Timeout(60)
        void isLentToAnotherProcessByALongRun() throws Exception {
            try (var run = SqliteWriter.openForRun(folder, Duration.ZERO)) {
                assertThat(run.giveWay()).as("nobody waits").isFalse();
                Process other =
                        ChildProcess.start(folder, HoldWriter.class, folder.toString(), "waits");
                Thread ending = Thread.ofVirtual().start(() -> endWhenItWrites(other));
                while (!run.giveWay()) {
                    Thread.sleep(5);
                }
                ending.join();
                assertThat(other.waitFor()).isZero();
                assertThat(run.giveWay()).isFalse();
                assertRefused();
                assertThat(run.<Integer>write(transaction -> 1)).isEqualTo(1);
            }
            assertThatNoException().isThrownBy(() -> SqliteWriter.open(folder).close());
        }

        private void endWhenItWrites(Process other) {
            try {
                assertThat(firstLine(other)).isEqualTo("writing []");
                assertRefused();
                other.getOutputStream().close();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        @Test
        @Timeout(60)
        void isFreeWhenItsProcessWasKilled() throws Exception {
            Process first = ChildProcess.start(folder, HoldWriter.class, folder.toString());
            assertThat(firstLine(first)).isEqualTo("writing []");
            assertRefused();
            first.destroyForcibly().waitFor();
            assertThatNoException().isThrownBy(() -> SqliteWriter.open(folder).close());
        }
    }

    @Nested
    class ATransactionThatFails {
        static Stream<Throwable> failures() {
            return Stream.of(
                    new IllegalStateException("no"),
                    new StoreException("no"),
                    new AssertionError("no"),
                    new StackOverflowError("no"));
        }

        private void importOne(ArchiveWriter writer, String id) {
            new InventedMailbox()
                    .letter("2011-03-01T08:00:00Z", id, "ghost-" + id, "")
                    .importInto(writer, LIST, id);
        }

        @ParameterizedTest
        @MethodSource("failures")
        void leavesNothingAndTheWriterUsable(Throwable failure) {
            try (var writer = SqliteWriter.open(folder)) {
                importOne(writer, "before");
                long sequence = writer.store().lastSequence();
                ListName lost = new ListName("lost");
                assertThatExceptionOfType(Throwable.class)
                        .isThrownBy(
                                () ->
                                        writer.write(
                                                transaction -> {
                                                    transaction.addList(lost);
                                                    transaction
                                                            .threads(lost)
                                                            .node(new MessageId("ghost"));
                                                    transaction
                                                            .threads(LIST)
                                                            .node(new MessageId("ghost"));
                                                    return fail(failure);
                                                }))
                        .isSameAs(failure);

                assertThat(writer.store().lists()).containsExactly(LIST);
                importOne(writer, "after");
                new InventedMailbox()
                        .letter("2011-03-01T08:00:00Z", "in-lost", "ghost", "")
                        .importInto(writer, lost, "lost");
                assertThat(writer.store().lastSequence()).isEqualTo(sequence + 2);
                assertThat(writer.store().verify()).isEmpty();
                assertThat(
                                writer.store()
                                        .findNumber(LIST, YearMonth.of(2011, 3), 1)
                                        .orElseThrow()
                                        .number())
                        .isEqualTo(new MessageNumber(YearMonth.of(2011, 3), 1));
            }
        }

        private static String fail(Throwable failure) {
            switch (failure) {
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                default -> throw new AssertionError(failure);
            }
        }

        @Test
        void byUsingAListThatIsNotThereIsABug() {
            try (var writer = SqliteWriter.open(folder)) {
                assertThatExceptionOfType(IllegalArgumentException.class)
                        .isThrownBy(
                                () ->
                                        writer.write(
                                                transaction ->
                                                        transaction.copies(
                                                                LIST, new MessageId("a"))));
            }
        }
    }

    @Nested
    class TheDictionary {
        private List<byte[]> mail(int count) {
            Random random = new Random(1);
            List<byte[]> mail = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                mail.add(
                        ("From: Ada <ada@example.org>\nTo: garden@example.org\nSubject: seeds "
                                        + random.nextInt()
                                        + "\nMessage-ID: <"
                                        + random.nextLong()
                                        + "@example.org>\n\nHello, here are "
                                        + random.nextInt()
                                        + " seeds for the garden.\n")
                                .getBytes(StandardCharsets.US_ASCII));
            }
            return mail;
        }

        @Test
        void isLearnedOnceAndReadsBothKinds() {
            List<byte[]> mail = mail(ArchiveWriter.MIN_SAMPLES);
            byte[] raw = mail.getFirst();
            Packed before;
            Packed after;
            try (var writer = SqliteWriter.open(folder)) {
                assertThat(writer.isUntaught()).isTrue();
                before = writer.pack(raw);
                writer.learn(mail);
                assertThat(writer.isUntaught()).isFalse();
                after = writer.pack(raw);
                writer.learn(mail(500));
                assertThat(writer.pack(raw).dictionary()).isEqualTo(after.dictionary());
            }
            assertThat(before.dictionary()).isZero();
            assertThat(after.dictionary()).isPositive();
            assertThat(after.data()).hasSizeLessThan(before.data().length);
            try (var writer = SqliteWriter.open(folder);
                    var reader = SqliteStore.open(folder)) {
                assertThat(writer.isUntaught()).isFalse();
                assertThat(writer.pack(raw).dictionary()).isEqualTo(after.dictionary());
                for (Packed packed : List.of(before, after)) {
                    assertThat(reader.compression().unpack(packed)).isEqualTo(raw);
                }
            }
        }

        @Test
        void takesSoManySamples() {
            try (var writer = SqliteWriter.open(folder)) {
                writer.learn(mail(ArchiveWriter.MIN_SAMPLES - 1));
                assertThat(writer.isUntaught()).isTrue();
                writer.learn(mail(ArchiveWriter.MIN_SAMPLES));
                assertThat(writer.isUntaught()).isFalse();
            }
        }

        static Stream<byte[]> poorSamples() {
            return Stream.of(
                    new byte[0],
                    new byte[] {'x'},
                    "same".getBytes(StandardCharsets.US_ASCII),
                    new byte[200_000]);
        }

        @ParameterizedTest
        @MethodSource("poorSamples")
        void isDoneWithoutWhenThereIsNothingToLearn(byte[] sample) {
            try (var writer = SqliteWriter.open(folder)) {
                writer.learn(IntStream.range(0, 1000).mapToObj(i -> sample).toList());
                Packed packed = writer.pack(sample);
                assertThat(((SqliteStore) writer.store()).compression().unpack(packed))
                        .isEqualTo(sample);
            }
        }
    }

    @Nested
    class WhatWasWritten {
        @Test
        void isThereAfterOpeningAgain() {
            for (int i = 0; i < 3; i++) {
                try (var writer = SqliteWriter.open(folder)) {
                    new InventedMailbox()
                            .letter("2011-03-01T08:00:00Z", "m" + i, "m" + (i - 1), "")
                            .importInto(writer, LIST, "s" + i);
                }
            }
            try (var store = SqliteStore.open(folder)) {
                assertThat(store.thread(LIST, new MessageId("m1"), 9)).hasSize(4);
                assertThat(store.findNumber(LIST, YearMonth.of(2011, 3), 2)).isPresent();
                assertThat(store.verify()).isEmpty();
            }
        }

        @Test
        void mustNotBeAskedForAfterClosing() {
            SqliteStore store;
            SqliteWriter.open(folder).close();
            try (var open = SqliteStore.open(folder)) {
                store = open;
            }
            assertThatIllegalStateException().isThrownBy(store::lists);
        }
    }
}
