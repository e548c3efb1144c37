package org.perdure.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the one script does, in a real browser: keys, and the choice of a theme. */
@Timeout(300)
class ScriptInBrowserTest {
    private static final String LIST = "/xen-devel/";
    private static final String MONTH = LIST + "2011-03/";
    private static final String MESSAGE = MONTH + "msg00015.html";
    private static final String THREAD = LIST + ShownArchive.ID + "/t/";

    /** Says what theme was set when the body of the page began, before anything was painted. */
    private static final String AT_FIRST =
            """
            new MutationObserver((changes, observer) => {
              if (document.body) {
                window.atFirst = document.documentElement.dataset.theme ?? 'auto';
                observer.disconnect();
              }
            }).observe(document, {childList: true, subtree: true});
            """;

    private static final String NO_STORAGE =
            """
            Object.defineProperty(window, 'localStorage', {
              get() { throw new DOMException('forbidden', 'SecurityError'); },
            });
            """;

    /** The colours of a page: all custom properties of the sheet, as they are in force. */
    private static final String COLOURS =
            """
            () => {
              const names = [...document.styleSheets[0].cssRules]
                .filter(rule => rule.selectorText === ':root').flatMap(rule => [...rule.style])
                .filter(name => name.startsWith('--'));
              const style = getComputedStyle(document.documentElement);
              return names.map(name => name + ' ' + style.getPropertyValue(name));
            }
            """;

    private static final String SCHEME =
            "() => getComputedStyle(document.documentElement).colorScheme";

    /** Tries a script, and names the rule by which the browser refuses it. */
    private static final String REFUSED =
            """
            source => new Promise(resolve => {
              document.addEventListener('securitypolicyviolation',
                event => resolve(event.effectiveDirective), {once: true});
              const script = document.createElement('script');
              script.src = source;
              script.onload = () => resolve('ran');
              document.head.append(script);
            })
            """;

    private static final String FOCUSED = "() => document.activeElement.getAttribute('href')";

    @TempDir private static Path folder;
    private static Chromium chromium;
    private static ShownArchive archive;
    private Tab tab;

    @BeforeAll
    static void start() throws IOException {
        chromium = Chromium.start();
        archive = ShownArchive.start(folder);
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

    @BeforeEach
    void openTab() {
        tab = chromium.tab(archive.address(), new NewContextOptions());
    }

    @AfterEach
    void closeTab() {
        assertThat(tab.noticed()).isEmpty();
        tab.close();
    }

    private Page page() {
        return tab.page();
    }

    private void press(String key) {
        page().keyboard().press(key);
    }

    /** Types a key that leads to another page. */
    private void follow(String key, String to) {
        press(key);
        page().waitForURL(address -> URI.create(address).getRawPath().equals(to));
    }

    /** It is gone when the browser has told the script that it is closed, a moment later. */
    private void closeDialog() {
        press("Escape");
        dialog().waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
    }

    private Locator dialog() {
        return page().locator("dialog");
    }

    private Object focused() {
        return page().evaluate(FOCUSED);
    }

    private Object theme() {
        return page().evaluate("() => document.documentElement.dataset.theme ?? 'auto'");
    }

    @Nested
    class Keys {
        @Test
        void goThroughTheMessagesOfAMonth() {
            tab.open(MONTH);
            press("j");
            assertThat(focused()).isEqualTo("msg00000.html");
            press("j");
            assertThat(focused()).isEqualTo("msg00001.html");
            press("k");
            press("k");
            assertThat(focused()).as("before the first").isEqualTo("msg00000.html");
            follow("Enter", MONTH + "msg00000.html");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/",
                    LIST,
                    MONTH + "threads.html",
                    THREAD,
                    LIST + ShownArchive.ID + "/T/",
                    LIST + ShownArchive.ID + "/conversation/",
                    "/search?q=migration"
                })
        void goThroughWhateverAPageLists(String path) {
            tab.open(path);
            press("j");
            Object first = focused();
            press("j");
            press("k");
            assertThat(focused()).isEqualTo(first).isNotNull();
        }

        @Test
        void beginAtWhatTheAddressNames() {
            tab.open(MONTH + "#00042");
            page().waitForSelector(":target");
            press("j");
            assertThat(focused()).isEqualTo("msg00042.html");
        }

        @Test
        void leadFromMessageToMessage() {
            tab.open(MESSAGE);
            follow("j", MONTH + "msg00016.html");
            follow("k", MESSAGE);
            String next = page().locator("a[data-key=n]").getAttribute("href");
            String previous = page().locator("a[data-key=p]").getAttribute("href");
            assertThat(next).isNotEqualTo(previous);
            follow("n", MONTH + next);
            follow("p", MESSAGE);
        }

        @Test
        void leadToFurtherResults() {
            tab.open(LIST + "?q=migration+OR+xen+OR+patch");
            press("n");
            page().waitForURL(address -> address.contains("cursor="));
        }

        @Test
        void leadIntoTheFieldOfSearchAndStopThere() {
            tab.open(MONTH);
            press("/");
            page().keyboard().type("jknp/?");
            assertThat(page().locator("#q").inputValue()).isEqualTo("jknp/?");
            assertThat(dialog().count()).isZero();
            assertThat(page().url()).endsWith(MONTH);
        }

        @ParameterizedTest
        @ValueSource(strings = {"Control+j", "Alt+j", "Meta+j", "Shift+J"})
        void doNothingWithAModifier(String keys) {
            tab.open(MONTH);
            press(keys);
            assertThat(focused()).isNull();
        }

        @Test
        void areExplained() {
            tab.open(MESSAGE);
            press("?");
            assertThat(dialog().locator("kbd").allTextContents())
                    .containsExactly("j", "k", "n", "p", "/", "?");
            assertThat(dialog().locator("dd").allTextContents())
                    .containsExactly(
                            "Date Next",
                            "Date Prev",
                            "Thread Next",
                            "Thread Prev",
                            "Search",
                            "This help");
            press("j");
            closeDialog();
            assertThat(page().url()).as("while the help was open").endsWith(MESSAGE);
        }

        @Test
        void areNotOfferedWhereTheyDoNothing() {
            tab.open("/problems/bad-query");
            press("j");
            press("n");
            press("?");
            assertThat(dialog().locator("kbd").allTextContents()).containsExactly("/", "?");
        }

        @Test
        void canBeSwitchedOffForGood() {
            tab.open(MONTH);
            press("?");
            dialog().getByText("Use these keys").click();
            dialog().getByText("Close").click();
            press("j");
            press("?");
            tab.open(MONTH);
            press("j");
            press("/");
            press("?");
            assertThat(focused()).isNull();
            assertThat(dialog().count()).isZero();
            page().locator(".choices button").click();
            dialog().getByText("Use these keys").click();
            closeDialog();
            page().locator("h1").click();
            press("j");
            assertThat(focused()).isEqualTo("msg00000.html");
        }
    }

