package org.perdure.server;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.perdure.archive.CheckedLink;
import org.perdure.archive.LinkAnswer;
import org.perdure.server.LinkReport.CheckedText;
import org.perdure.store.TabbedText;

/** What becomes of the links of each text. */
sealed interface LinkOutput {
    /** Takes a text; returns how many of its links were rewritten, or would be. */
    int write(CheckedText text) throws IOException;

    /** Ends, after all texts. */
    default void end() throws IOException {}

    /**
     * A row for each link.
     *
     * @param json as an object, else as values between tabs
     */
    record Rows(OutputStream out, boolean json) implements LinkOutput {
        private static final ObjectMapper MAPPER = new ObjectMapper();

        @Override
        public int write(CheckedText text) throws IOException {
            int line = 1;
            int lineStart = 0;
            int at = 0;
            for (CheckedLink link : text.links()) {
                for (; at < link.start(); at++) {
                    if (text.text().charAt(at) == '\n') {
                        line++;
                        lineStart = at + 1;
                    }
                }
                String stands = text.text().substring(link.start(), link.end());
                row(text.name(), line, link.start() - lineStart + 1, stands, link);
            }
            return 0;
        }

        private void row(String file, int line, int column, String stands, CheckedLink link)
                throws IOException {
            LinkAnswer answer = link.answer();
            String status = answer.status().name().toLowerCase(Locale.ROOT);
            String row;
            if (json) {
                Map<String, @Nullable Object> fields = new LinkedHashMap<>();
                fields.put("file", file);
                fields.put("line", line);
                fields.put("column", column);
                fields.put("link", stands);
                fields.put("status", status);
                fields.put("path", answer.path());
                fields.put("reason", answer.reason());
                fields.put("ours", link.isOurs());
                row = MAPPER.writeValueAsString(fields) + "\n";
            } else {
                row =
                        TabbedText.line(
                                file,
                                Integer.toString(line),
                                Integer.toString(column),
                                stands,
                                status,
                                answer.path(),
                                answer.reason());
            }
            out.write(row.getBytes(StandardCharsets.UTF_8));
        }
    }

    /**
     * What would be changed.
     *
     * @param out where a unified diff goes
     */
    record Differences(OutputStream out) implements LinkOutput {
        @Override
        public int write(CheckedText text) throws IOException {
            List<TextEdit> edits = text.edits();
            if (!edits.isEmpty()) {
                String diff = UnifiedDiff.of(text.text(), edits);
                out.write(UnifiedDiff.head(text.name()).getBytes(StandardCharsets.UTF_8));
                out.write(diff.getBytes(StandardCharsets.ISO_8859_1));
            }
            return edits.size();
        }
    }

    /**
     * Changes files; a text that is no file goes through to an output.
     *
     * @param out where that goes
     */
    record Rewriting(OutputStream out) implements LinkOutput {
        @Override
        public int write(CheckedText text) throws IOException {
            List<TextEdit> edits = text.edits();
            byte[] changed =
                    TextEdit.apply(text.text(), 0, text.text().length(), edits)
                            .getBytes(StandardCharsets.ISO_8859_1);
            Path file = text.file();
            if (file == null) {
                out.write(changed);
            } else if (!edits.isEmpty()) {
                try {
                    FileReplacement.replace(file, changed);
                } catch (IOException e) {
                    throw new LinkReport.ReadOnlyException(e);
                }
            }
            return edits.size();
        }
    }

    /**
     * What a program that filters git histories would have to replace: as patterns, since a link
     * may be the beginning, or the end, of another that is left as it is.
     */
    final class Replacements implements LinkOutput {
        /**
         * What goes on before a link: one within the path of another, as web archives have them.
         */
        static final String BEFORE = "(?<![A-Za-z0-9/%])";

        /** That a link does not go on: marks may end a sentence, or stand within a link. */
        static final String BEHIND = "(?![!'()*,.:;?\\]]*[A-Za-z0-9/_~%&=#@+$-])";

        private static final Pattern NO_LETTER = Pattern.compile("[^A-Za-z0-9_\\x80-\\xff]");

        private final OutputStream out;
        private final Map<String, String> replacements = new TreeMap<>();

        Replacements(OutputStream out) {
            this.out = out;
        }

        @Override
        public int write(CheckedText text) {
            int count = 0;
            for (TextEdit edit : text.edits()) {
                String old = text.text().substring(edit.start(), edit.end());
                // The list has one link a line: a wrapped one cannot be said there.
                if (old.indexOf('\n') < 0 && !old.contains("==>")) {
                    replacements.put(old, edit.replacement());
                    count++;
                }
            }
            return count;
        }

        @Override
        public void end() throws IOException {
            for (Map.Entry<String, String> entry : replacements.entrySet()) {
                String line =
                        "regex:%s%s%s==>%s\n"
                                .formatted(
                                        BEFORE, quoted(entry.getKey()), BEHIND, entry.getValue());
                out.write(line.getBytes(StandardCharsets.ISO_8859_1));
            }
        }

        /** In the form that all programs with patterns know. */
        private static String quoted(String text) {
            return NO_LETTER.matcher(text).replaceAll("\\\\$0");
        }
    }
}
