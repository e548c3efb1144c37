package org.perdure.quote;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.perdure.message.Mailbox;
import org.perdure.message.Message;
import org.perdure.message.MessageId;
import org.perdure.text.Segmentation;
import org.perdure.text.Segmenter;

/**
 * All that can be found out about one message alone by those who look for its parent. Made in
 * parallel, asked in order.
 */
public final class Inquiry {
    /** Dates before this are those of clocks that were never set. */
    private static final Instant EARLIEST = Instant.parse("1985-01-01T00:00:00Z");

    /** Introductions of which the authors are looked for: the first. */
    private static final int TELLING = 3;

    private static final long MAX_SECONDS_AHEAD = 2 * 86_400;

    private final Digest digest;
    private final long[] authored;
    private final List<long[]> quoted;
    private final List<Introduction> introductions;

    /**
     * @param introductions of all levels; those of what the author quotes count
     */
    Inquiry(Digest digest, List<Introduction> introductions) {
        this.digest = digest;
        this.authored = Fingerprints.of(digest.text(), 0);
        this.quoted = quoted(digest.text());
        this.introductions = introductions.stream().filter(each -> each.level() == 0).toList();
    }

    /**
     * @param arrived when the message arrived
     */
    public static Inquiry of(Message message, Instant arrived) {
        return of(message, Segmenter.segment(message.body().text()), arrived);
    }

    /**
     * @param text the text of the message, cut
     * @param arrived when the message arrived
     */
    public static Inquiry of(Message message, Segmentation text, Instant arrived) {
        Runs runs = Runs.of(text);
        Digest digest =
                new Digest(
                        message.id(),
                        time(message.sent(), arrived),
                        zone(message.sent()),
                        Person.authorOf(message),
                        Subject.of(message.subject()),
                        recipients(message),
                        LeveledText.of(runs));
        return new Inquiry(digest, runs.introductions().all());
    }

    /** Returns the msg-id of the message. */
    public MessageId id() {
        return digest.id();
    }

    /** Returns how many words stand at a level. */
    public int wordsAt(int level) {
        return digest.text().wordsAt(level);
    }

    /** Returns what others will be compared with. */
    Digest digest() {
        return digest;
    }

    /** Returns the fingerprints of what the author wrote. */
    long[] authored() {
        return authored;
    }

    /** Returns the fingerprints of what is quoted, at each level from 1. */
    List<long[]> quoted() {
        return quoted;
    }

    /** Returns what introduces that which is quoted at level 1. */
    List<Introduction> introductions() {
        return introductions;
    }

    /** Returns those of the introductions of which the authors are looked for. */
    List<Introduction> telling() {
        return introductions.subList(0, Math.min(TELLING, introductions.size()));
    }

    /** Returns whether it is an answer by its looks: by its Subject, or because it quotes. */
    boolean isReply() {
        return digest.subject().reply() || !quoted.isEmpty() || !introductions.isEmpty();
    }

    /** Returns the date of a message if its clock can be believed, else when it arrived. */
    static long time(@Nullable OffsetDateTime sent, Instant arrived) {
        long arrival = arrived.getEpochSecond();
        boolean believed =
                sent != null
                        && !sent.toInstant().isBefore(EARLIEST)
                        && sent.toEpochSecond() <= arrival + MAX_SECONDS_AHEAD;
        return sent != null && believed ? sent.toEpochSecond() : arrival;
    }

    private static int zone(@Nullable OffsetDateTime sent) {
        return sent == null ? 0 : sent.getOffset().getTotalSeconds() / 60;
    }

    private static int[] recipients(Message message) {
        List<Mailbox> all = new ArrayList<>(message.to());
        all.addAll(message.cc());
        return all.stream()
                .limit(Digest.MAX_RECIPIENTS)
                .mapToInt(mailbox -> Person.address(mailbox.address()))
                .toArray();
    }

    private static List<long[]> quoted(LeveledText text) {
        int deepest = 0;
        for (byte level : text.levels()) {
            deepest = Math.max(deepest, level);
        }
        List<long[]> quoted = new ArrayList<>(deepest);
        for (int level = 1; level <= deepest; level++) {
            quoted.add(Fingerprints.of(text, level));
        }
        return quoted;
    }
}
