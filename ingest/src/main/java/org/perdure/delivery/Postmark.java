package org.perdure.delivery;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.perdure.message.ListName;
import org.perdure.source.RawMessage;
import org.perdure.source.SeparatorLine;

/**
 * Marks messages with when and how they came: gives each the separator line that a mailbox would
 * have, and a name of its own for the ledger. Safe for any number of threads.
 */
public final class Postmark {
    /** A Return-Path further down was written by somebody else. */
    private static final int MAX_FIELDS = 5;

    /** No field name and path are longer. */
    private static final int MAX_FIELD_BYTES = 400;

    private static final String RETURN_PATH = "return-path:";

    private final InstantSource clock;
    private final AtomicLong count = new AtomicLong();

    public Postmark(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Marks a message that came just now.
     *
     * @param way how it came, such as {@code lmtp}: one word
     * @param sender addr-spec of the envelope, empty if it has none
     * @param bytes the raw message; not copied
     */
    public Delivery mark(ListName list, String way, String sender, byte[] bytes) {
        Instant now = clock.instant();
        String source =
                way + ":" + now.truncatedTo(ChronoUnit.MILLIS) + "/" + count.incrementAndGet();
        byte[] separator = SeparatorLine.of(sender, now);
        return new Delivery(
                list,
                new RawMessage(source, 0, bytes.length, bytes.length, separator, bytes, false));
    }

    /** Marks a message that was put into a file, unless that has a separator line already. */
    static RawMessage mark(RawMessage raw, Instant came) {
        return raw.separator().length > 0
                ? raw
                : new RawMessage(
                        raw.source(),
                        raw.offset(),
                        raw.length(),
                        raw.span(),
                        SeparatorLine.of(returnPath(raw.bytes()), came),
                        raw.bytes(),
                        raw.truncated());
    }

    /**
     * Returns the sender that a delivery agent wrote into the first fields of a message (RFC 5321,
     * section 4.4); empty if it did not.
     */
    public static String returnPath(byte[] message) {
        int start = 0;
        for (int field = 0; field < MAX_FIELDS && start < message.length; field++) {
            int end = start;
            while (end < message.length && message[end] != '\n') {
                end++;
            }
            String line =
                    new String(
                                    message,
                                    start,
                                    Math.min(end - start, MAX_FIELD_BYTES),
                                    StandardCharsets.UTF_8)
                            .strip();
            if (line.toLowerCase(Locale.ROOT).startsWith(RETURN_PATH)) {
                String path = line.substring(RETURN_PATH.length()).strip();
                return path.startsWith("<") && path.endsWith(">")
                        ? path.substring(1, path.length() - 1)
                        : path;
            }
            start = end + 1;
        }
        return "";
    }
}
