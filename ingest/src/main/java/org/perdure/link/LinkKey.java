package org.perdure.link;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;

/**
 * What a link to a mail archive says about the thing it leads to. Its text, {@code toString}, is a
 * word for the kind and then the parts, separated by blanks; programs read it, so it is stable.
 */
public sealed interface LinkKey {
    /**
     * Returns whether only the archive that made the link knows for sure what is there: a list of
     * pairs can tell us.
     */
    default boolean isOfOthers() {
        return this instanceof External
                || this instanceof Placed
                || this instanceof BySubject
                || this instanceof Marc
                || this instanceof MarcThread;
    }

    /**
     * A number of the published MHonArc space: {@code num xen-devel 2011-03 1142}.
     *
     * @param list the list named in the link; the archive need not have it
     * @param number the number; of the main folder unless the link names another tree
     * @param host the host in the link, in lower case, which tells the tree; empty if there is none
     */
    record Numbered(ListName list, MessageNumber number, String host) implements LinkKey {
        /** Makes a number of a link without a host. */
        public Numbered(ListName list, MessageNumber number) {
            this(list, number, "");
        }

        @Override
        public String toString() {
            return "num " + list + " " + number.month() + " " + number.number();
        }
    }

    /**
     * A msg-id: {@code id 20110301@example.org}.
     *
     * <p>Where another archive's link holds percent signs, nobody can tell whether the sender or a
     * program put them there. So it has several readings, to be tried in their order: as written,
     * decoded, decoded twice. A link to our own pages has one.
     *
     * @param readings the msg-ids that the link can mean, at least one; all stand in the text
     * @param anchor lower-case hexadecimal SHA-1 of the msg-id of another message of the thread, to
     *     which the fragment of a public-inbox link leads; not in the text
     */
    record Id(List<MessageId> readings, @Nullable String anchor) implements LinkKey {
        public Id {
            readings = List.copyOf(readings);
            if (readings.isEmpty()) {
                throw new IllegalArgumentException("no readings");
            }
        }

        /** A link that can mean one msg-id only. */
        public Id(MessageId id) {
            this(List.of(id), null);
        }

        @Override
        public String toString() {
            return readings.stream()
                    .map(MessageId::value)
                    .collect(Collectors.joining(" ", "id ", ""));
        }
    }

    /**
     * The beginning of a msg-id, from a link that was cut: {@code idpart 20110301.}
     *
     * @param prefix the beginning, never empty
     */
    record IdPrefix(String prefix) implements LinkKey {
        @Override
        public String toString() {
            return "idpart " + prefix;
        }
    }

    /**
     * An attachment in a month's folder: {@code att xen-devel 2009-02 pdf00000.pdf}.
     *
     * @param list the list
     * @param month the month
     * @param name file name, decoded; possibly in a message's own folder, {@code msg00001/x.pdf}
     */
    record AttachmentFile(ListName list, YearMonth month, String name) implements LinkKey {
        @Override
        public String toString() {
            return "att " + list + " " + month + " " + name;
        }
    }

    /**
     * A month's index: {@code month xen-devel 2011-03}.
     *
     * @param list the list
     * @param folder the folder; the main one of its month where the link names no tree
     * @param byThread whether the link is to the thread index
     * @param host the host of the link, which may tell the tree
     */
    record Month(ListName list, Folder folder, boolean byThread, String host) implements LinkKey {
        @Override
        public String toString() {
            return "month " + list + " " + folder.month();
        }
    }

    /**
     * A month's mailbox: {@code mbox xen-devel 2016-03}; {@code *} for what the link leaves out.
     *
     * @param list the list, if named
     * @param folder the month, if named, in the tree that is named; else the main folder
     * @param host where the mailbox is, empty for a path
     */
    record MonthMailbox(@Nullable ListName list, @Nullable Folder folder, String host)
            implements LinkKey {
        @Override
        public String toString() {
            return "mbox "
                    + (list == null ? "*" : list)
                    + " "
                    + (folder == null ? "*" : folder.month());
        }
    }

    /**
     * The page of a list: {@code list xen-devel}.
     *
     * @param list the list
     */
    record ListPage(ListName list) implements LinkKey {
        @Override
        public String toString() {
            return "list " + list;
        }
    }

    /**
     * A day of a group: {@code day gmane.comp.emulators.xen.devel 20060916}.
     *
     * @param group the other archive's name of the list
     * @param date the day
     */
    record Day(String group, LocalDate date) implements LinkKey {
        @Override
        public String toString() {
            return "day " + group + " " + date.format(DateTimeFormatter.BASIC_ISO_DATE);
        }
    }

