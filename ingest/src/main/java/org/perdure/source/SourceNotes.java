package org.perdure.source;

import java.util.ArrayList;
import java.util.List;

/**
 * What there is to say about sources besides their items: dialects, files that failed, and files
 * that may be something else than they were read as. Any thread. The first {@link #MAX_NOTES} of
 * each are kept.
 */
public final class SourceNotes {
    /** How many dialects, failures and doubts are kept in words, each. */
    public static final int MAX_NOTES = 1_000;

    private final List<DialectChoice> dialects = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private final List<String> doubts = new ArrayList<>();
    private long mailboxes;
    private long inboxes;
    private long failed;

    synchronized void read(DialectChoice choice) {
        mailboxes++;
        if (dialects.size() < MAX_NOTES) {
            dialects.add(choice);
        }
    }

    /** Notes a public-inbox, which may have nothing new. */
    synchronized void readInbox() {
        inboxes++;
    }

    /** Notes a file that could not be read, or not to its end, in one line that names it. */
    public synchronized void failed(String line) {
        failed++;
        if (failures.size() < MAX_NOTES) {
            failures.add(line);
        }
    }

    /** Notes a file that may be something else than it was read as, in one line that names it. */
    synchronized void doubt(String line) {
        if (doubts.size() < MAX_NOTES) {
            doubts.add(line);
        }
    }

    /** Returns what may have been read as something else than it is, a line each. */
    public synchronized List<String> doubts() {
        return List.copyOf(doubts);
    }

    /** Returns the dialects of mailboxes, in the order of reading. */
    public synchronized List<DialectChoice> dialects() {
        return List.copyOf(dialects);
    }

    /** Returns how many mailboxes were read. */
    public synchronized long mailboxes() {
        return mailboxes;
    }

    /** Returns how many public-inboxes were found in folders. */
    public synchronized long inboxes() {
        return inboxes;
    }

    /** Returns what failed and did not keep the rest from being read, a line each. */
    public synchronized List<String> failures() {
        return List.copyOf(failures);
    }

    /** Returns how many files failed. */
    public synchronized long failed() {
        return failed;
    }
}
