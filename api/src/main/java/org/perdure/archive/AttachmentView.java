package org.perdure.archive;

import org.perdure.message.Attachment;

/**
 * An attachment with its content, decoded.
 *
 * @param attachment what it is
 * @param bytes its content, decoded; not copied: nobody may change it
 * @param etag changes when the content does; without quotes
 * @param loan the memory that the content takes, to be given back when it is no longer held
 */
public record AttachmentView(Attachment attachment, byte[] bytes, String etag, Loan loan) {}
