package org.perdure.thread;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.message.MessageId;
import org.perdure.thread.ThreadGraph.Claim;
import org.perdure.thread.ThreadGraph.Guess;
import org.perdure.thread.ThreadGraph.Mentions;
import org.perdure.thread.ThreadGraph.Rank;

/** What every graph must do. */
public abstract class ThreadGraphContract {
    /** A graph, and what makes the messages of its nodes present. */
    public interface Filled {
        /** Returns the graph. */
        ThreadGraph graph();

        /** Makes a message present that arrived at a time, in seconds. */
        void fill(MessageId id, long time);

        /** Returns the node of a msg-id. */
        default long node(String id) {
            return graph().node(new MessageId(id));
        }
    }

    /** Runs a test on a new graph without nodes. */
    protected abstract void with(Consumer<Filled> test);

    private static Claim claim(long parent, long by) {
        return new Claim(parent, Evidence.REFERENCES, 0.5, by);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@example.org", "a b/%c'\"@x", "grün@例え", "a\0b", "ß\ud83d\ude00"})
    void aNodeStandsForItsMsgIdForEver(String id) {
        with(
                filled -> {
                    long node = filled.node(id);
                    long other = filled.node(id + "2");
                    assertThat(other).isNotEqualTo(node);
                    assertThat(filled.node(id)).isEqualTo(node);
                    assertThat(filled.graph().rank(node).id()).isEqualTo(new MessageId(id));
                    filled.fill(new MessageId(id), 1);
                    assertThat(filled.node(id)).isEqualTo(node);
                });
    }

    @Test
    void msgIdsDifferByCase() {
        with(filled -> assertThat(filled.node("A@x")).isNotEqualTo(filled.node("a@x")));
    }

    @Test
    void aNodeIsPresentWhenItsMessageCame() {
        with(
                filled -> {
                    long node = filled.node("a");
                    assertThat(filled.graph().isPresent(node)).isFalse();
                    filled.fill(new MessageId("a"), 5);
                    assertThat(filled.graph().isPresent(node)).isTrue();
                    assertThat(filled.graph().isPresent(filled.node("b"))).isFalse();
                });
    }

    @Test
    void aGuessIsKeptUntilItIsForgotten() {
        with(
                filled -> {
                    long node = filled.node("a");
                    Guess guess = new Guess(filled.node("b"), Evidence.QUOTATION, 0.75);
                    assertThat(filled.graph().guess(node)).isNull();
                    filled.graph().setGuess(node, new Guess(filled.node("c"), Evidence.SUBJECT, 1));
                    filled.graph().setGuess(node, guess);
                    assertThat(filled.graph().guess(node)).isEqualTo(guess);
                    filled.graph().setGuess(node, null);
                    assertThat(filled.graph().guess(node)).isNull();
                });
    }

    @Test
    void ranksAreByTimeThenMsgIdAndDummiesLast() {
        with(
                filled -> {
                    filled.fill(new MessageId("c"), -5);
                    filled.fill(new MessageId("b"), 7);
                    filled.fill(new MessageId("a"), 7);
                    assertThat(
                                    List.of("z", "y", "a", "b", "c").stream()
                                            .map(id -> filled.graph().rank(filled.node(id)))
                                            .sorted()
                                            .map(Rank::id)
                                            .map(MessageId::value))
                            .containsExactly("c", "a", "b", "y", "z");
                    assertThat(filled.graph().rank(filled.node("a")).time()).isEqualTo(7);
                });
    }

    @Test
    void mentionsAreKeptInTheirOrder() {
        with(
                filled -> {
                    long m = filled.node("m");
                    long a = filled.node("a");
                    long b = filled.node("b");
                    long c = filled.node("c");
                    var mentions = new Mentions(List.of(c, a), List.of(b, a, c));
                    filled.fill(new MessageId("m"), 1);
                    filled.graph().putMentions(m, mentions);

                    assertThat(filled.graph().mentions(m)).isEqualTo(mentions);
                    assertThat(filled.graph().mentions(a))
                            .isEqualTo(new Mentions(List.of(), List.of()));
                });
    }

    @Test
    void aNodeIsMentionedOnceByEachMessage() {
        with(
                filled -> {
                    long m = filled.node("m");
                    long n = filled.node("n");
                    long a = filled.node("a");
                    filled.graph().putMentions(m, new Mentions(List.of(a), List.of(n, a)));
                    filled.graph().putMentions(n, new Mentions(List.of(), List.of(a)));

                    assertThat(filled.graph().mentionedBy(a)).containsExactlyInAnyOrder(m, n);
                    assertThat(filled.graph().mentionedBy(n)).containsExactly(m);
                    assertThat(filled.graph().mentionedBy(m)).isEmpty();
                });
    }

    @Test
    void aClaimIsReplacedByTheNext() {
        with(
                filled -> {
                    ThreadGraph graph = filled.graph();
                    long m = filled.node("m");
                    long a = filled.node("a");
                    long b = filled.node("b");
                    assertThat(graph.claim(m)).isNull();

                    graph.setClaim(m, claim(a, m));
                    assertThat(graph.claim(m)).isEqualTo(claim(a, m));

                    graph.setClaim(m, claim(b, a));
                    assertThat(graph.claim(m)).isEqualTo(claim(b, a));

                    graph.setClaim(m, null);
                    assertThat(graph.claim(m)).isNull();
                });
    }

    @Test
    void aCircleIsThatOfTheClaims() {
        with(
                filled -> {
                    ThreadGraph graph = filled.graph();
                    long a = filled.node("a");
                    long b = filled.node("b");
                    long c = filled.node("c");
                    long leadsIn = filled.node("d");
                    assertThat(graph.circle(a)).isEmpty();
                    graph.setClaim(a, claim(b, a));
                    graph.setClaim(b, claim(c, a));
                    graph.setClaim(leadsIn, claim(a, a));
                    assertThat(graph.circle(a)).isEmpty();
                    assertThat(graph.circle(b)).isEmpty();

                    graph.setClaim(c, claim(a, a));
                    assertThat(graph.circle(a)).containsExactlyInAnyOrder(a, b, c);
                    assertThat(graph.circle(c)).containsExactlyInAnyOrder(a, b, c);
                    assertThat(graph.circle(leadsIn)).isEmpty();
                    graph.setClaim(filled.node("e"), claim(leadsIn, a));
                    assertThat(graph.circle(leadsIn)).isEmpty();

                    graph.setClaim(b, null);
                    assertThat(graph.circle(a)).isEmpty();
                    graph.setClaim(b, claim(b, a));
                    assertThat(graph.circle(b)).containsExactly(b);
                    assertThat(graph.circle(c)).isEmpty();
                });
    }

    @Test
    void aParentIsWhatWasClaimedWhenItWasSet() {
        with(
                filled -> {
                    ThreadGraph graph = filled.graph();
                    long m = filled.node("m");
                    assertThat(graph.setParent(m, true)).isFalse();
                    graph.setClaim(m, claim(filled.node("a"), m));
                    assertThat(graph.setParent(m, true)).isTrue();
                    assertThat(graph.setParent(m, true)).isFalse();
                    graph.setClaim(m, claim(filled.node("b"), m));
                    assertThat(graph.setParent(m, true)).isTrue();
                    assertThat(graph.setParent(m, false)).isTrue();
                    assertThat(graph.setParent(m, false)).isFalse();
                    assertThat(graph.claim(m)).isNotNull();
                });
    }
}
