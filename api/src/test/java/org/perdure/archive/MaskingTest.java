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
import org.perdure.link.LinkParser;
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
    private static final Masking MASKING = masking(MailingList.Masking.PAGES);

    private static Masking masking(MailingList.Masking policy) {
        MailingList list = list(policy);
        return Masking.of(list, new LinkParser(List.of(list), Set.of("fern.example.org")));
    }

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
            www.example.org/?e=ada%40example.org  | www.example.org/?e=ada%40xxxxxxxxxxx
            /options/fern-devel/ada--at--example.org | /options/fern-devel/ada--at--xxxxxxxxxxx
            fern-devel--at--lists.example.org     | fern-devel--at--lists.example.org
            --at--example.org a--at-- --at--      | --at--example.org a--at-- --at--
            ada%2540example%252Eorg               | ada%2540xxxxxxxxxxxxxxx
            ada%2540example%2Eorg&x               | ada%2540xxxxxxxxxxxxx&x
            mailto:ada%40example.org              | mailto:ada%40xxxxxxxxxxx
            "ada\\@example.org"                   | "ada\\@xxxxxxxxxxx"
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
                    "printf(\"%40s %40.2f\")",
                    "http://example.org/@ada.quill/1"
                })
        void keepsWhatIsNoAddressOrMayBeSeen(String text) {
            assertThat(MASKING.text(text)).isEqualTo(text);
        }

        @ParameterizedTest
        @CsvSource({
            "ada@exam\u00adple.org, ada@xxxxxxxxxxxx",
            "ada@\u200bexample.\u2060org, ada@xxxxxxxxxxxxx",
            "ada\u200d\ufeff@example.org, ada\u200d\ufeff@xxxxxxxxxxx",
            "a\u00adda@example\u00ad.o\ufe0frg, a\u00adda@xxxxxxxxxxxxx",
            "ada\uff20example.org, ada\uff20xxxxxxxxxxx",
            "ada\ufe6bexample.org, ada\ufe6bxxxxxxxxxxx",
            "ada@example\uff0eorg, ada@xxxxxxxxxxx",
            "ada@mail\u3002example\uff61org, ada@xxxxxxxxxxxxxxxx",
            "ada@ex\u2010am\u2011ple.org, ada@xxxxxxxxxxxxx",
            "ada@exa\u0308mple.org, ada@xxxxxxxxxxxx",
            "ada@\ud835\udd1eb.org, ada@xxxxxxx",
            "ada@example.org\u2014and, ada@xxxxxxxxxxx\u2014and",
            "fern-devel@lists.exam\u00adple.org, fern-devel@lists.exam\u00adple.org",
            "lib/\u200b@scope.js, lib/\u200b@scope.js"
        })
        void hidesWhatAReaderSeesAsADomain(String text, String masked) {
            assertThat(MASKING.text(text)).isEqualTo(masked);
        }

        @Test
        void isKeptByAListThatHidesNothing() {
            Masking none = masking(MailingList.Masking.NONE);
            assertThat(none.text("ada@example.org")).isEqualTo("ada@example.org");
            assertThat(none.address("ada@example.org")).isEqualTo("ada@example.org");
            HeaderField field = new HeaderField("From", "ada@example.org");
            assertThat(none.field(field, Set.of())).isEqualTo(field);
        }

        @Test
        void keepsItsLengthAndIsMaskedOnlyOnce() {
            Random random = new Random(20110304);
            String alphabet = "ab.@@@-_<> \":/[]x1ä\n%2540E";
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
                    "@",
                    "a@",
                    "a@b",
                    "a@b.",
                    "a@b.c",
                    "a@[",
                    "a@[1",
                    "://",
                    "a://",
                    "a://@",
                    "a.b-",
                    "a@b.cc ",
                    "<a@",
                    "\"@",
                    "@[]",
                    "%40",
                    "%25",
                    "a%40b%2Ec",
                    "a://b@c.dd",
                    "a://b@c.dd ",
                    "https://lore.kernel.org/r/a@b.cc,",
                    "+a=b.c",
                    "-=",
                    "+=a.b@",
                    "<mailto:",
                    "<mailto:a@b",
                    "< "
                })
        @Timeout(value = 10, unit = TimeUnit.SECONDS)
        void takesTimeByItsLengthAlone(String piece) {
            String text = piece.repeat(2_000_000 / piece.length());
            assertThat(MASKING.text(text)).hasSameSizeAs(text);
            for (String name : List.of("References", "List-Unsubscribe", "Return-Path")) {
                HeaderField field = new HeaderField(name, text);
                assertThat(MASKING.field(field, Set.of()).body()).hasSameSizeAs(text);
            }
        }
    }

    @Nested
    class Urls {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "http://example.org/?email=ada@example.org",
                    "http://example.org/?email=ada%40example.org&x=1",
                    "http://example.org/?email=ada%2540example.org%26",
                    "https://ada@example.org/",
                    "https://ada:word@example.org:8080/x",
                    "http://example.org/unsubscribe/ada@example.org",
                    "http://example.org/unsubscribe/ada@example.org/",
                    "http://lists.example.org/mailman/options/fern-devel/ada%40example.org",
                    "mailto://ada@example.org",
                    "xmpp://ada@example.org/x",
                    "ssh://git@example.org/fern.git",
                    "://ada@example.org",
                    "<http://a.example/>ada@example.org",
                    "https://lore.kernel.org/?q=f:ada@example.org",
                    "https://www.mail-archive.com/search?l=x@lists.example.org&q=ada@example.org",
                    "https://host.safelinks.protection.outlook.com/?url=http%3A%2F%2Fa.example%2F&data=05%7C01%7Cada%40example.org%7C0"
                })
        void areTextWhereTheyNameNoMessage(String url) {
            assertThat(MASKING.text("see " + url + " now"))
                    .hasSize(url.length() + 8)
                    .doesNotContain("@example.org", "40example.org")
                    .containsPattern("ada(:word)?(@|%(25)?40)x{11}|git@x{11}");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "https://lore.kernel.org/fern-devel/20110304.1234@example.org/",
                    "https://lore.kernel.org/r/fern-1-git-send-email-ada@example.org",
                    "https://lore.kernel.org/r/ada@example.org/T/#u",
                    "https://lore.kernel.org/all/%3Cada%40example.org%3E/",
                    "https://lore.kernel.org/r/a/b=c@example.org.",
                    "https://lore.kernel.org/r/006101cb22f6$2004dd40$@ada@example.org)",
                    "https://lkml.kernel.org/r/ada%2540example.org",
                    "https://patchew.org/Fern/20110304.1234@example.org/",
                    "https://marc.info/?i=ada@example.org",
                    "https://marc.info/?l=fern-devel&i=%3Cada@example.org%3E&w=2",
                    "http://mid.gmane.org/ada@example.org",
                    "https://www.mail-archive.com/search?l=mid&q=ada@example.org",
                    "https://www.mail-archive.com/other@lists.example.org/msg00012.html",
                    "https://www.mail-archive.com/fern-devel@lists.example.org/",
                    "https://lists.example.org/archives/list/other@lists.example.org/message/RSZCG7IGPHFIRW3EMTVMMDNJMNCVCOLE/",
                    "https://web.archive.org/web/2011/http://lore.kernel.org/r/ada@example.org",
                    "http://example.org/fern-devel/20110304.1234@example.org/",
                    "http://example.org/?list=fern-devel@lists.example.org&x=fern-devel%40lists.example.org",
                    "https://fern.example.org/fern-devel/ada@example.org/",
                    "https://fern.example.org/fern-devel/ada@example.org/t/#x"
                })
        void keepWhatTheyNameAMessageBy(String url) {
            String text = "see " + url + " now";
            assertThat(MASKING.text(text)).isEqualTo(text);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                textBlock =
                        """
            https://lore.kernel.org/r/a1@b.example?from=c@d.example | https://lore.kernel.org/r/a1@b.example?from=c@xxxxxxxxx
            https://lore.kernel.org/r/a1@b.example,c@d.example | https://lore.kernel.org/r/a1@b.example,c@xxxxxxxxx
            https://c@d.example/x https://lore.kernel.org/r/a1@b.example | https://c@xxxxxxxxx/x https://lore.kernel.org/r/a1@b.example
            http://a.example/x@y.example ada@b.example <http://c> d@e.example | http://a.example/x@xxxxxxxxx ada@xxxxxxxxx <http://c> d@xxxxxxxxx
            ada@b.example http://c/ | ada@xxxxxxxxx http://c/
            """)
        void keepNoMore(String text, String masked) {
            assertThat(MASKING.text(text)).isEqualTo(masked);
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
            "ada\uff20example.org, ada\uff20xxxxxxxxxxx",
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
            list-help   | < MAILTO:any@example.org?subject=x@example.org> | < MAILTO:any@example.org?subject=x@xxxxxxxxxxx>
            list-owner  | <mailto:ada@example.org>         | <mailto:ada@xxxxxxxxxxx>
            List-Id     | of ada@example.org <fern.lists.example.org> | of ada@xxxxxxxxxxx <fern.lists.example.org>
            List-Unsubscribe | <http://lists.example.org/options/fern/ada%40example.org>, <mailto:any@example.org> | <http://lists.example.org/options/fern/ada%40xxxxxxxxxxx>, <mailto:any@example.org>
            List-Unsubscribe | <mailto:fern-off-ada=example.org@lists.example.org> | <mailto:fern-off-ada=xxxxxxxxxxx@lists.example.org>
            List-Unsubscribe | <mailto:ada%40example.org>  | <mailto:ada%40xxxxxxxxxxx>
            List-Unsubscribe | <mailto:off+ada%40b.example@lists.example.org> | <mailto:off+ada%40xxxxxxxxx@xxxxxxxxxxxxxxxxx>
            List-Unsubscribe | mailto:any@example.org      | mailto:any@xxxxxxxxxxx
            Return-Path | <fern-bounces+ada=b.example@lists.example.org> | <fern-bounces+ada=xxxxxxxxx@xxxxxxxxxxxxxxxxx>
            Received    | (from <b-1-ada=b.example@c.example>); 1 | (from <b-1-ada=xxxxxxxxx@xxxxxxxxx>); 1
            X-Sender    | mail=ada.quill@example.org       | mail=ada.quill@xxxxxxxxxxx
            X-Sender    | a+b=c@example.org                | a+b=c@xxxxxxxxxxx
            Message-ID  | <1@mail.example.org>             | <1@mail.example.org>
            References  | <1@m.example> <2@m.example>      | <1@m.example> <2@m.example>
            References  | <1@m.example> ada@example.org    | <1@m.example> ada@xxxxxxxxxxx
            References  | ada@example.org <1@m.example     | ada@xxxxxxxxxxx <1@xxxxxxxxx
            In-Reply-To | <1234@mail.example.org>          | <1234@mail.example.org>
            In-Reply-To | Ada <ada@example.org>'s of <1234@mail.example.org> | Ada <ada@xxxxxxxxxxx>'s of <1234@mail.example.org>
            In-Reply-To | <>ada@example.org< >             | <>ada@xxxxxxxxxxx< >
            Archived-At | <https://lore.kernel.org/r/1@m.example> | <https://lore.kernel.org/r/1@m.example>
            X-Url       | <http://example.org/1@m.example> | <http://example.org/1@xxxxxxxxx>
            X-Url       | http://b.example/?e=a%40b.example | http://b.example/?e=a%40xxxxxxxxx
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
        void areMaskedInArmourToo() {
            List<Block> blocks =
                    List.of(Block.of(Kind.ARMOUR, 0, List.of("Comment: ada@b.example", "iQEz+/=")));
            assertThat(MASKING.blocks(blocks).getFirst().lines())
                    .containsExactly("Comment: ada@xxxxxxxxx", "iQEz+/=");
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
