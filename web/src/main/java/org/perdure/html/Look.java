package org.perdure.html;

import java.util.Arrays;
import org.perdure.message.ArchiveException.BadParameter;

/** As what a message is shown. */
enum Look {
    /** As all our pages are. */
    USUAL(""),
    /** As MHonArc shows it. */
    MHONARC("mhonarc"),
    /** Without what it quotes. */
    OWN("own");

    private final String parameter;

    Look(String parameter) {
        this.parameter = parameter;
    }

    /** Returns the look that is asked for by the parameter {@code as}; empty if it is not given. */
    static Look of(String parameter) {
        return Arrays.stream(values())
                .filter(look -> look.parameter.equals(parameter))
                .findFirst()
                .orElseThrow(() -> new BadParameter("There is no look “" + parameter + "”."));
    }

    /**
     * Returns where a message is shown so.
     *
     * @param address of its page, or the query alone; it may have a query, and no fragment
     */
    String in(String address) {
        return this == USUAL
                ? address
                : address + (address.contains("?") ? "&" : "?") + "as=" + parameter;
    }
}
