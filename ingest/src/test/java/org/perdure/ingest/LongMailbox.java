package org.perdure.ingest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** An invented mailbox of thousands of messages with everything that makes importing hard. */
final class LongMailbox {
    private static final Instant START = Instant.parse("2011-01-01T00:00:00Z");
    private static final String[] WORDS = {
        "seeds", "roses", "the", "garden", "grows", "in", "March", "and", "April", "water", "soil"
    };

    private LongMailbox() {}

    /** Returns a mailbox; a seed gives the same one for ever. */
    static InventedMailbox of(int messages, long seed) {
        Random random = new Random(seed);
        InventedMailbox mailbox = new InventedMailbox();
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < messages; i++) {
            Instant filed = START.plusSeconds(i * 7_200L + random.nextInt(3_600));
            String separator = InventedMailbox.separator(filed);
            int kind = random.nextInt(20);
            if (kind == 0 && !sent.isEmpty()) {
                // A duplicate: near, so in the same month, or far, so in another.
                int back = 1 + random.nextInt(random.nextBoolean() ? 10 : sent.size());
                mailbox.add(separator, sent.get(Math.max(0, sent.size() - back)));
                continue;
            }
            String raw = raw(random, i, kind, filed);
            mailbox.add(separator, raw);
            sent.add(raw);
        }
        return mailbox;
    }

    private static String raw(Random random, int i, int kind, Instant filed) {
        StringBuilder raw = new StringBuilder("From: Ada <ada@example.org>\n");
        switch (kind) {
            case 1 -> raw.append("X-Number: ").append(i).append('\n'); // Without msg-id.
            case 2 -> raw.append(id(Math.max(0, i - random.nextInt(50)))); // Perhaps a copy.
            default -> raw.append(id(i));
        }
        int named = i + random.nextInt(60) - 50; // Some come later, some never.
        if (kind > 6) {
            raw.append("In-Reply-To: <m").append(named).append("@example.org>\n");
        }
        if (kind > 4) {
            raw.append("References: <gone")
                    .append(i % 40)
                    .append("@example.org>\n <m")
                    .append(named - 3)
                    .append("@example.org> <m")
                    .append(named)
                    .append("@example.org>\n");
        }
        if (kind != 3) {
            raw.append("Date: ").append(InventedMailbox.date(filed)).append('\n');
        }
        raw.append("Subject: message ").append(i).append("\n\n");
        for (int words = random.nextInt(200); words > 0; words--) {
            raw.append(WORDS[random.nextInt(WORDS.length)]).append(words % 11 == 0 ? '\n' : ' ');
        }
        return raw.append("\nFrom here on it ends.\n").toString();
    }

    private static String id(int i) {
        return "Message-ID: <m" + i + "@example.org>\n";
    }
}
