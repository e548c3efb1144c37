package org.perdure.archive;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the header section of a part says of its body: of each field, the first counts. */
final class PartHeader {
    private @Nullable PartType type;
    private @Nullable String encoding;

    void say(PartType type) {
        this.type = this.type == null ? type : this.type;
    }

    /** Takes a Content-Transfer-Encoding: its first word, without what is put around it. */
    void sayEncoding(String body) {
        int start = 0;
        while (start < body.length() && " \"'".indexOf(body.charAt(start)) >= 0) {
            start++;
        }
        int end = start;
        while (end < body.length()
                && body.charAt(end) > ' '
                && "(;\"'".indexOf(body.charAt(end)) < 0) {
            end++;
        }
        encoding =
                encoding == null ? body.substring(start, end).toLowerCase(Locale.ROOT) : encoding;
    }

    /**
     * Returns its type.
     *
     * @param fallback of a part that does not say it
     */
    PartType type(PartType fallback) {
        PartType said = type;
        return said == null || said.value().isEmpty() ? fallback : said;
    }

    boolean isBase64() {
        return "base64".equals(encoding);
    }

    boolean isQuotedPrintable() {
        return "quoted-printable".equals(encoding);
    }

    boolean isCoded() {
        return isBase64() || isQuotedPrintable();
    }
}
