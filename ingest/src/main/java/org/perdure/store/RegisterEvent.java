package org.perdure.store;

/** What happened to an address. Names are stored, exported and hashed: stable. */
public enum RegisterEvent {
    /** A number was given by rule. */
    GIVEN,
    /** A number was given, or confirmed, since it was seen: it never moves again. */
    EXACT,
    /** A number that was given by rule was taken from its message: another has it by right. */
    LEFT,
    /** What a synthetic msg-id had is now that of the msg-id by which the message is known. */
    RENAMED,
    /** The name of a file beside the pages of a month was given. */
    FILE,
    /** A further message with the same msg-id was given {@code ?copy=N}. */
    COPY,
    /** A msg-id was taken down. */
    HIDDEN,
    /** A msg-id that was taken down is shown again. */
    SHOWN
}
