package org.perdure.text;

/** What a line of a body is. */
public enum Kind {
    /** What the author of the message wrote: text of level 0. */
    AUTHORED,
    /** What others wrote: text of level 1 and deeper. */
    QUOTED,
    /** Lines of a unified diff, whoever wrote them. */
    PATCH,
    /** The line before a quotation that names its author, such as {@code Ada wrote:}. */
    ATTRIBUTION,
    /**
     * Header fields that introduce what is quoted or forwarded, and the line that sets them off.
     */
    HEADER_BLOCK,
    /** A signature separator ({@code -- }) and what follows it. */
    SIGNATURE,
    /** What the list manager added below. */
    FOOTER,
    /** What many messages by many authors have: disclaimers, banners of mail gateways. */
    BOILERPLATE,
    /** A line that says only that something was left out, such as {@code [...]}. */
    ELISION,
    /**
     * Lines of OpenPGP armour (RFC 9580, section 6.2; the beginning of a signed text: section 7):
     * nothing that people read.
     */
    ARMOUR;

    /** Returns whether its lines are text that somebody may quote. */
    public boolean isText() {
        return switch (this) {
            case AUTHORED, QUOTED, PATCH -> true;
            case ATTRIBUTION, HEADER_BLOCK, SIGNATURE, FOOTER, BOILERPLATE, ELISION, ARMOUR ->
                    false;
        };
    }

    /** Returns whether its lines introduce what another wrote. */
    public boolean isIntroduction() {
        return this == ATTRIBUTION || this == HEADER_BLOCK;
    }
}
