package org.perdure.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.perdure.archive.CheckedLink;
import org.perdure.archive.LinkAnswer.Status;
import org.perdure.archive.LinkChecker;
import org.perdure.source.TextVisitor;

/** Checks the links of each text that it is shown, hands them on, and counts. */
final class LinkReport implements TextVisitor {
    private final LinkChecker checker;
    private final LinkOutput output;
    private final Console console;
    private final Summary summary;

    LinkReport(LinkChecker checker, LinkOutput output, Console console, Summary summary) {
        this.checker = checker;
        this.output = output;
        this.console = console;
        this.summary = summary;
    }

    @Override
    public void text(String name, byte[] content, @Nullable Path file) throws IOException {
        // A character a byte: whatever the encoding, all of it comes out again as it went in.
        String text = new String(content, StandardCharsets.ISO_8859_1);
        List<CheckedLink> links = checker.check(text);
        summary.add(links);
        try {
            summary.rewritten += output.write(new CheckedText(name, text, file, links));
        } catch (ReadOnlyException e) {
            failed(name, e.reason);
        }
    }

    @Override
    public void passedOver(String name, String reason) {
        summary.passedOver++;
        console.say(name + ": passed over, " + reason);
    }

    @Override
    public void failed(String name, IOException problem) {
        summary.failed++;
        console.complain(Failure.describe(problem).orElse(name + ": cannot be read"));
    }

    /** Writes what can be written only when all has been seen. */
    void end() throws IOException {
        output.end();
    }

    /** A file could not be replaced: others still can. */
    static final class ReadOnlyException extends IOException {
        private static final long serialVersionUID = 1L;

        private final IOException reason;

        ReadOnlyException(IOException cause) {
            super(cause);
            this.reason = cause;
        }
    }

    /**
     * A text with its links.
     *
     * @param name what to call it
     * @param text one character a byte
     * @param file where it can be replaced, if it is a file
     * @param links in their order
     */
    record CheckedText(String name, String text, @Nullable Path file, List<CheckedLink> links) {
        /** Returns what has to be done to make exact links canonical. */
        List<TextEdit> edits() {
            List<TextEdit> edits = new ArrayList<>();
            for (CheckedLink link : links) {
                String rewritten = link.rewritten();
                if (rewritten != null) {
                    edits.add(new TextEdit(link.start(), link.end(), rewritten));
                }
            }
            return edits;
        }
    }

    /** What was counted. */
    static final class Summary {
        private final Map<Status, Integer> links = new EnumMap<>(Status.class);
        private int texts;
        private int passedOver;
        private int failed;
        private int broken;
        private int rewritten;

        private void add(List<CheckedLink> found) {
            texts++;
            for (CheckedLink link : found) {
                links.merge(link.answer().status(), 1, Integer::sum);
                broken += link.isBroken() ? 1 : 0;
            }
        }

        /** Returns whether everything was read, and no link of this archive leads to nothing. */
        boolean isClean() {
            return broken == 0 && failed == 0;
        }

        List<String> lines(boolean rewriting) {
            List<String> counts = new ArrayList<>();
            for (Status status : Status.values()) {
                counts.add(
                        links.getOrDefault(status, 0)
                                + " "
                                + status.name().toLowerCase(Locale.ROOT));
            }
            List<String> lines = new ArrayList<>();
            lines.add(
                    "%,d texts, %,d passed over, %,d not read"
                            .formatted(texts, passedOver, failed));
            lines.add("links: " + String.join(", ", counts));
            lines.add("links of this archive that lead to nothing in it: " + broken);
            if (rewriting) {
                lines.add("links that were made canonical, or would be: " + rewritten);
            }
            return lines;
        }
    }
}
