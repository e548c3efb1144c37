package org.perdure.thread;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.message.Message;
import org.perdure.message.MessageId;
import org.perdure.mime.MessageParser;
import org.perdure.thread.ThreadGraph.Guess;
import org.perdure.thread.ThreadGraph.Place;

class ThreaderTest {
    private final InMemoryThreadGraph graph = new InMemoryThreadGraph();
    private final Threader threader = new Threader(graph);

    private Set<MessageId> add(Letter letter) {
        return add(letter.message(), letter.time());
    }

    private Set<MessageId> add(Message message, long time) {
        graph.fill(message.id(), time);
        return threader.add(message).stream()
                .map(node -> graph.rank(node).id())
                .collect(Collectors.toSet());
    }

    /** Adds letters, written {@code id: in-reply-to | references} with {@code ;} between them. */
    private void add(String letters) {
        int time = 0;
        for (String letter : letters.split(";")) {
            String[] parts = letter.trim().split("[:|]", -1);
            add(Letter.of(parts[0].trim(), time++, parts[1].trim(), parts[2].trim()));
        }
    }

    /** Returns the parents of present and absent messages, {@code child>parent}, sorted. */
    private String parents() {
        return parentsOf(graph).entrySet().stream()
                .map(entry -> entry.getKey() + ">" + entry.getValue())
                .sorted()
                .collect(Collectors.joining(" "));
    }

    static Map<MessageId, MessageId> parentsOf(InMemoryThreadGraph graph) {
        Map<MessageId, MessageId> parents = new HashMap<>();
        for (MessageId id : graph.ids()) {
            MessageId parent = graph.parent(id);
            if (parent != null) {
                parents.put(id, parent);
            }
        }
        return parents;
    }

    @Nested
    class Parents {
        @ParameterizedTest(name = "{0}")
        @CsvSource(
                delimiter = '!',
                quoteCharacter = '~',
                textBlock =
                        """
                        nothing named              ! a:|                           ! ~~
                        In-Reply-To                ! a:|; b: a|                    ! b>a
                        last of References         ! a:|; b:|; c:|a b              ! c>b
                        In-Reply-To before References ! a:|; b:|; c:b|b a          ! c>b
                        In-Reply-To that is not last of References ! a:|; b:|; c:a|a b ! c>a
                        first In-Reply-To that is there ! a:|; b:|; c:x a b|       ! c>a
                        In-Reply-To absent, last of References there ! a:|; b:x|a  ! b>a x>a
                        absent, alone              ! a:x|                          ! a>x
                        absent, in References      ! a:|; b:|a x                   ! b>x x>a
                        chain of absent ones       ! a:|; b:|a x y z               ! b>z x>a y>x z>y
                        absent in both             ! a:|; b:y|a x                  ! b>y x>a y>x
                        itself in In-Reply-To      ! a:|; b:b a|                   ! b>a
                        itself alone               ! a:a|a                         ! ~~
                        itself last of References  ! a:|; b:|a b                   ! b>a
                        itself between References  ! a:|; b:|a b x                 ! b>x x>a
                        siblings of one absent     ! a:x|; b:|x; c:x|x             ! a>x b>x c>x
                        a circle of two            ! a:b|; b:a|                    ! b>a
                        a circle of three          ! a:c|; b:a|; c:b|              ! b>a c>b
                        a circle of four           ! d:c|; c:b|; b:a|; a:d|        ! a>d b>a c>b
                        a tail on a circle         ! a:c|; b:a|; c:b|; d:c|        ! b>a c>b d>c
                        a circle of absent ones    ! a:|x y; b:|y x                ! a>y b>x y>x
                        """)
        void areFound(String what, String letters, String parents) {
            add(letters);

            assertThat(parents()).isEqualTo(parents);
        }

        @Test
        void saysWhatItRestsOn() {
            add("a:|; b:a|; c:|a; d:x|a");

            assertThat(
                            Stream.of("b", "c", "d", "x")
                                    .map(id -> graph.claimOf(new MessageId(id)))
                                    .map(claim -> claim == null ? null : claim.evidence()))
                    .containsExactly(
                            Evidence.IN_REPLY_TO,
                            Evidence.REFERENCES,
                            Evidence.REFERENCES,
                            Evidence.REFERENCES);
        }

