package org.perdure.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perdure.html.NuChecker;
import org.perdure.server.PlainHttp.Answer;
import org.perdure.server.ShownArchive.Kind;

/** Every kind of page, as it is served, before the Nu Html Checker. */
@Timeout(300)
class ValidHtmlTest {
    private static final String CONFIGURATION =
            """
            banner: {title: We move, text: "See https://lists.example.org/ <soon>"}
            footer: Run by Example
            links: [{text: Example & Sons, href: "https://www.example.org/?a=b&c=d"}]
            colours: {light: {link: "#004488"}}
            """;

    static final List<Kind> KINDS = ShownArchive.KINDS;

    @TempDir private static Path folder;
    private static ShownArchive archive;
    private static NuChecker checker;

    @BeforeAll
    static void start() throws Exception {
        archive = ShownArchive.start(folder, CONFIGURATION);
        checker = new NuChecker();
    }

    @AfterAll
    static void stop() throws IOException {
        archive.close();
    }

    private static Answer get(String path) throws IOException {
        return archive.get(path.replaceAll("#.*", ""));
    }

    @Test
    void theCheckerChecks() throws Exception {
        byte[] wrong =
                "<!DOCTYPE html><title>x</title><p><img src=a>".getBytes(StandardCharsets.UTF_8);
        assertThat(checker.check(wrong)).isNotEmpty();
        assertThat(checker.checkStyle("p { colour: red; }")).isNotEmpty();
    }

    @ParameterizedTest
    @FieldSource("KINDS")
    void everyPageIsValid(Kind kind) throws Exception {
        Answer page = get(kind.path());
        assertThat(page.status()).isEqualTo(kind.status());
        List<String> mistakes = checker.check(page.body());
        if (kind.equals(ShownArchive.OLD_LOOK)) {
            // Who reads pages of MHonArc looks for its anchors as it wrote them.
            assertThat(mistakes)
                    .allMatch(mistake -> mistake.contains("“name” attribute on the “a”"));
        } else {
            assertThat(mistakes).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%zz", "/archives/%", "/a\\b"})
    void whatTheServerAnswersByItselfIsValid(String path) throws Exception {
        Answer page = get(path);
        assertThat(page.status()).isGreaterThanOrEqualTo(400);
        assertThat(page.field("Content-Type")).startsWith("text/html");
        assertThat(checker.check(page.body())).isEmpty();
    }

    /** The one of all pages, and the colours of the operator. */
    @Test
    void styleSheetsAreValid() throws Exception {
        List<String> sheets =
                Jsoup.parse(get("/").text()).select("link[rel=stylesheet]").eachAttr("href");
        assertThat(sheets).hasSize(2);
        for (String path : sheets) {
            assertThat(checker.checkStyle(get(path).text())).as(path).isEmpty();
        }
    }
}
