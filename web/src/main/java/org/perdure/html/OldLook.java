package org.perdure.html;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.perdure.archive.MessageView;
import org.perdure.html.MessagePage.Enclosed;
import org.perdure.html.MessagePage.Entry;
import org.perdure.html.MessagePage.Inner;
import org.perdure.html.MessagePage.Neighbour;
import org.perdure.link.MhonarcComment;
import org.perdure.message.HeaderField;

/**
 * The page of a message as MHonArc 2.6 writes it, for programs that read such pages and for readers
 * who want to compare: the comments with the header, the anchors and the order of all parts. What
 * the policy of the list masks is masked in the comments as well.
 *
 * <p>Written by hand and not by a template, which would leave its comments out.
 */
final class OldLook {
    private static final Pattern MSG_ID = Pattern.compile("<([^<>\\s]+)>");

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH);

    /** Fields that MHonArc does not show, besides those whose names begin with one of these. */
    private static final List<String> HIDDEN =
            List.of(
                    "content-",
                    "errors-to",
                    "forward",
                    "lines",
                    "message-id",
                    "mime-",
                    "nntp-",
                    "originator",
                    "path",
                    "precedence",
                    "received",
                    "replied",
                    "return-path",
                    "status",
                    "via",
                    "x-");

    /** Fields that stand before the others, in this order. */
    private static final List<String> FIRST = List.of("to", "subject", "from", "date");

    private final MessagePage page;
    private final MessageView view;
    private final StringBuilder out = new StringBuilder(16 << 10);

    private OldLook(MessagePage page) {
        this.page = page;
        this.view = page.view();
    }

    /** Returns the page in UTF-8. */
    static byte[] of(MessagePage page) {
        OldLook look = new OldLook(page);
        look.comments();
        look.top();
        look.head();
        look.body();
        look.relatives();
        look.bottom();
        return look.out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void comments() {
        line("<!-- MHonArc v2.6 look, by Perdure -->");
        comment("Subject", field("Subject"));
        comment("From-R13", MhonarcComment.rotated(MessagePage.line(view.from())));
        comment("Date", DATE.format(view.summary().arrived().atOffset(ZoneOffset.UTC)));
        comment("Message-Id", view.summary().id().value());
        comment("Content-Type", contentType());
        references().forEach(id -> comment("Reference", id));
        page.attachments().forEach(part -> comment("Derived", part.href()));
        line("<!--X-Head-End-->");
    }

    private void comment(String name, String value) {
        line("<!--X-" + name + ": " + MhonarcComment.escaped(value) + " -->");
    }

    private String field(String name) {
        return view.header().stream()
                .filter(field -> field.is(name))
                .map(HeaderField::body)
                .findFirst()
                .orElse("");
    }

    private String contentType() {
        String type = field("Content-Type");
        int end = type.indexOf(';');
        String media = (end < 0 ? type : type.substring(0, end)).strip();
        return media.isEmpty() ? "text/plain" : media.toLowerCase(Locale.ROOT);
    }

    private Set<String> references() {
        Set<String> ids = new LinkedHashSet<>();
        for (String name : List.of("References", "In-Reply-To")) {
            MSG_ID.matcher(field(name)).results().map(id -> id.group(1)).forEach(ids::add);
        }
        return ids;
    }

    private void top() {
        line("<!DOCTYPE html>");
        line("<html lang=\"en\">");
        line("<head>");
        line("<meta charset=\"utf-8\">");
        line("<meta name=\"robots\" content=\"noindex,follow\">");
        line("<title>" + text(page.heading()) + "</title>");
        line("<link rel=\"canonical\" href=\"" + text(page.chrome().canonicalAddress()) + "\">");
        line("</head>");
        line("<body>");
        line("<!--X-Body-Begin-->");
        line("<!--X-User-Header-->");
        line("<!--X-User-Header-End-->");
        line("<!--X-TopPNI-->");
        line("<hr>");
        for (Link item : page.topNavigation()) {
            boolean index = item.label().endsWith("Index");
            String href = item.href();
            String to = href == null || index ? href : Look.MHONARC.in(href);
            out.append('[').append(link(item.label(), to)).append(']');
        }
        line("");
        line("<!--X-TopPNI-End-->");
        line("<!--X-MsgBody-->");
    }

    private void head() {
        line("<!--X-Subject-Header-Begin-->");
        line("<h1>" + text(page.heading()) + "</h1>");
        line("<hr>");
        line("<!--X-Subject-Header-End-->");
        line("<!--X-Head-of-Message-->");
        line("<ul>");
        for (HeaderField field : shown()) {
            line("<li><em>" + text(name(field)) + "</em>: " + text(field.body()) + "</li>");
        }
        line("</ul>");
        line("<!--X-Head-of-Message-End-->");
        line("<!--X-Head-Body-Sep-Begin-->");
        line("<hr>");
        line("<!--X-Head-Body-Sep-End-->");
    }

    private List<HeaderField> shown() {
        List<HeaderField> shown = new ArrayList<>();
        for (HeaderField field : view.header()) {
            String name = field.name().toLowerCase(Locale.ROOT);
            if (HIDDEN.stream().noneMatch(name::startsWith)) {
                shown.add(field);
            }
        }
        shown.sort(Comparator.comparingInt(OldLook::rank).thenComparing(OldLook::name));
        return shown;
    }

    private static int rank(HeaderField field) {
        int first = FIRST.indexOf(field.name().toLowerCase(Locale.ROOT));
        return first < 0 ? FIRST.size() : first;
    }

    /** MHonArc writes {@code In-reply-to}. */
    private static String name(HeaderField field) {
        String name = field.name().toLowerCase(Locale.ROOT);
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    private void body() {
        line("<!--X-Body-of-Message-->");
        text(page.body());
        attachments(page.attachments());
        for (Inner inner : page.enclosed()) {
            line("<hr>");
            line("<blockquote>");
            line("<strong>" + text(inner.subject()) + "</strong>");
            text(inner.body());
            attachments(inner.attachments());
            line("</blockquote>");
        }
        line("<!--X-Body-of-Message-End-->");
        line("<!--X-MsgBody-End-->");
    }

    private void text(List<BodyBlock> blocks) {
        if (blocks.isEmpty()) {
            return;
        }
        out.append("<pre>\n"); // A line feed right behind the tag is not part of the text.
        for (BodyBlock block : blocks) {
            block.runs().forEach(this::run);
            out.append('\n');
        }
        line("</pre>");
    }

    private void run(Run run) {
        out.append(link(run.text(), run.href()));
    }

    private void attachments(List<Enclosed> attachments) {
        for (Enclosed part : attachments) {
            out.append("<p><strong>Attachment:\n");
            out.append("<a href=\"").append(text(part.href())).append("\" ><tt>");
            line(text(part.name()) + "</tt></a></strong><br>");
            line("<em>Description:</em> " + text(part.attachment().mediaType()) + "</p>");
        }
    }

    private void relatives() {
        line("<!--X-Follow-Ups-->");
        line("<hr>");
        relatives("Follow-Ups", page.followUps());
        line("<!--X-Follow-Ups-End-->");
        line("<!--X-References-->");
        relatives("References", page.references());
        line("<!--X-References-End-->");
    }

    private void relatives(String label, List<Entry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        line("<ul><li><strong>" + label + "</strong>:");
        line("<ul>");
        for (Entry entry : entries) {
            String anchor = entry.anchor() == null ? "" : "name=\"" + text(entry.anchor()) + "\" ";
            line(
                    "<li><strong><a "
                            + anchor
                            + "href=\""
                            + text(Look.MHONARC.in(entry.href()))
                            + "\">"
                            + text(MessagePage.subject(entry.summary()))
                            + "</a></strong>");
            line("<ul><li><em>From:</em> " + text(entry.summary().author()) + "</li></ul></li>");
        }
        line("</ul></li></ul>");
    }

    private void bottom() {
        line("<!--X-BotPNI-->");
        line("<ul>");
        for (Neighbour beside : page.bottomNavigation()) {
            line("<li>" + beside.label() + ":");
            String subject = MessagePage.subject(beside.summary());
            line("<strong>" + link(subject, Look.MHONARC.in(beside.href())) + "</strong>");
            line("</li>");
        }
        line("<li>Index(es):");
        line("<ul>");
        line("<li>" + link("Date", page.dateIndex()) + "</li>");
        line("<li>" + link("Thread", page.threadIndex()) + "</li>");
        line("</ul>");
        line("</li>");
        line("</ul>");
        line("<!--X-BotPNI-End-->");
        line("<!--X-User-Footer-->");
        line("<p>" + link("This message as Perdure shows it", page.permalink()) + "</p>");
        line("<!--X-User-Footer-End-->");
        line("</body>");
        line("</html>");
    }

    private static String link(String label, @Nullable String href) {
        return href == null
                ? text(label)
                : "<a href=\"" + text(href) + "\">" + text(label) + "</a>";
    }

    private static String text(String plain) {
        return plain.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private void line(String line) {
        out.append(line).append('\n');
    }
}
