package org.perdure.html;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.perdure.archive.Summary;
import org.perdure.text.SubjectParts;
import org.perdure.text.SubjectParts.Place;

/**
 * What a message is among patches, with the way to their series.
 *
 * @param label such as {@code Patch 3/7, v2}
 * @param href the page of the series
 */
public record PatchBadge(String label, String href) {
    /**
     * Returns the badge of a message; absent if it has nothing to do with patches, for a further
     * copy, and in a copy of files, where no series are.
     *
     * @param above the messages that it answers
     */
    static @Nullable PatchBadge of(Summary summary, List<Summary> above, Site site) {
        if (site.isCopy() || summary.copy() != 0) {
            return null;
        }
        SubjectParts parts = SubjectParts.of(summary.subject());
        String series = Links.folderOf(summary) + "series/";
        if (parts.isPatch()) {
            return new PatchBadge(label(parts), series);
        }
        return above.stream().anyMatch(PatchBadge::isPatch)
                ? new PatchBadge("Reply to a patch", series)
                : null;
    }

    /** Returns whether a message is a patch or a covering letter, by its subject. */
    static boolean isPatch(Summary summary) {
        return SubjectParts.of(summary.subject()).isPatch();
    }

    private static String label(SubjectParts parts) {
        Place place = parts.place();
        String version = parts.version() == 1 ? "" : ", v" + parts.version();
        if (place == null) {
            return "Patch" + version;
        }
        return place.index() == 0
                ? "Covering letter of patches" + version
                : "Patch " + place.index() + "/" + place.total() + version;
    }
}
