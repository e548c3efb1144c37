package org.perdure.link;

import java.util.List;
import java.util.stream.Stream;
import org.perdure.message.ListName;
import org.perdure.message.MailingList;
import org.perdure.message.MailingList.Masking;

/** An archive of one list that was published on five hosts. */
final class XenArchive {
    static final List<String> HOSTS =
            List.of(
                    "lists.xensource.com",
                    "lists.xen.org",
                    "lists.xenproject.org",
                    "old-list-archives.xen.org",
                    "old-list-archives.xenproject.org");

    static final LinkParser PARSER = parser("xen-devel");

    private XenArchive() {}

    /** Returns what reads links in an archive of some of its lists. */
    static LinkParser parser(String... lists) {
        return new LinkParser(
                Stream.of(lists)
                        .map(
                                list ->
                                        new MailingList(
                                                new ListName(list),
                                                "",
                                                List.of(),
                                                HOSTS,
                                                null,
                                                Masking.PAGES))
                        .toList());
    }
}
