package org.perdure.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.perdure.archive.GivenTrailer.Standing;
import org.perdure.archive.SeriesView.Patch;
import org.perdure.archive.SeriesView.Version;
import org.perdure.message.ArchiveException.UnknownPage;
import org.perdure.message.MailingList.Masking;
import org.perdure.message.MessageId;
import org.perdure.patch.FileChange;
import org.perdure.patch.SeriesComparison.Change;

@Timeout(60)
class PatchSeriesTest {
    @TempDir Path folder;
    private final List<byte[]> mail = new ArrayList<>();
    private @Nullable ImportedMail imported;

    @AfterEach
    void close() {
        if (imported != null) {
            imported.close();
        }
    }

    private void add(
            String id,
            @Nullable String parent,
            String from,
            String day,
            String subject,
            String text) {
        mail.add(
                """
                From: %s <%s@example.org>
                Subject: %s
                Date: %s 2011 10:00:00 +0000
                Message-ID: <%s@example.org>
                %s
                %s
                """
                        .formatted(
                                from,
                                from.substring(0, from.indexOf(' ')).toLowerCase(Locale.ROOT),
                                subject,
                                day,
                                id,
                                parent == null ? "" : "In-Reply-To: <" + parent + "@example.org>\n",
                                text)
                        .getBytes(StandardCharsets.UTF_8));
    }

    private void patch(
            String id, @Nullable String parent, String day, String subject, String line) {
        add(
                id,
                parent,
                "Ada Quill",
                day,
                subject,
                """
                Text of it.

                Signed-off-by: Ada Quill <ada@example.org>
                ---
                --- a/door.c
                +++ b/door.c
                @@ -1,2 +1,3 @@ int door(void)
                 {
                +%s
                 }
                """
                        .formatted(line));
    }

    private void reply(String id, String parent, String from, String text) {
        add(id, parent, from, "Sat, 05 Mar", "Re: something", text);
    }

    private SeriesView view(String id) throws IOException {
        return archive().series().view(ImportedMail.LIST, new MessageId(id + "@example.org"));
    }

    private InterdiffView interdiff(String id, String since) throws IOException {
        return archive()
                .series()
                .interdiff(ImportedMail.LIST, new MessageId(id + "@example.org"), since);
    }

    private Archive archive() throws IOException {
        if (imported == null) {
            imported = new ImportedMail(folder, Masking.PAGES, mail);
        }
        return imported.archive;
    }

    private static List<String> versions(SeriesView view) {
        return view.versions().stream()
                .map(version -> version.label() + " " + version.head().id().value().split("@")[0])
                .toList();
    }

    private static List<String> trailers(List<GivenTrailer> trailers) {
        return trailers.stream()
                .filter(one -> one.standing() != Standing.CARRIED)
                .map(one -> one.standing() + " " + one.trailer().line())
                .toList();
    }

    private void twoPatches() {
        add("c", null, "Ada Quill", "Fri, 04 Mar", "[PATCH 0/3] hive: a new door", "See below.");
        patch("p2", "c", "Fri, 04 Mar", "[PATCH 2/3] hive: paint the door", "paint();");
        patch("p1", "c", "Fri, 04 Mar", "[PATCH 1/3] hive: hang the door", "hang();");
    }

    @Test
    void hasItsPatchesInOrderAndSaysWhatIsMissing() throws IOException {
        twoPatches();

        SeriesView view = view("p2");

        assertThat(view.patches()).extracting(Patch::number).containsExactly(1, 2, 3);
        assertThat(view.missing()).containsExactly(3);
        assertThat(view.shown().total()).isEqualTo(3);
        assertThat(view.shown().here()).isEqualTo(2);
        assertThat(view.patches().getFirst().files())
                .containsExactly(new FileChange("door.c", 1, 0));
        assertThat(view.cover()).isNotNull();
    }

    @Test
    void believesItsPatchesMoreThanItsCoveringLetter() throws IOException {
        add("c", null, "Ada Quill", "Fri, 04 Mar", "[PATCH RESEND 0/2] hive: a door", "See below.");
        patch("p1", "c", "Fri, 04 Mar", "[PATCH 1/3] hive: hang the door", "hang();");
        patch("p2", "c", "Fri, 04 Mar", "[PATCH 2/3] hive: paint the door", "paint();");

        SeriesView view = view("p1");

        assertThat(view.cover()).isNotNull();
        assertThat(view.shown().total()).isEqualTo(3);
        assertThat(view.missing()).containsExactly(3);
        assertThat(versions(view)).containsExactly("v1 (sent again) c");
    }

    @Test
    void isTheSameFromEachOfItsMessages() throws IOException {
        twoPatches();
        reply("r", "p1", "Bo Reed", "Why?");
        reply("rr", "r", "Ada Quill", "Because.");

        SeriesView view = view("c");

        for (String id : List.of("p1", "p2", "r", "rr")) {
            assertThat(view(id)).isEqualTo(view);
        }
        assertThat(view.patches().getFirst().replies()).isEqualTo(2);
    }

