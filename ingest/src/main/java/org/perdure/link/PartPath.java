package org.perdure.link;

import static java.util.Map.entry;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.perdure.message.Attachment;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;

/**
 * The paths of attachments. Their names are for readers: which attachment is meant, its part says.
 */
public final class PartPath {
    /** Longest name, in characters. */
    public static final int MAX_NAME = 100;

    private static final Map<String, String> EXTENSIONS =
            Map.ofEntries(
                    entry("text/plain", ".txt"),
                    entry("text/html", ".html"),
                    entry("text/calendar", ".ics"),
                    entry("text/csv", ".csv"),
                    entry("text/rfc822-headers", ".txt"),
                    entry("text/x-patch", ".patch"),
                    entry("text/x-diff", ".diff"),
                    entry("application/pdf", ".pdf"),
                    entry("application/pgp-signature", ".asc"),
                    entry("image/png", ".png"),
                    entry("image/jpeg", ".jpg"),
                    entry("image/gif", ".gif"),
                    entry("message/delivery-status", ".txt"),
                    entry("message/rfc822", ".eml"));

    private PartPath() {}

    /**
     * Returns the path of an attachment, such as {@code /xen-devel/20110301@example.org/2-ink.pdf}.
     *
     * @param copy which of several messages with the msg-id
     */
    public static String of(ListName list, MessageId id, int copy, Attachment attachment) {
        return ArchivePath.messagePath(list, id)
                + attachment.part()
                + "-"
                + nameOf(attachment)
                + (copy == 0 ? "" : "?copy=" + copy);
    }

    /**
     * Returns the last segment of the path of an attachment without its part: letters, digits,
     * {@code . _ - +}, not beginning with a dot, never empty.
     */
    public static String nameOf(Attachment attachment) {
        String name = clean(attachment.fileName());
        return name.isEmpty()
                ? "attachment" + EXTENSIONS.getOrDefault(attachment.mediaType(), ".bin")
                : name;
    }

    private static String clean(@Nullable String fileName) {
        if (fileName == null) {
            return "";
        }
        String last =
                fileName.substring(
                        Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
        String safe =
                last.replaceAll("[^A-Za-z0-9._+-]+", "_")
                        .replaceAll("\\.{2,}", ".")
                        .replaceAll("^[._]+|[._]+$", "");
        return safe.length() <= MAX_NAME
                ? safe
                : safe.substring(safe.length() - MAX_NAME).replaceAll("^[._]+", "");
    }
}