        @Test
        void ofADummyAreWhatItsEarliestMessageSays() {
            add(Letter.of("late", 9, "", "p x"));
            add(Letter.of("early", 1, "", "q x"));
            add(Letter.of("between", 5, "", "r x"));

            assertThat(graph.parent(new MessageId("x"))).isEqualTo(new MessageId("q"));
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '!',
                textBlock =
                        """
                        <p@example.org>                                   ! p@example.org
                        p@example.org                                     ! p@example.org
                        Your message of Monday                            !
                        Message from Ada <ada@example.org> of Monday      !
                        "Ada's message" <p@example.org>                   ! p@example.org
                        """)
        void ofPhrasesAreThoseOfTheirIds(String field, @Nullable String parent) {
            String raw =
                    "From: Ada <ada@example.org>\nMessage-ID: <m@example.org>\nIn-Reply-To: "
                            + field
                            + "\n\n";
            add(new MessageParser().parse(raw.getBytes(StandardCharsets.US_ASCII)), 0);

            MessageId found = graph.parent(new MessageId("m@example.org"));
            assertThat(found == null ? null : found.value()).isEqualTo(parent);
        }
    }

    @Nested
    class Guesses {
        private Set<MessageId> guess(String child, String parent, double score) {
            Guess guess = new Guess(graph.node(new MessageId(parent)), Evidence.QUOTATION, score);
            return threader.guess(new MessageId(child), guess).stream()
                    .map(node -> graph.rank(node).id())
                    .collect(Collectors.toSet());
        }

        @Test
        void countWhereNothingIsNamed() {
            add("a:|; b:|");

            assertThat(guess("b", "a", .4)).containsExactly(new MessageId("b"));
            assertThat(parents()).isEqualTo("b>a");
            assertThat(guess("b", "a", .4)).isEmpty();
        }

        @Test
        void giveWayToWhatIsNamedAndThere() {
            add("a:|; b:|; c:a|");

            assertThat(guess("c", "b", 1)).isEmpty();
            assertThat(parents()).isEqualTo("c>a");
        }

        @Test
        void giveWayToWhatIsNamedAndComesLate() {
            add("b:|; c:a|");
            guess("c", "b", 1);
            assertThat(parents()).isEqualTo("c>b");

            add("a:|");

            assertThat(parents()).isEqualTo("c>a");
        }

        @ParameterizedTest
        @CsvSource({".69, c>x", ".7, c>b"})
        void ofWhoseParentNeverCameMustBeSure(double score, String parents) {
            add("b:|; c:x|");

            guess("c", "b", score);

            assertThat(parents()).isEqualTo(parents);
        }

        @Test
        void areTakenBack() {
            add("a:|; b:|");
            guess("b", "a", 1);

            assertThat(threader.guess(new MessageId("b"), null)).isNotEmpty();
            assertThat(parents()).isEmpty();
        }

        @Test
        void closeNoCircle() {
            add("a:|; b:a|");

            guess("a", "b", 1);

            assertThat(parents()).isEqualTo("b>a");
        }

        @Test
        void mayNameWhatNeverCame() {
            add("a:|; b:|");
            guess("a", "x", 1);
            guess("b", "x", 1);

            assertThat(parents()).isEqualTo("a>x b>x");
        }
    }

    @Nested
    class Rulings {
        private Set<MessageId> rule(String child, @Nullable Place place) {
            graph.put(graph.node(new MessageId(child)), place);
            return threader.rule(new MessageId(child)).stream()
                    .map(node -> graph.rank(node).id())
                    .collect(Collectors.toSet());
        }

        private Place under(String parent) {
            return new Place(graph.node(new MessageId(parent)));
        }

        @Test
        void countBeforeWhatIsNamedAndThere() {
            add("a:|; b:|; c:a|");

            assertThat(rule("c", under("b"))).containsExactly(new MessageId("c"));
            assertThat(parents()).isEqualTo("c>b");
            assertThat(graph.claimOf(new MessageId("c")))
                    .extracting(claim -> claim == null ? null : claim.evidence())
                    .isEqualTo(Evidence.OPERATOR);
        }

