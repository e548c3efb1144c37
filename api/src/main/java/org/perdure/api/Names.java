package org.perdure.api;

import java.util.Locale;

/** How the names of constants are written in JSON and in URLs. */
final class Names {
    private Names() {}

    /** Returns a name such as {@code unknown-list}. */
    static String hyphenated(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