    @Nested
    class Themes {
        @ParameterizedTest
        @EnumSource(
                value = ColorScheme.class,
                names = {"LIGHT", "DARK"})
        void areThoseOfTheSystemUntilOneIsChosen(ColorScheme system) {
            Object preferred = colours(system);
            for (ColorScheme chosen : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                Object asIfPreferred = colours(chosen);
                choose(system, chosen.name().toLowerCase(Locale.ROOT));
                assertThat(page().evaluate(COLOURS)).as("%s", chosen).isEqualTo(asIfPreferred);
                assertThat(page().evaluate(SCHEME))
                        .isEqualTo(chosen.name().toLowerCase(Locale.ROOT));
            }
            choose(system, "auto");
            assertThat(page().evaluate(COLOURS)).isEqualTo(preferred);
        }

        /** Returns the colours that a system prefers, by their names. */
        private Object colours(ColorScheme system) {
            page().emulateMedia(new EmulateMediaOptions().setColorScheme(system));
            tab.open("/");
            page().evaluate("() => localStorage.clear()");
            tab.open("/");
            return page().evaluate(COLOURS);
        }

        private void choose(ColorScheme system, String theme) {
            page().emulateMedia(new EmulateMediaOptions().setColorScheme(system));
            page().locator("#theme").selectOption(theme);
        }

        @Test
        void areSetBeforeAnythingIsPainted() {
            tab.open(MESSAGE);
            page().locator("#theme").selectOption("dark");
            page().addInitScript(AT_FIRST);
            for (String path : List.of(MESSAGE, "/", MONTH, THREAD)) {
                tab.open(path);
                assertThat(page().evaluate("() => window.atFirst")).as(path).isEqualTo("dark");
                assertThat(page().locator("#theme").inputValue()).isEqualTo("dark");
            }
        }

        @Test
        void changeInAllTabsAtOnce() {
            tab.open("/");
            Page other = page().context().newPage();
            other.navigate(archive.address() + "search");
            other.locator("#theme").selectOption("light");
            page().waitForFunction("() => document.documentElement.dataset.theme === 'light'");
            assertThat(page().locator("#theme").inputValue()).isEqualTo("light");
            other.close();
            tab.open("/"); // Another window was meant.
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "red", "<b>"})
        void thatAreNoneAreThatOfTheSystem(String odd) {
            tab.open("/");
            page().evaluate("odd => localStorage.setItem('perdure-theme', odd)", odd);
            tab.open("/");
            assertThat(theme()).isEqualTo("auto");
            assertThat(page().locator("#theme").inputValue()).isEqualTo("auto");
        }

        @Test
        void lastForThePageWhereNothingMayBeStored() {
            page().addInitScript(NO_STORAGE);
            tab.open("/");
            page().locator("#theme").selectOption("dark");
            assertThat(theme()).isEqualTo("dark");
            page().locator("#theme").focus();
            press("?");
            assertThat(dialog().count()).as("a key in a field").isZero();
            page().locator("h1").click();
            press("?");
            dialog().getByText("Use these keys").click();
            closeDialog();
            press("?");
            assertThat(dialog().count()).isZero();
        }
    }

    @Test
    void runsAloneOfAllThatSendersSent() {
        tab.open(MESSAGE);
        for (String source : List.of("/lamp-devel/html@example.org/raw", "/favicon.svg")) {
            Object refused = page().evaluate(REFUSED, source);
            assertThat(refused).as(source).isEqualTo("script-src-elem");
        }
        tab.open(MESSAGE); // What was refused stands in the console.
    }

    @Test
    void leavesNothingBehindWhereItDoesNotRun() {
        NewContextOptions without = new NewContextOptions().setJavaScriptEnabled(false);
        try (Tab plain = chromium.tab(archive.address(), without)) {
            for (String path : List.of("/", MONTH, MESSAGE, THREAD)) {
                plain.open(path);
                assertThat(plain.page().locator("select, dialog, .choices").count()).isZero();
                assertThat(plain.page().locator("button").allTextContents())
                        .containsExactly("Search");
            }
        }
    }
}
