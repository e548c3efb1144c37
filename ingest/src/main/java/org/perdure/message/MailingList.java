package org.perdure.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mailing list as its operator describes it: who it is, and where its archive was published.
 *
 * @param name its name within the archive
 * @param description one line for readers
 * @param addresses addr-specs under which mail was sent to it, the present one first
 * @param hosts host names under which its archive was published, in lower case
 * @param banner a text shown above each of its pages, if any
 * @param masking what is hidden of mail addresses
 * @param noArchive what becomes of messages whose authors want no archive
 * @param trees in which its archive was published, in the order in which they came; empty if that
 *     is not known, or there was one only
 */
public record MailingList(
        ListName name,
        String description,
        List<String> addresses,
        List<String> hosts,
        @Nullable Banner banner,
        Masking masking,
        NoArchivePolicy noArchive,
        List<Tree> trees) {
    public MailingList {
        addresses = List.copyOf(addresses);
        hosts = List.copyOf(hosts);
        trees = List.copyOf(trees);
    }

    /** Makes a list with one tree. */
    public MailingList(
            ListName name,
            String description,
            List<String> addresses,
            List<String> hosts,
            @Nullable Banner banner,
            Masking masking,
            NoArchivePolicy noArchive) {
        this(name, description, addresses, hosts, banner, masking, noArchive, List.of());
    }

    /** Makes a list that shows no mail whose author wants it in no archive. */
    public MailingList(
            ListName name,
            String description,
            List<String> addresses,
            List<String> hosts,
            @Nullable Banner banner,
            Masking masking) {
        this(name, description, addresses, hosts, banner, masking, NoArchivePolicy.HIDE);
    }

    /** Returns a list of which nothing is known but its name. */
    public static MailingList named(ListName name) {
        return new MailingList(name, "", List.of(), List.of(), null, Masking.PAGES);
    }

    /** What is hidden of mail addresses. */
    public enum Masking {
        /** Nothing. */
        NONE,
        /** Pages and JSON show {@code user@xxxxxxx}; raw messages and mailboxes are as received. */
        PAGES,
        /** The same, and raw messages, mailboxes and attachments show no more than pages. */
        ALL
    }

    /** What becomes of messages that {@link NoArchive} finds. */
    public enum NoArchivePolicy {
        /** They are archived, as by MHonArc unless it is told otherwise: the numbers agree. */
        IGNORE,
        /** They have the numbers that MHonArc gave them, and are taken down as they come. */
        HIDE,
        /** They are rejected, and have no number. */
        HONOUR
    }

    /**
     * A notice above the pages.
     *
     * @param title one line
     * @param text a paragraph, possibly with URLs; plain text
     */
    public record Banner(String title, String text) {}
}
