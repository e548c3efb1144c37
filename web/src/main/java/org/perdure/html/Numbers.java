package org.perdure.html;

import java.util.Locale;

/** Numbers as pages show them. */
public final class Numbers {
    private Numbers() {}

    /** Returns such as {@code 27,573}. */
    public static String grouped(long number) {
        return String.format(Locale.ENGLISH, "%,d", number);
    }

    /** Returns such as {@code 1 message} or {@code 27,573 messages}. */
    public static String messages(long number) {
        return grouped(number) + (number == 1 ? " message" : " messages");
    }
}
