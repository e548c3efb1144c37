package org.perdure.quote;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Collectors;
import org.perdure.message.Message;
import org.perdure.message.MessageId;
import org.perdure.mime.MessageParser;

/** An invented message, one part changed at a time. Its header names no parent. */
record Mail(String id, String from, String to, Instant sent, String subject, String body) {
    static final Instant NOON = Instant.parse("2011-03-01T12:00:00Z");
    static final String ADA = "Ada Abel <ada@example.org>";
    static final String BOB = "Bob Brown <bob@example.org>";
    static final String EVE = "Eve Evans <eve@example.org>";

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    static Mail of(String id, String from, String body) {
        return new Mail(id, from, "list@example.org", NOON, "Bees", body);
    }

    Mail subject(String other) {
        return new Mail(id, from, to, sent, other, body);
    }

    Mail to(String other) {
        return new Mail(id, from, other, sent, subject, body);
    }

    Mail minutesLater(int minutes) {
        return new Mail(id, from, to, sent.plusSeconds(60L * minutes), subject, body);
    }

    MessageId messageId() {
        return new MessageId(id);
    }

    Message message() {
        String raw =
                "Message-ID: <%s>\nFrom: %s\nTo: %s\nDate: %s\nSubject: %s\nContent-Type: text/plain; charset=UTF-8\n\n%s"
                        .formatted(id, from, to, DATE.format(sent), subject, body);
        return new MessageParser().parse(raw.getBytes(StandardCharsets.UTF_8));
    }

    Inquiry inquiry() {
        return Inquiry.of(message(), sent);
    }

    /** Returns a text with a quote mark before each line. */
    static String quoted(String text) {
        return text.lines().map(line -> "> " + line + "\n").collect(Collectors.joining());
    }
}
