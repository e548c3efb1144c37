package org.perdure.message;

/**
 * Something wrong with a message that did not keep it from being archived.
 *
 * @param code what kind of thing; counted by the import
 * @param detail the case at hand, fit for a reader's eyes, such as {@code x-unknown}
 */
public record Defect(Code code, String detail) {
    /** The kinds of defect. Their names are stable: they are stored and shown. */
    public enum Code {
        /** No Message-ID, Msg-ID or Content-ID; a synthetic one was made. */
        MISSING_MESSAGE_ID,
        /** No Date field. */
        MISSING_DATE,
        /** A Date that is not a date, or cannot be. */
        BAD_DATE,
        /** A Date that contradicts the arrival: long after it, or years before. */
        WRONG_DATE,
        /** Raw 8-bit text in a header field. */
        RAW_HEADER_BYTES,
        /** A line in the header section that is no field. */
        BAD_HEADER_LINE,
        /** A charset that is not known, or does not fit the bytes; another was used. */
        BAD_CHARSET,
        /** Transfer encoding or MIME structure is broken. */
        BAD_STRUCTURE,
        /**
         * A limit was reached; what lies beyond is kept as flat text, or in the raw message only.
         */
        LIMIT_REACHED,
        /** Mail addresses are masked: the message is from an archive for readers. */
        MASKED_ADDRESS,
        /** The message could not be parsed; it is kept as bytes. */
        UNPARSABLE
    }
}
