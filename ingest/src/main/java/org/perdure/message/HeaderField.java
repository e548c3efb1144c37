package org.perdure.message;

/**
 * A header field (RFC 5322, section 2.2) as people read it.
 *
 * @param name the field name as written
 * @param body the field body, unfolded, with encoded words (RFC 2047) and raw 8-bit text decoded
 */
public record HeaderField(String name, String body) {
    /** Returns whether this is the field of that name; case does not matter. */
    public boolean is(String fieldName) {
        return name.equalsIgnoreCase(fieldName);
    }
}
