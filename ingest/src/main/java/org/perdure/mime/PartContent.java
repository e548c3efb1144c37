package org.perdure.mime;

import org.jspecify.annotations.Nullable;

/**
 * A part of a message with its content, for those who want to keep it.
 *
 * @param mediaType lower-case type and subtype, such as {@code application/pdf}
 * @param charset the label of its charset as sent, if any; not checked
 * @param fileName the name the sender gave it, decoded, if any; not safe to use as a path
 * @param content decoded
 */
public record PartContent(
        String mediaType, @Nullable String charset, @Nullable String fileName, byte[] content) {}
