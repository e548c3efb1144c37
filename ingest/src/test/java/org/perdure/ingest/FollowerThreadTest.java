package org.perdure.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;
import org.perdure.mime.MessageParser;
import org.perdure.store.Change;
import org.perdure.store.Entry;
import org.perdure.store.Follower;

@Timeout(60)
class FollowerThreadTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private static final ListName LIST = new ListName("garden");

    /** Applies a batch each time it is let, and writes down what it was asked. */
    private static final class SlowFollower implements Follower {
        private final Semaphore batches = new Semaphore(0);
        private final CountDownLatch hurriedIsCommitted = new CountDownLatch(1);
        private final List<String> asked = new ArrayList<>();

        @Override
        public long committed() {
            return 0;
        }

        @Override
        public void apply(List<ChangedMessage> changes) {
            batches.acquireUninterruptibly();
            asked.add(changes.getFirst().change().id().value());
        }

        @Override
        public void commit() {
            asked.add("commit");
            if (asked.contains("hurried")) {
                hurriedIsCommitted.countDown();
            }
        }

        @Override
        public void close() {}
    }

    private static List<Follower.ChangedMessage> batch(String id) {
        byte[] raw = ("Message-ID: <" + id + ">\n\nx\n").getBytes(StandardCharsets.US_ASCII);
        MessageId messageId = new MessageId(id);
        return List.of(
                new Follower.ChangedMessage(
                        new Change(1, Change.Kind.ADDED, LIST, 1, messageId),
                        new Entry(1, LIST, messageId, 0, "", "", null, Instant.EPOCH, null, null),
                        new MessageParser().parse(raw),
                        raw.length));
    }

    /** Readers wait for it: it must not be left to the end of the run. */
    @Test
    void commitsWhatIsInAHurryThoughItHadToWaitForItsPlace() throws Exception {
        SlowFollower follower = new SlowFollower();
        FollowerThread thread = new FollowerThread(follower);
        for (int i = 0; i < 4; i++) {
            // One in work, and then the queue is full.
            assertThat(thread.offer(batch("early" + i), false, LONG)).isTrue();
        }
        assertThat(thread.offer(batch("refused"), false, Duration.ZERO)).isFalse();
        Thread writer =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    try {
                                        thread.offer(batch("hurried"), true, LONG);
                                    } catch (InterruptedException e) {
                                        throw new IllegalStateException(e);
                                    }
                                });
        while (writer.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        follower.batches.release(5);

        assertThat(follower.hurriedIsCommitted.await(30, TimeUnit.SECONDS)).isTrue();

        writer.join();
        thread.close();
        assertThat(thread.failure()).isNull();
        assertThat(follower.asked)
                .containsExactly(
                        "early0", "early1", "early2", "early3", "hurried", "commit", "commit");
    }

    @Test
    @Timeout(60)
    void endsThoughItsLastCommitFails() {
        FollowerThread thread =
                new FollowerThread(
                        new Follower() {
                            @Override
                            public long committed() {
                                return 0;
                            }

                            @Override
                            public void apply(List<ChangedMessage> changes) {}

                            @Override
                            public void commit() throws IOException {
                                throw new IOException("the disk is full");
                            }

                            @Override
                            public void close() {}
                        });

        thread.close();

        assertThat(thread.failure()).hasMessage("the disk is full");
    }
}