    @Test
    void isNoneWhereThereAreNoPatches() throws IOException {
        add("x", null, "Ada Quill", "Fri, 04 Mar", "How is the hive?", "Well?");

        assertThatThrownBy(() -> view("x")).isInstanceOf(UnknownPage.class);
        assertThatThrownBy(() -> interdiff("x", "")).isInstanceOf(UnknownPage.class);
    }

    @Test
    void takesTheLaterOfTwoPatchesForOnePlace() throws IOException {
        twoPatches();
        patch("p1b", "c", "Sat, 05 Mar", "[PATCH 1/3] hive: hang the door", "hang(2);");

        Patch first = view("c").patches().getFirst();

        assertThat(first.summary()).isNotNull();
        assertThat(Objects.requireNonNull(first.summary()).id().value()).startsWith("p1b@");
        assertThat(first.replaced())
                .extracting(Summary::id)
                .containsExactly(new MessageId("p1@example.org"));
    }

    @Test
    void hasNoPatchesThatOthersSent() throws IOException {
        twoPatches();
        add("x", "c", "Bo Reed", "Fri, 04 Mar", "[PATCH 3/3] hive: let me in", "a\n");

        assertThat(view("c").missing()).containsExactly(3);
        assertThat(versions(view("x"))).containsExactly("v1 x");
    }

    @Test
    void hasASinglePatchWithoutNumber() throws IOException {
        patch("s", null, "Fri, 04 Mar", "[PATCH] hive: oil the hinge", "oil();");

        assertThat(view("s").patches()).extracting(Patch::number).containsExactly(1);
        assertThat(view("s").cover()).isNull();
        assertThat(view("s").missing()).isEmpty();
    }

    @Test
    void namesNoEndlessNumbersThatNeverCame() throws IOException {
        patch("s", null, "Fri, 04 Mar", "[PATCH 1/300] hive: one", "x();");
        patch("t", null, "Fri, 04 Mar", "[PATCH 1/301] hive: two", "y();");

        assertThat(view("s").patches()).hasSize(SeriesView.MAX_PATCHES);
        assertThat(view("t").patches()).hasSize(1);
        assertThat(view("t").shown().total()).isEqualTo(301);
    }

    @Nested
    class Trailers {
        @Test
        void areThoseOfRepliesToAPatchAndToTheCoveringLetter() throws IOException {
            twoPatches();
            reply("r1", "p1", "Bo Reed", "Reviewed-by: Bo Reed <bo@example.org>");
            reply(
                    "r2",
                    "r1",
                    "Cy Wax",
                    "> Reviewed-by: Bo Reed <bo@example.org>\n\nTested-by: Cy Wax <wax@example.net>");
            reply("r3", "c", "Bo Reed", "Acked-by: Bo Reed <bo@example.org>");

            SeriesView view = view("c");

            assertThat(trailers(view.patches().getFirst().trailers()))
                    .containsExactly(
                            "OWN Reviewed-by: Bo Reed <bo@xxxxxxxxxxx>",
                            "OTHER_ADDRESS Tested-by: Cy Wax <wax@xxxxxxxxxxx>");
            assertThat(trailers(view.patches().get(1).trailers())).isEmpty();
            assertThat(view.cover()).isNotNull();
            assertThat(trailers(Objects.requireNonNull(view.cover()).trailers()))
                    .containsExactly("OWN Acked-by: Bo Reed <bo@xxxxxxxxxxx>");
        }

        @Test
        void sayHowTheyStand() throws IOException {
            twoPatches();
            reply(
                    "r1",
                    "p1",
                    "Bo Reed",
                    """
                    Reviewed-by: Somebody Else <else@example.org>
                    Acked-by: Bo Reed <bo@example.org> with the typo fixed
                    Nacked-by: Bo Reed <bo@example.org>
                    Signed-off-by: Bo Reed <bo@example.org>
                    Reported-by: Bo Reed <bo@example.org> # door
                    """);

            assertThat(view("c").patches().getFirst().trailers())
                    .extracting(GivenTrailer::standing)
                    .containsExactly(
                            Standing.CARRIED,
                            Standing.OTHER_PERSON,
                            Standing.CONDITIONAL,
                            Standing.AGAINST,
                            Standing.SIGN_OFF,
                            Standing.OWN);
        }
    }

