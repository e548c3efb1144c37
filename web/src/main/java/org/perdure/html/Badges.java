package org.perdure.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.perdure.archive.MessageView;
import org.perdure.message.Attachment;
import org.perdure.text.Kind;

/** Says in a word what a message is. */
final class Badges {
    private Badges() {}

    /**
     * Returns the words, of which that of a patch leads to its series; none for a message that
     * begins a thread with text.
     */
    static List<Link> of(MessageView view, Site site) {
        List<Link> badges = new ArrayList<>();
        PatchBadge series = PatchBadge.of(view.summary(), view.ancestors(), site);
        boolean isPatch = hasPatch(view);
        if (series != null) {
            badges.add(new Link(series.label(), series.href()));
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
        String name =
                attachment.fileName() == null ? "" : attachment.fileName().toLowerCase(Locale.ROOT);
        return name.endsWith(".patch")
                || name.endsWith(".diff")
                || attachment.mediaType().equals("text/x-patch")
                || attachment.mediaType().equals("text/x-diff");
    }
}
