package org.perdure.source;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.perdure.message.Provenance;

/**
 * How a mailbox says which of its messages did not come by mail: in the separator line, before its
 * sender, {@code From mhonarc-html:mboxrd@z Thu Jan 1 00:00:00 1970}. Senders choose the fields of
 * a message, and never that line.
 *
 * <p>A separator line that came with mail and looks like that gets a colon more when it is written,
 * as lines of a body get a {@code >}, and loses it when it is read.
 */
final class LegacyMark {
    private static final String FROM = "From ";

    private static final Pattern MARKED =
            Pattern.compile(
                    FROM
                            + Arrays.stream(Provenance.values())
                                    .map(Provenance::word)
                                    .filter(word -> !word.isEmpty())
                                    .collect(Collectors.joining("|", "(:*)(", "):(.*)")),
                    Pattern.DOTALL);

    /** How much of a message is looked at to find its author, in bytes. */
    private static final int HEAD_BYTES = 64 << 10;

    private LegacyMark() {}

    /** Returns a separator line as it is written before a message that came in some way. */
    static byte[] put(byte[] separator, Provenance provenance) {
        String line = latin1(separator);
        if (provenance != Provenance.RECEIVED) {
            return bytes(FROM + provenance.word() + ":" + line.substring(FROM.length()));
        }
        return MARKED.matcher(line).matches()
                ? bytes(FROM + ":" + line.substring(FROM.length()))
                : separator;
    }

    /** Returns whether a separator line has a mark, or the colon that hides one. */
    static boolean isIn(byte[] separator) {
        return MARKED.matcher(latin1(separator)).matches();
    }

    /**
     * Returns a message of a mailbox as what it is, without its mark. A mark that stands before
     * what is never written behind it counts for nothing: such a message came by mail.
     */
    static SourceItem read(RawMessage raw) {
        Matcher marked = MARKED.matcher(latin1(raw.separator()));
        if (!marked.matches()) {
            return raw;
        }
        if (!marked.group(1).isEmpty()) {
            String hidden = marked.group().substring(FROM.length() + 1);
            return raw.withSeparator(bytes(FROM + hidden));
        }
        byte[] separator = bytes(FROM + marked.group(3));
        return Provenance.find(marked.group(2))
                .filter(provenance -> !raw.truncated() && isOurs(provenance, separator, raw))
                .<SourceItem>map(provenance -> rendition(raw, separator, provenance))
                .orElse(raw);
    }

    private static boolean isOurs(Provenance provenance, byte[] separator, RawMessage raw) {
        boolean unknown = MboxWriter.namesNobody(separator);
        byte[] head = Arrays.copyOf(raw.bytes(), Math.min(raw.size(), HEAD_BYTES));
        return switch (provenance) {
            case RECEIVED -> false;
            case MHONARC_PAGE, PIPERMAIL_PAGE ->
                    unknown
                            && latin1(head)
                                    .startsWith(Provenance.FIELD + ": " + provenance.word() + "\n");
            case PIPERMAIL_TEXT ->
                    (unknown || PipermailText.isMaskedSeparator(separator))
                            && PipermailText.isMaskedAuthor(head, 0);
        };
    }

    private static Rendition rendition(RawMessage raw, byte[] separator, Provenance provenance) {
        return new Rendition(
                raw.source(),
                raw.offset(),
                raw.length(),
                raw.span(),
                raw.bytes(),
                MboxWriter.isMade(separator) ? new byte[0] : separator,
                raw.bytes(),
                provenance,
                null,
                List.of(),
                "");
    }

    private static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
