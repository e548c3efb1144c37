package org.perdure.message;

/**
 * The text of a message that people read.
 *
 * @param text decoded, line ends as {@code \n}, no NUL characters; empty when the message has no
 *     text
 * @param charset name of the charset it was decoded with
 * @param fromHtml whether it was made from an HTML part, because there was no plain text
 */
public record Body(String text, String charset, boolean fromHtml) {
    /** No text at all. */
    public static final Body EMPTY = new Body("", "US-ASCII", false);
}
