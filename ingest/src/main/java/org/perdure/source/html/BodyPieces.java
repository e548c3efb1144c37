package org.perdure.source.html;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;
import org.perdure.source.html.BodyPiece.File;
import org.perdure.source.html.BodyPiece.Html;
import org.perdure.source.html.BodyPiece.Text;

/**
 * Cuts the body of a MHonArc page into the parts it was made of.
 *
 * <p>Nearly all bodies are preformatted text and blocks that link to attachments; these are cut by
 * hand, so that no blank is lost. A body with anything else in it becomes one piece of HTML, and
 * its attachments.
 */
final class BodyPieces {
    /** Pieces that become parts of a message; a body of more is one piece of HTML. */
    static final int MAX_PIECES = 500;

    /** Elements within elements that are told apart. */
    private static final int MAX_ELEMENT_DEPTH = 400;

    private static final Pattern ATTACHMENT =
            Pattern.compile(
                    "<p>\\s*<strong>Attachment:?\\s*<a\\s+href=\"([^\"]{1,500})\"[^>]{0,200}>"
                            + "(?:<tt>)?([^<]{0,1000})(?:</tt>)?</a>\\s*</strong>\\s*(?:<br>)?\\s*"
                            + "(?:<em>Description:?</em>:?([^<]{0,1000}))?</p>",
                    Pattern.CASE_INSENSITIVE);

    private final List<String> derived;
    private final Set<String> seen = new HashSet<>();

    private BodyPieces(List<String> derived) {
        this.derived = derived;
    }

    /**
     * Returns the pieces of a body.
     *
     * @param derived the files that belong to the message; those that the body does not name come
     *     last
     */
    static List<BodyPiece> of(String body, List<String> derived) {
        BodyPieces cutter = new BodyPieces(derived);
        List<BodyPiece> pieces = cutter.preformatted(body);
        if (pieces == null) {
            cutter.seen.clear();
            pieces = cutter.html(body);
        }
        for (String file : derived) {
            if (!file.endsWith("/") && cutter.seen.add(file)) {
                pieces.add(new File(file, lastSegment(file), ""));
            }
        }
        return pieces;
    }

    /** Returns the pieces, or null if there is more than preformatted text and attachments. */
    private @Nullable List<BodyPiece> preformatted(String body) {
        List<BodyPiece> pieces = new ArrayList<>();
        Matcher attachment = ATTACHMENT.matcher(body);
        int at = 0;
        while (true) {
            while (at < body.length() && body.charAt(at) <= ' ') {
                at++;
            }
            if (at == body.length()) {
                return pieces;
            }
            if (pieces.size() == MAX_PIECES) {
                return null;
            }
            int begin = body.indexOf('>', at) + 1;
            int end = endOfPre(body, at);
            if (end >= begin && begin > 0) {
                pieces.add(new Text(Markup.text(body.substring(begin, end))));
                at = end + "</pre>".length();
            } else if (attachment.region(at, body.length()).lookingAt()
                    && derived.contains(Markup.unescape(attachment.group(1)))) {
                pieces.add(file(attachment));
                at = attachment.end();
            } else {
                return null;
            }
        }
    }

    private static int endOfPre(String body, int at) {
        if (!body.regionMatches(true, at, "<pre", 0, 4) || at + 4 >= body.length()) {
            return -1;
        }
        char after = body.charAt(at + 4);
        return after == '>' || after == ' ' ? Markup.indexOf(body, "</pre>", at) : -1;
    }

    private File file(Matcher attachment) {
        String file = Markup.unescape(attachment.group(1));
        seen.add(file);
        String name = Markup.unescape(attachment.group(2)).strip();
        String description = attachment.group(3);
        return new File(
                file,
                name.isEmpty() ? lastSegment(file) : name,
                description == null ? "" : Markup.unescape(description).strip());
    }

    private List<BodyPiece> html(String body) {
        List<BodyPiece> files = new ArrayList<>();
        Document document =
                Parser.htmlParser()
                        .setMaxDepth(MAX_ELEMENT_DEPTH)
                        .parseInput("<body>" + body + "</body>", "");
        for (Element link : document.select("a[href]")) {
            String file = link.attr("href");
            if (derived.contains(file) && seen.add(file)) {
                String name = link.text().strip();
                files.add(new File(file, name.isEmpty() ? lastSegment(file) : name, ""));
                Element block = link.closest("p");
                boolean nothingElse =
                        block != null
                                && (block.text().startsWith("Attachment")
                                        || block.text().equals(link.text()));
                if (block != null && nothingElse) {
                    block.remove();
                }
            }
        }
        List<BodyPiece> pieces = new ArrayList<>();
        Element text = document.body();
        if (text.hasText() || !text.select("img").isEmpty()) {
            document.outputSettings().prettyPrint(false);
            pieces.add(new Html(text.html()));
        }
        pieces.addAll(files);
        return pieces;
    }

    private static String lastSegment(String file) {
        return file.substring(file.lastIndexOf('/') + 1);
    }
}
