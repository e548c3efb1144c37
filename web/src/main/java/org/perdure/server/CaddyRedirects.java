package org.perdure.server;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.perdure.link.ArchivePath;

/**
 * Redirects for Caddy: a snippet with a map from keys to addresses, which Caddy goes through from
 * its beginning at each request. Caddy decodes queries, so a msg-id is there as it is in mail.
 */
final class CaddyRedirects {
    private final String base;
    private final OutputStream out;

    /** Msg-ids with blanks in them. There are few. */
    private final Set<String> blanks = new HashSet<>();

    CaddyRedirects(String base, OutputStream out) {
        this.base = base;
        this.out = out;
    }

    int write(RedirectRows rows) throws IOException {
        print(rows.head("Caddy", base));
        print(rows.inRules(HEAD).replace("NAMAZU", base + ArchivePath.NAMAZU));
        rows.forEach(this::noteBlanks);
        rows.forEach(this::write);
        print(TAIL);
        return 0;
    }

    private void noteBlanks(RedirectRow row) {
        if (row instanceof RedirectRow.Message message && message.id().value().contains(" ")) {
            blanks.add(message.id().value());
        }
    }

    private void write(RedirectRow row) {
        String target = RedirectRows.target(row, base);
        for (String key : keys(row)) {
            print("\t\t" + quoted(key) + " " + (target == null ? "gone" : target) + "\n");
        }
    }

    private List<String> keys(RedirectRow row) {
        return switch (row) {
            case RedirectRow.Place place -> List.of(place.key());
            case RedirectRow.Message message ->
                    readings(message.id().value())
                            .flatMap(id -> Stream.of(id, "<" + id + ">"))
                            .map(id -> message.list() + " " + id)
                            .toList();
        };
    }

    /** Returns a msg-id as it is, and as Caddy reads it if plus signs stand there unencoded. */
    private Stream<String> readings(String id) {
        String read = id.replace('+', ' ');
        return id.contains("+") && !id.contains(" ") && !blanks.contains(read)
                ? Stream.of(id, read)
                : Stream.of(id);
    }

    /**
     * Returns a word of a Caddyfile; where it would mean more than itself, a regular expression.
     */
    private static String quoted(String key) {
        boolean plain = key.chars().allMatch(c -> c >= ' ' && c < 127 && "`{}\\".indexOf(c) < 0);
        if (plain) {
            return "`" + key + "`";
        }
        StringBuilder pattern = new StringBuilder("`~^");
        key.codePoints()
                .forEach(
                        c -> {
                            if (c < 128 && Character.isLetterOrDigit(c)) {
                                pattern.appendCodePoint(c);
                            } else {
                                pattern.append("\\x{%x}".formatted(c));
                            }
                        });
        return pattern.append("$`").toString();
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
            # Import this file before the sites, and write in that of the old host:
            #
            #   import perdure-redirects
            #
            (perdure-redirects) {
            	map {http.request.uri.path} {perdure_key} {
            		~^/+(?i:archives/+cgi-bin/+(?:extract-)?mesg\\.cgi)$ mesg
            		`~^/+(?i:archives(?:/+html)?)/*$` /
            		`~^/+(?i:archives/+html/+)?([^/]+)/+(\\d{4}-\\d{2})/+(?i:msg(\\d+)(?:\\.html?)?)[)\\]}>,.:;'"*=]*$` `/${1}/${2}/msg${3}`
            		`~^/+(?i:archives/+html/+)?([^/]+)/+(\\d{4}-\\d{2})(?:/+(?i:(?:index|maillist|mail(?:[2-9]|[1-9]\\d{1,3}))(?:\\.html?)?[)\\]}>,.:;'"*=]*)?)?$` `/${1}/${2}/`
            		`~^/+(?i:archives/+html/+)?([^/]+)/+(\\d{4}-\\d{2})/+(?i:(?:threads|thrd(?:[2-9]|[1-9]\\d{1,3}))(?:\\.html?)?)[)\\]}>,.:;'"*=]*$` `/${1}/${2}/threads.html`
            		`~^/+(?i:archives/+html/+)?([^/]+)/+(\\d{4}-\\d{2})/+(.+)$` `/${1}/${2}/${3}`
            		`~^/+(?i:archives/+html/+)?mbox/+([^/]+-\\d{4}-\\d{2}(?:\\.gz)?)$` `/mbox/${1}`
            		`~^/+([^/]+)/+((?:\\d{4}-\\d{2}|all)\\.mbox\\.gz|SHA256SUMS|new\\.(?:atom|json))$` `/${1}/${2}`
            		`~^/+(?:(?i:archives/+html/+)|(?:cgi-bin/+)?mailman/+(?:listinfo|options)/+)?([^/]+)/*$` `/${1}/`
            		`~^/+(LIST)/+(.+)/LEAF$` `${1} ${2}`
            		`~^/+(LIST)/+(.+?)/*$` `${1} ${2}`
            		default none
            	}
            	map {http.request.uri.path} {perdure_view} {
            		`~^/+LIST/+(?:.+)/(LEAF)$` `${1}`
            		default ``
            	}
            	@perdure_namazu path_regexp ^/+(?i:(?:archives/+)?cgi-bin/+namazu\\.cgi)$
            	redir @perdure_namazu NAMAZU?{query} 301
            	@perdure_mesg vars {perdure_key} mesg
            	map {perdure_key} {perdure_lookup} {
            		mesg "{query.a} {query.i}"
            		default {perdure_key}
            	}
            	map {perdure_lookup} {perdure_target} {
            """;

    private static final String TAIL =
            """
            		default none
            	}
            	@perdure_gone vars {perdure_target} gone
            	error @perdure_gone 410
            	@perdure_moved not vars {perdure_target} gone none
            	redir @perdure_moved {perdure_target}{perdure_view} 301
            }
            """;
}
