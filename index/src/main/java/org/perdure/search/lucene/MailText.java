package org.perdure.search.lucene;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.perdure.text.PatchFiles;
import org.perdure.text.PatchId;
import org.perdure.text.PatchLine;
import org.perdure.text.Segment;
import org.perdure.text.Segmentation;

/** The texts of a message, by who wrote them, and what its own patches say. */
final class MailText {
    /** How much of each kind of text is searched, in characters; what is beyond is not found. */
    static final int MAX_TEXT = 2_000_000;

    private static final String HUNK = "@@";

    private final StringBuilder own = new StringBuilder();
    private final StringBuilder quoted = new StringBuilder();
    private final PatchFiles files = new PatchFiles();
    private final List<Place> marks = new ArrayList<>();
    private Optional<String> patchId = Optional.empty();
    private boolean lookedForId;
    private boolean hasPatch;

    /** Where a mark belongs in what the author wrote. */
    private record Place(int at, LineMark mark) {}

    /** Returns what the author wrote, signature and patches included, attached ones too. */
    String own() {
        return own.toString();
    }

    /** Returns the same with the marks of the lines of patches in it. */
    String marked() {
        if (marks.isEmpty()) {
            return own.toString();
        }
        StringBuilder marked = new StringBuilder(own.length() + marks.size());
        int from = 0;
        for (Place place : marks) {
            marked.append(own, from, place.at).append(place.mark.sign());
            from = place.at;
        }
        return marked.append(own, from, own.length()).toString();
    }

    /** Returns what was quoted, and the lines that say of whom. */
    String quoted() {
        return quoted.toString();
    }

    /** Returns which files the author's patches change. */
    PatchFiles files() {
        return files;
    }

    /** Returns the patch-id of the author's patch, if there is one. */
    Optional<String> patchId() {
        return patchId;
    }

    /** Returns whether the author's text holds a unified diff. */
    boolean hasPatch() {
        return hasPatch;
    }

    /** Takes the body, or a patch that is attached. */
    void add(Segmentation body) {
        for (Segment segment : body.segments()) {
            boolean isOwn = segment.level() == 0 && segment.depth() == 0;
            switch (segment.kind()) {
                case AUTHORED, QUOTED, SIGNATURE -> {
                    if (isOwn) {
                        mark(LineMark.NONE);
                    }
                    addLines(isOwn ? own : quoted, body, segment);
                }
                case PATCH -> {
                    if (isOwn) {
                        addPatch(body, segment);
                    } else {
                        addLines(quoted, body, segment);
                    }
                }
                case ATTRIBUTION, HEADER_BLOCK -> addLines(quoted, body, segment);
                case FOOTER, BOILERPLATE, ELISION, ARMOUR -> {} // Words of nobody.
            }
        }
    }

    /** Takes a text of others; it is found as if it were quoted. */
    void addQuoted(String text) {
        addLine(quoted, text, 0, text.length());
        endBlock(quoted);
    }

    private void addPatch(Segmentation body, Segment segment) {
        boolean afterOld = false;
        for (int line = segment.firstLine(); line < segment.endLine(); line++) {
            PatchLine kind = body.patchLine(line);
            if (kind == PatchLine.HUNK) {
                addHunk(body.text(), body.contentStart(line), body.lineEnd(line));
                continue;
            }
            mark(LineMark.of(kind));
            if (kind == PatchLine.HEADER) {
                String header = body.content(line);
                files.add(header);
                hasPatch |= header.startsWith("diff --git ");
                hasPatch |= afterOld && header.startsWith("+++ ");
                afterOld = header.startsWith("--- ");
            }
            addLine(own, body.text(), body.contentStart(line), body.lineEnd(line));
        }
        endBlock(own);
        if (!lookedForId) { // It looks through all that follows.
            lookedForId = true;
            patchId = PatchId.find(body.text(), body.lineStart(segment.firstLine()));
        }
    }

    /** Behind its numbers, a hunk names the function that it is in. */
    private void addHunk(String text, int start, int end) {
        mark(LineMark.NONE);
        int second = text.indexOf(HUNK, start + HUNK.length());
        int function = second < 0 || second >= end ? end : second + HUNK.length();
        addLine(own, text, start, function);
        if (function < end) {
            mark(LineMark.FUNCTION);
            addLine(own, text, function, end);
        }
    }

    private void mark(LineMark mark) {
        LineMark last = marks.isEmpty() ? LineMark.NONE : marks.getLast().mark;
        if (mark != last && own.length() < MAX_TEXT - 1) {
            marks.add(new Place(own.length(), mark));
        }
    }

    private static void addLines(StringBuilder to, Segmentation body, Segment segment) {
        for (int line = segment.firstLine(); line < segment.endLine(); line++) {
            addLine(to, body.text(), body.contentStart(line), body.lineEnd(line));
        }
        endBlock(to);
    }

    private static void addLine(StringBuilder to, String text, int start, int end) {
        int room = MAX_TEXT - to.length() - 1;
        if (room > 0) {
            to.append(text, start, Math.min(end, start + room)).append('\n');
        }
    }

    private static void endBlock(StringBuilder to) {
        if (!to.isEmpty()) {
            to.setCharAt(to.length() - 1, MailTokenizer.BLOCK_END);
        }
    }
}