        @Test
        void makeRoots() {
            add("a:|; b:a|; c:b|");

            rule("b", Place.ROOT);

            assertThat(parents()).isEqualTo("c>b");
        }

        @Test
        void areTakenBack() {
            add("a:|; b:|; c:a|");
            rule("c", under("b"));

            assertThat(rule("c", null)).containsExactly(new MessageId("c"));
            assertThat(parents()).isEqualTo("c>a");
        }

        @Test
        void waitForTheirMessage() {
            add("a:|");
            assertThat(rule("c", under("x"))).isEmpty();

            add("c:a|");

            assertThat(parents()).isEqualTo("c>x");
        }
    }

    @Nested
    class LateArrivals {
        @Test
        void takeThePlaceOfTheirDummy() {
            add("b:a|; c:|a b");
            assertThat(add(Letter.of("a", 9, "", ""))).isEmpty();

            assertThat(parents()).isEqualTo("b>a c>b");
        }

        @Test
        void drawMessagesThatNameThemFirst() {
            add("a:|; b:x|a");
            assertThat(parents()).isEqualTo("b>a x>a");

            assertThat(add(Letter.of("x", 9, "", ""))).contains(new MessageId("b"));
            assertThat(parents()).isEqualTo("b>x");
        }

        @Test
        void bringTheirOwnParentInstead() {
            add("c:|a x; d:|; x:d|");

            assertThat(parents()).isEqualTo("c>x x>d");
        }

        @Test
        void thatCloseACircleAreReported() {
            add(Letter.of("a", 1, "c", ""));
            add(Letter.of("b", 2, "a", ""));

            assertThat(add(Letter.of("c", 3, "b", "")))
                    .containsExactlyInAnyOrder(new MessageId("a"), new MessageId("c"));
        }

        @Test
        void thatOpenACircleAreReported() {
            add(Letter.of("a", 1, "x b", ""));
            add(Letter.of("b", 2, "a", ""));
            add(Letter.of("c", 3, "b", ""));
            assertThat(parents()).isEqualTo("b>a c>b");

            assertThat(add(Letter.of("x", 4, "", ""))).contains(new MessageId("a"));
            assertThat(parents()).isEqualTo("a>x b>a c>b");
        }
    }

    @Nested
    class AnyOrderOfArrival {
        private static final int ROUNDS = 1_500;

        @Test
        void givesTheParentsOfTheWholeSet() {
            for (long seed = 0; seed < ROUNDS; seed++) {
                Random random = new Random(seed);
                List<Letter> letters = RandomLetters.of(random);
                Map<MessageId, MessageId> expected = BruteForce.parents(letters);
                for (int order = 0; order < 4; order++) {
                    Collections.shuffle(letters, random);
                    InMemoryThreadGraph arrived = arrive(letters);

                    assertThat(parentsOf(arrived)).as("seed %s", seed).isEqualTo(expected);
                    assertNoCircle(arrived);
                    assertThat(arrived.ids())
                            .containsAll(letters.stream().map(Letter::id).toList());
                }
            }
        }

        @Test
        void givesTheSameIfLettersAreReplaced() {
            for (long seed = 0; seed < ROUNDS; seed++) {
                Random random = new Random(seed);
                List<Letter> letters = RandomLetters.of(random);
                Map<MessageId, Letter> first = new HashMap<>();
                RandomLetters.of(random).forEach(letter -> first.put(letter.id(), letter));
                var arrived = new InMemoryThreadGraph();
                var arriving = new Threader(arrived);
                for (Letter letter : letters) {
                    Letter before = first.getOrDefault(letter.id(), letter);
                    arrived.fill(before.id(), before.time());
                    arriving.add(before.message());
                }
                Collections.shuffle(letters, random);
                for (Letter letter : letters) {
                    arrived.fill(letter.id(), letter.time());
                    arriving.replace(letter.message());
                }

                assertThat(parentsOf(arrived))
                        .as("seed %s", seed)
                        .isEqualTo(BruteForce.parents(letters));
                assertNoCircle(arrived);
            }
        }

