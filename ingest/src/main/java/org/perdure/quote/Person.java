package org.perdure.quote;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.perdure.message.HeaderField;
import org.perdure.message.Mailbox;
import org.perdure.message.Message;

/**
 * An author, as others name him.
 *
 * @param address hash of the addr-spec, 0 if there is none
 * @param name hashes of the words of the display name, at most {@value #MAX_WORDS}
 */
record Person(int address, int[] name) {
    /** Words of a name that count. */
    static final int MAX_WORDS = 6;

    /** Headers that keep the author where a list put itself into From. */
    private static final List<String> ORIGINALS = List.of("X-Original-From", "Reply-To");

    /** How a list that rewrites From names an author: {@code Ada via the-list}. */
    private static final String VIA = " via ";

    static Person authorOf(Message message) {
        if (message.from().isEmpty()) {
            return new Person(0, new int[0]);
        }
        Mailbox from = message.from().getFirst();
        String name = from.name() == null ? "" : from.name();
        int via = name.toLowerCase(Locale.ROOT).indexOf(VIA);
        if (via < 0) {
            return of(name, from.address());
        }
        return of(name.substring(0, via), originalAddress(message, from.address()));
    }

    private static String originalAddress(Message message, String munged) {
        for (String field : ORIGINALS) {
            for (HeaderField candidate : message.header()) {
                int open = candidate.body().indexOf('<');
                int close = candidate.body().indexOf('>', open + 1);
                if (candidate.is(field) && close > 0) {
                    return candidate.body().substring(open + 1, close);
                }
            }
        }
        return munged;
    }

    static Person of(String name, String address) {
        int[] words = Words.of(name).hashes();
        return new Person(
                address(address),
                words.length > MAX_WORDS ? Arrays.copyOf(words, MAX_WORDS) : words);
    }

    /** Returns what addresses are compared by; 0 stands for none. */
    static int address(String address) {
        String small = address.strip().toLowerCase(Locale.ROOT);
        return small.isEmpty() ? 0 : small.hashCode() | 1;
    }

    /** Returns what the postings of a name stand under: its first and its last word. */
    long nameKey() {
        return name.length == 0 ? 0 : pair(name[0], name[name.length - 1]);
    }

    /** Returns the key of a name that begins and ends with two words. */
    static long pair(int first, int last) {
        return ((long) first << 32) ^ (last & 0xffffffffL);
    }

    boolean isSame(Person other) {
        return (address != 0 && address == other.address)
                || (name.length > 1 && Arrays.equals(name, other.name));
    }
}
