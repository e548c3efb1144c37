package org.perdure.ingest;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.perdure.message.ListName;
import org.perdure.message.MailingList.NoArchivePolicy;
import org.perdure.source.MboxReader;
import org.perdure.source.MboxWriter;
import org.perdure.store.ArchiveWriter;

/** A mailbox in the making, in the mboxrd dialect. */
public final class InventedMailbox {
    private static final DateTimeFormatter ASCTIME =
            DateTimeFormatter.ofPattern("EEE MMM d HH:mm:ss yyyy", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final MboxWriter writer = new MboxWriter(bytes);

    /** Returns the separator line of a message that was filed at a time. */
    public static String separator(Instant filed) {
        return "From ada@example.org " + ASCTIME.format(filed);
    }

    /** Returns what stands in the Date field of a message that was sent at a time. */
    static String date(Instant sent) {
        return DATE.format(sent);
    }

    /** Adds bytes as they stand. */
    public InventedMailbox add(String separator, byte[] raw) {
        try {
            writer.write(separator.getBytes(StandardCharsets.ISO_8859_1), raw);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Adds a message; every character is a byte. */
    public InventedMailbox add(String separator, String raw) {
        return add(separator, raw.getBytes(StandardCharsets.ISO_8859_1));
    }

    /**
     * Adds a message with the usual fields.
     *
     * @param filed when, as in {@code 2011-03-01T08:00:00Z}; the Date is the same
     * @param id its msg-id
     * @param inReplyTo msg-id of the message it answers, or nothing
     * @param body its text
     */
    public InventedMailbox letter(String filed, String id, String inReplyTo, String body) {
        Instant time = Instant.parse(filed);
        return add(
                separator(time),
                "From: Ada <ada@example.org>\nSubject: about "
                        + id
                        + "\nDate: "
                        + DATE.format(time)
                        + "\nMessage-ID: <"
                        + id
                        + ">\n"
                        + (inReplyTo.isEmpty() ? "" : "In-Reply-To: <" + inReplyTo + ">\n")
                        + "\n"
                        + body
                        + "\n");
    }

    /** Returns the mailbox. */
    public byte[] bytes() {
        return bytes.toByteArray();
    }

    /** Returns a reader of the mailbox. */
    public MboxReader reader() {
        return reader("s");
    }

    /** Returns a reader of the mailbox under the name of a source. */
    public MboxReader reader(String source) {
        return new MboxReader(new ByteArrayInputStream(bytes()), source);
    }

    /** Imports the mailbox under the name of a source. */
    public ImportReport importInto(ArchiveWriter archive, ListName list, String source) {
        return importInto(archive, list, source, FilingRules.of(NoArchivePolicy.IGNORE));
    }

    ImportReport importInto(
            ArchiveWriter archive, ListName list, String source, FilingRules rules) {
        try {
            return new ImportRun(archive, list, List.of(), (read, durable) -> {}, rules)
                    .run(reader(source), () -> 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
