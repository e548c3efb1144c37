package org.perdure.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.perdure.html.NuChecker;
import org.xml.sax.SAXException;

/**
 * Follows the links of a service or of a site of files, and holds each page before the Nu Html
 * Checker. Arguments are its address, how many addresses to ask for, and the file to write what is
 * wrong into: dead links one a line, then each kind of mistake in HTML with an example.
 */
final class Crawl {
    /** A page that is longer is checked no more: the checker takes seconds for it. */
    private static final int MAX_CHECKED = 1 << 20;

    private final NuChecker checker = new NuChecker();
    private final Map<String, String> mistakes = new LinkedHashMap<>();

    private Crawl() {}

    public static void main(String[] args) throws IOException {
        Crawl crawl = new Crawl();
        Crawler crawler =
                new Crawler(
                        URI.create(args[0]),
                        "",
                        (path, status) -> false,
                        Integer.parseInt(args[1]),
                        crawl::read);
        crawler.crawl("/", "/robots.txt", "/sitemap.xml");
        List<String> lines = new ArrayList<>(crawler.faults());
        crawl.mistakes.forEach((what, where) -> lines.add(what + " on " + where));
        lines.add(crawler.paths().size() + " addresses asked for, " + crawler.left() + " left");
        Files.write(Path.of(args[2]), lines);
    }

    private void read(String path, String mediaType, byte[] body) {
        if (!mediaType.startsWith("text/html") || body.length > MAX_CHECKED) {
            return;
        }
        try {
            for (String mistake : checker.check(body)) {
                mistakes.putIfAbsent(mistake.replaceAll("line \\d+: ", ""), path);
            }
        } catch (SAXException | IOException e) {
            throw new UncheckedIOException(new IOException(path, e));
        }
    }
}
