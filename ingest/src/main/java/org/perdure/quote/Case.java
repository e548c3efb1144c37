package org.perdure.quote;

/** What a message gives to go by. */
public enum Case {
    /** It quotes, and says whom. */
    ATTRIBUTED,
    /** It quotes by its looks, and does not say whom. */
    MARKED,
    /** It says that it is a reply. */
    UNQUOTED,
    /** It does not look like a reply: it may be part of a series. */
    OTHER
}
