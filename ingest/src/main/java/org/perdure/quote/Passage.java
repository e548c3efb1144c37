package org.perdure.quote;

/**
 * A passage that a message quotes, and where it was taken from. Places are counted in words: those
 * of a message as {@link Words} cuts them, from 0.
 *
 * @param from first quoted word, in the message that quotes
 * @param to behind the last one
 * @param level how often it was quoted before and here, as written: 1 and up
 * @param source the message that wrote it, as a place in the index
 * @param sourceFrom first word there
 * @param sourceTo behind the last one there
 * @param matched how many of the quoted words stand there, in rows of three
 */
public record Passage(
        int from, int to, int level, int source, int sourceFrom, int sourceTo, int matched) {}
