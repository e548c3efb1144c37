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
 * <p>Before a text of Pipermail the sender is masked as Pipermail does it, {@code ada at
 * example.org}: mail servers write an address there, with an {@code @}, or a word alone. A sender
 * that is not masked is written as {@code % at ada%40example.org}.
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

    /** Stands before a sender that was not masked. One that begins so itself is coded too. */
    private static final String CODED = "% at ";

    private LegacyMark() {}

    /** Returns a separator line as it is written before a message that came in some way. */
    static byte[] put(byte[] separator, Provenance provenance) {
        String line = latin1(separator);
        if (provenance != Provenance.RECEIVED) {
            String sender = line.substring(FROM.length());
            boolean coded = provenance == Provenance.PIPERMAIL_TEXT && !isMasked(sender);
            return bytes(FROM + provenance.word() + ":" + (coded ? code(sender) : sender));
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
        String sender = marked.group(3);
        return Provenance.find(marked.group(2))
                .filter(provenance -> !raw.truncated() && isOurs(provenance, sender, raw))
                .<SourceItem>map(provenance -> rendition(raw, separator(sender), provenance))
                .orElse(raw);
    }

    private static boolean isOurs(Provenance provenance, String sender, RawMessage raw) {
        return switch (provenance) {
            case RECEIVED -> false;
            case MHONARC_PAGE, PIPERMAIL_PAGE ->
                    MboxWriter.namesNobody(bytes(FROM + sender))
                            && startsWith(raw.bytes(), Provenance.FIELD, provenance.word());
            case PIPERMAIL_TEXT -> isMasked(sender) || isCoded(sender);
        };
    }

    private static boolean startsWith(byte[] message, String field, String value) {
        String line = field + ": " + value + "\n";
        return latin1(Arrays.copyOf(message, line.length())).equals(line);
    }

    /** Returns whether a sender is masked, as Pipermail does it, and no coded one. */
    private static boolean isMasked(String sender) {
        return PipermailText.isMasked(sender) && !sender.startsWith(CODED);
    }

    private static String code(String sender) {
        return CODED + sender.replace("%", "%25").replace("@", "%40");
    }

    private static String decode(String coded) {
        return coded.substring(CODED.length()).replace("%40", "@").replace("%25", "%");
    }

    private static boolean isCoded(String sender) {
        return sender.startsWith(CODED) && code(decode(sender)).equals(sender);
    }

    private static byte[] separator(String sender) {
        return bytes(FROM + (isCoded(sender) ? decode(sender) : sender));
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
                "",
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
