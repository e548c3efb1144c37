package org.perdure.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.perdure.store.sql.SqliteStore;

/**
 * Kills real imports at random moments: nothing that was reported may be lost, nothing repaired.
 */
@Tag("slow")
class KillTest {
    private static final int MESSAGES = 1_200;

    /** How many imports of each kind of source are killed. */
    private static final int KILLS = Integer.getInteger("kills", 2);

    /** Attempts that are over sooner than they could be killed do not count; so many may be. */
    private static final int MAX_ATTEMPTS = 6 * KILLS + 10;

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

    @ParameterizedTest
    @EnumSource
    @Timeout(value = 900, threadMode = ThreadMode.SEPARATE_THREAD)
    void nothingReportedIsLostAndTheEndIsThatOfAnUndisturbedImport(
            SourceKind kind, TestReporter reporter) throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        reporter.publishEntry("seed", Long.toString(seed));
        Random random = new Random(seed);
        Path source = kind.write(folder.resolve("mail"), LongMailbox.of(MESSAGES, 42));

        Place undisturbed = Place.of(folder.resolve("undisturbed"));
        long began = System.nanoTime();
        importToTheEnd(undisturbed, kind, source);
        long whole = System.nanoTime() - began;
        Contents expected = contents(undisturbed);
        int rows = expected.ledger().size();
        assertThat(rows).isGreaterThanOrEqualTo(MESSAGES);
        assertWhole(undisturbed, expected);

        int kills = 0;
        int amidst = 0;
        int kept = 0;
        int places = 0;
        Place place = Place.of(folder.resolve("place-0"));
        for (int attempt = 0; attempt < MAX_ATTEMPTS && kills < KILLS; attempt++) {
            Process child = start(place, kind, source);
            Told told;
            if (random.nextInt(4) == 0) {
                // Any time: while the archive is made, learned from, or the follower catches up.
                told = killAt(child, 0, random.nextLong(whole));
            } else {
                // While messages are stored, which is the lesser part of a short run. A repository
                // is read on from its mark, all else again from the beginning.
                int before = kind == SourceKind.PUBLIC_INBOX ? 0 : kept;
                told =
                        killAt(
                                child,
                                before + random.nextInt(MESSAGES / 6),
                                random.nextLong(MAX_PAUSE_NANOS));
            }
            kills += told.done ? 0 : 1;
            String when = "seed %d, kill %d, %s".formatted(seed, kills, told);
            kept = assertKept(place, told, expected, when);
            amidst += kept > 0 && kept < rows ? 1 : 0;
            if (kept == rows) {
                importToTheEnd(place, kind, source); // The follower may lack changes.
                assertWhole(place, expected);
                kept = 0;
                place = Place.of(folder.resolve("place-" + ++places));
            }
        }
        assertThat(kills).as("kills, seed %s", seed).isEqualTo(KILLS);
        assertThat(amidst).as("kills amidst, seed %s", seed).isGreaterThanOrEqualTo(KILLS / 4);
        importToTheEnd(place, kind, source);
        assertWhole(place, expected);
        reporter.publishEntry(
                kind.name(), "%d kills, %d of them amidst %d rows".formatted(kills, amidst, rows));
    }

    private static void importToTheEnd(Place place, SourceKind kind, Path source)
            throws IOException {
        try (InputStream in =
                kind == SourceKind.PIPE
                        ? Files.newInputStream(source)
                        : InputStream.nullInputStream()) {
            ImportChild.run(
                    place.archive, place.log, operand(kind, source), in, (read, durable) -> {});
        }
    }

    private static String operand(SourceKind kind, Path source) {
        return kind == SourceKind.PIPE ? "-" : source.toString();
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

    private static Process start(Place place, SourceKind kind, Path source) throws IOException {
        ProcessBuilder child =
                ChildProcess.builder(
                        place.log, // Has only files of other names.
                        ImportChild.class,
                        place.archive.toString(),
                        place.log.toString(),
                        operand(kind, source));
        if (kind == SourceKind.PIPE) {
            child.redirectInput(source.toFile());
        }
        return child.start();
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
            assertThat(found.messages())
                    .as(when)
                    .hasSizeLessThanOrEqualTo(expected.ledger().size());
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
