package org.perdure.patch;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.perdure.message.Message;
import org.perdure.text.PatchFiles;
import org.perdure.text.PatchLine;
import org.perdure.text.Segmentation;
import org.perdure.text.Segmenter;

/**
 * A mailed patch, taken apart.
 *
 * @param message the lines of the commit message
 * @param trailers those of its lines by which somebody stands for the patch
 * @param files what it does to which file, in its order, up to {@link PatchFiles#MAX_FILES}
 * @param diff its lines without what differs by chance: numbers of lines and blobs
 */
public record PatchText(
        List<String> message, List<Trailer> trailers, List<FileChange> files, List<String> diff) {
    private static final String FILE = "## ";

    /** What else of the header of a file tells one change from another. */
    private static final List<String> TOLD =
            List.of(
                    "new file mode ",
                    "deleted file mode ",
                    "old mode ",
                    "new mode ",
                    "rename ",
                    "Binary files ");

    public PatchText {
        message = List.copyOf(message);
        trailers = List.copyOf(trailers);
        files = List.copyOf(files);
        diff = List.copyOf(diff);
    }

    /** Reads the patch in a message, in its text or attached to it. */
    public static PatchText of(Message message) {
        StringBuilder text = new StringBuilder(message.body().text());
        for (String patch : message.patches()) {
            if (!text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
                text.append('\n');
            }
            text.append(patch);
        }
        return of(text.toString());
    }

    /**
     * Reads a patch.
     *
     * @param text lines that end in {@code \n}
     */
    static PatchText of(String text) {
        String prose = CommitText.belowScissors(text.substring(0, CommitText.breakAt(text)));
        List<String> message = CommitText.lines(prose);
        Reader reader = new Reader(Segmenter.segment(text));
        reader.read();
        return new PatchText(message, Trailers.in(message), reader.files, reader.diff);
    }

    /** Returns whether it changes anything. */
    public boolean isPatch() {
        return !diff.isEmpty();
    }

    /** Reads the lines of a diff; each belongs to the file that was named last. */
    private static final class Reader {
        private final Segmentation cut;
        private final List<FileChange> files = new ArrayList<>();
        private final List<String> diff = new ArrayList<>();
        private final HunkLines hunk = new HunkLines();
        private @Nullable PatchFiles header;
        private String name = "";
        private int added;
        private int removed;

        Reader(Segmentation cut) {
            this.cut = cut;
        }

        void read() {
            for (int line = 0; line < cut.lineCount(); line++) {
                PatchLine kind = cut.patchLine(line);
                // Who quotes a patch sends none.
                if (kind != null && cut.contentStart(line) == cut.lineStart(line)) {
                    take(kind, cut.content(line));
                }
            }
            endFile();
        }

        private void take(PatchLine kind, String line) {
            switch (kind) {
                case HEADER -> header(line);
                case HUNK -> {
                    beginHunks();
                    hunk.begin(line);
                    int second = line.indexOf("@@", 2);
                    diff.add("@@" + (second < 0 ? "" : line.substring(second + 2)));
                }
                case ADDED, REMOVED, CONTEXT -> change(kind, line);
            }
        }

        /** Takes a line of a hunk; behind its last one, a signature looks like one removed. */
        private void change(PatchLine kind, String line) {
            if (hunk.take(kind)) {
                added += kind == PatchLine.ADDED ? 1 : 0;
                removed += kind == PatchLine.REMOVED ? 1 : 0;
                diff.add(line.isEmpty() ? " " : line);
            }
        }

        private void header(String line) {
            if (header == null || line.startsWith("diff ") || line.startsWith("Index: ")) {
                endFile();
            }
            PatchFiles open = header == null ? new PatchFiles() : header;
            header = open;
            open.add(line);
            if (TOLD.stream().anyMatch(line::startsWith)) {
                diff.add(line);
            }
        }

        /** The names are known when the first hunk begins; another header is another file. */
        private void beginHunks() {
            PatchFiles named = header;
            if (named != null) {
                header = null;
                name = nameOf(named);
                if (!name.isEmpty()) {
                    diff.add(FILE + name);
                }
            }
        }

        private static String nameOf(PatchFiles named) {
            List<String> names = named.names();
            return names.isEmpty() ? "" : names.getLast();
        }

        private void endFile() {
            beginHunks();
            if (!name.isEmpty() && files.size() < PatchFiles.MAX_FILES) {
                files.add(new FileChange(name, added, removed));
            }
            name = "";
            added = 0;
            removed = 0;
        }
    }
}
