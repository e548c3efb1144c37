package org.perdure.html;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.perdure.archive.MessageView;
import org.perdure.archive.Summary;
import org.perdure.message.Attachment;
import org.perdure.text.Kind;
import org.perdure.text.SubjectParts;
import org.perdure.text.SubjectParts.Place;

/** Says in a word what a message is. */
final class Badges {
    private Badges() {}

    /**
     * Returns the words, of which that of a patch leads to its series; none for a message that
     * begins a thread with text.
     */
    static List<Link> of(MessageView view, Site site) {
        List<Link> badges = new ArrayList<>();
        Link series = series(view, site);
        boolean isPatch = hasPatch(view);
        if (series != null) {
            badges.add(series);
        } else if (isPatch) {
            badges.add(new Link("Patch", null));
        }
        if (series == null && isReply(view) && !(isPatch && isFirst(view))) {
            badges.add(new Link("Reply", null));
        }
        int copy = view.summary().copy();
        if (copy > 0) {
            badges.add(new Link("Copy " + (copy + 1), null));
        }
        return List.copyOf(badges);
    }

    private static boolean isReply(MessageView view) {
        return view.edge() != null || view.missingParent() != null;
    }

    /** Patches of a series hang below its cover letter, and answer nothing. */
    private static boolean isFirst(MessageView view) {
        String tag = "[" + view.list().name().value() + "]";
        return MonthGroup.subject(view.summary(), tag)
                .equals(MessagePage.subject(view.summary()).strip());
    }

    private static boolean hasPatch(MessageView view) {
        return view.blocks().stream()
                        .anyMatch(block -> block.kind() == Kind.PATCH && block.level() == 0)
                || view.attachments().stream().anyMatch(Badges::isPatch);
    }

    private static boolean isPatch(Attachment attachment) {
        return Attachment.isPatch(attachment.fileName(), attachment.mediaType());
    }

    /** Returns whether a message is a patch or a covering letter, by its subject. */
    static boolean isPatch(Summary summary) {
        return SubjectParts.of(summary.subject()).isPatch();
    }

    /**
     * Returns what a message is among patches, with the way to their series; absent if it has
     * nothing to do with patches, for a further copy, and in a copy of files, where no series are.
     */
    private static @Nullable Link series(MessageView view, Site site) {
        Summary summary = view.summary();
        if (site.isCopy() || summary.copy() != 0) {
            return null;
        }
        SubjectParts parts = SubjectParts.of(summary.subject());
        String series = Links.folderOf(summary) + "series/";
        if (parts.isPatch()) {
            return new Link(label(parts), series);
        }
        return view.ancestors().stream().anyMatch(Badges::isPatch)
                ? new Link("Reply to a patch", series)
                : null;
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
