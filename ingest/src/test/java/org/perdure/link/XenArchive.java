package org.perdure.link;

import java.util.List;
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

    static final LinkParser PARSER =
            new LinkParser(
                    List.of(
                            new MailingList(
                                    new ListName("xen-devel"),
                                    "",
                                    List.of(),
                                    HOSTS,
                                    null,
                                    Masking.PAGES)));

    private XenArchive() {}
}
