package org.perdure.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perdure.message.ArchiveException.Busy;
import org.perdure.source.MboxReader;

@Timeout(60)
class ReadingMemoryTest {
    private static final int ALL_KIB = 30 << 10;
    private static final long MIB = 1 << 20;

    private final ReadingMemory hasty = new ReadingMemory(ALL_KIB, Duration.ZERO);
    private final ReadingMemory patient = new ReadingMemory(ALL_KIB, Duration.ofMinutes(10));

    private static void assertBusy(ReadingMemory memory, long bytes) {
        assertThatExceptionOfType(Busy.class).isThrownBy(() -> memory.borrow(bytes));
    }

    @Test
    void isEnoughForTheLongestMessage() {
        assertThat((long) ReadingMemory.FACTOR * MboxReader.MAX_MESSAGE_BYTES)
                .isLessThan((long) ReadingMemory.STANDARD_KIB << 10);
    }

    @ParameterizedTest
    @CsvSource({"-1, 0", "0, 0", "1, 193"})
    void isNotAskedForShortMessages(int more, int kib) {
        hasty.borrow(ReadingMemory.MAX_UNCOUNTED_BYTES + more);
        assertThat(ALL_KIB - hasty.leftKib()).isEqualTo(kib);
    }

    @Test
    void isRefusedWhenOthersHaveIt() {
        Loan first = hasty.borrow(6 * MIB);
        assertBusy(hasty, 5 * MIB);
        hasty.borrow(3 * MIB).close();
        first.close();
        first.close();
        assertThat(hasty.leftKib()).isEqualTo(ALL_KIB);
        hasty.borrow(5 * MIB).close();
    }

    @Test
    void isGivenWholeToAMessageThatNeedsMore() {
        Loan first = hasty.borrow(100 * MIB);
        assertThat(hasty.leftKib()).isZero();
        assertBusy(hasty, MIB);
        hasty.borrow(1).close();
        first.close();
        assertThat(hasty.leftKib()).isEqualTo(ALL_KIB);
    }

    @Test
    void isWaitedFor() throws Exception {
        Loan first = patient.borrow(9 * MIB);
        FutureTask<Loan> second = new FutureTask<>(() -> patient.borrow(9 * MIB));
        Thread waiting = Thread.ofPlatform().start(second);
        while (waiting.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        first.close();
        second.get().close();
        assertThat(patient.leftKib()).isEqualTo(ALL_KIB);
    }

    @Test
    void isKeptForWhatIsStillHeld() {
        Loan loan = hasty.borrow(9 * MIB);
        loan.keep(2 * MIB);
        assertThat(ALL_KIB - hasty.leftKib()).isEqualTo(2_049);
        loan.keep(20 * MIB);
        assertThat(ALL_KIB - hasty.leftKib()).as("never more than before").isEqualTo(2_049);
        loan.keep(0);
        assertThat(hasty.leftKib()).isEqualTo(ALL_KIB);
    }

    @Test
    void isGivenBackWhenTheBytesAreWrittenOrCannotBe() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        hasty.borrow(MIB).write(new byte[] {7}, out);
        assertThat(out.toByteArray()).containsExactly(7);
        assertThat(hasty.leftKib()).isEqualTo(ALL_KIB);
        Loan loan = hasty.borrow(MIB);
        OutputStream gone =
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("the client is gone");
                    }
                };
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> loan.write(new byte[] {7}, gone));
        assertThat(hasty.leftKib()).isEqualTo(ALL_KIB);
    }

    @Test
    void isGivenBackWhenTheAnswerCannotBeMade() {
        Loan loan = hasty.borrow(MIB);
        assertThat(loan.<String>handOver(() -> "an answer")).isEqualTo("an answer");
        assertThat(hasty.leftKib()).isLessThan(ALL_KIB);
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(
                        () ->
                                loan.handOver(
                                        () -> {
                                            throw new IllegalStateException("no");
                                        }));
        assertThat(hasty.leftKib()).isEqualTo(ALL_KIB);
    }
}
