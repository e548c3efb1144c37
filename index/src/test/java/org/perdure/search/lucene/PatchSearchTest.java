package org.perdure.search.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perdure.query.QueryParser;
import org.perdure.search.Hit;
import org.perdure.search.Mail;
import org.perdure.search.Question;

/** Patches are found by their files, their lines and their blobs. */
class PatchSearchTest {
    private static final String PATCH =
            """
            Take the page with its count; see ring_overflow.

            diff --git a/drivers/ring.c b/drivers/ring.c
            index 6f3ac2d..91e0b57 100644
            --- a/drivers/ring.c
            +++ b/drivers/ring.c
            @@ -10,5 +10,6 @@ static int ring_map(struct ring *ring)
             	lock(ring);
            -	int page = take_page(ring);
            -	log_event("old page");
            +	int page = claim_page(ring, 0);
            +	if (unlikely(page < 0))
            +		return note_error(page);
             	unlock_ring(ring);
             	return page;
            --\s
            2.30.2
            """;

    private static final String REPLY =
            """
            > +	int page = claim_page(ring, 0);
            > index 6f3ac2d..91e0b57 100644
            Why claim_page?
            """;

    @TempDir Path temporary;

    private IndexFolder folder;
    private LuceneSearchIndex index;

    @BeforeEach
    void open() throws IOException {
        folder = new IndexFolder(temporary.resolve("index"));
        index = new LuceneSearchIndex(folder, Duration.ofMinutes(1), Duration.ZERO);
        try (LuceneFollower follower = LuceneFollower.open(folder.forWriting(), 1)) {
            follower.apply(
                    List.of(
                            Mail.of(1, "[PATCH] ring", PATCH).added(),
                            Mail.of(2, "Re: [PATCH] ring", REPLY).added()));
            follower.commit();
        }
    }

    @AfterEach
    void close() throws IOException {
        index.close();
    }

    private List<Hit> ask(String query) throws IOException {
        return index.search(
                        new Question(
                                QueryParser.parse(query), null, Question.Sort.OLDEST, 10, null))
                .hits();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            textBlock =
                    """
                    dfn:drivers/ring.c             | 1
                    dfn:ring.c                     | 1
                    dfn:drivers                    | 1
                    dfn:a/drivers                  |
                    dfn:ring_map                   |
                    dfb:claim_page                 | 1
                    dfb:claim                      | 1
                    dfb:claim*                     | 1
                    dfb:cl*m_page                  | 1
                    dfb:clam_page~                 | 1
                    dfb:take_page                  |
                    dfb:lock                       |
                    dfb:overflow                   |
                    dfb:"return note_error"        | 1
                    dfb:"claim_page ring 0 if"     | 1
                    dfb:"int page take_page"       |
                    dfb:(claim NEAR/3 ring)        | 1
                    dfb:(int NEAR/2 claim)         | 1
                    dfb:(int NEAR/3 note)          |
                    dfb:(take NEAR/9 claim)        |
                    dfb:(claim OR take)            | 1
                    dfa:take_page                  | 1
                    dfa:"old page"                 | 1
                    dfa:claim_page                 |
                    dfa:drivers                    |
                    dfctx:unlock_ring              | 1
                    dfctx:unlock                   | 1
                    dfctx:lock                     | 1
                    dfctx:take_page                |
                    dfctx:ring_map                 |
                    dfctx:"return page"            | 1
                    dfctx:"return page 2"          |
                    dfhh:ring_map                  | 1
                    dfhh:"static int"              | 1
                    dfhh:lock                      |
                    dfhh:10                        |
                    dfpre:6f3ac2d                  | 1
                    dfpre:6F3AC2D                  | 1
                    dfpre:6f3a                     | 1
                    dfpre:6f3ac2d0123456789        | 1
                    dfpre:6f3ac2e                  |
                    dfpre:91e0b57                  |
                    dfpost:91e0b57                 | 1
                    dfpost:6f3ac2d                 |
                    dfblob:91e0b57                 | 1
                    dfblob:6f3ac2d                 | 1
                    dfblob:1111111                 |
                    patchid:d28f*                  |
                    nq:claim_page                  | '1,2'
                    "note_error page unlock_ring"  | 1
                    q:claim_page                   | 2
                    """)
    void findThem(String query, @Nullable String keys) throws IOException {
        List<Long> expected =
                keys == null
                        ? List.of()
                        : Arrays.stream(keys.split(",")).map(Long::valueOf).toList();
        assertThat(ask(query)).extracting(Hit::key).containsExactlyElementsOf(expected);
    }

    @Test
    void highlightsShowNoMarks() throws IOException {
        Hit hit = ask("dfb:claim_page").getFirst();
        assertThat(hit.highlights()).isNotEmpty();
        assertThat(hit.highlights().toString()).doesNotContainPattern("[\\x01-\\x05]");
    }

    @Test
    void aSearchForAMarkFindsNothing() throws IOException {
        for (LineMark mark : LineMark.values()) {
            assertThat(ask("nq:x" + mark.word() + "zebra")).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            textBlock =
                    """
                    dfn:tools/pump.c          | 3
                    dfa:pump_old              | 3
                    dfb:pump_new              | 3
                    dfctx:pump_lock           | 3
                    dfhh:pump_all             | 3
                    dfpost:77aa88b            | 3
                    pump_new                  | 3
                    nq:pump_new               | 3
                    nq:"take the pump"        | 3
                    s:pump_new                |
                    has:patch dfb:pump_new    | 3
                    """)
    void areFoundWhereTheyAreAttached(String query, @Nullable Long key) throws IOException {
        String patch =
                """
                # HG changeset patch
                Take the pump.

                diff --git a/tools/pump.c b/tools/pump.c
                index 55aa66b..77aa88b 100644
                --- a/tools/pump.c
                +++ b/tools/pump.c
                @@ -1,3 +1,3 @@ int pump_all(void)
                 	pump_lock();
                -	pump_old();
                +	pump_new();
                """;
        try (LuceneFollower follower = LuceneFollower.open(folder.forWriting(), 1)) {
            follower.apply(List.of(Mail.of(3, "x", "See it.\n").addedWithPatch(patch)));
            follower.commit();
        }
        assertThat(ask(query).stream().map(Hit::key).toList())
                .isEqualTo(key == null ? List.of() : List.of(key));
    }
}
