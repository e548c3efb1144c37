package org.perdure.patch;

import java.util.Locale;
import java.util.Optional;
import org.perdure.message.Mailbox;

/**
 * A line by which somebody stands for a patch: {@code Reviewed-by: Ada Lovelace <ada@example.org>}.
 *
 * @param key what it says, in git's spelling: {@code Reviewed-by}
 * @param name who says so; empty if only an address is given
 * @param address the address; empty if only a name is given
 * @param remark what follows, such as {@code # arm}; mostly empty
 */
public record Trailer(String key, String name, String address, String remark) {
    /** Characters of a line that can be a trailer. */
    static final int MAX_CHARS = 400;

    /** Characters of a key. */
    static final int MAX_KEY = 40;

    private static final String SIGN_OFF = "Signed-off-by";

    /**
     * Reads a line.
     *
     * @param line a line, possibly indented
     */
    public static Optional<Trailer> find(String line) {
        String text = line.strip();
        int colon = text.indexOf(':');
        if (text.length() > MAX_CHARS || colon < 0 || !isKey(text.substring(0, colon).strip())) {
            return Optional.empty();
        }
        String key = text.substring(0, colon).strip();
        String spelled =
                key.substring(0, 1).toUpperCase(Locale.ROOT)
                        + key.substring(1).toLowerCase(Locale.ROOT);
        return of(spelled, text.substring(colon + 1).strip());
    }

    /** Returns whether a line begins a trailer whose value may stand in the next line. */
    static boolean isOpen(String line) {
        return find(line).filter(trailer -> trailer.address.isEmpty()).isPresent();
    }

    private static boolean isKey(String key) {
        return key.length() <= MAX_KEY
                && key.length() > "-by".length()
                && key.toLowerCase(Locale.ROOT).endsWith("-by")
                && key.charAt(0) != '-'
                && key.chars().allMatch(c -> c == '-' || (c < 128 && Character.isLetter(c)));
    }

    private static Optional<Trailer> of(String key, String value) {
        int open = value.indexOf('<');
        int close = value.indexOf('>', open + 1);
        if (open >= 0 && close > 0) {
            String address = value.substring(open + 1, close).strip();
            return address.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            new Trailer(
                                    key,
                                    unquoted(value.substring(0, open)),
                                    address,
                                    remark(value.substring(close + 1))));
        }
        int end = value.indexOf(' ');
        String first = end < 0 ? value : value.substring(0, end);
        if (first.indexOf('@') > 0) {
            return Optional.of(
                    new Trailer(key, "", first, remark(value.substring(first.length()))));
        }
        return value.isEmpty()
                ? Optional.empty()
                : Optional.of(new Trailer(key, unquoted(value), "", ""));
    }

    private static String unquoted(String name) {
        return name.replace('"', ' ').strip();
    }

    private static String remark(String rest) {
        String remark = rest.strip();
        return remark.equals(".") || remark.equals(",") || remark.equals(";") ? "" : remark;
    }

    /** Returns whether it depends on something: what follows is no mere remark. */
    public boolean isConditional() {
        return !remark.isEmpty() && "#([".indexOf(remark.charAt(0)) < 0;
    }

    /** Returns whether it speaks against the patch. */
    public boolean isAgainst() {
        return key.startsWith("Nack") || key.startsWith("Nak");
    }

    /** Returns whether it says who wrote or passed on the patch. */
    public boolean isSignOff() {
        return key.equals(SIGN_OFF) || key.equals("Co-developed-by");
    }

    /** Returns whether its address is that of a person; case does not matter. */
    public boolean hasAddressOf(Mailbox person) {
        return !address.isEmpty() && address.equalsIgnoreCase(person.address());
    }

    /** Returns whether its name is that of a person; case and order of the words do not matter. */
    public boolean hasNameOf(Mailbox person) {
        return !name.isEmpty() && folded(name).equals(folded(person.displayName()));
    }

    private static String folded(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replace('"', ' ').strip();
        int comma = plain.indexOf(','); // Some write the last name first.
        return comma < 0
                ? plain.replaceAll("\\s+", " ")
                : (plain.substring(comma + 1) + " " + plain.substring(0, comma))
                        .strip()
                        .replaceAll("\\s+", " ");
    }

    /** Returns whether another one says the same of the same person. */
    public boolean isSameAs(Trailer other) {
        return key.equals(other.key)
                && ((address.isEmpty() || other.address.isEmpty())
                        ? folded(name).equals(folded(other.name))
                        : address.equalsIgnoreCase(other.address));
    }

    /** Returns the line. */
    public String line() {
        StringBuilder line = new StringBuilder(key).append(':');
        if (!name.isEmpty()) {
            line.append(' ').append(name);
        }
        if (!address.isEmpty()) {
            line.append(name.isEmpty() ? " " : " <").append(address);
            line.append(name.isEmpty() ? "" : ">");
        }
        return remark.isEmpty() ? line.toString() : line.append(' ').append(remark).toString();
    }
}
