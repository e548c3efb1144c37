package org.perdure.thread;

/** What an edge from a message to its parent rests on. Names are stored and exported: stable. */
public enum Evidence {
    /** The In-Reply-To field names the parent. */
    IN_REPLY_TO,
    /** The References field names the parent. */
    REFERENCES,
    /** The message quotes what the parent's author wrote. */
    QUOTATION,
    /** The message is a patch of the series that the parent begins. */
    SERIES,
    /** The message says that it is a reply, and has the subject of the parent. */
    SUBJECT,
    /** An operator said so. */
    OPERATOR;

    /** Returns whether a field of the header names the parent. */
    public boolean isOfHeader() {
        return switch (this) {
            case IN_REPLY_TO, REFERENCES -> true;
            case QUOTATION, SERIES, SUBJECT, OPERATOR -> false;
        };
    }

    /** Returns whether the parent was inferred: neither the header nor an operator names it. */
    public boolean isInferred() {
        return switch (this) {
            case QUOTATION, SERIES, SUBJECT -> true;
            case IN_REPLY_TO, REFERENCES, OPERATOR -> false;
        };
    }
}
