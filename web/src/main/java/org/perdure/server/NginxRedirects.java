package org.perdure.server;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.perdure.link.ArchivePath;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;

/**
 * Redirects for nginx: a map from its decoded path to a key, and one from keys to addresses.
 *
 * <p>Keys of its maps are the same in any case. Those that differ in case only are written as
 * regular expressions, which tell them apart. The query is not decoded for it, so a msg-id is there
 * in each of the ways in which programs write it.
 */
final class NginxRedirects {
    /**
     * What programs leave as it is in queries, beside letters and digits: mharc, the RFC of URLs,
     * forms, scripts, and our own paths; a plus sign that means itself, and all that may stand in a
     * query. All of them may leave the at sign too.
     */
    private static final List<String> LITERALS =
            List.of("-._", "-._~", "-._*", "-._!~*'()", "-._~!$*,:", "-._+", "-._~!$*'(),:+=/?");

    /** What browsers leave as it is in a segment of a path (RFC 3986, section 3.3). */
    private static final String IN_PATHS = "-._~!$&'()*+,;=:";

    /** Longest msg-id that is written, in characters, encoded: no longer query is taken. */
    static final int MAX_KEY = 6_000;

    /** Smallest size of a bucket, in bytes: some thirty addresses. */
    private static final int MIN_BUCKET = 2_048;

    private static final int MIN_MAX_SIZE = 11_000;

    private final String base;
    private final OutputStream out;
    private long[] hashes = new long[1_024];
    private int keys;
    private int longest;
    private int tooLong;

    NginxRedirects(String base, OutputStream out) {
        this.base = base;
        this.out = out;
    }

    int write(RedirectRows rows) throws IOException {
        rows.forEach(row -> keys(row).forEach(this::count));
        hashes = Arrays.copyOf(hashes, keys);
        Arrays.sort(hashes);
        print(rows.head("nginx", base));
        print(HEAD);
        // Within a bucket, what is long and what is many must fit; see ngx_hash_init.
        print("map_hash_max_size " + Math.max(MIN_MAX_SIZE, keys / 4) + ";\n");
        print("map_hash_bucket_size " + bucket() + ";\n\n");
        print(rows.inRules(KEYS));
        // Translated there; a question mark begins what it is asked.
        print("    \"namazu.cgi\" " + quoted(base + ArchivePath.NAMAZU + "?$args") + ";\n");
        rows.forEach(this::write);
        print(TARGET);
        return tooLong;
    }

    private int bucket() {
        int needed = Math.max(MIN_BUCKET, longest + 64);
        return (needed + 63) / 64 * 64;
    }

    private void count(String key) {
        if (keys == hashes.length) {
            hashes = Arrays.copyOf(hashes, keys * 2);
        }
        hashes[keys++] = hash(key);
        longest = Math.max(longest, key.length());
    }

    private static long hash(String key) {
        long hash = 0xcbf29ce484222325L; // FNV-1a, 64 bits
        for (int i = 0; i < key.length(); i++) {
            hash = (hash ^ Character.toLowerCase(key.charAt(i))) * 0x100000001b3L;
        }
        return hash;
    }

    private boolean isAlone(String key) {
        long hash = hash(key);
        int at = Arrays.binarySearch(hashes, hash);
        return (at == 0 || hashes[at - 1] != hash)
                && (at + 1 == hashes.length || hashes[at + 1] != hash);
    }

    private Set<String> keys(RedirectRow row) {
        return switch (row) {
            case RedirectRow.Place place -> Set.of(place.key());
            case RedirectRow.Message message -> spellings(message.list(), message.id());
        };
    }

    /** Returns a list and a msg-id as queries have them; none twice, in any case. */
    private static Set<String> spellings(ListName list, MessageId id) {
        Set<String> spellings = new LinkedHashSet<>();
        Set<String> lower = new LinkedHashSet<>();
        for (String literal :
                LITERALS.stream().flatMap(known -> Stream.of(known, known + "@")).toList()) {
            String spelling = encoded(id.value(), literal);
            if (lower.add(spelling.toLowerCase(Locale.ROOT)) && spelling.length() < MAX_KEY) {
                spellings.add(list + " " + spelling);
                spellings.add(list + " %3C" + spelling + "%3E");
                spellings.add(list + " <" + spelling + ">");
            }
        }
        String path = ArchivePath.messagePath(list, id);
        String own = path.substring(list.value().length() + 2, path.length() - 1);
        for (String spelling :
                List.of(own, encoded(id.value(), IN_PATHS), encoded(id.value(), IN_PATHS + "@"))) {
            if (lower.add(spelling.toLowerCase(Locale.ROOT)) && spelling.length() < MAX_KEY) {
                spellings.add(list + " " + spelling);
            }
        }
        return spellings;
    }