        @Test
        void givesTheSameWheneverGuessesAreMade() {
            for (long seed = 0; seed < ROUNDS; seed++) {
                Random random = new Random(seed);
                List<Letter> letters = RandomLetters.of(random);
                Map<MessageId, MessageId> guesses = new HashMap<>();
                for (Letter letter : letters) {
                    if (random.nextBoolean()) {
                        Letter parent = letters.get(random.nextInt(letters.size()));
                        guesses.put(letter.id(), parent.id());
                    }
                }
                double score = random.nextBoolean() ? Guess.SURE : .5;
                Map<MessageId, MessageId> expected = null;
                for (int order = 0; order < 4; order++) {
                    Collections.shuffle(letters, random);
                    InMemoryThreadGraph arrived = arrive(letters, guesses, score, random);

                    Map<MessageId, MessageId> parents = parentsOf(arrived);
                    expected = expected == null ? parents : expected;
                    assertThat(parents).as("seed %s", seed).isEqualTo(expected);
                    assertNoCircle(arrived);
                }
            }
        }

        @Test
        void givesTheSameWheneverAnOperatorRules() {
            for (long seed = 0; seed < ROUNDS; seed++) {
                Random random = new Random(seed);
                List<Letter> letters = RandomLetters.of(random);
                Map<MessageId, MessageId> above = new HashMap<>();
                for (Letter letter : letters) {
                    if (random.nextInt(3) == 0) {
                        above.put(letter.id(), letters.get(random.nextInt(letters.size())).id());
                    }
                }
                Map<MessageId, MessageId> expected = null;
                for (int order = 0; order < 4; order++) {
                    Collections.shuffle(letters, random);
                    InMemoryThreadGraph arrived = arriveRuled(letters, above, random);

                    Map<MessageId, MessageId> parents = parentsOf(arrived);
                    expected = expected == null ? parents : expected;
                    assertThat(parents).as("seed %s", seed).isEqualTo(expected);
                    assertNoCircle(arrived);
                }
            }
        }

        /**
         * Says of each message at some time, before or after it comes, that it hangs under another,
         * or of one that it would hang under itself, that it begins a thread.
         */
        private static InMemoryThreadGraph arriveRuled(
                List<Letter> letters, Map<MessageId, MessageId> above, Random random) {
            var arrived = new InMemoryThreadGraph();
            var threader = new Threader(arrived);
            List<MessageId> waiting = new ArrayList<>(above.keySet());
            Collections.shuffle(waiting, random);
            for (Letter letter : letters) {
                if (!waiting.isEmpty() && random.nextBoolean()) {
                    rule(arrived, threader, waiting.removeLast(), above);
                }
                arrived.fill(letter.id(), letter.time());
                threader.add(letter.message());
            }
            waiting.forEach(child -> rule(arrived, threader, child, above));
            return arrived;
        }

        private static void rule(
                InMemoryThreadGraph graph,
                Threader threader,
                MessageId child,
                Map<MessageId, MessageId> above) {
            MessageId parent = Objects.requireNonNull(above.get(child));
            graph.put(
                    graph.node(child),
                    parent.equals(child) ? Place.ROOT : new Place(graph.node(parent)));
            threader.rule(child);
        }

        /** Makes each guess at some time after its message has come. */
        private static InMemoryThreadGraph arrive(
                List<Letter> letters,
                Map<MessageId, MessageId> guesses,
                double score,
                Random random) {
            var arrived = new InMemoryThreadGraph();
            var threader = new Threader(arrived);
            List<MessageId> waiting = new ArrayList<>();
            for (Letter letter : letters) {
                arrived.fill(letter.id(), letter.time());
                threader.add(letter.message());
                if (guesses.containsKey(letter.id())) {
                    waiting.add(letter.id());
                }
                while (!waiting.isEmpty() && random.nextInt(3) > 0) {
                    guess(arrived, threader, waiting.removeLast(), guesses, score);
                }
            }
            waiting.forEach(child -> guess(arrived, threader, child, guesses, score));
            return arrived;
        }

