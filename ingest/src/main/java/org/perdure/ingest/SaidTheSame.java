package org.perdure.ingest;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.perdure.message.Message;
import org.perdure.message.Sha256;

/**
 * What a message says, boiled down so that mail and a page of it come to the same: Date, author,
 * Subject and text, without blanks and without what pages mask of mail addresses. Messages that
 * came without a msg-id are told apart by it, since their synthetic ids hang on every byte of the
 * header.
 */
final class SaidTheSame {
    private SaidTheSame() {}

    /** Returns a SHA-256. */
    static byte[] fingerprint(Message message) {
        StringBuilder said = new StringBuilder();
        said.append(message.sent() == null ? "" : message.sent().toEpochSecond()).append('\n');
        String address = message.from().isEmpty() ? "" : message.from().getFirst().address();
        appendWords(said, address.toLowerCase(Locale.ROOT));
        appendWords(said.append('\n'), message.subject());
        appendWords(said.append('\n'), message.body().text());
        return Sha256.of(said.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Leaves out blanks, and what stands behind an at sign: pages show an x for each letter. */
    private static void appendWords(StringBuilder said, String text) {
        boolean domain = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            domain = c == '@' || (domain && (Character.isLetterOrDigit(c) || c == '.' || c == '-'));
            boolean blank = Character.isWhitespace(c) || Character.isSpaceChar(c);
            if (!blank && (!domain || c == '@')) {
                said.append(c);
            }
        }
    }
}
