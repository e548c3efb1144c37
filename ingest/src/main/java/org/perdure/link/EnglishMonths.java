package org.perdure.link;

import java.util.List;
import java.util.Optional;

/** Names of months as archive programs write them: {@code March}, {@code Mar}. */
final class EnglishMonths {
    private static final int SHORT = 3;

    private static final List<String> NAMES =
            List.of(
                    "January",
                    "February",
                    "March",
                    "April",
                    "May",
                    "June",
                    "July",
                    "August",
                    "September",
                    "October",
                    "November",
                    "December");

    private EnglishMonths() {}

    /** Returns the number of the month, from {@code 1} to {@code 12}, in digits. */
    static Optional<String> find(String name) {
        for (int i = 0; i < NAMES.size(); i++) {
            String full = NAMES.get(i);
            if (name.equalsIgnoreCase(full) || name.equalsIgnoreCase(full.substring(0, SHORT))) {
                return Optional.of(Integer.toString(i + 1));
            }
        }
        return Optional.empty();
    }
}