    /**
     * A search: {@code search q=grant+table}.
     *
     * @param query the query part of the link as written, else host and path of the search page
     */
    record Search(String query) implements LinkKey {
        @Override
        public String toString() {
            return "search " + query;
        }
    }

    /**
     * A message at marc.info: {@code marc xen-devel 128170404422822}.
     *
     * @param group the list's name there
     * @param digits Unix time of arrival there, in seconds, and five digits of no known meaning
     */
    record Marc(String group, String digits) implements LinkKey {
        @Override
        public String toString() {
            return "marc " + group + " " + digits;
        }
    }

    /**
     * A thread at marc.info: {@code marc-thread 163354215300039}.
     *
     * @param digits as for a message
     */
    record MarcThread(String digits) implements LinkKey {
        @Override
        public String toString() {
            return "marc-thread " + digits;
        }
    }

    /**
     * A message by its place in an archive that somebody made with a program: {@code ext pipermail
     * lists.example.org/dev 2011-March 123}, {@code ext mhonarc lists.example.org/dev 2011-03 123}.
     *
     * @param host host of the archive, empty for a path on our own server
     * @param list the list's name there
     * @param place the place
     */
    record Placed(String host, String list, PublishedPlace place) implements LinkKey {
        @Override
        public String toString() {
            return "ext "
                    + place.scheme().name().toLowerCase(Locale.ROOT)
                    + " "
                    + (host.isEmpty() ? "" : host + "/")
                    + list
                    + " "
                    + place.folder()
                    + " "
                    + place.number();
        }
    }

    /**
     * A month of a list in another archive: {@code ext hyperkitty dev@example.org 2011-03}.
     *
     * @param scheme the archive or its program
     * @param list the list's name or address there, possibly behind a host and a slash
     * @param month the month
     */
    record MonthElsewhere(String scheme, String list, YearMonth month) implements LinkKey {
        @Override
        public String toString() {
            return "ext " + scheme + " " + list + " " + month;
        }
    }

    /**
     * A list in another archive: {@code ext gmane gmane.comp.emulators.xen.devel}.
     *
     * @param scheme the archive or its program
     * @param list the list's name or address there, possibly behind a host and a slash
     */
    record ListElsewhere(String scheme, String list) implements LinkKey {
        @Override
        public String toString() {
            return "ext " + scheme + " " + list;
        }
    }

    /**
     * A message by a hash of its msg-id: {@code ext hyperkitty dev@example.org
     * RSZCG7IGPHFIRW3EMTVMMDNJMNCVCOLE}.
     *
     * @param scheme the archive or its program
     * @param parts the parts of the text, the hash as written last
     * @param sha1 the SHA-1, 40 lower-case hexadecimal digits
     * @param withAddress whether it is of the msg-id and the list's address behind it, not of the
     *     msg-id alone
     */
    record Hashed(String scheme, List<String> parts, String sha1, boolean withAddress)
            implements LinkKey {
        public Hashed {
            parts = List.copyOf(parts);
        }

        @Override
        public String toString() {
            return "ext " + scheme + " " + String.join(" ", parts);
        }
    }

    /**
     * A message or thread by the words of its subject: {@code ext thr3ads xen-devel 2005-03 696793
     * Some-words}, {@code ext nabble 4415622 Some-words}.
     *
     * @param scheme the archive
     * @param list the list's name there, if the link has it
     * @param month the month, if the link has it
     * @param number the number there
     * @param words the words with hyphens between them, possibly empty
     */
    record BySubject(
            String scheme,
            @Nullable String list,
            @Nullable YearMonth month,
            String number,
            String words)
            implements LinkKey {
        @Override
        public String toString() {
            return "ext "
                    + scheme
                    + (list == null ? "" : " " + list)
                    + (month == null ? "" : " " + month)
                    + " "
                    + number
                    + (words.isEmpty() ? "" : " " + words);
        }
    }

    /**
     * A number or name that another archive gave, from which nothing can be computed: {@code ext
     * gmane gmane.comp.emulators.xen.devel 20573}.
     *
     * @param scheme the archive, such as {@code gmane}
     * @param parts what it takes to find the message there, from the general to the special
     */
    record External(String scheme, List<String> parts) implements LinkKey {
        public External {
            parts = List.copyOf(parts);
        }

        static External of(String scheme, String... parts) {
            return new External(scheme.toLowerCase(Locale.ROOT), List.of(parts));
        }

        @Override
        public String toString() {
            return "ext " + scheme + " " + String.join(" ", parts);
        }
    }
}
