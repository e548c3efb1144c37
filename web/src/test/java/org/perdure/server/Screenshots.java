package org.perdure.server;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.perdure.server.ShownArchive.Kind;

/**
 * Pictures of every kind of page, made of invented mail: to be looked at, and for the documents.
 * The folder gets {@code wide}, {@code narrow} and {@code dark}. Arguments are that folder and the
 * names of the kinds of {@link ShownArchive}, or no names for all.
 */
final class Screenshots {
    private static final int WIDE = 900;
    private static final int NARROW = 390;
    private static final int HEIGHT = 640;

    private Screenshots() {}

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        List<String> wanted = List.of(args).subList(1, args.length);
        Path scratch = Files.createTempDirectory("screenshots");
        try (Chromium chromium = Chromium.start();
                ShownArchive archive = ShownArchive.start(scratch)) {
            for (Kind kind : ShownArchive.KINDS) {
                if (wanted.isEmpty() || wanted.contains(kind.name())) {
                    take(chromium, archive, kind, folder);
                }
            }
        }
    }

    private static void take(Chromium chromium, ShownArchive archive, Kind kind, Path folder) {
        NewContextOptions options = new NewContextOptions();
        options.setReducedMotion(ReducedMotion.REDUCE); // Else a page may still be scrolling.
        options.setViewportSize(WIDE, HEIGHT);
        take(chromium, archive, kind, folder.resolve("wide"), options);
        options.setColorScheme(ColorScheme.DARK);
        take(chromium, archive, kind, folder.resolve("dark"), options);
        options.setColorScheme(ColorScheme.LIGHT).setViewportSize(NARROW, HEIGHT);
        take(chromium, archive, kind, folder.resolve("narrow"), options);
    }

    private static void take(
            Chromium chromium,
            ShownArchive archive,
            Kind kind,
            Path folder,
            NewContextOptions options) {
        try (Tab tab = chromium.tab(archive.address(), options)) {
            tab.open(kind.path());
            Path file = folder.resolve(kind.name() + ".png");
            tab.page().screenshot(new ScreenshotOptions().setPath(file));
        }
    }
}
