package org.perdure.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;
import org.perdure.store.ArchiveWriter.Transaction;
import org.perdure.store.Edge;
import org.perdure.thread.BruteForce;
import org.perdure.thread.Letter;
import org.perdure.thread.RandomLetters;
import org.perdure.thread.ThreadGraph;
import org.perdure.thread.ThreadGraphContract;
import org.perdure.thread.Threader;

class SqliteThreadGraphTest extends ThreadGraphContract {
    private static final ListName LIST = new ListName("list");
    private final AtomicInteger lists = new AtomicInteger();

    @TempDir private Path folder;
    private SqliteWriter writer;

    @BeforeEach
    void open() {
        writer = SqliteWriter.open(folder);
    }

    @AfterEach
    void close() {
        writer.close();
    }

    private void append(Transaction transaction, ListName list, Letter letter) {
        byte[] raw = letter.id().value().getBytes(StandardCharsets.UTF_8);
        transaction.append(
                list,
                letter.message(),
                0,
                null,
                Instant.ofEpochSecond(letter.time()),
                new byte[0],
                new byte[32],
                writer.pack(raw));
    }

    @Override
    protected void with(Consumer<Filled> test) {
        writer.write(
                transaction -> {
                    transaction.addList(LIST);
                    test.accept(
                            new Filled() {
                                @Override
                                public ThreadGraph graph() {
                                    return transaction.threads(LIST);
                                }

                                @Override
                                public void fill(MessageId id, long time) {
                                    append(
                                            transaction,
                                            LIST,
                                            new Letter(id, time, List.of(), List.of()));
                                }
                            });
                    return LIST;
                });
    }

    /** Threads letters in transactions of 250, as an import does. */
    private ListName thread(List<Letter> letters) {
        ListName list = new ListName("list-" + lists.incrementAndGet());
        for (int i = 0; i < letters.size(); i += 250) {
            List<Letter> batch = letters.subList(i, Math.min(letters.size(), i + 250));
            writer.write(
                    transaction -> {
                        transaction.addList(list);
                        for (Letter letter : batch) {
                            append(transaction, list, letter);
                            new Threader(transaction.threads(list)).add(letter.message());
                        }
                        return list;
                    });
        }
        return list;
    }

    private Map<MessageId, MessageId> parentsOf(ListName list) {
        Map<MessageId, MessageId> parents = new HashMap<>();
        writer.store()
                .forEachEdge(
                        list,
                        (Edge edge) -> {
                            MessageId parent = edge.parent() == null ? edge.dummy() : edge.parent();
                            if (parent != null) {
                                parents.put(edge.id(), parent);
                            }
                        });
        return parents;
    }

    @Test
    void givesTheParentsOfTheWholeSetInAnyOrderOfArrival() {
        for (long seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            List<Letter> letters = RandomLetters.of(random);
            Collections.shuffle(letters, random);
            Map<MessageId, MessageId> expected = BruteForce.parents(letters);
            expected.keySet().retainAll(letters.stream().map(Letter::id).toList());

            assertThat(parentsOf(thread(letters))).as("seed %s", seed).isEqualTo(expected);
        }
    }

    @Nested
    class HostileInput {
        private static final int MANY = 10_000;

        @Test
        @Timeout(60)
        void isALongChain() {
            List<Letter> letters =
                    new ArrayList<>(
                            IntStream.range(0, MANY)
                                    .mapToObj(
                                            i ->
                                                    Letter.of(
                                                            "m" + i,
                                                            i,
                                                            i == 0 ? "" : "m" + (i - 1),
                                                            ""))
                                    .toList());
            Collections.shuffle(letters, new Random(1));
            ListName list = thread(letters);

            assertThat(parentsOf(list)).hasSize(MANY - 1);
            var deepest = writer.store().find(list, new MessageId("m" + (MANY - 1))).orElseThrow();
            assertThat(writer.store().ancestors(deepest, MANY)).hasSize(MANY - 1);
            assertThat(writer.store().thread(list, deepest.id(), MANY + 1))
                    .hasSize(MANY)
                    .last()
                    .satisfies(entry -> assertThat(entry.id()).isEqualTo(deepest.id()));
        }

        @Test
        @Timeout(60)
        void isManyRepliesToOneThatComesLast() {
            List<Letter> letters = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                letters.add(Letter.of("m" + i, i, "x", "w x"));
            }
            letters.add(Letter.of("x", MANY, "", ""));
            ListName list = thread(letters);

            assertThat(parentsOf(list)).hasSize(MANY);
            assertThat(writer.store().thread(list, new MessageId("x"), 100))
                    .hasSize(100)
                    .first()
                    .satisfies(entry -> assertThat(entry.id()).isEqualTo(new MessageId("x")));
        }
    }
}
