package org.perdure.message;

/**
 * A message within a message: forwarded, or one of a digest (RFC 2046, section 5.2.1).
 *
 * @param part place of the whole message in the MIME tree around it, as in {@link Attachment#part}
 * @param message what it holds; the places of its attachments are those in the outermost message.
 *     Messages within it are not listed in it, but after it, beside it
 */
public record EnclosedMessage(String part, Message message) {}
