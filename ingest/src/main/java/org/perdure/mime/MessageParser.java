package org.perdure.mime;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.perdure.message.Body;
import org.perdure.message.HeaderField;
import org.perdure.message.Mailbox;
import org.perdure.message.Message;
import org.perdure.message.MessageId;

/** Stand-in. */
public final class MessageParser {
    private static final Pattern MAILBOX = Pattern.compile("\\s*(.*?)\\s*<([^>]*)>\\s*");

    public MessageParser() {}

    /** Parses. */
    public Message parse(byte[] raw) {
        String text = new String(raw, StandardCharsets.UTF_8).replace("\r\n", "\n");
        int blank = text.indexOf("\n\n");
        List<HeaderField> header = new ArrayList<>();
        for (String line :
                text.substring(0, blank < 0 ? text.length() : blank)
                        .replaceAll("\n[ \t]+", " ")
                        .split("\n")) {
            int colon = line.indexOf(':');
            header.add(
                    new HeaderField(line.substring(0, colon), line.substring(colon + 1).strip()));
        }
        OffsetDateTime sent = null;
        try {
            sent =
                    OffsetDateTime.parse(
                            field(header, "Date"), DateTimeFormatter.RFC_1123_DATE_TIME);
        } catch (DateTimeException absent) {
            sent = null;
        }
        return new Message(
                ids(field(header, "Message-ID")).getFirst(),
                field(header, "Subject"),
                mailboxes(field(header, "From")),
                mailboxes(field(header, "To")),
                mailboxes(field(header, "Cc")),
                sent,
                null,
                ids(field(header, "In-Reply-To")),
                ids(field(header, "References")),
                header,
                new Body(blank < 0 ? "" : text.substring(blank + 2), "UTF-8", false),
                List.of(),
                List.of());
    }

    private static String field(List<HeaderField> header, String name) {
        return header.stream()
                .filter(f -> f.is(name))
                .map(HeaderField::body)
                .findFirst()
                .orElse("");
    }

    private static List<MessageId> ids(String body) {
        return Pattern.compile("<([^>]+)>")
                .matcher(body)
                .results()
                .map(r -> new MessageId(r.group(1)))
                .toList();
    }

    private static List<Mailbox> mailboxes(String body) {
        List<Mailbox> all = new ArrayList<>();
        for (String one : body.split(",")) {
            Matcher m = MAILBOX.matcher(one);
            if (m.matches()) {
                @Nullable String name = m.group(1).isEmpty() ? null : m.group(1);
                all.add(new Mailbox(name, m.group(2)));
            } else if (!one.isBlank()) {
                all.add(new Mailbox(null, one.strip()));
            }
        }
        return all;
    }
}
