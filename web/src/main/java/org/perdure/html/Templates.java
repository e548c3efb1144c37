package org.perdure.html;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.WriterOutput;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** The templates of the pages, compiled with the program; each takes one parameter, the page. */
final class Templates {
    /** Length of most pages, in characters. */
    private static final int USUAL_LENGTH = 32 << 10;

    private final TemplateEngine engine = TemplateEngine.createPrecompiled(ContentType.Html);

    byte[] render(HtmlPage page) {
        PageText out = new PageText(USUAL_LENGTH);
        engine.render(nameOf(page), page, out);
        return out.utf8();
    }

    byte[] render(SentHtml page) {
        PageText out = new PageText(USUAL_LENGTH);
        engine.render("sent.jte", page, out);
        return out.utf8();
    }

    /** Writes a page as it is made, so that a long one is never held as a whole. */
    void render(HtmlPage page, OutputStream to) throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(to, StandardCharsets.UTF_8));
        try {
            engine.render(nameOf(page), page, new WriterOutput(writer));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        writer.flush();
    }

    private static String nameOf(HtmlPage page) {
        return switch (page) {
            case AboutPage aboutPage -> "about.jte";
            case AttachmentsPage attachmentsPage -> "attached.jte";
            case AuthorPage authorPage -> "author.jte";
            case ConversationPage conversation -> "conversation.jte";
            case CoveragePage coveragePage -> "coverage.jte";
            case ErrorPage errorPage -> "error.jte";
            case FlatThreadPage flat -> "flat.jte";
            case FrontPage frontPage -> "front.jte";
            case InterdiffPage interdiffPage -> "interdiff.jte";
            case ListPage listPage -> "list.jte";
            case MailboxesPage mailboxesPage -> "mailboxes.jte";
            case MessagePage messagePage -> "message.jte";
            case MonthPage monthPage -> "month.jte";
            case ProblemPage problemPage -> "problem.jte";
            case ResolvePage resolvePage -> "resolve.jte";
            case SearchPage searchPage -> "search.jte";
            case SeriesPage seriesPage -> "series.jte";
            case ThreadPage threadPage -> "thread.jte";
        };
    }
}
