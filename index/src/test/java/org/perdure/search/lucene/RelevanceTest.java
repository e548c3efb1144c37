package org.perdure.search.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.query.QueryParser;
import org.perdure.search.Explanation;
import org.perdure.search.Hit;
import org.perdure.search.Mail;
import org.perdure.search.Question;

/** Which message comes first. */
class RelevanceTest {
    private static final String PASSAGE = "the grant table of the guest was never unmapped";

    @TempDir Path temporary;

    private List<Long> best(String query, Mail... mails) throws IOException {
        return hits(query, mails).stream().map(Hit::key).toList();
    }

    private List<Hit> hits(String query, Mail... mails) throws IOException {
        IndexFolder folder = new IndexFolder(Files.createTempDirectory(temporary, "index"));
        try (LuceneFollower follower = LuceneFollower.open(folder.forWriting(), 1)) {
            follower.apply(Stream.of(mails).map(Mail::added).toList());
            follower.commit();
        }
        try (LuceneSearchIndex index =
                new LuceneSearchIndex(folder, Duration.ofMinutes(1), Duration.ZERO)) {
            Question question =
                    new Question(
                            QueryParser.parse(query), null, Question.Sort.RELEVANCE, 200, null);
            return index.search(question.explained()).hits();
        }
    }

    private static Mail quoting(long key, long source, String text) {
        return Mail.of(key, "Re: it", "> " + text + "\nNo.\n").answering(source + "@example.org");
    }

