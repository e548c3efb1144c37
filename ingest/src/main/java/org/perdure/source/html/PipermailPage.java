package org.perdure.source.html;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.perdure.message.MessageId;
import org.perdure.message.Provenance;

/**
 * A message page as Pipermail of Mailman 2 writes it. Its msg-id stands only in the link with which
 * readers answer; it has no other header but author, date and subject.
 *
 * @param id the msg-id, if the page has such a link
 * @param subject the Subject, decoded
 * @param author name of the author, possibly empty
 * @param address address of the author, masked: {@code ada at example.org}
 * @param date the date as the page shows it
 * @param body the text
 */
public record PipermailPage(
        @Nullable MessageId id,
        String subject,
        String author,
        String address,
        String date,
        String body) {
    private static final String BODY_BEGIN = "<!--beginarticle-->";
    private static final String BODY_END = "<!--endarticle-->";
    private static final Pattern ANSWER =
            Pattern.compile(
                    "href=\"mailto:[^\"]{0,2000}?In-Reply-To=([^\"&]{1,3000})",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern HEADING =
            Pattern.compile("<h1>(.{0,4000}?)</h1>", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern AUTHOR =
            Pattern.compile("<b>(.{0,1000}?)</b>", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern ADDRESS =
            Pattern.compile(
                    "<a\\s+href=\"mailto:[^\"]{0,6000}\"[^>]{0,1000}>(.{0,1000}?)</a>",
                    Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern DATE =
            Pattern.compile("<i>(.{0,200}?)</i>", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** Returns the page, if these bytes are a message page of Pipermail. */
    public static Optional<PipermailPage> find(byte[] bytes) {
        String page = Markup.decode(bytes);
        int begin = page.indexOf(BODY_BEGIN);
        int end = page.lastIndexOf(BODY_END);
        if (begin < 0 || end < begin) {
            return Optional.empty();
        }
        String head = page.substring(0, begin);
        int heading = Markup.indexOf(head, "<h1>", 0);
        String shown = heading < 0 ? head : head.substring(heading);
        return Optional.of(
                new PipermailPage(
                        id(head),
                        text(HEADING, shown),
                        text(AUTHOR, shown),
                        text(ADDRESS, shown),
                        text(DATE, shown),
                        body(page.substring(begin + BODY_BEGIN.length(), end))));
    }

    private static @Nullable MessageId id(String head) {
        Matcher answer = ANSWER.matcher(head);
        if (!answer.find()) {
            return null;
        }
        String text = decoded(Markup.unescape(answer.group(1)));
        int open = text.indexOf('<');
        int close = text.indexOf('>', open + 1);
        String id =
                (open < 0 ? text : text.substring(open + 1, close < 0 ? text.length() : close))
                        .strip();
        return id.isEmpty() ? null : new MessageId(id);
    }

    /** Undoes percent signs; a plus sign stands for itself. */
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException expected) {
            return text; // A percent sign that is one.
        }
    }

    private static String text(Pattern pattern, String html) {
        Matcher found = pattern.matcher(html);
        return found.find() ? Markup.text(found.group(1)).replaceAll("\\s+", " ").strip() : "";
    }

    private static String body(String html) {
        int pre = Markup.indexOf(html, "<pre>", 0);
        String inside = pre < 0 ? html : html.substring(pre + "<pre>".length());
        int end = inside.toLowerCase(Locale.ROOT).lastIndexOf("</pre>");
        return Markup.text(pre < 0 || end < 0 ? inside : inside.substring(0, end));
    }

    /** Builds a message of it; see {@link Reconstruction}. */
    public Reconstruction reconstruction(MessageId messageId) {
        StringBuilder header = new StringBuilder();
        Reconstruction.field(header, Provenance.FIELD, Provenance.PIPERMAIL_PAGE.word());
        Reconstruction.field(header, "Message-ID", Reconstruction.bracketed(messageId));
        Reconstruction.field(header, "Date", date);
        Reconstruction.field(
                header, "From", author.isEmpty() ? address : address + " (" + author + ")");
        Reconstruction.field(header, "Subject", subject);
        header.append("MIME-Version: 1.0\n");
        return Reconstruction.ofText(header.toString(), body);
    }
}
