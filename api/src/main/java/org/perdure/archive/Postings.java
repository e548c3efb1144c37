package org.perdure.archive;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.perdure.message.MessageId;
import org.perdure.store.Entry;
import org.perdure.store.ThreadEntry;
import org.perdure.text.SubjectParts;

/**
 * The series of patches in a thread. Which patches belong together, the thread says, which was made
 * by the ids of git and by author, time and numbers where no header does; where several series hang
 * in one thread, subject and time tell them apart.
 */
final class Postings {
    /** How many messages above one are looked at. */
    private static final int MAX_STEPS = 100;

    private final Map<MessageId, ThreadEntry> nodes = new LinkedHashMap<>();
    private final Map<MessageId, Posting> postings = new HashMap<>();
    private final List<Posting> found = new ArrayList<>();

    private Postings() {}

    /** Finds those of a thread, whose nodes stand behind their parents. */
    static Postings of(List<ThreadEntry> thread) {
        Postings postings = new Postings();
        for (ThreadEntry node : thread) {
            postings.nodes.put(node.id(), node);
            Entry entry = node.entry();
            if (entry != null) {
                SubjectParts parts = SubjectParts.of(entry.subject());
                if (parts.isPatch()) {
                    postings.add(entry, parts);
                }
            }
        }
        return postings;
    }

    private void add(Entry entry, SubjectParts parts) {
        Posting above = above(entry.id());
        Posting joined =
                above != null && above.fitsBelow(entry, parts)
                        ? above
                        : found.reversed().stream()
                                .filter(posting -> posting.fits(entry, parts))
                                .findFirst()
                                .orElse(null);
        if (joined == null) {
            joined = new Posting(entry, parts);
            found.add(joined);
        } else {
            joined.add(entry, parts);
        }
        postings.put(entry.id(), joined);
    }

    /** Returns the series that was found nearest above a message. */
    @Nullable Posting above(MessageId id) {
        MessageId patch = patchAbove(id);
        return patch == null ? null : postings.get(patch);
    }

    /** Returns the patch or covering letter that was found nearest above a message. */
    @Nullable MessageId patchAbove(MessageId id) {
        ThreadEntry node = nodes.get(id);
        for (int i = 0; i < MAX_STEPS && node != null && node.parent() != null; i++) {
            node = nodes.get(node.parent());
            if (node != null && postings.containsKey(node.id())) {
                return node.id();
            }
        }
        return null;
    }

    /** Returns the series of a message: its own, else that of the patch above it. */
    Optional<Posting> of(MessageId id) {
        Posting own = postings.get(id);
        return Optional.ofNullable(own == null ? above(id) : own);
    }

    /** Returns whether a message is a patch or a covering letter. */
    boolean isPatch(MessageId id) {
        return postings.containsKey(id);
    }

    /** Returns the messages of the thread that came and are neither patch nor covering letter. */
    List<Entry> others() {
        List<Entry> others = new ArrayList<>();
        for (ThreadEntry node : nodes.values()) {
            Entry entry = node.entry();
            if (entry != null && !isPatch(entry.id())) {
                others.add(entry);
            }
        }
        return others;
    }

    /** Returns the msg-ids of the thread. */
    Set<MessageId> ids() {
        return nodes.keySet();
    }

    /** Returns them all, in the order of the thread. */
    List<Posting> all() {
        return found;
    }
}
