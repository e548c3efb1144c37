package org.perdure.quote;

/** What speaks for a parent. Names are stored and exported: stable. */
public enum Clue {
    /** It wrote what is quoted. */
    PASSAGES,
    /** The attribution names its author. */
    NAME,
    /** The attribution names its minute. */
    MINUTE,
    /** The subjects are the same. */
    SUBJECT,
    /** The message is addressed to its author first. */
    ADDRESSEE,
    /** The message is a patch of the series that it begins. */
    SERIES
}
