package org.perdure.html;

import java.util.Locale;
import org.perdure.search.Page.Total;

/** Numbers as pages show them. */
public final class Numbers {
    private Numbers() {}

    /** Returns such as {@code 27,573}. */
    public static String grouped(long number) {
        return String.format(Locale.ENGLISH, "%,d", number);
    }

    /** Returns the same, behind {@code at least} if there may be more. */
    static String messages(Total total) {
        return (total.exact() ? "" : "at least ") + messages(total.value());
    }

    /** Returns such as {@code 1 message} or {@code 27,573 messages}. */
    public static String messages(long number) {
        return grouped(number) + (number == 1 ? " message" : " messages");
    }
}
