package org.perdure.message;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A body part that is not shown as the text of the message.
 *
 * @param part place in the MIME tree, such as {@code 2} or {@code 1.3}: the positions of the part
 *     and of the parts around it, from 1
 * @param fileName the name the sender gave it, decoded (RFC 2231, RFC 2047), if any; not safe to
 *     use as a path
 * @param mediaType lower-case type and subtype, such as {@code application/pdf}
 * @param size decoded size in bytes
 */
public record Attachment(String part, @Nullable String fileName, String mediaType, long size) {
    private static final Set<String> PATCHES = Set.of("text/x-patch", "text/x-diff");

    /** Returns whether its name or its media type says that it is a patch. */
    public static boolean isPatch(@Nullable String fileName, String mediaType) {
        String name = fileName == null ? "" : fileName.toLowerCase(Locale.ROOT);
        return name.endsWith(".patch") || name.endsWith(".diff") || PATCHES.contains(mediaType);
    }
}
