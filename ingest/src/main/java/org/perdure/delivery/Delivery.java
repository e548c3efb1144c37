package org.perdure.delivery;

import org.perdure.message.ListName;
import org.perdure.source.RawMessage;

/**
 * A message that has come in for a list.
 *
 * @param list the list
 * @param raw the message; its separator line tells when it came, its source how
 */
public record Delivery(ListName list, RawMessage raw) {
    /**
     * Returns whether bytes can be a message: they begin with a header field (RFC 5322, section
     * 2.2). Anything else that comes over a wire was meant for somewhere else.
     */
    public static boolean isMessage(byte[] bytes) {
        int name = 0;
        while (name < bytes.length && isNameCharacter(bytes[name])) {
            name++;
        }
        int colon = name;
        // Blanks before the colon: RFC 5322, section 4.5.
        while (colon < bytes.length && (bytes[colon] == ' ' || bytes[colon] == '\t')) {
            colon++;
        }
        return name > 0 && colon < bytes.length && bytes[colon] == ':';
    }

    private static boolean isNameCharacter(byte b) {
        return b > ' ' && b < 127 && b != ':';
    }
}
