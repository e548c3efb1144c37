package org.perdure.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.perdure.store.sql.SqliteStore;

/**
 * Kills real imports at random moments: nothing that was reported may be lost, nothing repaired.
 */
@Tag("slow")
class KillTest {
    private static final int MESSAGES = 3_000;
    private static final int KILLS = 26;

    /** Attempts that are over sooner than they could be killed do not count; so many may be. */
    private static final int MAX_ATTEMPTS = 150;

    /** How long a batch or two take. */
    private static final long MAX_PAUSE_NANOS = 40_000_000;

    @TempDir private Path folder;

    /**
     * An import and its follower.
     *
     * @param archive folder of the archive
     * @param log folder of the follower
     */
    private record Place(Path archive, Path log) {
        static Place of(Path folder) throws IOException {
            return new Place(
                    Files.createDirectories(folder.resolve("archive")),
                    Files.createDirectories(folder.resolve("log")));
        }
    }

    /**
     * What a child told before it ended.
     *
     * @param durable how many separator lines it reported as durable
     * @param done whether it came to its end
     */
    private record Told(long durable, boolean done) {
        static final Told NOTHING = new Told(0, false);

        /** Reads until so many are durable, or the child has ended. */
        Told andThen(BufferedReader lines, long until) throws IOException {
            Told told = this;
            String line = "";
            while (line != null && told.durable < until) {
                line = lines.readLine();
                told = line == null ? told : told.and(line);
            }
            return told;
        }

        private Told and(String line) {
            // The last line may be cut.
            return line.startsWith("durable ") && line.endsWith(".")
                    ? new Told(
                            Long.parseLong(line.substring("durable ".length(), line.length() - 1)),
                            done)
                    : new Told(durable, done || line.equals("done"));
        }
    }

    @Test
    @Timeout(value = 600, threadMode = ThreadMode.SEPARATE_THREAD)
    void nothingReportedIsLostAndTheEndIsThatOfAnUndisturbedImport(TestReporter reporter)
            throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        reporter.publishEntry("seed", Long.toString(seed));
        Random random = new Random(seed);
        Path mailbox = folder.resolve("mailbox");
        Files.write(mailbox, LongMailbox.of(MESSAGES, 42).bytes());

        Place undisturbed = Place.of(folder.resolve("undisturbed"));
        long began = System.nanoTime();
        importToTheEnd(undisturbed, mailbox);
        long whole = System.nanoTime() - began;
        Contents expected = contents(undisturbed);
        assertThat(expected.ledger()).hasSize(MESSAGES);
        assertWhole(undisturbed, expected);

        int kills = 0;
        int amidst = 0;
        int kept = 0;
        int places = 0;
        Place place = Place.of(folder.resolve("place-0"));
        for (int attempt = 0; attempt < MAX_ATTEMPTS && kills < KILLS; attempt++) {
            Process child = start(place, mailbox);
            Told told;
            if (random.nextInt(4) == 0) {
                // Any time: while the archive is made, learned from, or the follower catches up.
                told = killAt(child, 0, random.nextLong(whole));
            } else {
                // While messages are stored, which is the lesser part of a short run.
                int more = random.nextInt(MESSAGES / 6);
                told = killAt(child, kept + more, random.nextLong(MAX_PAUSE_NANOS));
            }
            kills += told.done ? 0 : 1;
            String when = "seed %d, kill %d, %s".formatted(seed, kills, told);
            kept = assertKept(place, told, expected, when);
            amidst += kept > 0 && kept < MESSAGES ? 1 : 0;
            if (kept == MESSAGES) {
                if (!told.done) {
                    importToTheEnd(place, mailbox); // The follower may lack changes.
                }
                assertWhole(place, expected);
                kept = 0;
                place = Place.of(folder.resolve("place-" + ++places));
            }
        }
        assertThat(kills).as("kills, seed %s", seed).isEqualTo(KILLS);
        assertThat(amidst).as("kills amidst, seed %s", seed).isGreaterThan(KILLS / 3);
        importToTheEnd(place, mailbox);
        assertWhole(place, expected);
    }

    private static void importToTheEnd(Place place, Path mailbox) throws IOException {
        Process child = start(place, mailbox);
        assertThat(Told.NOTHING.andThen(child.inputReader(), Long.MAX_VALUE))
                .isEqualTo(new Told(MESSAGES, true));
    }

    /** Kills a child some time after it told that so many separator lines are durable. */
    private static Told killAt(Process child, long durable, long pauseNanos) throws Exception {
        BufferedReader lines = child.inputReader();
        Told told = Told.NOTHING.andThen(lines, durable);
        TimeUnit.NANOSECONDS.sleep(pauseNanos);
        // Process.destroyForcibly would close what the child has told as well.
        child.toHandle().destroyForcibly();
        child.waitFor();
        return told.andThen(lines, Long.MAX_VALUE);
    }

    private static Process start(Place place, Path mailbox) throws IOException {
        return ChildProcess.start(
                place.log, // Has only files of other names.
                ImportChild.class,
                place.archive.toString(),
                place.log.toString(),
                mailbox.toString());
    }

    private static Contents contents(Place place) {
        try (var store = SqliteStore.open(place.archive)) {
            return Contents.of(store, ImportChild.LIST);
        }
    }

    /**
     * Opens what a killed import left, without any repair.
     *
     * @return how many separator lines it has accounted for
     */
    private static int assertKept(Place place, Told told, Contents expected, String when) {
        if (!Files.exists(place.archive.resolve(SqliteStore.FILE))) {
            assertThat(told.durable).as(when).isZero();
            return 0;
        }
        try (var store = SqliteStore.open(place.archive)) {
            assertThat(store.verify()).as(when).isEmpty();
            Contents found = Contents.of(store, ImportChild.LIST);
            assertThat(found.ledger()).as(when).hasSizeGreaterThanOrEqualTo((int) told.durable);
            assertThat(found.ledger())
                    .as(when)
                    .isEqualTo(expected.ledger().subList(0, found.ledger().size()));
            assertThat(expected.numbers()).as(when).containsAll(found.numbers());
            assertThat(found.messages()).as(when).hasSizeLessThanOrEqualTo(MESSAGES);
            return found.ledger().size();
        }
    }

    private static void assertWhole(Place place, Contents expected) throws IOException {
        try (var store = SqliteStore.open(place.archive)) {
            assertThat(Contents.of(store, ImportChild.LIST)).isEqualTo(expected);
            assertThat(store.verify()).isEmpty();
            List<String> changes = new ArrayList<>();
            store.changes(0, Integer.MAX_VALUE)
                    .forEach(change -> changes.add(LogFollower.line(change)));
            assertThat(Files.readAllLines(place.log.resolve("log"))).isEqualTo(changes);
        }
    }
}
