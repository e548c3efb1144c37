package org.perdure.html;

import static java.util.Map.entry;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.perdure.message.Attachment;

/** Names and types under which attachments are given out. What senders say decides neither. */
final class FileNames {
    /** Longest name, in characters. */
    static final int MAX_NAME = 100;

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

    private FileNames() {}

    /**
     * Returns the last segment of the path of an attachment without its part: letters, digits,
     * {@code . _ - +}, not beginning with a dot, never empty.
     */
    static String safeName(Attachment attachment) {
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

    /** Returns the last segment of the path of an attachment. */
    static String leaf(Attachment attachment) {
        return attachment.part() + "-" + safeName(attachment);
    }

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
