package org.perdure.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.perdure.link.MhonarcComment;
import org.perdure.message.ListName;
import org.perdure.message.MailingList.NoArchivePolicy;
import org.perdure.source.OpenSource;
import org.perdure.source.SourceNotes;
import org.perdure.source.Sources;
import org.perdure.store.ArchiveWriter;

/** A tree of pages as MHonArc writes them, of invented letters, in the making. */
final class InventedTree {
    private final Path root;
    private String archiver = "";

    InventedTree(Path root) {
        this.root = root;
    }

    /** Lets the pages that are added from now on show at which address their archiver got them. */
    InventedTree shows(String masked) {
        archiver = "<li><em>Envelope-to</em>: %s</li>".formatted(masked);
        return this;
    }

    /**
     * Adds the page of a letter as {@link InventedMailbox#letter} writes it.
     *
     * @param place such as {@code 2011-03/00002}
     */
    InventedTree letter(String place, String sent, String id, String reference, String body) {
        return page(
                place,
                id,
                "Ada &#60;ada@example.org>",
                "about " + id,
                InventedMailbox.date(Instant.parse(sent)),
                reference,
                "<pre>" + body.replace("&", "&amp;").replace("<", "&lt;") + "\n</pre>");
    }

    InventedTree page(
            String place,
            String id,
            String from,
            String subject,
            String date,
            String reference,
            String body,
            String... derived) {
        StringBuilder page = new StringBuilder("<!-- MHonArc v2.6.19+ -->\n");
        comment(page, "Subject", subject);
        comment(page, "From-R13", MhonarcComment.rotated(from));
        comment(page, "Date", date);
        comment(page, "Message-Id", id);
        comment(page, "Content-Type", "text/plain");
        if (!reference.isEmpty()) {
            comment(page, "Reference", reference);
        }
        for (String file : derived) {
            comment(page, "Derived", file);
        }
        page.append(
                """
                <!--X-Head-End-->
                <html><head><title>a page</title></head><body>
                <!--X-Head-of-Message-->
                <ul>
                <li><em>To</em>: <a href="mailto:garden@DOMAIN.HIDDEN">garden@xxxxxxxxxxx</a></li>
                <li><em>Date</em>: %s</li>
                %s
                </ul>
                <!--X-Head-of-Message-End-->
                <!--X-Body-of-Message-->
                %s
                <!--X-Body-of-Message-End-->
                </body></html>
                """
                        .formatted(date, archiver, body));
        return file(
                place.replaceFirst("/(?=[^/]*$)", "/msg") + ".html",
                page.toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void comment(StringBuilder page, String name, String value) {
        page.append("<!--X-%s: %s -->\n".formatted(name, value.replace("-", "&#45;")));
    }

    /** Adds a file, such as {@code 2011-03/pdf00000.pdf}. */
    InventedTree file(String name, byte[] content) {
        try {
            Path file = root.resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    ImportReport importInto(ArchiveWriter archive, ListName list) throws IOException {
        return importInto(archive, list, FilingRules.of(NoArchivePolicy.IGNORE));
    }

    ImportReport importInto(ArchiveWriter archive, ListName list, FilingRules rules)
            throws IOException {
        try (OpenSource pages =
                Sources.open(
                        List.of(root.toString()),
                        InputStream.nullInputStream(),
                        null,
                        new SourceNotes())) {
            return new ImportRun(archive, list, List.of(), (read, durable) -> {}, rules)
                    .run(pages, pages::bytesRead);
        }
    }
}