        private static void guess(
                InMemoryThreadGraph graph,
                Threader threader,
                MessageId child,
                Map<MessageId, MessageId> guesses,
                double score) {
            long parent = graph.node(Objects.requireNonNull(guesses.get(child)));
            threader.guess(child, new Guess(parent, Evidence.SUBJECT, score));
        }

        private InMemoryThreadGraph arrive(List<Letter> letters) {
            var arrived = new InMemoryThreadGraph();
            var onArrival = new Threader(arrived);
            for (Letter letter : letters) {
                Map<MessageId, MessageId> before = parentsOf(arrived);
                arrived.fill(letter.id(), letter.time());
                Set<MessageId> changed =
                        onArrival.add(letter.message()).stream()
                                .map(node -> arrived.rank(node).id())
                                .collect(Collectors.toSet());
                assertThat(changed).containsAll(differences(before, parentsOf(arrived)));
            }
            return arrived;
        }

        private Set<MessageId> differences(
                Map<MessageId, MessageId> before, Map<MessageId, MessageId> after) {
            Set<MessageId> ids = new HashSet<>(before.keySet());
            ids.addAll(after.keySet());
            ids.removeIf(id -> Objects.equals(before.get(id), after.get(id)));
            return ids;
        }

        private void assertNoCircle(InMemoryThreadGraph arrived) {
            int nodes = arrived.ids().size();
            for (MessageId id : arrived.ids()) {
                int steps = 0;
                for (MessageId at = arrived.parent(id); at != null; at = arrived.parent(at)) {
                    assertThat(++steps).isLessThan(nodes);
                }
            }
        }
    }

    @Nested
    class HostileInput {
        static final int MANY = 10_000;

        enum Order {
            FORWARDS,
            BACKWARDS,
            SHUFFLED
        }

        private List<Integer> numbers(Order order) {
            List<Integer> numbers = new ArrayList<>(IntStream.range(0, MANY).boxed().toList());
            switch (order) {
                case FORWARDS -> {}
                case BACKWARDS -> Collections.reverse(numbers);
                case SHUFFLED -> Collections.shuffle(numbers, new Random(1));
            }
            return numbers;
        }

        @ParameterizedTest
        @EnumSource
        @Timeout(20)
        void isAChainThatTheTimeGrowsWith(Order order) {
            for (int i : numbers(order)) {
                String references = i == 0 ? "" : "m" + (i - 1);
                add(Letter.of("m" + i, i, "", references));
            }
            int depth = 0;
            MessageId at = new MessageId("m" + (MANY - 1));
            for (; at != null; at = graph.parent(at)) {
                depth++;
            }
            assertThat(depth).isEqualTo(MANY);
        }

        @Test
        @Timeout(20)
        void isManyRepliesToOneThatComesLast() {
            for (int i = 0; i < MANY; i++) {
                add(Letter.of("m" + i, i, "x", "w x"));
            }
            add(Letter.of("x", MANY, "", ""));

            assertThat(parentsOf(graph).values()).hasSize(MANY).containsOnly(new MessageId("x"));
        }

        @ParameterizedTest
        @ValueSource(ints = {-1, 0, 1})
        void isAChainOfDummiesOfWhichTheLastCount(int more) {
            int length = Threader.MAX_CHAIN + 1 + more;
            List<String> chain = IntStream.range(0, length).mapToObj(i -> "d" + i).toList();
            add(Letter.of("m", 1, "", String.join(" ", chain)));

            assertThat(parentsOf(graph)).hasSize(1 + Math.min(length - 1, Threader.MAX_CHAIN));
            assertThat(graph.parent(new MessageId("d" + (length - 1))))
                    .isEqualTo(new MessageId("d" + (length - 2)));
        }

        @Test
        @Timeout(20)
        void isACircleOfAllMessages() {
            for (int i = 0; i < MANY; i++) {
                add(Letter.of("m" + i, i, "m" + (i + 1) % MANY, ""));
            }
            assertThat(parentsOf(graph)).hasSize(MANY - 1);
            assertThat(graph.parent(new MessageId("m0"))).isNull();
        }
    }
}
