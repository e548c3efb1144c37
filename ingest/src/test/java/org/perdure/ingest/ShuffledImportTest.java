package org.perdure.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.source.MboxReader;
import org.perdure.source.RawMessage;
import org.perdure.store.ArchiveStore;
import org.perdure.store.sql.SqliteStore;

/**
 * Imports the same mail in pieces that overlap, of every shape and in any order: what is stored and
 * how it is threaded is the same, and no address that was given out changes.
 */
@Tag("slow")
@Timeout(300)
class ShuffledImportTest {
    private static final int MESSAGES = 480;
    private static final int MESSAGES_A_MONTH = 50;

    /** Of sources besides the months; so few that nothing is taken down in an inbox. */
    private static final int LONGEST_PIECE = 160;

    @TempDir private Path folder;
    private int written;

    /** A source, and what to name it as. */
    private record Piece(SourceKind kind, Path source) {}

    /** What must not depend on the order, in the words of the exports. */
    private record Result(Set<String> messages, Set<String> threads) {
        static Result of(ArchiveStore store) {
            Set<String> messages = new TreeSet<>();
            store.forEachMessage(
                    ImportChild.LIST,
                    message ->
                            messages.add(
                                    message.entry().id() + " " + Arrays.hashCode(message.raw())));
            Set<String> threads = new TreeSet<>();
            store.forEachEdge(ImportChild.LIST, edge -> threads.add(edge.toString()));
            return new Result(messages, threads);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void givesTheSameMessagesAndThreadsInAnyOrder(long seed) throws IOException {
        Random random = new Random(seed);
        Set<String> ids = new HashSet<>();
        // Of two messages with one msg-id, the first to come is the message and the other a copy;
        // and what has no date is dated by the source that it came in.
        List<Piece> pieces =
                pieces(seed, random, text -> text.contains("\nDate: ") && isFirst(ids, text));
        Result first = null;
        for (int order = 0; order < 3; order++) {
            Path archive = folder.resolve("archive-" + order);
            importAll(archive, pieces);
            try (var store = SqliteStore.open(archive)) {
                Result result = Result.of(store);
                first = first == null ? result : first;
                assertThat(result.messages()).isEqualTo(first.messages());
                assertThat(result.threads()).isEqualTo(first.threads());
                assertThat(store.verify()).isEmpty();
            }
            Collections.shuffle(pieces, random);
        }
    }

    private static boolean isFirst(Set<String> ids, String text) {
        int start = text.indexOf("Message-ID: ");
        return start < 0 || ids.add(text.substring(start, text.indexOf('\n', start)));
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 4, 5})
    void changesNoAddressThatWasGivenOut(long seed) throws IOException {
        Random random = new Random(seed);
        List<Piece> pieces = pieces(seed, random, text -> true);
        pieces.removeIf(piece -> piece.kind().saysNumbers());
        Collections.shuffle(pieces, random);
        importAll(folder.resolve("archive"), pieces);
    }

    /** Imports pieces one by one, and looks after each at the addresses of all before it. */
    private void importAll(Path archive, List<Piece> pieces) throws IOException {
        Path log = Files.createDirectories(folder.resolve("log-of-" + archive.getFileName()));
        Map<String, String> given = new HashMap<>();
        for (Piece piece : pieces) {
            ImportChild.run(
                    archive,
                    log,
                    piece.source().toString(),
                    InputStream.nullInputStream(),
                    (read, durable) -> {});
            try (var store = SqliteStore.open(archive)) {
                Map<String, String> now = new TreeMap<>();
                store.forEachNumber(
                        ImportChild.LIST,
                        row -> now.put(row.number().toString(), row.id().value()));
                if (piece.kind().saysNumbers()) {
                    // What pages say corrects what was predicted; PagesImportTest has the rules.
                    given.clear();
                }
                assertThat(now).as("after " + piece).containsAllEntriesOf(given);
                given.putAll(now);
            }
        }
        assertThat(given).hasSizeGreaterThan(MESSAGES / 2);
    }

    /** Returns the months of a mailbox, and as many other sources with some of the same mail. */
    private List<Piece> pieces(long seed, Random random, Predicate<String> wanted)
            throws IOException {
        List<RawMessage> mail = new ArrayList<>();
        MboxReader reader = LongMailbox.of(MESSAGES, seed).reader();
        for (RawMessage raw = reader.nextMessage(); raw != null; raw = reader.nextMessage()) {
            if (wanted.test(new String(raw.bytes(), StandardCharsets.ISO_8859_1))) {
                mail.add(raw);
            }
        }
        List<Piece> pieces = new ArrayList<>();
        for (int from = 0; from < mail.size(); from += MESSAGES_A_MONTH) {
            int to = Math.min(from + MESSAGES_A_MONTH, mail.size());
            pieces.add(piece(SourceKind.MAILBOX, mail.subList(from, to)));
        }
        for (SourceKind kind : SourceKind.values()) {
            if (kind != SourceKind.PIPE) {
                int from = random.nextInt(mail.size() - LONGEST_PIECE);
                int length = 2 + random.nextInt(LONGEST_PIECE - 1);
                pieces.add(piece(kind, mail.subList(from, from + length)));
            }
        }
        return pieces;
    }

    private Piece piece(SourceKind kind, List<RawMessage> mail) throws IOException {
        InventedMailbox mailbox = new InventedMailbox();
        for (RawMessage raw : mail) {
            mailbox.add(new String(raw.separator(), StandardCharsets.ISO_8859_1), raw.bytes());
        }
        return new Piece(kind, kind.write(folder.resolve("mail-" + written++), mailbox));
    }
}
