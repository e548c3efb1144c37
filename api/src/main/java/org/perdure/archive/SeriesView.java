package org.perdure.archive;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.perdure.message.MailingList;
import org.perdure.patch.FileChange;

/**
 * A series of patches: all its versions, and one of them in full. What the list's masking policy
 * hides is hidden here already.
 *
 * @param list the list
 * @param versions its versions in order, the shown one among them
 * @param shown which of them is shown in full
 * @param cover its covering letter, if it has one that came
 * @param patches its patches by number, those that never came included
 * @param unread how many patches and replies were not read, because it has too many
 * @param etag changes when anything here does; without quotes
 */
public record SeriesView(
        MailingList list,
        List<Version> versions,
        Version shown,
        @Nullable Letter cover,
        List<Patch> patches,
        int unread,
        String etag) {
    /** How many patches and covering letters are read. */
    public static final int MAX_PATCHES = 300;

    /** How many replies are read. */
    public static final int MAX_REPLIES = 600;

    public SeriesView {
        versions = List.copyOf(versions);
        patches = List.copyOf(patches);
    }

    /**
     * A version.
     *
     * @param number its number
     * @param note what else it is: {@code RFC}, {@code sent again}; mostly empty
     * @param head its covering letter, else its first patch
     * @param total how many patches it says to have
     * @param here how many of them came
     * @param hasCover whether its covering letter came
     */
    public record Version(
            int number, String note, Summary head, int total, int here, boolean hasCover) {
        /** Returns what it is called, such as {@code v2 (RFC)}. */
        public String label() {
            return note.isEmpty() ? "v" + number : "v" + number + " (" + note + ")";
        }
    }

    /**
     * A covering letter.
     *
     * @param summary the message
     * @param trailers what was said of all patches
     * @param replies how many messages answer it, and no patch
     */
    public record Letter(Summary summary, List<GivenTrailer> trailers, int replies) {
        public Letter {
            trailers = List.copyOf(trailers);
        }
    }

    /**
     * A patch.
     *
     * @param number its place, from 1
     * @param summary the message; absent if it never came
     * @param replaced messages with the same number that came before it, and that it replaces
     * @param files what it changes
     * @param trailers what was said of it alone: in it, and in replies
     * @param replies how many messages answer it
     */
    public record Patch(
            int number,
            @Nullable Summary summary,
            List<Summary> replaced,
            List<FileChange> files,
            List<GivenTrailer> trailers,
            int replies) {
        public Patch {
            replaced = List.copyOf(replaced);
            files = List.copyOf(files);
            trailers = List.copyOf(trailers);
        }
    }

    /** Returns the numbers of patches that never came. */
    public List<Integer> missing() {
        return patches.stream()
                .filter(patch -> patch.summary() == null)
                .map(Patch::number)
                .toList();
    }

    /** Returns the version before the shown one, if there is one. */
    public @Nullable Version before() {
        int at = versions.indexOf(shown);
        return at > 0 ? versions.get(at - 1) : null;
    }
}
