package org.perdure.link;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Links that only lead to another link: mail gateways that check what their readers click, search
 * engines, the Internet Archive. All take the link without scheme.
 */
final class LinkWrapper {
    /** {@code urldefense.com/v3/__LINK__;REPLACED!!SIGNATURE} of Proofpoint. */
    private static final String URL_DEFENSE_3 = "urldefense.com/v3/__";

    private static final String URL_DEFENSE_3_END = "__;";

    /** Same with its older host, and the schemes 1 and 2 with the link in a parameter. */
    private static final String URL_DEFENSE_OLD = "urldefense.proofpoint.com/";

    private static final Pattern SAFE_LINKS =
            Pattern.compile("[a-z0-9-]+\\.safelinks\\.protection\\.outlook\\.com/.*");

    /**
     * {@code REGION.trendmicro.com/wis/clicktime/v1/query?url=LINK&umid=…}, often with its port.
     */
    private static final Pattern CLICK_TIME =
            Pattern.compile("[a-z0-9.-]+\\.trendmicro\\.com(?::\\d+)?/wis/clicktime/.*");

    /** {@code protect2.fireeye.com/v1/url?k=…&u=LINK}. */
    private static final Pattern FIRE_EYE =
            Pattern.compile("protect\\d*\\.fireeye\\.com/(?:v\\d/)?url\\?.*");

    /** {@code secure-web.cisco.com/SIGNATURE/LINK}, the link encoded to its last slash. */
    private static final Pattern SECURE_WEB =
            Pattern.compile("secure-web\\.cisco\\.com/[^/]+/([^/?#]+)", Pattern.CASE_INSENSITIVE);

    private static final Pattern WAYBACK =
            Pattern.compile("web\\.archive\\.org/web/[0-9a-z_*]+/(.+)", Pattern.DOTALL);

    /** A run of replaced characters is {@code **} and one of these, which stand for 2 to 65. */
    private static final String RUN_LENGTHS =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private LinkWrapper() {}

    /** Returns the link inside, with or without scheme, if the text is a wrapper. */
    static Optional<String> unwrap(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.startsWith(URL_DEFENSE_3)) {
            return Optional.of(urlDefense3(text.substring(URL_DEFENSE_3.length())));
        }
        if (lower.startsWith(URL_DEFENSE_OLD + "v3/__")) {
            return Optional.of(urlDefense3(text.substring((URL_DEFENSE_OLD + "v3/__").length())));
        }
        if (lower.startsWith(URL_DEFENSE_OLD + "v2/")) {
            return parameter(text, "u")
                    .map(link -> PercentEncoding.decode(link.replace('-', '%').replace('_', '/')));
        }
        if (lower.startsWith(URL_DEFENSE_OLD + "v1/")) {
            return parameter(text, "u").map(PercentEncoding::decode);
        }
        if (SAFE_LINKS.matcher(lower).matches()) {
            return parameter(text, "url").map(PercentEncoding::decode);
        }
        if (CLICK_TIME.matcher(lower).matches()) {
            return parameter(text, "url").map(PercentEncoding::decode);
        }
        if (FIRE_EYE.matcher(lower).matches()) {
            return parameter(text, "u").map(PercentEncoding::decode);
        }
        Matcher secureWeb = SECURE_WEB.matcher(text);
        if (secureWeb.matches()) {
            return Optional.of(PercentEncoding.decode(secureWeb.group(1)));
        }
        if (lower.startsWith("www.google.com/url?")) {
            return parameter(text, "q")
                    .or(() -> parameter(text, "url"))
                    .map(PercentEncoding::decode);
        }
        Matcher wayback = WAYBACK.matcher(text);
        return wayback.matches() ? Optional.of(wayback.group(1)) : Optional.empty();
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
