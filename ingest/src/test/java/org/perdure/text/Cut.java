package org.perdure.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A body cut into segments, in a form that people read: level, depth, kind and text of a line. */
final class Cut {
    private Cut() {}

    /** Returns the lines of a body such as {@code 1 1 quoted |> text}. */
    static List<String> lines(Segmentation body) {
        List<String> lines = new ArrayList<>();
        for (Segment segment : body.segments()) {
            for (int line = segment.firstLine(); line < segment.endLine(); line++) {
                lines.add(
                        "%d %d %-12s|%s"
                                .formatted(
                                        segment.level(),
                                        segment.depth(),
                                        name(segment.kind()),
                                        body.text()
                                                .substring(
                                                        body.lineStart(line), body.lineEnd(line))));
            }
        }
        return lines;
    }

    /** Returns level, depth, kind and number of lines of each segment: {@code 1 1 quoted 3}. */
    static List<String> segments(String... lines) {
        return Segmenter.segment(String.join("\n", lines) + "\n").segments().stream()
                .map(
                        segment ->
                                "%d %d %s %d"
                                        .formatted(
                                                segment.level(),
                                                segment.depth(),
                                                name(segment.kind()),
                                                segment.lineCount()))
                .toList();
    }

    /** Returns what an introduction says, in a row. */
    static String said(Attribution said) {
        StringBuilder text = new StringBuilder();
        text.append(said.form()).append(" | ").append(said.name());
        text.append(" | ").append(said.address()).append(" |");
        for (WrittenDate date : said.dates()) {
            text.append(' ').append(date.day());
            text.append(date.time() == null ? "" : "T" + date.time());
            text.append(date.offset() == null ? "" : date.offset());
        }
        return text.append(" | ")
                .append(said.subject())
                .append(" | ")
                .append(said.messageId())
                .toString();
    }

    private static String name(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
