package org.perdure.source.html;

/** A piece of the body of a page, in its order. */
sealed interface BodyPiece {
    /**
     * Text of one part of the message.
     *
     * @param text plain text, tags and entities undone
     */
    record Text(String text) implements BodyPiece {}

    /**
     * A body that is more than preformatted text: HTML mail, flowed text.
     *
     * @param html a fragment, whatever a sender wrote included
     */
    record Html(String html) implements BodyPiece {}

    /**
     * An attachment in a file of its own.
     *
     * @param file name of the file beside the page
     * @param name what the sender called it; the name of the file if the page does not say
     * @param description what the page says it is, possibly empty
     */
    record File(String file, String name, String description) implements BodyPiece {}
}
