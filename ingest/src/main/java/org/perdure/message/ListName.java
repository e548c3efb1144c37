package org.perdure.message;

import java.util.regex.Pattern;

/**
 * The name of a mailing list within an archive, such as {@code xen-devel}; the first segment of its
 * URLs.
 *
 * @param value 1 to 100 characters: lower-case letters, digits, {@code . _ + -}, beginning with a
 *     letter or digit
 */
public record ListName(String value) implements Comparable<ListName> {
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9._+-]{0,99}");

    public ListName {
        if (!isValid(value)) {
            throw new IllegalArgumentException(
                    "a list name has 1 to 100 lower-case letters, digits and . _ + -, and begins"
                            + " with a letter or digit; this is not one: "
                            + value);
        }
    }

    /** Returns whether a text can be the name of a list. */
    public static boolean isValid(String value) {
        return FORM.matcher(value).matches();
    }

    @Override
    public int compareTo(ListName other) {
        return value.compareTo(other.value);
    }

    /** Returns the name. */
    @Override
    public String toString() {
        return value;
    }
}