    @Nested
    class Versions {
        @Test
        void areFoundInOtherThreadsByTheirTitles() throws IOException {
            twoPatches();
            patch("q1", null, "Mon, 07 Mar", "[PATCH v2 1/2] hive: hang the door", "hang(2);");
            patch("q2", "q1", "Mon, 07 Mar", "[PATCH v2 2/2] hive: paint the door", "paint();");
            add("d", null, "Ada Quill", "Wed, 09 Mar", "[PATCH RFC v3 0/1] hive: a new door", "Hi");
            patch("d1", "d", "Wed, 09 Mar", "[PATCH RFC v3 1/1] hive: something new", "x();");

            assertThat(versions(view("p1"))).containsExactly("v1 c", "v2 q1", "v3 (RFC) d");
            assertThat(versions(view("q2"))).containsExactly("v1 c", "v2 q1", "v3 (RFC) d");
            assertThat(view("q2").before()).extracting(Version::number).isEqualTo(1);
        }

        @Test
        void areFoundInTheSameThread() throws IOException {
            twoPatches();
            patch("p1v2", "p1", "Sat, 05 Mar", "[PATCH v2 1/3] hive: hang the doors", "hang(2);");

            assertThat(versions(view("c"))).containsExactly("v1 c", "v2 p1v2");
            assertThat(view("p1v2").shown().here()).isEqualTo(1);
        }

        @Test
        void areFoundByIdsOfOneBeginning() throws IOException {
            patch(
                    "20110304-door-v1-1-0123456789ab",
                    null,
                    "Fri, 04 Mar",
                    "[PATCH] hive: a",
                    "a();");
            patch(
                    "20110304-door-v2-1-ba9876543210",
                    null,
                    "Sat, 05 Mar",
                    "[PATCH v2] hive: b",
                    "b();");

            assertThat(view("20110304-door-v1-1-0123456789ab").versions()).hasSize(2);
        }

        @Test
        void areNotOfAnotherAuthorNorOfAnotherTime() throws IOException {
            patch("a", null, "Fri, 04 Mar", "[PATCH v2] hive: the door", "a();");
            add("b", null, "Bo Reed", "Sat, 05 Mar", "[PATCH v3] hive: the door", "x\n");
            add("e", null, "Ada Quill", "Fri, 04 Feb", "[PATCH v2 0/2] hive misc", "x");
            patch("e1", "e", "Fri, 04 Feb", "[PATCH v2 1/2] hive: eleven", "a();");
            add("f", null, "Ada Quill", "Fri, 04 Nov", "[PATCH 0/2] hive misc", "x");
            patch("f1", "f", "Fri, 04 Nov", "[PATCH 1/2] hive: twelve", "b();");

            assertThat(versions(view("a"))).containsExactly("v2 a");
            // A first version does not come after a second one.
            assertThat(versions(view("f"))).containsExactly("v1 f");
        }

        @Test
        void areAtMostSoMany() throws IOException {
            for (int i = 1; i <= VersionFinder.MAX_VERSIONS + 1; i++) {
                patch(
                        "v" + i,
                        i == 1 ? null : "v1",
                        "Fri, 04 Mar",
                        "[PATCH v" + i + "] hive: the door",
                        "x(" + i + ");");
            }
            assertThat(view("v31").versions()).hasSize(VersionFinder.MAX_VERSIONS);
            assertThat(versions(view("v31"))).first().isEqualTo("v2 v2");
            assertThat(versions(view("v1"))).first().isEqualTo("v1 v1");
        }
    }

    @Nested
    class Interdiffs {
        @Test
        void sayWhatBecameOfEachPatch() throws IOException {
            twoPatches();
            patch("q1", null, "Mon, 07 Mar", "[PATCH v2 1/2] hive: hang the door", "hang(2);");
            patch("q2", "q1", "Mon, 07 Mar", "[PATCH v2 2/2] hive: paint the door", "paint();");

            InterdiffView view = interdiff("q2", "");

            assertThat(view.rows())
                    .extracting(InterdiffView.Row::change)
                    .containsExactly(Change.CHANGED, Change.SAME);
            assertThat(view.rows().getFirst().difference()).contains("-+hang();", "++hang(2);");
            assertThat(interdiff("q2", "1")).isEqualTo(view);
            assertThat(interdiff("q2", "c@example.org")).isEqualTo(view);
        }

        @Test
        void areOfVersionsThatAreThere() throws IOException {
            twoPatches();

            assertThatThrownBy(() -> interdiff("p1", ""))
                    .isInstanceOf(UnknownPage.class)
                    .hasMessageContaining("No earlier version");
            assertThatThrownBy(() -> interdiff("p1", "7")).hasMessageContaining("version “7”");
        }

        @Test
        void hideAddressesOfCommitMessages() throws IOException {
            twoPatches();
            add(
                    "q1",
                    null,
                    "Ada Quill",
                    "Mon, 07 Mar",
                    "[PATCH v2 1/2] hive: hang the door",
                    "Mail ada@example.org.\n\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n");

            assertThat(interdiff("q1", "").rows().getFirst().difference())
                    .anyMatch(line -> line.contains("ada@xxxxxxxxxxx"))
                    .noneMatch(line -> line.contains("ada@example.org"));
        }
    }
}
