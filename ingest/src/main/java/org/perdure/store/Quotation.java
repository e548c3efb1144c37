package org.perdure.store;

/**
 * Lines of a message that another message wrote. Lines are those of the text, from 0.
 *
 * @param quoting key of the message that quotes
 * @param firstLine the first line that is quoted
 * @param endLine behind the last one
 * @param level how often it was quoted, as written: 1 and up; 0 if it has no marks, and its words
 *     alone say that it is quoted
 * @param source key of the message that wrote it
 * @param sourceFirst the first line there
 * @param sourceEnd behind the last one there
 * @param words how many words are quoted
 * @param confidence how many of these words stand there, in rows of three, 0 to 1, in thousandths
 * @param inThread whether the source is one of the messages that are answered; else it was found by
 *     its words alone
 */
public record Quotation(
        long quoting,
        int firstLine,
        int endLine,
        int level,
        long source,
        int sourceFirst,
        int sourceEnd,
        int words,
        double confidence,
        boolean inThread) {}
