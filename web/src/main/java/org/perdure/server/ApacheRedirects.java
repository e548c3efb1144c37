package org.perdure.server;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.perdure.link.ArchivePath;
import org.perdure.message.MessageId;

/**
 * Redirects for Apache's {@code mod_rewrite}: a map of keys and addresses, with blanks between. A
 * msg-id is there as Apache's own function {@code escape} writes it, which the rules apply to
 * whatever a query holds. A question mark in what is looked up would be refused as one that a
 * request brought in: the rules take it apart.
 */
final class ApacheRedirects {
    /** Longest line that Apache reads, in bytes ({@code REWRITE_MAX_TXT_MAP_LINE}). */
    static final int MAX_LINE = 1_023;

    /** What Apache leaves as it is in paths, beside letters and digits ({@code os_escape_path}). */
    private static final String LITERAL = "$-_.+!*'(),:;@&=/~";

    private final String base;
    private final OutputStream out;
    private int tooLong;

    ApacheRedirects(String base, OutputStream out) {
        this.base = base;
        this.out = out;
    }

    int write(RedirectRows rows) throws IOException {
        print(rows.head("Apache with mod_rewrite", base));
        print(rows.inRules(HEAD).replace("NAMAZU", base + ArchivePath.NAMAZU));
        rows.forEach(this::write);
        return tooLong;
    }

    private void write(RedirectRow row) {
        String target = RedirectRows.target(row, base);
        String line = key(row) + " " + (target == null ? "gone" : target) + "\n";
        if (line.length() > MAX_LINE) {
            tooLong++;
        } else {
            print(line);
        }
    }

    private static String key(RedirectRow row) {
        return switch (row) {
            case RedirectRow.Place place -> place.key();
            case RedirectRow.Message message -> message.list() + ":" + escaped(message.id());
        };
    }

    private static String escaped(MessageId id) {
        StringBuilder escaped = new StringBuilder();
        for (byte b : id.value().getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || LITERAL.indexOf(c) >= 0);
            escaped.append(plain ? "" + c : "%%%02x".formatted((int) c));
        }
        return escaped.toString();
    }

    private void print(String text) {
        try {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final String HEAD =
            """
            # For many messages, make it quick:
            #   httxt2dbm -i THIS_FILE -o /etc/apache2/perdure.map
            # and write dbm:/etc/apache2/perdure.map below. In <VirtualHost> of the old host:
            #
            #   AllowEncodedSlashes NoDecode
            #   RewriteEngine On
            #   RewriteMap perdure "txt:THIS_FILE"
            #   RewriteMap perdure-encode int:escape
            #   RewriteMap perdure-decode int:unescape
            #   RewriteRule "^/(?i:(?:archives/)?cgi-bin/namazu\\.cgi)$" "NAMAZU" [R=301,NE,L]
            #   RewriteRule "^(?:/(?i:archives/html)|(?:/cgi-bin)?/mailman/(?:listinfo|options))?(/[^/]+)/?$" "-" [E=PERDURE:$1/]
            #   RewriteRule "^/(?i:archives(?:/html)?)/?$" "-" [E=PERDURE:/]
            #   RewriteRule "^(?:/(?i:archives/html))?(/mbox/[^/]+-\\d{4}-\\d{2}(?:\\.gz)?)$" "-" [E=PERDURE:$1]
            #   RewriteRule "^(?:/(?i:archives/html))?(/[^/]+/\\d{4}-\\d{2}/.+)$" "-" [E=PERDURE:$1]
            #   RewriteRule "^(?:/(?i:archives/html))?(/[^/]+/\\d{4}-\\d{2}/)(?i:msg(\\d+)(?:\\.html?)?)[)\\]}>,.:;'\\x22*=]*$" "-" [E=PERDURE:$1msg$2]
            #   RewriteRule "^(?:/(?i:archives/html))?(/[^/]+/\\d{4}-\\d{2})(?:/(?i:(?:index|maillist|mail(?:[2-9]|[1-9]\\d{1,3}))(?:\\.html?)?[)\\]}>,.:;'\\x22*=]*)?)?$" "-" [E=PERDURE:$1/]
            #   RewriteRule "^(?:/(?i:archives/html))?(/[^/]+/\\d{4}-\\d{2}/)(?i:(?:threads|thrd(?:[2-9]|[1-9]\\d{1,3}))(?:\\.html?)?)[)\\]}>,.:;'\\x22*=]*$" "-" [E=PERDURE:$1threads.html]
            #   RewriteCond "%{QUERY_STRING}" "(?:^|&)a=([^&]+)"
            #   RewriteRule "^/(?i:archives/cgi-bin/(?:extract-)?mesg\\.cgi)$" "-" [E=PERDURE:%1]
            #   RewriteCond "%{QUERY_STRING}" "(?:^|&)i=(?:%3C|<)?([^&]+?)(?:%3E|>)?(?:&|$)" [NC]
            #   RewriteRule "^/(?i:archives/cgi-bin/(?:extract-)?mesg\\.cgi)$" "-" [E=PERDURE:%{ENV:PERDURE}:${perdure-encode:${perdure-decode:%1}}]
            #   RewriteRule "^(/[^/]+/(?:(?:\\d{4}-\\d{2}|all)\\.mbox\\.gz|SHA256SUMS|new\\.(?:atom|json)))$" "-" [E=PERDURE:$1,E=PERDURE_FILE:1]
            #   RewriteCond "%{ENV:PERDURE_FILE}" "!=1"
            #   RewriteCond "%{THE_REQUEST}" "^[A-Z]+ /+(LIST)/+(?!\\d{4}-\\d{2}[/? ])([^/? ]+)(?:/(LEAF?))?[? ]"
            #   RewriteRule "^" "-" [E=PERDURE:%1:${perdure-encode:${perdure-decode:%2}},E=PERDURE_VIEW:%3]
            #   RewriteCond "${perdure:%{ENV:PERDURE}}" "=gone"
            #   RewriteRule "^" "-" [G]
            #   RewriteCond "${perdure:%{ENV:PERDURE}}" "^(http[^?]+)\\?(.+)$"
            #   RewriteRule "^" "%1%{ENV:PERDURE_VIEW}?%2" [R=301,NE,QSD,L]
            #   RewriteCond "${perdure:%{ENV:PERDURE}}" "^(http.+)$"
            #   RewriteRule "^" "%1%{ENV:PERDURE_VIEW}" [R=301,NE,QSD,L]
            #
            """;
}
