package org.perdure.api;

import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.perdure.archive.MessageView;
import org.perdure.message.MessageId;
import org.perdure.text.Attribution;
import org.perdure.text.Block;
import org.perdure.text.Segment;
import org.perdure.text.WrittenDate;

/**
 * The text of a message, cut: who wrote each line, and what it is. Every line lies in one block.
 *
 * @param list its list
 * @param messageId its Message-ID without angle brackets
 * @param copy 0, or which further message with this Message-ID
 * @param blocks the blocks in order
 */
record BlocksJson(String list, String messageId, int copy, List<SegmentJson> blocks) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    /**
     * Lines of one kind.
     *
     * @param kind {@code authored}, {@code quoted}, {@code patch}, {@code attribution}, {@code
     *     header-block}, {@code signature}, {@code footer}, {@code boilerplate}, {@code elision} or
     *     {@code armour}
     * @param depth number of quote marks in front of each line
     * @param level 0 for what the author wrote, 1 for what was written by whom he quotes, and so
     *     on; other than the depth where quotations have no marks
     * @param firstLine which line of the text is its first, from 0
     * @param lineCount how many lines it has
     * @param text the lines without quote marks, joined by line feeds
     * @param attribution what an attribution or a header block says of what follows
     */
    record SegmentJson(
            String kind,
            int depth,
            int level,
            int firstLine,
            int lineCount,
            String text,
            @Nullable AttributionJson attribution) {
        static SegmentJson of(Block block) {
            Segment segment = block.segment();
            return new SegmentJson(
                    Names.hyphenated(segment.kind()),
                    segment.depth(),
                    segment.level(),
                    segment.firstLine(),
                    segment.lineCount(),
                    String.join("\n", block.lines()),
                    AttributionJson.of(segment.attribution()));
        }
    }

    /**
     * What introduces a quotation, as written.
     *
     * @param form {@code line}, {@code headers}, or {@code forwarded}
     * @param name name of the author
     * @param address address of the author
     * @param dates when that was sent, in all readings, the most likely first
     * @param messageId the Message-ID written in it
     * @param subject the subject
     */
    record AttributionJson(
            String form,
            @Nullable String name,
            @Nullable String address,
            List<DateJson> dates,
            @Nullable String messageId,
            @Nullable String subject) {
        static @Nullable AttributionJson of(@Nullable Attribution said) {
            if (said == null) {
                return null;
            }
            MessageId id = said.messageId();
            return new AttributionJson(
                    Names.hyphenated(said.form()),
                    said.name(),
                    said.address(),
                    said.dates().stream().map(DateJson::of).toList(),
                    id == null ? null : id.value(),
                    said.subject());
        }
    }

    /**
     * A date as people write it.
     *
     * @param day such as {@code 2020-02-03}
     * @param time such as {@code 10:15:00}, if it is written
     * @param offset such as {@code +01:00}, if it is written
     */
    record DateJson(String day, @Nullable String time, @Nullable String offset) {
        static DateJson of(WrittenDate date) {
            return new DateJson(
                    date.day().toString(),
                    date.time() == null ? null : TIME.format(date.time()),
                    date.offset() == null ? null : date.offset().getId());
        }
    }

    static BlocksJson of(MessageView view) {
        return new BlocksJson(
                view.summary().list().value(),
                view.summary().id().value(),
                view.summary().copy(),
                view.blocks().stream().map(SegmentJson::of).toList());
    }
}