    private static String encoded(String text, String literal) {
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || literal.indexOf(c) >= 0);
            encoded.append(plain ? "" + c : "%%%02X".formatted((int) c));
        }
        return encoded.toString();
    }

    private void write(RedirectRow row) {
        String target = RedirectRows.target(row, base);
        Set<String> keys = keys(row);
        tooLong += keys.isEmpty() ? 1 : 0;
        for (String key : keys) {
            print(
                    "    "
                            + (isAlone(key) ? quoted(key) : exactly(key))
                            + " "
                            + quoted(target == null ? "gone" : target)
                            + ";\n");
        }
    }

    /** Returns a word of nginx's configuration. */
    static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    /** Returns a regular expression for a key in this case only. */
    private static String exactly(String key) {
        return "\"" + pattern(key) + "$\"";
    }

    /** Returns a regular expression for what begins so, in this case only. */
    static String beginning(String key) {
        return "\"" + pattern(key) + "\"";
    }

    private static String pattern(String key) {
        StringBuilder pattern = new StringBuilder("~^");
        for (byte b : key.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = c < 0x80 && Character.isLetterOrDigit(c);
            pattern.append(plain ? "" + c : "\\x%02x".formatted((int) c));
        }
        return pattern.toString();
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
            # Include this file within http { }, before any other map: nginx lets sizes of maps be set
            # before the first one only. Write within server { } of the old host:
            #
            #   if ($perdure_target = gone) { return 410; }
            #   if ($perdure_target) { return 301 $perdure_target; }
            #
            # If the two sizes below are set elsewhere too, keep the larger ones, once, before all maps.
            """;

    private static final String KEYS =
            """
            map $request_uri $perdure_view {
                default "";
                "~^/+LIST/+(?!\\d{4}-\\d{2}[/?])[^/?]+/(?<perdure_leaf>LEAF)(?:\\?|$)" $perdure_leaf;
            }

            map $request_uri $perdure_message {
                default "";
                "~^/+(?<perdure_list>LIST)/+(?!(?:\\d{4}-\\d{2}(?:\\.mbox\\.gz)?|all\\.mbox\\.gz|SHA256SUMS|new\\.(?:atom|json))(?:[/?]|$))(?<perdure_id>[^/?]+)(?:/LEAF?)?(?:\\?|$)" "$perdure_list $perdure_id";
            }

            map $uri $perdure_path {
                default "";
                "~^/(?i:archives/cgi-bin/(?:extract-)?mesg\\.cgi)$" "$arg_a $arg_i";
                "~^/(?i:(?:archives/)?cgi-bin/namazu\\.cgi)$" "namazu.cgi";
                "~^/(?i:archives(?:/html)?)/?$" "/";
                "~^(?:/(?i:archives/html))?(?<perdure_place>/[^/]+/\\d{4}-\\d{2}/)(?i:msg(?<perdure_number>\\d+)(?:\\.html?)?)[)\\]}>,.:;'\\"*=]*$" "${perdure_place}msg$perdure_number";
                "~^(?:/(?i:archives/html))?(?<perdure_place>/[^/]+/\\d{4}-\\d{2})(?:/(?i:(?:index|maillist|mail(?:[2-9]|[1-9]\\d{1,3}))(?:\\.html?)?[)\\]}>,.:;'\\"*=]*)?)?$" "$perdure_place/";
                "~^(?:/(?i:archives/html))?(?<perdure_place>/[^/]+/\\d{4}-\\d{2}/)(?i:(?:threads|thrd(?:[2-9]|[1-9]\\d{1,3}))(?:\\.html?)?)[)\\]}>,.:;'\\"*=]*$" "${perdure_place}threads.html";
                "~^(?:/(?i:archives/html))?(?<perdure_place>/[^/]+/\\d{4}-\\d{2}/.+)$" "$perdure_place";
                "~^/[^/]+/(?:(?:\\d{4}-\\d{2}|all)\\.mbox\\.gz|SHA256SUMS|new\\.(?:atom|json))$" $uri;
                "~^(?:/(?i:archives/html))?(?<perdure_place>/mbox/[^/]+-\\d{4}-\\d{2}(?:\\.gz)?)$" "$perdure_place";
                "~^(?:/(?i:archives/html)|(?:/cgi-bin)?/mailman/(?:listinfo|options))?(?<perdure_place>/[^/]+)/?$" "$perdure_place/";
            }

            map $perdure_message $perdure_key {
                default $perdure_message;
                "" $perdure_path;
            }

            map $perdure_key $perdure_page {
                default "";
            """;

    /** What belongs to a message has its page as the beginning of its address. */
    private static final String TARGET =
            """
            }

            map $perdure_page $perdure_target {
                default "$perdure_page$perdure_view";
                gone gone;
                "" "";
            }
            """;
}
