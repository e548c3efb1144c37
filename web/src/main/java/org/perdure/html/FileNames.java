package org.perdure.html;

import java.util.Locale;
import org.perdure.message.Attachment;

/** Types under which attachments are given out, which senders do not decide, and their sizes. */
final class FileNames {
    private FileNames() {}

    /**
     * Returns whether a browser may show it: pictures without script, and text as nothing but text.
     */
    static boolean isShown(Attachment attachment) {
        return switch (attachment.mediaType()) {
            case "image/png", "image/jpeg", "image/gif" -> true;
            default -> isText(attachment);
        };
    }

    /** Returns whether it is given out as plain text. */
    static boolean isText(Attachment attachment) {
        return switch (attachment.mediaType()) {
            case "text/plain",
                    "text/markdown",
                    "text/csv",
                    "text/calendar",
                    "text/rfc822-headers",
                    "message/rfc822",
                    "message/delivery-status",
                    "application/pgp-signature",
                    "application/pgp-keys" ->
                    true;
            default -> attachment.mediaType().startsWith("text/x-");
        };
    }

    /** Returns a size for readers, such as {@code 12 kB}. */
    static String size(long bytes) {
        if (bytes < 1_000) {
            return bytes + " bytes";
        }
        return bytes < 1_000_000
                ? String.format(Locale.ROOT, "%d kB", (bytes + 500) / 1_000)
                : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }
}
