package org.perdure.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The browser of this machine, which finds no other. */
final class Chromium implements AutoCloseable {
    /** What {@code ./check} looks for, too. */
    private static final List<String> PROGRAMS =
            List.of("chromium", "chromium-browser", "google-chrome");

    private static final List<String> ARGUMENTS =
            List.of(
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
                    // The same picture on every machine.
                    "--font-render-hinting=none",
                    "--force-color-profile=srgb");

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /**
     * Starts it. Where there is none, the test is skipped; it fails where {@code CI=true} says that
     * the run decides about something.
     */
    static Chromium start() {
        Optional<Path> program = find();
        if (program.isEmpty()) {
            assertThat(System.getenv("CI")).as("CI, and no Chromium here").isNotEqualTo("true");
        }
        assumeTrue(program.isPresent(), "no Chromium here");
        Playwright playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser =
                playwright
                        .chromium()
                        .launch(
                                new LaunchOptions()
                                        .setExecutablePath(program.get())
                                        .setArgs(ARGUMENTS));
        return new Chromium(playwright, browser);
    }

    private static Optional<Path> find() {
        List<String> folders =
                Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                        .splitAsStream(Optional.ofNullable(System.getenv("PATH")).orElse(""))
                        .toList();
        return PROGRAMS.stream()
                .flatMap(name -> folders.stream().map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Opens a tab for the pages of a service. */
    Tab tab(URI home, NewContextOptions options) {
        return new Tab(browser.newContext(options), home);
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
