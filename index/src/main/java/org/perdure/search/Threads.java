package org.perdure.search;

import java.util.Set;

/** Which messages of an archive hang together, as the store knows it: it changes as mail comes. */
@FunctionalInterface
public interface Threads {
    /** Returns the keys of all messages in the thread of one; none if it is not known. */
    Set<Long> of(long key);
}
