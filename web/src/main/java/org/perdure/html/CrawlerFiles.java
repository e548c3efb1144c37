package org.perdure.html;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.perdure.archive.Archive;
import org.perdure.message.ArchiveException.UnknownPage;
import org.perdure.message.ListName;

/**
 * What crawlers ask for: {@code robots.txt}, and sitemaps of the canonical pages (sitemaps.org).
 * Sitemap 0 has the lists; each other one the messages whose keys are within a range, so that it
 * stays as it is but for its newest and for take-downs.
 */
final class CrawlerFiles {
    /** How many messages a sitemap has at the most: as many as the protocol allows. */
    static final int MAX_URLS = 50_000;

    private static final String XML = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    private static final String SPACE = " xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n";

    private final Archive archive;
    private final Site site;

    CrawlerFiles(Archive archive, Site site) {
        this.archive = archive;
        this.site = site;
    }

    /** Returns what crawlers are told, which names the sitemaps if there are any. */
    byte[] robots(byte[] plain) {
        String text = new String(plain, StandardCharsets.UTF_8);
        return (site.base().isEmpty() || site.isCopy()
                        ? text
                        : text + "\nSitemap: " + site.base() + "/sitemap.xml\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Answers with a sitemap, or the list of them.
     *
     * @throws UnknownPage if there is none of that number, or no address to name pages by
     */
    Response answer(Answers answers, Route.Sitemap route) {
        long last = archive.lastKey();
        if (site.base().isEmpty() || route.number() > files(last)) {
            throw new UnknownPage("There is no such sitemap.");
        }
        String tag = "sitemap" + route.number() + " " + site.base() + " " + archive.version();
        StreamingOutput content = out -> write(route.number(), files(last), out);
        return answers.validated(answers.derived(tag), Answers.PAGE_SECONDS)
                .entity(content)
                .type("application/xml")
                .build();
    }

    private static long files(long lastKey) {
        return (lastKey + MAX_URLS - 1) / MAX_URLS;
    }

    private void write(int number, long files, OutputStream out) throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        writer.write(XML);
        if (number < 0) {
            index(files, writer);
        } else {
            writer.write("<urlset" + SPACE);
            if (number == 0) {
                url("/", "", writer);
                for (ListName list : archive.shownLists()) {
                    url(Links.list(list), "", writer);
                }
            } else {
                messages(number, writer);
            }
            writer.write("</urlset>\n");
        }
        writer.flush();
    }

    private void index(long files, Writer writer) throws IOException {
        writer.write("<sitemapindex" + SPACE);
        for (long file = 0; file <= files; file++) {
            writer.write(
                    "<sitemap><loc>" + site.base() + "/sitemap-" + file + ".xml</loc></sitemap>\n");
        }
        writer.write("</sitemapindex>\n");
    }

    private void messages(int number, Writer writer) throws IOException {
        long from = (number - 1L) * MAX_URLS;
        for (var page : archive.canonicalPages(from, from + MAX_URLS)) {
            url(page.path(), "<lastmod>" + page.day() + "</lastmod>", writer);
        }
    }

    /** Paths are percent-encoded; of what XML reserves, only the ampersand stands for itself. */
    private void url(String path, String more, Writer writer) throws IOException {
        writer.write(
                "<url><loc>"
                        + (site.base() + path).replace("&", "&amp;")
                        + "</loc>"
                        + more
                        + "</url>\n");
    }
}
