package org.perdure.archive;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.perdure.link.PercentEncoding;

/**
 * Finds the mail addresses in a text, from left to right.
 *
 * <p><b>An address in text</b> is an {@code @} after a character of a local part (letters, digits,
 * {@code ! # $ % & ' * + / = ? ^ _ ` { | } ~ - .} or a closing quote, but no slash: {@code
 * lib/@scope.js} is a path) and before a domain: labels of letters, digits, hyphens and underscores
 * with at least one dot, the last label being of two characters or more and beginning with a
 * letter. So {@code foo@plt}, {@code pkg@1.2} and {@code @@ -1 +1 @@} are none. So is a domain
 * literal, {@code ada@[192.0.2.1]}.
 *
 * <p>In links, {@code @} and the dots stand percent-encoded as well, once or several times: {@code
 * ada%40example%2Eorg}. Such an address is one wherever it stands, for a link may have lost its
 * scheme. So does {@code ada--at--example.org}, as Mailman writes it into the addresses of a
 * subscriber's pages.
 *
 * <p>What a reader does not see, such as a soft hyphen or a blank of no width, may stand anywhere
 * in an address, and so may a backslash before the {@code @}; signs that look like {@code @}, a dot
 * or a hyphen are as good as these (RFC 5895, section 2). See {@link Lookalikes}.
 *
 * <p>Takes time in proportion to the text, whatever it holds.
 */
final class AddressScan {
    /** Longest address that is told, in characters (RFC 5321, 4.5.3.1: 64 + 1 + 255). */
    static final int MAX_ADDRESS = 320;

    private static final String MAILMAN = "--at--";

    /** How often it may be encoded: once more than anything that is met with. */
    private static final Pattern SIGN = Pattern.compile("@|%(?:25){0,3}+40|" + MAILMAN);

    private static final Pattern DOT = Pattern.compile("%(?:25){0,3}+2[Ee]");

    private static final String LOCAL_SIGNS = "!#$%&'*+/=?^_`{|}~-.\"";

    /** Signs of a local part that stand between the parts of a URL. */
    private static final String URL_SIGNS = "/=?&";

    private final String written;

    /** The same with plain signs, and dots that are not encoded, each where its code ends. */
    private final String text;

    private final boolean cut;
    private final @Nullable Matcher coded;
    private int sign = -1;
    private int from;
    private int domain;
    private int end;

    /**
     * @param cut whether the text may end inside of a domain
     */
    AddressScan(String text, boolean cut) {
        this.written = text;
        // Hyphens, which may stand in any label, keep the length.
        String alike = Lookalikes.plain(text);
        this.text =
                text.indexOf('%') < 0
                        ? alike
                        : DOT.matcher(alike)
                                .replaceAll(dot -> "-".repeat(dot.group().length() - 1) + ".");
        this.cut = cut;
        boolean plain = text.indexOf('%') < 0 && !text.contains(MAILMAN);
        this.coded = plain ? null : SIGN.matcher(this.text);
    }

    /** Returns whether a text can hold an address; it does not cost what a scan does. */
    static boolean isWorthwhile(String text) {
        return text.indexOf('@') >= 0
                || text.indexOf(Lookalikes.WIDE_AT) >= 0
                || text.indexOf(Lookalikes.SMALL_AT) >= 0
                || (text.indexOf('%') >= 0 && text.contains("40"))
                || text.contains(MAILMAN);
    }

    /** Goes on to the next address; returns whether there is one. */
    boolean next() {
        while (findSign()) {
            end = domainEnd(domain);
            int last = lastOfLocal();
            if (end > domain
                    && last >= 0
                    && text.charAt(last) != '/'
                    && isLocal(text.charAt(last))) {
                return true;
            }
        }
        return false;
    }

    /** Returns the place of what a reader sees before the {@code @}. */
    private int lastOfLocal() {
        int last = sign - 1;
        while (last >= from && isPassedOver(text.charAt(last))) {
            last--;
        }
        return last;
    }

    private static boolean isPassedOver(char c) {
        return c == Lookalikes.UNSEEN || c == '\\';
    }

    private boolean findSign() {
        from = domain;
        if (coded == null) {
            sign = text.indexOf('@', domain);
            domain = sign < 0 ? text.length() : sign + 1;
        } else {
            boolean found = coded.find();
            sign = found ? coded.start() : -1;
            domain = found ? coded.end() : text.length();
        }
        return sign >= 0;
    }

    /** Returns where the {@code @} of the address is. */
    int at() {
        return sign;
    }

    /** Returns where the domain of the address begins. */
    int domain() {
        return domain;
    }

    /** Returns where the address ends. */
    int end() {
        return end;
    }

    /**
     * Returns the address, without the mark before it and without encoding; the last {@value
     * #MAX_ADDRESS} characters of one that is longer.
     */
    String address(boolean inUrl) {
        int start = sign;
        while (start > from
                && end - start < MAX_ADDRESS
                && (isLocal(text.charAt(start - 1)) || isPassedOver(text.charAt(start - 1)))) {
            start--;
        }
        String local = written.substring(start, sign);
        String host = written.substring(domain, end);
        if (inUrl || written.charAt(sign) == '%') {
            return Lookalikes.seen(partOfUrl(decode(local)) + "@" + decode(host));
        }
        boolean mark = local.startsWith("\"") || local.startsWith("'");
        return Lookalikes.seen(local.substring(mark ? 1 : 0) + "@" + host);
    }

    private static String decode(String text) {
        return PercentEncoding.decode(PercentEncoding.decode(text));
    }

    private static String partOfUrl(String text) {
        int start = text.length();
        while (start > 0
                && isLocal(text.charAt(start - 1))
                && URL_SIGNS.indexOf(text.charAt(start - 1)) < 0) {
            start--;
        }
        return text.substring(start);
    }

    private static boolean isLocal(char c) {
        return Character.isLetterOrDigit(c) || LOCAL_SIGNS.indexOf(c) >= 0;
    }

    /** Returns the end of the domain that begins at {@code start}; {@code start} if none does. */
    private int domainEnd(int start) {
        if (start < text.length() && text.charAt(start) == '[') {
            return literalEnd(start);
        }
        int last = start;
        int alnumEnd = start;
        int label = start;
        char before = ' ';
        for (; last < text.length() && isDomain(text.charAt(last)); last++) {
            char c = text.charAt(last);
            if (Character.isLetterOrDigit(c)) {
                label = alnumEnd > start && before == '.' ? last : label;
                alnumEnd = last + 1;
            }
            before = c == Lookalikes.UNSEEN ? before : c;
        }
        if (cut && last == text.length()) {
            return alnumEnd;
        }
        boolean isDomain =
                label > start + 1
                        && alnumEnd - label >= 2
                        && Character.isLetter(text.charAt(label));
        return isDomain ? alnumEnd : start;
    }

    private int literalEnd(int start) {
        int last = start + 1;
        while (last < text.length() && (isDomain(text.charAt(last)) || text.charAt(last) == ':')) {
            last++;
        }
        return last < text.length() && text.charAt(last) == ']' ? last + 1 : start;
    }

    private static boolean isDomain(char c) {
        return Character.isLetterOrDigit(c)
                || c == '.'
                || c == '-'
                || c == '_'
                || c == Lookalikes.UNSEEN;
    }
}
