package org.perdure.html;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.perdure.archive.GivenTrailer;
import org.perdure.archive.MessageView;
import org.perdure.archive.SeriesView;
import org.perdure.archive.SeriesView.Patch;
import org.perdure.archive.SeriesView.Version;
import org.perdure.archive.Summary;
import org.perdure.patch.FileChange;
import org.perdure.text.SubjectParts;

/**
 * A series of patches.
 *
 * @param chrome what stands around it
 * @param view the series
 * @param letter its covering letter with its text, if it has one that came
 */
public record SeriesPage(Chrome chrome, SeriesView view, @Nullable MessageView letter)
        implements HtmlPage {
    /** How many files are shown of a series, and of a patch. */
    static final int MAX_FILES = 200;

    /** How many numbers of patches that never came are named. */
    static final int MAX_MISSING = 20;

    /** Returns the heading. */
    public String heading() {
        return title(view.shown().head());
    }

    /** Returns the subject of a message without what stands before it. */
    static String title(Summary summary) {
        String title = SubjectParts.titleOf(summary.subject()).strip();
        return title.isEmpty() ? MessagePage.subject(summary) : title;
    }

    /** Returns the path under which everything of the version stands. */
    public String folder() {
        return Links.folderOf(view.shown().head());
    }

    /** Returns the series as reached from a version. */
    public static String path(Version version) {
        return Links.folderOf(version.head()) + "series/";
    }

    /** Returns how to apply it; absent if it is not known under which host pages are known. */
    public @Nullable String command() {
        String base = chrome.site().base();
        // The path of a msg-id holds no quote: it is percent-encoded.
        return base.isEmpty() ? null : "curl -s '" + base + folder() + "series.mbox' | git am";
    }

    /** Returns such as {@code Version 2 of 3: 7 patches}. */
    public String lead() {
        int total = view.shown().total();
        String patches = total == 1 ? "1 patch" : Numbers.grouped(total) + " patches";
        String version = view.shown().label();
        return view.versions().size() == 1
                ? patches + ", " + version
                : patches + ", " + version + ", one of " + view.versions().size() + " versions";
    }

    /** Returns which patches are not here; absent if all are. */
    public @Nullable String missing() {
        List<Integer> missing = view.missing();
        int total = view.shown().total();
        int untold = total - view.shown().here() - missing.size();
        if (missing.isEmpty() && untold <= 0) {
            return null;
        }
        if (missing.size() > MAX_MISSING || missing.isEmpty()) {
            return Numbers.grouped((long) total - view.shown().here())
                    + " of "
                    + Numbers.grouped(total)
                    + " patches are not in the archive.";
        }
        String numbers = missing.stream().map(this::place).collect(Collectors.joining(", "));
        return numbers + (missing.size() == 1 ? " is" : " are") + " not in the archive.";
    }

    /** Returns such as {@code 3/7}. */
    public String place(int number) {
        return number + "/" + view.shown().total();
    }

    /** Returns the title of a patch. */
    public String title(Patch patch) {
        Summary summary = patch.summary();
        return summary == null ? "" : title(summary);
    }

    /** Returns what all patches change together, up to {@link #MAX_FILES} files. */
    public List<FileChange> files() {
        Map<String, FileChange> files = new LinkedHashMap<>();
        for (Patch patch : view.patches()) {
            for (FileChange file : patch.files()) {
                files.merge(
                        file.name(),
                        file,
                        (a, b) ->
                                new FileChange(
                                        a.name(),
                                        a.added() + b.added(),
                                        a.removed() + b.removed()));
            }
        }
        return List.copyOf(files.values());
    }

    /** Returns those that are shown. */
    public static List<FileChange> shown(List<FileChange> files) {
        return files.subList(0, Math.min(MAX_FILES, files.size()));
    }

    /** Returns such as {@code 2 files, 12 lines added, 3 removed}. */
    public static String sum(List<FileChange> files) {
        int added = files.stream().mapToInt(FileChange::added).sum();
        int removed = files.stream().mapToInt(FileChange::removed).sum();
        return (files.size() == 1 ? "1 file" : Numbers.grouped(files.size()) + " files")
                + ", "
                + Numbers.grouped(added)
                + (added == 1 ? " line" : " lines")
                + " added, "
                + Numbers.grouped(removed)
                + " removed";
    }

    /** Returns such as {@code 2 replies}. */
    public static String replies(int replies) {
        return replies == 1 ? "1 reply" : Numbers.grouped(replies) + " replies";
    }

    /** Returns the text of the covering letter. */
    public List<BodyBlock> text() {
        return letter == null ? List.of() : BodyBlock.of(letter.blocks(), letter.links());
    }

    /** Returns what is to be known of a trailer; empty if nothing is. */
    public static String remark(GivenTrailer trailer) {
        return switch (trailer.standing()) {
            case CARRIED -> "in the patch";
            case OWN -> "";
            case OTHER_ADDRESS -> "sent from another address";
            case OTHER_PERSON -> "sent by somebody else; not taken into the mailbox";
            case CONDITIONAL -> "has a condition; not taken into the mailbox";
            case AGAINST -> "against the patch";
            case SIGN_OFF -> "not taken into the mailbox";
        };
    }
}
