package org.perdure.html;

import java.util.ArrayList;
import java.util.List;
import org.perdure.html.QuotedBody.Part;

/** Finds the files that the patches of a message change, and gives each a place on its page. */
public final class ChangedFiles {
    /** How many are named and have places; the rest is in the text. */
    static final int MAX_FILES = 200;

    private static final String BEGINNING = "diff ";
    private static final String BEFORE = "--- ";
    private static final String AFTER = "+++ ";
    private static final String NONE = "/dev/null";

    private final List<ChangedFile> files = new ArrayList<>();
    private final List<Part> parts = new ArrayList<>();
    private boolean isRest;

    /**
     * Whether the lines of a file are still to come: among them, a removed one may begin with --.
     */
    private boolean isHeader;

    private ChangedFiles() {}

    /**
     * A body, and the files that its patches change.
     *
     * @param parts the body, with the places of the files
     * @param files in the order of the text
     */
    public record Found(List<Part> parts, List<ChangedFile> files) {}

    static Found in(List<Part> body) {
        ChangedFiles found = new ChangedFiles();
        for (Part part : body) {
            found.parts.add(
                    new Part(
                            part.folded(),
                            part.authors(),
                            part.blocks().stream().map(found::placed).toList()));
        }
        return new Found(List.copyOf(found.parts), List.copyOf(found.files));
    }

    private BodyBlock placed(BodyBlock block) {
        if (block.runs().stream().noneMatch(run -> run.mark() != null)) {
            return block;
        }
        return block.with(block.runs().stream().map(this::placed).toList());
    }

    private Run placed(Run run) {
        if (run.mark() == null || isRest) {
            return run;
        }
        return switch (run.mark()) {
            case "file" -> file(run);
            case "hunk" -> {
                isHeader = false;
                yield run;
            }
            case "added" -> counted(run, 1, 0);
            case "removed" -> counted(run, 0, 1);
            default -> run;
        };
    }

    private Run file(Run run) {
        String line = run.text();
        if (line.startsWith(BEGINNING)) {
            if (files.size() == MAX_FILES) {
                isRest = true;
                return run;
            }
            isHeader = true;
            String anchor = "file-" + (files.size() + 1);
            files.add(
                    new ChangedFile(name(line.substring(line.lastIndexOf(' ') + 1)), anchor, 0, 0));
            return run.at(anchor);
        }
        boolean isAfter = line.startsWith(AFTER);
        if (!isAfter && !line.startsWith(BEFORE)) {
            return run;
        }
        if (!isHeader) {
            return counted(run, isAfter ? 1 : 0, isAfter ? 0 : 1);
        }
        String name = name(line.substring(AFTER.length()));
        files.add(name.equals(NONE) ? files.removeLast() : files.removeLast().named(name));
        return run;
    }

    private Run counted(Run run, int added, int removed) {
        if (!files.isEmpty()) {
            files.add(files.removeLast().with(added, removed));
        }
        return run;
    }

    /** Returns a name without the tab and the date behind it, and without git's folder. */
    private static String name(String written) {
        int tab = written.indexOf('\t');
        String name = (tab < 0 ? written : written.substring(0, tab)).strip();
        return name.startsWith("a/") || name.startsWith("b/") ? name.substring(2) : name;
    }
}
