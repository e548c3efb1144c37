package org.perdure.archive;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;

/**
 * The path of a message's canonical page, such as {@code /xen-devel/1234@example.org/}.
 *
 * <p>What may stand in a segment of a path (RFC 3986, section 3.3) stands for itself; everything
 * else, slashes and percent signs among it, is percent-encoded, so that one id has one path.
 */
final class CanonicalPath {
    private static final String LITERAL = "-._~!$&'()*+,;=:@";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private CanonicalPath() {}

    /** Returns the path of a message; that of a further copy ends in {@code ?copy=1} or higher. */
    static String of(ListName list, MessageId id, int copy) {
        String path = "/" + list + "/" + encode(id.value()) + "/";
        return copy == 0 ? path : path + "?copy=" + copy;
    }

    private static String encode(String text) {
        StringBuilder encoded = new StringBuilder(text.length() + 8);
        // As a whole segment, one or two dots would mean a folder.
        boolean dots = text.equals(".") || text.equals("..");
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (isLiteral(b) && !dots) {
                encoded.append((char) b);
            } else {
                encoded.append('%').append(HEX.toHexDigits(b));
            }
        }
        return encoded.toString();
    }

    private static boolean isLiteral(byte b) {
        return (b >= 'a' && b <= 'z')
                || (b >= 'A' && b <= 'Z')
                || (b >= '0' && b <= '9')
                || (b > 0 && LITERAL.indexOf(b) >= 0);
    }
}
