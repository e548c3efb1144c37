package org.perdure.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.message.Attachment;
import org.perdure.message.HeaderField;
import org.perdure.message.ListName;
import org.perdure.message.Mailbox;
import org.perdure.message.MailingList;
import org.perdure.message.MessageId;
import org.perdure.search.Hit.Highlight;
import org.perdure.search.Hit.Piece;
import org.perdure.text.Block;
import org.perdure.text.Kind;

class MaskingTest {
    private static final Masking MASKING = Masking.of(list(MailingList.Masking.PAGES));

    private static MailingList list(MailingList.Masking policy) {
        return new MailingList(
                new ListName("fern-devel"),
                "",
                List.of("fern-devel@lists.example.org", "Fern-Devel@old.example.org"),
                List.of(),
                null,
                policy);
    }

    @Nested
    class Text {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '~',
                textBlock =
                        """
            ada@example.org                       | ada@xxxxxxxxxxx
            Ada <ada@example.org>, bob@a.example. | Ada <ada@xxxxxxxxxxx>, bob@xxxxxxxxx.
            mailto:ada@example.org?subject=x      | mailto:ada@xxxxxxxxxxx?subject=x
            mailto://ada@example.org              | mailto://ada@xxxxxxxxxxx
            "Ada Quill"@example.org               | "Ada Quill"@xxxxxxxxxxx
            ada+list=x@mail.example.org           | ada+list=x@xxxxxxxxxxxxxxxx
            ada@exämple.örg                       | ada@xxxxxxxxxxx
            ада@example.org                       | ада@xxxxxxxxxxx
            ada@[192.0.2.1] and ada@[IPv6:2001::] | ada@[xxxxxxxxx] and ada@[xxxxxxxxxxx]
            (ada@example.org)                     | (ada@xxxxxxxxxxx)
            ada@example.org...                    | ada@xxxxxxxxxxx...
            a@b.example@c.example                 | a@xxxxxxxxx@xxxxxxxxx
            user@host-1.example_2.org-            | user@xxxxxxxxxxxxxxxxxxxx-
            """)
        void hidesDomains(String text, String masked) {
            assertThat(MASKING.text(text)).isEqualTo(masked);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "@",
                    "@@ -1,2 +1,2 @@ int main(void)",
                    "call foo@plt",
                    "node_modules/@scope.js/x",
                    "pkg@1.2.3",
                    "ada @ example.org",
                    "ada at example.org",
                    "ada@.org",
                    "ada@example",
                    "ada@example.o",
                    "ada@example.9x",
                    "ada@[",
                    "ada@[192.0.2.1",
                    "to fern-devel@lists.example.org and FERN-DEVEL@OLD.example.ORG.",
                    "'fern-devel@lists.example.org'",
                    "http://example.org/fern-devel/20110304.1234@example.org/",
                    "see <https://ada@example.org/~x?from=ada@example.org&x#y@z.org>",
                    "ssh://git@example.org/fern.git"
                })
        void keepsWhatIsNoAddressOrMayBeSeen(String text) {
            assertThat(MASKING.text(text)).isEqualTo(text);
        }

        @Test
        void hidesWhatComesAfterAUrl() {
            assertThat(
                            MASKING.text(
                                    "http://a.example/x@y.example ada@b.example <http://c> d@e.example"))
                    .isEqualTo("http://a.example/x@y.example ada@xxxxxxxxx <http://c> d@xxxxxxxxx");
            assertThat(MASKING.text("ada@b.example http://c/"))
                    .isEqualTo("ada@xxxxxxxxx http://c/");
            assertThat(MASKING.text("://ada@b.example")).isEqualTo("://ada@xxxxxxxxx");
        }

        @Test
        void isKeptByAListThatHidesNothing() {
            Masking none = Masking.of(list(MailingList.Masking.NONE));
            assertThat(none.text("ada@example.org")).isEqualTo("ada@example.org");
            assertThat(none.address("ada@example.org")).isEqualTo("ada@example.org");
            HeaderField field = new HeaderField("From", "ada@example.org");
            assertThat(none.field(field, Set.of())).isEqualTo(field);
        }

        @Test
        void keepsItsLengthAndIsMaskedOnlyOnce() {
            Random random = new Random(20110304);
            String alphabet = "ab.@@@-_<> \":/[]x1ä\n";
            for (int round = 0; round < 20_000; round++) {
                StringBuilder text = new StringBuilder();
                for (int i = random.nextInt(40); i > 0; i--) {
                    text.append(alphabet.charAt(random.nextInt(alphabet.length())));
                }
                String masked = MASKING.text(text.toString());
                assertThat(masked).hasSameSizeAs(text.toString());
                assertThat(MASKING.text(masked)).isEqualTo(masked);
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "@", "a@", "a@b", "a@b.", "a@b.c", "a@[", "a@[1", "://", "a://", "a://@",
                    "a.b-", "a@b.cc ", "<a@", "\"@", "@[]"
                })
        @Timeout(value = 10, unit = TimeUnit.SECONDS)
        void takesTimeByItsLengthAlone(String piece) {
            String text = piece.repeat(2_000_000 / piece.length());
            assertThat(MASKING.text(text)).hasSameSizeAs(text);
            HeaderField field = new HeaderField("References", text);
            assertThat(MASKING.field(field, Set.of()).body()).hasSameSizeAs(text);
        }
    }

    @Nested
    class Addresses {
        @ParameterizedTest
        @CsvSource({
            "ada@example.org, ada@xxxxxxxxxxx",
            "ada@localhost, ada@xxxxxxxxx",
            "a@b@c.example, a@b@xxxxxxxxx",
            "a@b.example@c.example, a@xxxxxxxxx@xxxxxxxxx",
            "fern-devel@lists.example.org, fern-devel@lists.example.org",
            "nobody, nobody"
        })
        void areMaskedWhateverTheirDomain(String address, String masked) {
            assertThat(MASKING.address(address)).isEqualTo(masked);
        }

        @Test
        void areMaskedInNames() {
            assertThat(MASKING.mailbox(new Mailbox("ada@example.org", "ada@example.org")))
                    .isEqualTo(new Mailbox("ada@xxxxxxxxxxx", "ada@xxxxxxxxxxx"));
            assertThat(MASKING.mailbox(new Mailbox(null, ""))).isEqualTo(new Mailbox(null, ""));
            assertThat(
                            MASKING.attachment(
                                            new Attachment("2", "to ada@example.org", "text/x", 1))
                                    .fileName())
                    .isEqualTo("to ada@xxxxxxxxxxx");
        }
    }

    @Nested
    class Fields {
        private String body(String name, String body) {
            return MASKING.field(
                            new HeaderField(name, body),
                            Set.of(new MessageId("1234@mail.example.org")))
                    .body();
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '~',
                textBlock =
                        """
            From        | Ada <ada@example.org>            | Ada <ada@xxxxxxxxxxx>
            X-Sender    | ada@example.org                  | ada@xxxxxxxxxxx
            Received    | from x for <ada@example.org>; 1  | from x for <ada@xxxxxxxxxxx>; 1
            To          | <fern-devel@lists.example.org>   | <fern-devel@lists.example.org>
            List-Post   | <mailto:any@example.org>         | <mailto:any@example.org>
            list-owner  | <mailto:any@example.org>         | <mailto:any@example.org>
            Message-ID  | <1@mail.example.org>             | <1@mail.example.org>
            References  | <1@m.example> <2@m.example>      | <1@m.example> <2@m.example>
            References  | <1@m.example> ada@example.org    | <1@m.example> ada@xxxxxxxxxxx
            References  | ada@example.org <1@m.example     | ada@xxxxxxxxxxx <1@xxxxxxxxx
            In-Reply-To | <1234@mail.example.org>          | <1234@mail.example.org>
            In-Reply-To | Ada <ada@example.org>'s of <1234@mail.example.org> | Ada <ada@xxxxxxxxxxx>'s of <1234@mail.example.org>
            In-Reply-To | <>ada@example.org< >             | <>ada@xxxxxxxxxxx< >
            Archived-At | <http://example.org/1@m.example> | <http://example.org/1@m.example>
            """)
        void areMaskedByWhatTheyHold(String name, String body, String masked) {
            assertThat(body(name, body)).isEqualTo(masked);
        }
    }

    @Nested
    class Bodies {
        private List<String> masked(String... lines) {
            return MASKING.blocks(List.of(Block.of(Kind.AUTHORED, 0, List.of(lines))))
                    .getFirst()
                    .lines();
        }

        @Test
        void keepTheLinesOfADiff() {
            assertThat(
                            masked(
                                    "Signed-off-by: Ada <ada@example.org>",
                                    "---",
                                    "diff --git a/mail@a.conf b/mail@a.conf",
                                    "--- a/mail@a.conf",
                                    "+++ b/mail@a.conf",
                                    "@@ -1,2 +1,3 @@ ada@example.org",
                                    " owner = ada@example.org",
                                    "-to = bob@example.org",
                                    "+to = cyd@example.org",
                                    "+cc = dan@example.org",
                                    "-- ",
                                    "git, ada@example.org"))
                    .containsExactly(
                            "Signed-off-by: Ada <ada@xxxxxxxxxxx>",
                            "---",
                            "diff --git a/mail@a.conf b/mail@a.conf",
                            "--- a/mail@a.conf",
                            "+++ b/mail@a.conf",
                            "@@ -1,2 +1,3 @@ ada@example.org",
                            " owner = ada@example.org",
                            "-to = bob@example.org",
                            "+to = cyd@example.org",
                            "+cc = dan@example.org",
                            "-- ",
                            "git, ada@xxxxxxxxxxx");
        }

        @Test
        void keepNoMoreLinesThanAHunkSays() {
            assertThat(masked("@@ -1 +1 @@", "-a@b.example", "+c@d.example", "+e@f.example"))
                    .endsWith("+c@d.example", "+e@xxxxxxxxx");
            assertThat(masked("@@ -1,5 +1,0 @@", "-a@b.example", "+e@f.example", "-a@b.example"))
                    .endsWith("-a@b.example", "+e@xxxxxxxxx", "-a@xxxxxxxxx");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "@@ -1,999999999 +1,2 @@",
                    "@@ -1,x +1,2 @@",
                    "@@ -1,2 +1,2",
                    "@@ -1,2 @@",
                    "@@ -,2 +1,2 @@",
                    "@@ -1,-2 +1,2 @@",
                    "@@@ -1,2 -1,2 +1,2 @@@"
                })
        void areNotFooledByWhatIsNoHunk(String line) {
            assertThat(masked(line, " a@b.example")).endsWith(" a@xxxxxxxxx");
        }

        @Test
        void keepAQuotedHunkAroundWhatIsSaidOfIt() {
            List<Block> blocks =
                    MASKING.blocks(
                            List.of(
                                    Block.of(
                                            Kind.ATTRIBUTION,
                                            0,
                                            List.of("Ada <ada@b.example> wrote:")),
                                    Block.of(
                                            Kind.QUOTED,
                                            1,
                                            List.of("@@ -1 +1,2 @@", "-a@b.example")),
                                    Block.of(Kind.AUTHORED, 0, List.of("+1 from a@b.example")),
                                    Block.of(Kind.QUOTED, 2, List.of("+a@b.example")),
                                    Block.of(
                                            Kind.QUOTED,
                                            1,
                                            List.of("+c@d.example", "Cc: a@b.example")),
                                    Block.of(Kind.SIGNATURE, 0, List.of("-- ", "a@b.example"))));
            assertThat(blocks.stream().flatMap(block -> block.lines().stream()))
                    .containsExactly(
                            "Ada <ada@xxxxxxxxx> wrote:",
                            "@@ -1 +1,2 @@",
                            "-a@b.example",
                            "+1 from a@xxxxxxxxx",
                            "+a@xxxxxxxxx",
                            "+c@d.example",
                            "Cc: a@xxxxxxxxx",
                            "-- ",
                            "a@xxxxxxxxx");
        }

        @ParameterizedTest
        @CsvSource({
            "31, +a@b.example",
            "32, +a@b.example",
            "33, +a@xxxxxxxxx",
            "2000000000, +a@xxxxxxxxx"
        })
        void tellDiffsUpToADepth(int depth, String last) {
            List<Block> blocks =
                    MASKING.blocks(
                            List.of(
                                    Block.of(
                                            Kind.QUOTED,
                                            depth,
                                            List.of("@@ -1 +1,2 @@", "+a@b.example"))));
            assertThat(blocks.getFirst().lines()).last().isEqualTo(last);
        }
    }

    @Nested
    class Highlights {
        private String masked(String... pieces) {
            Highlight highlight =
                    MASKING.highlight(
                            new Highlight(
                                    List.of(pieces).stream()
                                            .map(text -> new Piece(text, text.startsWith("h")))
                                            .toList()));
            return String.join("|", highlight.pieces().stream().map(Piece::text).toList());
        }

        @Test
        void areMaskedAcrossTheirPieces() {
            assertThat(masked("to ada", "@exam", "ple.org", " now"))
                    .isEqualTo("to ada|@xxxx|xxxxxxx| now");
            assertThat(masked("plain", " text")).isEqualTo("plain| text");
        }

        @Test
        void areMaskedWhereTheyEndInADomain() {
            assertThat(masked("to ada@exam")).isEqualTo("to ada@xxxx");
            assertThat(masked("to ada@exam ple")).isEqualTo("to ada@exam ple");
        }
    }
}
