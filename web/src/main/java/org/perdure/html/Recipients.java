package org.perdure.html;

import java.util.List;
import org.perdure.message.Mailbox;

/**
 * Mailboxes as one line: on lists of developers half a page of them is nothing rare.
 *
 * @param named the first ones
 * @param rest the others, for who asks; empty if all are named
 * @param left how many the others are
 */
public record Recipients(String named, String rest, int left) {
    /** How many are named at once. */
    static final int MAX_NAMED = 8;

    static Recipients of(List<Mailbox> mailboxes) {
        int named = mailboxes.size() <= MAX_NAMED + 1 ? mailboxes.size() : MAX_NAMED;
        return new Recipients(
                MessagePage.line(mailboxes.subList(0, named)),
                MessagePage.line(mailboxes.subList(named, mailboxes.size())),
                mailboxes.size() - named);
    }
}
