package org.perdure.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.perdure.archive.GivenTrailer;
import org.perdure.archive.SeriesView;

/**
 * A series of patches.
 *
 * @param list its list
 * @param versions its versions in order
 * @param version which of them is told in full, by its place among them, from 0
 * @param cover its covering letter, if it has one that came
 * @param patches its patches by number, those that never came included
 * @param unread how many patches and replies were not read for files and trailers, because it has
 *     too many
 */
record SeriesJson(
        String list,
        List<VersionJson> versions,
        int version,
        @Nullable LetterJson cover,
        List<PatchJson> patches,
        int unread) {
    /**
     * A version.
     *
     * @param number its number, 1 if it says none
     * @param note what else it is: {@code RFC}, {@code sent again}; mostly empty
     * @param head its covering letter, else its first patch
     * @param total how many patches it says to have
     * @param here how many of them came
     */
    record VersionJson(int number, String note, SummaryJson head, int total, int here) {
        static VersionJson of(SeriesView.Version version) {
            return new VersionJson(
                    version.number(),
                    version.note(),
                    SummaryJson.of(version.head()),
                    version.total(),
                    version.here());
        }
    }

    /**
     * A covering letter.
     *
     * @param message the message
     * @param trailers what replies give to all patches
     * @param replies how many messages answer it, and no patch
     */
    record LetterJson(SummaryJson message, List<TrailerJson> trailers, int replies) {
        static LetterJson of(SeriesView.Letter letter) {
            return new LetterJson(
                    SummaryJson.of(letter.summary()),
                    TrailerJson.of(letter.trailers()),
                    letter.replies());
        }
    }

    /**
     * A patch.
     *
     * @param number its place, from 1
     * @param message the message; absent if it never came
     * @param replaced messages with the same number that came before it
     * @param files what it changes
     * @param trailers what stands in it, and what replies give to it
     * @param replies how many messages answer it
     */
    record PatchJson(
            int number,
            @Nullable SummaryJson message,
            List<SummaryJson> replaced,
            List<FileJson> files,
            List<TrailerJson> trailers,
            int replies) {
        static PatchJson of(SeriesView.Patch patch) {
            return new PatchJson(
                    patch.number(),
                    patch.summary() == null ? null : SummaryJson.of(patch.summary()),
                    SummaryJson.of(patch.replaced()),
                    patch.files().stream()
                            .map(file -> new FileJson(file.name(), file.added(), file.removed()))
                            .toList(),
                    TrailerJson.of(patch.trailers()),
                    patch.replies());
        }
    }

    /**
     * What a patch does to a file.
     *
     * @param name its name
     * @param added how many lines it adds
     * @param removed how many lines it removes
     */
    record FileJson(String name, int added, int removed) {}

    /**
     * A trailer.
     *
     * @param key such as {@code Reviewed-by}
     * @param name who is named, possibly empty
     * @param address the address, possibly empty
     * @param remark what follows, possibly empty
     * @param standing who gave it: {@code carried} for what stands in the patch, {@code own},
     *     {@code other-address}, {@code other-person}, {@code conditional}, {@code against}, {@code
     *     sign-off}
     * @param taken whether the mailbox for {@code git am} has it
     * @param reply the reply that gave it; absent if it stands in the patch
     */
    record TrailerJson(
            String key,
            String name,
            String address,
            String remark,
            String standing,
            boolean taken,
            @Nullable SummaryJson reply) {
        static List<TrailerJson> of(List<GivenTrailer> trailers) {
            return trailers.stream().map(TrailerJson::of).toList();
        }

        private static TrailerJson of(GivenTrailer given) {
            return new TrailerJson(
                    given.trailer().key(),
                    given.trailer().name(),
                    given.trailer().address(),
                    given.trailer().remark(),
                    Names.hyphenated(given.standing()),
                    given.standing().isTaken(),
                    given.reply() == null ? null : SummaryJson.of(given.reply()));
        }
    }

    static SeriesJson of(SeriesView view) {
        return new SeriesJson(
                view.list().name().value(),
                view.versions().stream().map(VersionJson::of).toList(),
                view.versions().indexOf(view.shown()),
                view.cover() == null ? null : LetterJson.of(view.cover()),
                view.patches().stream().map(PatchJson::of).toList(),
                view.unread());
    }
}
