package org.perdure.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.perdure.message.Sha256;

/**
 * The files that belong to the pages. Those that every page needs carry their content in their
 * names.
 */
final class StaticFiles {
    private static final String CSS = "text/css; charset=utf-8";
    private static final byte[] STYLE = read("style.css");

    /** Path of the style sheet. */
    static final String STYLESHEET = "/static/style-" + hash(STYLE) + ".css";

    private static final byte[] CODE = read("script.js");

    /** Path of the script. */
    static final String SCRIPT = "/static/script-" + hash(CODE) + ".js";

    /** What browsers compare the script with, and allow no other by: its whole hash. */
    static final String SCRIPT_INTEGRITY =
            "sha256-" + Base64.getEncoder().encodeToString(Sha256.of(CODE));

    private static final Map<String, StaticFile> FILES =
            Map.of(
                    STYLESHEET.substring("/static/".length()),
                    new StaticFile(CSS, STYLE, true),
                    SCRIPT.substring("/static/".length()),
                    new StaticFile("text/javascript; charset=utf-8", CODE, true),
                    "favicon.svg",
                    new StaticFile("image/svg+xml", read("favicon.svg"), false),
                    "robots.txt",
                    new StaticFile("text/plain; charset=utf-8", read("robots.txt"), false));

    private StaticFiles() {}

    static Optional<StaticFile> find(String name) {
        return Optional.ofNullable(FILES.get(name));
    }

    /** Returns a file of all sites, or one of a site's own. */
    static Optional<StaticFile> find(String name, Site site) {
        String own = site.colourSheet();
        if (own != null && own.equals("/static/" + name)) {
            return Optional.of(new StaticFile(CSS, site.furniture().colours().sheet(), true));
        }
        return name.equals(OpenSearch.NAME) ? OpenSearch.of(site) : find(name);
    }

    /** Returns the style sheet; nobody may change it. */
    static byte[] style() {
        return STYLE;
    }

    /** Returns a name for content: the first 80 bits of its SHA-256, hexadecimal. */
    static String hash(byte[] bytes) {
        return HexFormat.of().formatHex(Sha256.of(bytes), 0, 10);
    }

    /** Returns a name for text in the same way. */
    static String hash(String text) {
        return hash(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] read(String name) {
        try (InputStream in = StaticFiles.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A file.
     *
     * @param mediaType its type
     * @param bytes its content; nobody may change it
     * @param immutable whether its name changes with its content
     */
    record StaticFile(String mediaType, byte[] bytes, boolean immutable) {}
}
