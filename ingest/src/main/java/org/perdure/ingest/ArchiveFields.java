package org.perdure.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.perdure.link.LinkKey;
import org.perdure.link.LinkParser;
import org.perdure.message.HeaderField;
import org.perdure.message.Message;
import org.perdure.store.LinkPair;
import org.perdure.store.LinkPair.Origin;

/**
 * Header fields in which other archives have left the address that they gave to a message: {@code
 * Archived-At} (RFC 5064), and the {@code Xref} of news servers (RFC 5536, section 3.2.14).
 *
 * <p>Only addresses are of use whose message cannot be told from the address itself.
 */
final class ArchiveFields {
    /** How many addresses of a message are kept; its sender can write any number. */
    static final int MAX_ADDRESSES = 10;

    private static final LinkParser PARSER = new LinkParser(List.of());

    private static final Pattern XREF = Pattern.compile("(gmane(?:\\.[a-z0-9+_-]+)+):(\\d{1,18})");

    private ArchiveFields() {}

    /** Returns the addresses in the header of a message. */
    static List<LinkPair> pairs(Message message) {
        return links(message.header()).stream()
                .flatMap(link -> key(link).stream())
                .distinct()
                .map(key -> new LinkPair(key, message.id(), Origin.HEADER))
                .toList();
    }

    private static List<String> links(List<HeaderField> header) {
        List<String> links = new ArrayList<>();
        for (HeaderField field : header) {
            if (links.size() >= MAX_ADDRESSES) {
                break;
            }
            if (field.is("Archived-At") || field.is("X-Archived-At")) {
                links.add(field.body());
            } else if (field.is("Xref")) {
                XREF.matcher(field.body())
                        .results()
                        .limit(MAX_ADDRESSES - links.size())
                        .map(ArchiveFields::gmane)
                        .forEach(links::add);
            }
        }
        return links;
    }

    private static String gmane(MatchResult article) {
        return "http://article.gmane.org/" + article.group(1) + "/" + article.group(2);
    }

    private static Optional<String> key(String link) {
        return PARSER.parse(link).filter(LinkKey.External.class::isInstance).map(LinkKey::toString);
    }
}
