package org.perdure.quote;

import java.util.ArrayList;
import java.util.List;

/** The messages of an index, by place. */
interface Digests {
    /** Adds a message at the next place. */
    void add(Inquiry inquiry);

    /** Returns what others are compared with. */
    Digest get(int message);

    /** Returns about how many bytes they take. */
    long bytes();

    /** As long as the program runs. */
    final class InMemory implements Digests {
        private final List<Digest> digests = new ArrayList<>();
        private long bytes;

        @Override
        public void add(Inquiry inquiry) {
            Digest digest = inquiry.digest();
            digests.add(digest);
            bytes += 2L * digest.text().words().length + 5L * digest.text().runs() + 100;
        }

        @Override
        public Digest get(int message) {
            return digests.get(message);
        }

        @Override
        public long bytes() {
            return bytes;
        }
    }
}
