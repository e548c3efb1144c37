package org.perdure.message;

import org.jspecify.annotations.Nullable;

/**
 * A mailbox (RFC 5322, section 3.4): a display name and an addr-spec, of which broken mail may lack
 * one.
 *
 * @param name the display name, decoded, if there is one
 * @param address the addr-spec as written; empty if the field held none
 */
public record Mailbox(@Nullable String name, String address) {
    /** Returns what to call the person: the display name, else the local part of the address. */
    public String displayName() {
        if (name != null && !name.isBlank()) {
            return name;
        }
        int at = address.lastIndexOf('@');
        return at > 0 ? address.substring(0, at) : address;
    }
}
