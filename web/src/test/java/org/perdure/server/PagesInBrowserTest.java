package org.perdure.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.perdure.server.ShownArchive.Kind;

/** Every kind of page in a real browser, as each reader may have set it up. */
@Timeout(300)
class PagesInBrowserTest {
    /** From a telephone to a wide screen, in pixels. */
    private static final List<Integer> WIDTHS = List.of(320, 800, 1920);

    private static final int HEIGHT = 900;

    private static final List<ColorScheme> SCHEMES = List.of(ColorScheme.LIGHT, ColorScheme.DARK);

    /** Names what WCAG 2.2 AA, and what it includes, says against a page. */
    private static final String VIOLATIONS =
            """
            async targets => {
              const found = await axe.run(document, {
                runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
                rules: {'target-size': {enabled: targets}},
                resultTypes: ['violations'],
              });
              return found.violations.map(rule => rule.id + ' ' + rule.nodes.map(node => node.html));
            }
            """;

    /** Names what sticks out at the right, when the page is wider than its window. */
    private static final String WIDER =
            """
            () => {
              const width = document.documentElement.clientWidth;
              return document.documentElement.scrollWidth <= width ? [] :
                [...document.querySelectorAll('body *')]
                  .filter(e => e.getBoundingClientRect().right > width)
                  .map(e => e.outerHTML.slice(0, 120));
            }
            """;

    static final List<Kind> KINDS = ShownArchive.KINDS;

    @TempDir private static Path folder;

    /** Cells of a table that are not wholly in it, and months that are broken into lines. */
    private static final String OUT_OF_SIGHT =
            """
            () => {
              const table = document.querySelector(".figures");
              const right = table.getBoundingClientRect().right;
              const cells = [...table.querySelectorAll("tbody th, tbody td")];
              const wide = cells.filter(e => e.getBoundingClientRect().right > right + 1
                  || e.scrollWidth > e.clientWidth + 1);
              const broken = [...table.querySelectorAll("tbody th a")]
                  .filter(e => e.getClientRects().length > 1);
              return [...wide, ...broken].map(e => e.textContent);
            }
            """;

    private static Chromium chromium;
    private static ShownArchive archive;
    private static String axe = "";
    private static Tab withScripts;
    private static Tab withoutScripts;

    @BeforeAll
    static void start() throws IOException {
        chromium = Chromium.start();
        archive = ShownArchive.start(folder);
        axe = read("/axe.min.js");
        withScripts = chromium.tab(archive.address(), new NewContextOptions());
        withoutScripts =
                chromium.tab(
                        archive.address(), new NewContextOptions().setJavaScriptEnabled(false));
    }

    private static String read(String resource) throws IOException {
        try (InputStream in = PagesInBrowserTest.class.getResourceAsStream(resource)) {
            assertThat(in).as(resource).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @AfterAll
    static void stop() throws IOException {
        if (archive != null) {
            archive.close();
        }
        if (chromium != null) {
            chromium.close();
        }
    }

    @ParameterizedTest
    @FieldSource("KINDS")
    void fitsIntoAnyWindow(Kind kind) {
        for (Tab tab : List.of(withScripts, withoutScripts)) {
            assertThat(tab.open(kind.path())).as("status").isEqualTo(kind.status());
            for (int width : WIDTHS) {
                tab.page().setViewportSize(width, HEIGHT);
                assertThat((List<?>) tab.page().evaluate(WIDER))
                        .as("wider than %d pixels", width)
                        .isEmpty();
            }
            assertThat(tab.noticed()).isEmpty();
        }
    }

    /** A table that has to be pushed aside is not read. */
    @Test
    void figuresAreAllInSight() {
        withScripts.open("/xen-devel/coverage/");
        for (int width : List.of(320, 360, 736)) {
            withScripts.page().setViewportSize(width, HEIGHT);
            assertThat(withScripts.page().evaluate(OUT_OF_SIGHT))
                    .as("%d pixels", width)
                    .isEqualTo(List.of());
        }
    }

    @ParameterizedTest
    @FieldSource("KINDS")
    void canBeReadByAll(Kind kind) {
        if (kind.equals(ShownArchive.SENT_HTML)) {
            return; // Nothing runs there, and so no test; see below.
        }
        withScripts.open(kind.path());
        assertNoViolations(withScripts, kind);
        assertThat(withScripts.noticed()).isEmpty();
    }

    @Test
    void helpOnKeysCanBeReadByAll() {
        Kind message = new Kind("keys", "/xen-devel/2011-03/msg00015.html", 200);
        withScripts.open(message.path());
        withScripts.page().keyboard().press("?");
        assertNoViolations(withScripts, message);
        for (int width : WIDTHS) {
            withScripts.page().setViewportSize(width, HEIGHT);
            assertThat((List<?>) withScripts.page().evaluate(WIDER)).isEmpty();
        }
        assertThat(withScripts.page().locator("dialog").count()).isEqualTo(1);
        assertThat(withScripts.noticed()).isEmpty();
    }

    @Test
    void htmlOfSendersCanBeReadByAll() {
        NewContextOptions withoutSandbox = new NewContextOptions().setBypassCSP(true);
        try (Tab tab = chromium.tab(archive.address(), withoutSandbox)) {
            tab.open(ShownArchive.SENT_HTML.path());
            assertNoViolations(tab, ShownArchive.SENT_HTML);
        }
    }

    private static void assertNoViolations(Tab tab, Kind kind) {
        tab.page().evaluate(axe);
        // MHonArc's links lie close above each other; its look is what is asked for.
        boolean targets = !kind.equals(ShownArchive.OLD_LOOK);
        for (ColorScheme scheme : SCHEMES) {
            tab.page().emulateMedia(new EmulateMediaOptions().setColorScheme(scheme));
            for (int width : WIDTHS) {
                tab.page().setViewportSize(width, HEIGHT);
                assertThat((List<?>) tab.page().evaluate(VIOLATIONS, targets))
                        .as("%s, %d pixels", scheme, width)
                        .isEmpty();
            }
        }
    }
}
