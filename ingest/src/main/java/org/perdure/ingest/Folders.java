package org.perdure.ingest;

import java.time.Instant;
import java.time.YearMonth;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.perdure.link.Folder;
import org.perdure.link.PublishedPlace;
import org.perdure.link.PublishedPlace.Scheme;
import org.perdure.link.Trees;
import org.perdure.message.Message;
import org.perdure.message.Tree;
import org.perdure.store.NumberClaim;
import org.perdure.store.NumberRow.Origin;

/**
 * Says in which folder of the published space a message belongs, and how sure a number is that is
 * given by rule there.
 */
public final class Folders {
    /** For a list of which no trees are known. */
    public static final Folders PLAIN = new Folders(Trees.NONE, null);

    private final Trees trees;
    private final @Nullable Tree told;

    /**
     * @param trees those of the list
     * @param told the tree that all of the source belongs to, if the operator says so
     */
    public Folders(Trees trees, @Nullable Tree told) {
        this.trees = trees;
        this.told = told;
    }

    /**
     * The folder of a message.
     *
     * @param origin where a number comes from that the order of such messages gives
     */
    record Filed(Folder folder, Origin origin) {}

    /**
     * Returns the folder of a message.
     *
     * <p>Only the operator can say that the archiver itself wrote a mailbox, in which nothing
     * lacks. A field that names the archiver says which tree got the message; it stands in copies
     * that lack some, and anybody can write it.
     *
     * @param delivered when it came
     */
    Filed filed(Message message, Instant delivered) {
        if (told != null) {
            return new Filed(trees.filed(told, delivered), Origin.MBOX_ORDER);
        }
        Folder folder =
                trees.recognise(message)
                        .map(tree -> trees.filed(tree, delivered))
                        .orElseGet(() -> trees.filed(delivered));
        return new Filed(folder, Origin.ARRIVAL_ORDER);
    }

    /**
     * Returns a claim of MHonArc's pages in the tree that the source belongs to. In a month that
     * several trees have, it is a guess if nothing tells which.
     *
     * @param source where the pages are
     * @param archiver the address at which their archiver got the mail, as they show it
     */
    NumberClaim placed(NumberClaim claim, String source, String archiver) {
        PublishedPlace place = claim.place();
        Optional<YearMonth> month =
                place.scheme() == Scheme.MHONARC
                        ? Folder.parse(place.folder()).map(Folder::month)
                        : Optional.empty();
        if (month.isEmpty() || trees.folders(month.get()).size() == 1) {
            return claim;
        }
        return Optional.ofNullable(told)
                .or(() -> trees.ofPages(source, archiver))
                .map(tree -> trees.folder(tree.name(), month.get()))
                .map(folder -> PublishedPlace.mhonarc(folder, place.number()))
                .map(
                        moved ->
                                new NumberClaim(
                                        moved, claim.id(), claim.origin(), claim.confidence()))
                .orElseGet(() -> new NumberClaim(place, claim.id(), Origin.PAGE_OF_SOME_TREE));
    }
}
