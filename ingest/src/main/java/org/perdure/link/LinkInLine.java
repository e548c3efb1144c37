package org.perdure.link;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A link as it stands in a line of prose or markup: behind a label or a number, in brackets, in a
 * tag of HTML, in the links of Markdown and its kin. Time is proportional to the length of the
 * line.
 */
final class LinkInLine {
    private static final Pattern SCHEME =
            Pattern.compile(
                    "https?:/|(?<![\\w.])(?:mid|s?news|nntps?):(?=\\S)", Pattern.CASE_INSENSITIVE);

    /** The address in a tag; its first group is the quotation mark. */
    private static final Pattern ATTRIBUTE =
            Pattern.compile("(?:href|src)\\s{0,9}=\\s{0,9}([\"']?)", Pattern.CASE_INSENSITIVE);

    private static final Pattern TAG =
            Pattern.compile("\\s*</?[a-z]++\\s", Pattern.CASE_INSENSITIVE);

    /** Between text and address in Markdown, and between address and text in Org. */
    private static final String MARKDOWN = "](";

    private static final String ORG = "][";

    private static final String OPENING = "(<[{\"'`“‘«";
    private static final String CLOSING = ")>]}\"'`”’»";

    private LinkInLine() {}

    /** Returns the link of a line that is more than a link, else the line. */
    static String find(String line) {
        Matcher scheme = SCHEME.matcher(line);
        int start = scheme.find() ? scheme.start() : -1;
        Matcher attribute = ATTRIBUTE.matcher(line);
        if (TAG.matcher(line).lookingAt()
                && attribute.find()
                && (start < 0 || attribute.end() <= start)) {
            return value(line, attribute);
        }
        if (start < 0) {
            int markdown = line.startsWith("[") ? line.indexOf(MARKDOWN) : -1;
            return markdown < 0 ? line : behind(line, markdown + MARKDOWN.length());
        }
        if (start > 0) {
            return behindLabel(line, start);
        }
        boolean another = scheme.find() && blank(line) < scheme.start();
        return withoutText(another ? line.substring(0, blank(line)) : line);
    }

    private static String value(String line, Matcher attribute) {
        String quote = attribute.group(1);
        int end = attribute.end();
        while (end < line.length()
                && (quote.isEmpty()
                        ? line.charAt(end) != '>' && !Character.isWhitespace(line.charAt(end))
                        : line.charAt(end) != quote.charAt(0))) {
            end++;
        }
        return line.substring(attribute.end(), end);
    }

    /** A label has no slash: before one, the line begins with a link that has no scheme. */
    private static String behindLabel(String line, int start) {
        char before = line.charAt(start - 1);
        boolean label =
                before == ':'
                        || before == '_'
                        || Character.isWhitespace(before)
                        || OPENING.indexOf(before) >= 0;
        boolean markdown = line.startsWith(MARKDOWN, start - MARKDOWN.length());
        return markdown || (label && line.lastIndexOf('/', start - 1) < 0)
                ? behind(line, start)
                : line;
    }

    /** Returns what goes on to the bracket that closes the one before it, or to a blank. */
    private static String behind(String line, int start) {
        int opening = OPENING.indexOf(line.charAt(start - 1));
        int end = opening < 0 ? line.length() : closing(line, start, opening);
        String link = withoutText(line.substring(start, end));
        // What marc.info puts for an at sign and a full stop has blanks around it.
        return link.contains(" () ") ? link : link.substring(0, blank(link));
    }

    /** Returns where the first blank is, or the length of a text without one. */
    private static int blank(String text) {
        int blank = 0;
        while (blank < text.length() && !Character.isWhitespace(text.charAt(blank))) {
            blank++;
        }
        return blank;
    }

    private static int closing(String line, int start, int kind) {
        char open = OPENING.charAt(kind);
        char close = CLOSING.charAt(kind);
        int depth = 1;
        for (int i = start; i < line.length(); i++) {
            if (line.charAt(i) == close) {
                depth--;
            } else if (line.charAt(i) == open) {
                depth++;
            }
            if (depth == 0) {
                return i;
            }
        }
        return line.length();
    }

    /** Takes off the text that Org and AsciiDoc write behind an address. */
    private static String withoutText(String link) {
        int org = link.indexOf(ORG);
        if (org >= 0) {
            return link.substring(0, org);
        }
        int bracket = link.endsWith("]") ? link.indexOf('[') : -1;
        return bracket < 0 ? link : link.substring(0, bracket);
    }
}