    @ParameterizedTest
    @ValueSource(strings = {"grant table of the guest", "\"grant table of the guest\""})
    void whoWroteAPassageComesBeforeThoseWhoQuoteIt(String query) throws IOException {
        Mail author = Mail.of(1, "it", "Long ago. ".repeat(200) + "I saw that " + PASSAGE + ".\n");
        assertThat(best(query, author, quoting(2, 1, PASSAGE), quoting(3, 1, PASSAGE)).getFirst())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"grant table of the guest", "\"grant table of the guest\""})
    void ofThoseWhoWroteItTheFirstComesFirst(String query) throws IOException {
        Mail first = Mail.of(1, "it", "Long ago. ".repeat(200) + PASSAGE + ".\n");
        assertThat(best(query, Mail.of(2, "it", PASSAGE), first, Mail.of(3, "it", PASSAGE)))
                .startsWith(1L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"grant table of the guest", "\"grant table of the guest\""})
    void ofThoseWhoWroteItTheOneWhomOthersQuoteComesFirst(String query) throws IOException {
        assertThat(
                        best(
                                query,
                                Mail.of(1, "it", PASSAGE),
                                Mail.of(2, "it", PASSAGE),
                                quoting(3, 2, PASSAGE),
                                quoting(4, 2, PASSAGE)))
                .startsWith(2L, 1L);
    }

    @Test
    void theNearestOfThoseWhoWroteItIsTheOneWhoIsQuoted() throws IOException {
        Mail second = Mail.of(2, "[PATCH v2] it", PASSAGE).answering("1@example.org");
        Mail reply = quoting(3, 2, PASSAGE);
        assertThat(best('"' + PASSAGE + '"', Mail.of(1, "[PATCH] it", PASSAGE), second, reply))
                .startsWith(2L);
    }

    @Test
    void whatNobodyWroteIsOfTheFirstWhoQuotesIt() throws IOException {
        String line = "On Monday, 7 March 2011, Ada Quill wrote:";
        Mail first = Mail.of(1, "Re: it", line + "\n> Hm.\n" + "No word of that. ".repeat(200));
        assertThat(
                        best(
                                "\"monday 7 march 2011 ada\"",
                                first,
                                quoting(2, 1, line),
                                quoting(3, 2, line).answering("1@example.org")))
                .startsWith(1L);
    }

    @Test
    void aRowOfWordsThatEverybodyUsesHasNoAuthor() throws IOException {
        List<Mail> mails = new ArrayList<>();
        for (int key = 1; key <= Sources.MAX_HOLDERS; key++) {
            mails.add(Mail.of(key, "it", key == 1 ? PASSAGE + " filler".repeat(50) : PASSAGE));
        }
        String query = '"' + PASSAGE + '"';
        assertThat(best(query, mails.toArray(Mail[]::new))).startsWith(1L);
        mails.add(Mail.of(Sources.MAX_HOLDERS + 1, "it", PASSAGE));
        assertThat(best(query, mails.toArray(Mail[]::new))).endsWith(1L);
    }

    @Test
    void allWordsInTheSubjectComeBeforeWordsHereAndThere() throws IOException {
        String often = "balloon memory guest. ".repeat(40);
        assertThat(
                        best(
                                "guest balloon memory",
                                Mail.of(1, "memory of the balloon in a guest", "See below."),
                                Mail.of(2, "balloon", often)))
                .containsExactly(1L, 2L);
    }

    @Test
    void whoIsNamedComesBeforeWhoSpeaksOfThem() throws IOException {
        assertThat(
                        best(
                                "cyd marlow overflow",
                                Mail.of(1, "x", "Cyd saw an overflow, as did Marlow. Overflow!"),
                                Mail.of(2, "x", "An overflow. " + "Some more words. ".repeat(20))
                                        .by("Cyd Marlow", "cyd@example.net")))
                .containsExactly(2L, 1L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "there s nothing in ada s patch",
                "\"there s nothing in ada s patch\"",
                "\"nothing in ada's patch\""
            })
    void whatIsLeftOfAPossessiveNeedNotBeFound(String query) throws IOException {
        assertThat(best(query, Mail.of(1, "x", "I think there's nothing in Ada's patch.")))
                .containsExactly(1L);
    }

    @Test
    void anSThatStandsAloneIsFound() throws IOException {
        assertThat(best("s", Mail.of(1, "x", "char *s = NULL"), Mail.of(2, "x", "Ada's")))
                .containsExactly(1L);
        assertThat(best("s:x s", Mail.of(1, "x", "char *s = NULL"), Mail.of(2, "x", "Ada's")))
                .containsExactly(1L);
        assertThat(best("\"char s null\"", Mail.of(1, "x", "char *s = NULL"))).containsExactly(1L);
    }

    @Test
    void wordsBeyondTheLimitAreFoundWithoutLookingAtHowTheyStand() throws IOException {
        for (int words = Relevance.MAX_TOGETHER - 1; words <= Relevance.MAX_TOGETHER + 1; words++) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < words; i++) {
                text.append("word").append(i).append(' ');
            }
            assertThat(best(text.toString(), Mail.of(1, "x", text.toString()))).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "grant",
                "grant table",
                "grant table of the guest",
                "\"grant table of the guest\"",
                "grant* -zebra s:it",
                "(grant OR zebra) f:ada d:2011 is:root",
                "has:patch OR gran~ OR g*t",
                "ada quill unmapped",
                "1@example.org",
                "grant NEAR/4 guest",
                "nq:grant dfa:grant OR table"
            })
    void whatEachPartIsWorthIsTheScoreTogether(String query) throws IOException {
        List<Hit> hits = hits(query, Mail.of(1, "it", "I saw: " + PASSAGE), quoting(2, 1, PASSAGE));
        assertThat(hits).isNotEmpty();
        for (Hit hit : hits) {
            Explanation explanation = Objects.requireNonNull(hit.explanation());
            double sum = explanation.parts().stream().mapToDouble(Explanation.Part::score).sum();
            assertThat(sum).isCloseTo(explanation.score(), within(1e-3));
        }
    }

    @Test
    void isExplainedByFieldsAndSignals() throws IOException {
        List<Hit> hits =
                hits(
                        "grant table of the guest",
                        Mail.of(1, "grant", "I saw: " + PASSAGE),
                        quoting(2, 1, PASSAGE));
        Explanation first = Objects.requireNonNull(hits.getFirst().explanation());
        assertThat(first.parts())
                .extracting(part -> part.signal() + " " + part.text())
                .containsExactly(
                        "CLAUSE grant",
                        "CLAUSE table",
                        "CLAUSE of",
                        "CLAUSE the",
                        "CLAUSE guest",
                        "TOGETHER grant table of the guest",
                        "PASSAGE grant table of the guest");
        assertThat(first.parts().getFirst().fields())
                .extracting(Explanation.InField::field)
                .containsExactly("subject", "own");
        Explanation second = Objects.requireNonNull(hits.get(1).explanation());
        assertThat(second.parts())
                .extracting(Explanation.Part::signal)
                .containsOnly(Explanation.Signal.CLAUSE);
        assertThat(second.parts().getFirst().fields())
                .extracting(Explanation.InField::field)
                .containsExactly("quoted");
    }

    @ParameterizedTest
    @ValueSource(ints = {Explainer.MAX_PARTS - 1, Explainer.MAX_PARTS, Explainer.MAX_PARTS + 1})
    void isExplainedUpToSoManyParts(int words) throws IOException {
        String query = String.join(" OR ", Collections.nCopies(words, "s:grant"));
        Explanation explanation =
                Objects.requireNonNull(
                        hits(query, Mail.of(1, "grant", "x")).getFirst().explanation());
        assertThat(explanation.parts()).hasSize(Math.min(words, Explainer.MAX_PARTS));
    }

    @Test
    void needsNoWordsInAnotherOrder() throws IOException {
        IndexFolder folder = new IndexFolder(Files.createTempDirectory(temporary, "index"));
        try (LuceneFollower follower = LuceneFollower.open(folder.forWriting(), 1)) {
            follower.apply(List.of(Mail.of(1, "s", "word").added()));
            follower.commit();
        }
        try (LuceneSearchIndex index = new LuceneSearchIndex(folder)) {
            Question question =
                    new Question(QueryParser.parse("word"), null, Question.Sort.NEWEST, 10, null);
            assertThat(index.search(question.explained()).hits().getFirst().explanation()).isNull();
        }
    }
}
