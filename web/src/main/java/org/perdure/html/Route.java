package org.perdure.html;

import java.time.YearMonth;
import org.perdure.link.Folder;
import org.perdure.link.MessageNumber;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;

/** What the path of a request names; {@link RouteParser} reads it. */
sealed interface Route {
    /** What belongs to a list. */
    sealed interface OfList extends Route {
        /** Returns the name of the list; there may be none of that name. */
        ListName list();
    }

    /** The lists of the archive. */
    record Front() implements Route {}

    /**
     * A sitemap.
     *
     * @param number which; -1 for the list of them
     */
    record Sitemap(int number) implements Route {}

    /** A file that belongs to the pages, by its name. */
    record StaticFile(String name) implements Route {}

    /** Search in all lists. */
    record Search() implements Route {}

    /** Where does an old link lead? */
    record Resolve() implements Route {}

    /** What the archive has, and the help of the API. */
    record About() implements Route {}

    /** What a type of problem means, by the last segment of its type. */
    record Problem(String type) implements Route {}

    /** A list, or a search in it. */
    record ListHome(ListName list) implements OfList {}

    /** How sure the old numbers of a list are. */
    record Coverage(ListName list) implements OfList {}

    /** The messages with attachments of a list. */
    record Attachments(ListName list) implements OfList {}

    /** The messages of an author in a list, by name. */
    record Author(ListName list, String name) implements OfList {}

    /** A month of a list, as one of its trees has it. */
    record Month(ListName list, Folder folder, View view) implements OfList {
        Month(ListName list, YearMonth month, View view) {
            this(list, Folder.of(month), view);
        }

        Month in(Folder other) {
            return new Month(list, other, view);
        }
    }

    /** The page of a message in the published space. */
    record Numbered(ListName list, MessageNumber number) implements OfList {
        Numbered(ListName list, YearMonth month, int number) {
            this(list, new MessageNumber(month, number));
        }

        Numbered in(Folder other) {
            return new Numbered(list, new MessageNumber(other, number.number()));
        }
    }

    /** The canonical page of a message. */
    record Message(ListName list, MessageId id) implements OfList {}

    /** The outline of the thread of a message. */
    record NestedThread(ListName list, MessageId id) implements OfList {}

    /** The thread of a message, one text after the other. */
    record FlatThread(ListName list, MessageId id) implements OfList {}

    /** The thread of a message as one text. */
    record Conversation(ListName list, MessageId id) implements OfList {}

    /** The series of patches to which a message belongs. */
    record Series(ListName list, MessageId id) implements OfList {}

    /** What is different in a version of a series of patches from an earlier one. */
    record Interdiff(ListName list, MessageId id) implements OfList {}

    /** The patches of a series as a mailbox. */
    record SeriesMbox(ListName list, MessageId id) implements OfList {}

    /** A message as received. */
    record Raw(ListName list, MessageId id) implements OfList {}

    /** The HTML of a message, made harmless. */
    record Html(ListName list, MessageId id) implements OfList {}

    /** The newest messages of a list. */
    record ListFeed(ListName list, Feed.Format format) implements OfList {}

    /** The newest messages of the thread of a message. */
    record ThreadFeed(ListName list, MessageId id, Feed.Format format) implements OfList {}

    /** The thread of a message as a compressed mailbox. */
    record ThreadMbox(ListName list, MessageId id) implements OfList {}

    /**
     * An attachment.
     *
     * @param part {@link org.perdure.message.Attachment#part()}
     * @param name what follows the part in the path
     */
    record Part(ListName list, MessageId id, String part, String name) implements OfList {}

    /**
     * A file that stood beside the pages of a month.
     *
     * @param name its name, possibly in the folder of a page
     */
    record MonthFile(ListName list, YearMonth month, String name) implements OfList {}

    /**
     * A month of a list as a mailbox.
     *
     * @param compressed whether with gzip
     */
    record MonthMbox(ListName list, YearMonth month, boolean compressed) implements OfList {}

    /** All mail of a list as a compressed mailbox. */
    record ListMbox(ListName list) implements OfList {}

    /** The hashes of the mailboxes of a list. */
    record Checksums(ListName list) implements OfList {}

    /** The mailboxes of all months. */
    record Mailboxes() implements Route {}

    /** The script of mharc that searched for the {@code query} of its query. */
    record NamazuCgi() implements Route {}

    /** The script of mharc that found a message by the {@code a} and {@code i} of its query. */
    record MesgCgi() implements Route {}

    /** Another spelling of a path. */
    record Moved(String path) implements Route {}

    /** Nothing; the reason is fit for a reader's eyes. */
    record Nowhere(String reason) implements Route {}

    /** The orders in which a month is shown. */
    enum View {
        /** By time of arrival. */
        DATE("", "Date"),
        /** Answers below what they answer. */
        THREAD("threads.html", "Thread"),
        /** The messages of each author together. */
        AUTHOR("authors.html", "Author"),
        /** The messages of each subject together. */
        SUBJECT("subjects.html", "Subject");

        private final String file;
        private final String label;

        View(String file, String label) {
            this.file = file;
            this.label = label;
        }

        /** Returns whether MHonArc had a page of it, so that it is in the published space too. */
        public boolean isPublished() {
            return this == DATE || this == THREAD;
        }

        /** Returns the name of its page in the folder of the month. */
        public String file() {
            return file;
        }

        /** Returns what it is called. */
        public String label() {
            return label;
        }
    }
}
