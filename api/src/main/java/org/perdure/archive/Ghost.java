package org.perdure.archive;

import java.util.List;
import org.perdure.message.MessageId;

/**
 * A message that others name and that never came. It has no page, and nothing leads to it.
 *
 * @param id its msg-id
 * @param before the first message below it: it stands above that one
 * @param fragments what replies quote of it, in its order as far as they tell that; without what
 *     stands in a message that is here
 */
public record Ghost(MessageId id, MessageId before, List<Fragment> fragments) {
    public Ghost {
        fragments = List.copyOf(fragments);
    }

    /**
     * Lines that stand one below the other.
     *
     * @param lines what is quoted, at least one line
     * @param quotedBy the replies that quote some of it, in the order of the thread
     */
    public record Fragment(List<String> lines, List<Summary> quotedBy) {
        public Fragment {
            lines = List.copyOf(lines);
            quotedBy = List.copyOf(quotedBy);
        }
    }
}
