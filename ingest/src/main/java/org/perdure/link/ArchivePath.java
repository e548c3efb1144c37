package org.perdure.link;

import java.time.YearMonth;
import java.util.regex.Pattern;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;

/** The paths of our own pages. A path, once given out, means the same message for ever. */
public final class ArchivePath {
    /** The segment behind a list that means what is known of its numbers. */
    public static final String COVERAGE = "coverage";

    /** The segment behind a list that means the messages with attachments. */
    public static final String ATTACHMENTS = "attachments";

    /** Msg-ids that, as a segment of a path, would mean a page of the list, or nothing. */
    private static final Pattern TAKEN =
            Pattern.compile("\\d{4}-\\d{2}|\\.{1,2}|" + COVERAGE + "|" + ATTACHMENTS);

    private ArchivePath() {}

    /**
     * Returns the canonical path of a message, such as {@code /xen-devel/20110301@example.org/}:
     * the msg-id in one segment, percent-encoded as UTF-8 so that it survives mail, HTML and forms.
     */
    public static String messagePath(ListName list, MessageId id) {
        String segment = PercentEncoding.encode(id.value());
        if (TAKEN.matcher(segment).matches()) {
            segment = PercentEncoding.encodeFirst(segment);
        }
        return "/" + list + "/" + segment + "/";
    }

    /**
     * Returns the path under which MHonArc published a message, such as {@code
     * /archives/html/xen-devel/2011-03/msg01142.html}.
     */
    public static String legacyPath(ListName list, MessageNumber number) {
        return "/archives/html/"
                + list
                + "/"
                + number.month()
                + "/"
                + number.fileName()
                + number.folder().query();
    }

    /** Path of the search of the old archive, which leads to ours. */
    public static final String NAMAZU = "/archives/cgi-bin/namazu.cgi";

    /** Path of the page of the mailboxes of all months. */
    public static final String MAILBOXES = "/archives/html/mbox/";

    /** Returns the path under which the mailbox of a month was published. */
    public static String mailboxPath(ListName list, YearMonth month) {
        return MAILBOXES + list + "-" + month;
    }

    /** Returns the path under which MHonArc published an attachment of a month. */
    public static String filePath(ListName list, YearMonth month, String name) {
        return "/archives/html/" + list + "/" + month + "/" + name;
    }
}
