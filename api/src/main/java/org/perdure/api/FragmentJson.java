package org.perdure.api;

import java.util.List;
import org.perdure.archive.Ghost;

/**
 * Lines of a message that never came, as replies quote them.
 *
 * @param lines the lines, one below the other
 * @param quotedBy Message-IDs of the replies
 */
record FragmentJson(List<String> lines, List<String> quotedBy) {
    static List<FragmentJson> of(Ghost ghost) {
        return ghost.fragments().stream()
                .map(
                        fragment ->
                                new FragmentJson(
                                        fragment.lines(),
                                        fragment.quotedBy().stream()
                                                .map(reply -> reply.id().value())
                                                .toList()))
                .toList();
    }
}
