package org.perdure.link;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Links that only lead to another link: mail gateways that check what their readers click, search
 * engines, the Internet Archive. All take the link without scheme.
 */
final class LinkWrapper {
    /**
     * {@code urldefense.com/v3/__LINK__;REPLACED!!SIGNATURE} of Proofpoint, on any of its hosts.
     */
    private static final Pattern URL_DEFENSE_3 = address("URLDEFENSE/v3/__");

    private static final String URL_DEFENSE_3_END = "__;";

    /** Its scheme 2 has dashes for percent signs, always before two digits in upper case. */
    private static final Pattern URL_DEFENSE_2 = address("URLDEFENSE/v2/url\\?");

    private static final Pattern URL_DEFENSE_2_ESCAPE = Pattern.compile("-(?=[2-9A-F][0-9A-F])");

    /** {@code secure-web.cisco.com/SIGNATURE/LINK}, the link encoded to its last slash. */
    private static final Pattern SECURE_WEB = address("secure-web\\.cisco\\.com/[^/]+/([^/?#]+)$");

    /** With or without time stamp, or in the act of being kept. */
    private static final Pattern INTERNET_ARCHIVE =
            address(
                    "(?:(?:web|wayback|liveweb)\\.|(?:www\\.)?(?=archive\\.org/(?:web|save)/))"
                            + "archive\\.org/(?:(?:web|save|_embed)/)*+(?:[\\d*][0-9a-z_*]*+/)?+(.+)");

    /** {@code archive.today/STAMP/LINK} under any of its names; one with a code says nothing. */
    private static final Pattern ARCHIVE_TODAY =
            address(
                    "archive\\.(?:today|is|ph|fo|li|md|vn)/"
                            + "(?:.*?(?<=/)(?=https?:)|\\d{4}[\\d.-]*+/)(.+)");

    private static final Pattern GOOGLE_CACHE =
            address("webcache\\.googleusercontent\\.com/search\\?q=cache:(?:[\\w-]++:)?([^+&]++)");

    /** A link that is percent-encoded as a whole. */
    private static final Pattern ENCODED = address("https?%3A(?:/|%2F).*");

    /** What has the link in a parameter of the query. */
    private static final List<Gateway> GATEWAYS =
            List.of(
                    new Gateway(address("URLDEFENSE/v1/url\\?"), "u"),
                    new Gateway(
                            address("[a-z0-9-]+\\.safelinks\\.protection\\.outlook\\.com/"), "url"),
                    // Often with its port.
                    new Gateway(
                            address("[a-z0-9.-]+\\.trendmicro\\.com(?::\\d+)?/wis/clicktime/"),
                            "url"),
                    new Gateway(address("protect\\d*\\.fireeye\\.com/(?:v\\d/)?url\\?"), "u"),
                    new Gateway(address("linkprotect\\.cudasvc\\.com/url\\?"), "a"),
                    new Gateway(address("clicktime\\.symantec\\.com/"), "u"),
                    new Gateway(address("slack-redir\\.net/link\\?"), "url"),
                    new Gateway(address("(?:www\\.)?google\\.[a-z.]{2,6}/url\\?"), "q", "url"),
                    new Gateway(address("(?:www\\.)?duckduckgo\\.com/l/"), "uddg"),
                    new Gateway(
                            address("archive\\.(?:org/wayback/available|[a-z]+/submit/?)\\?"),
                            "url"));

    /** A run of replaced characters is {@code **} and one of these, which stand for 2 to 65. */
    private static final String RUN_LENGTHS =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private LinkWrapper() {}

    /**
     * A wrapper that has the link in its query.
     *
     * @param address how it begins
     * @param parameters names of the parameters that may have the link, the likeliest first
     */
    private record Gateway(Pattern address, List<String> parameters) {
        Gateway(Pattern address, String... parameters) {
            this(address, List.of(parameters));
        }

        Optional<String> unwrap(String text) {
            return parameters.stream()
                    .flatMap(name -> parameter(text, name).stream())
                    .findFirst()
                    .map(PercentEncoding::decode);
        }
    }

    private static Pattern address(String regex) {
        return Pattern.compile(
                regex.replace("URLDEFENSE", "urldefense(?:\\.proofpoint)?\\.(?:com|us)"),
                Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }

    /** Returns the link inside, with or without scheme, if the text is a wrapper. */
    static Optional<String> unwrap(String text) {
        if (ENCODED.matcher(text).matches()) {
            return Optional.of(PercentEncoding.decode(text));
        }
        Matcher urlDefense = URL_DEFENSE_3.matcher(text);
        if (urlDefense.lookingAt()) {
            return Optional.of(urlDefense3(text.substring(urlDefense.end())));
        }
        if (URL_DEFENSE_2.matcher(text).lookingAt()) {
            return parameter(text, "u").map(LinkWrapper::urlDefense2);
        }
        for (Gateway gateway : GATEWAYS) {
            if (gateway.address.matcher(text).lookingAt()) {
                return gateway.unwrap(text);
            }
        }
        return group(SECURE_WEB, text)
                .or(() -> group(GOOGLE_CACHE, text))
                .map(PercentEncoding::decode)
                .or(() -> group(INTERNET_ARCHIVE, text))
                .or(() -> group(ARCHIVE_TODAY, text));
    }

    private static Optional<String> group(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.lookingAt() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static String urlDefense2(String text) {
        String encoded = URL_DEFENSE_2_ESCAPE.matcher(text).replaceAll("%");
        return PercentEncoding.decode(encoded.replace('_', '/'));
    }

    /** Puts the characters back that Proofpoint replaced by stars; without them, stars stay. */
    private static String urlDefense3(String text) {
        int end = text.lastIndexOf(URL_DEFENSE_3_END);
        if (end < 0) {
            return text.endsWith("__") ? text.substring(0, text.length() - 2) : text;
        }
        String link = text.substring(0, end);
        String tail = text.substring(end + URL_DEFENSE_3_END.length());
        int mark = tail.indexOf('!');
        String replaced = decodeBase64(mark < 0 ? tail : tail.substring(0, mark));
        StringBuilder result = new StringBuilder(text.length());
        int next = 0;
        for (int i = 0; i < link.length(); i++) {
            if (link.charAt(i) != '*' || next >= replaced.length()) {
                result.append(link.charAt(i));
                continue;
            }
            int count = 1;
            if (i + 2 < link.length() && link.charAt(i + 1) == '*') {
                count = RUN_LENGTHS.indexOf(link.charAt(i + 2)) + 2;
                i += 2;
            }
            int stop = Math.min(next + count, replaced.length());
            result.append(replaced, next, stop);
            next = stop;
        }
        return result.toString();
    }

    private static String decodeBase64(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (IllegalArgumentException | CharacterCodingException notBase64) {
            // The tail was cut or mangled; the link is most often whole without it.
            return "";
        }
    }

    private static Optional<String> parameter(String text, String name) {
        int mark = text.indexOf('?');
        if (mark < 0) {
            return Optional.empty();
        }
        return new LinkText("", "", text.substring(mark + 1), "").parameter(name);
    }
}
