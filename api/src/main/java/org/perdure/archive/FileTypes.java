package org.perdure.archive;

import java.util.Locale;

/** Media types by the names that archive programs gave to files: only those that may be shown. */
final class FileTypes {
    private FileTypes() {}

    /** Returns the media type of a file; that of unknown bytes if it is for download only. */
    static String mediaType(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)) {
            case "png" -> "image/png";
            case "jpg", "jpeg" -> "image/jpeg";
            case "gif" -> "image/gif";
            case "txt" -> "text/plain";
            case "pdf" -> "application/pdf";
            default -> "application/octet-stream";
        };
    }
}
