package org.perdure.delivery;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.perdure.message.ListName;
import org.perdure.message.Sha256;

/**
 * Who may hand in mail over HTTP: bearer tokens (RFC 6750), of which only the digests are known
 * here.
 */
public final class Tokens {
    /** Nobody. */
    public static final Tokens NONE = new Tokens(List.of());

    private final List<Token> tokens;

    public Tokens(List<Token> tokens) {
        this.tokens = List.copyOf(tokens);
    }

    /**
     * A token, and what it is good for.
     *
     * @param sha256 SHA-256 of its characters in UTF-8, 32 bytes
     * @param lists for which lists; empty for all
     */
    public record Token(byte[] sha256, Set<ListName> lists) {
        public Token {
            sha256 = sha256.clone();
            lists = Set.copyOf(lists);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Token token
                    && Arrays.equals(sha256, token.sha256)
                    && lists.equals(token.lists);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(sha256);
        }
    }

    /** Whether somebody may hand in mail. */
    public enum Access {
        /** Yes. */
        GRANTED,
        /** No, the token is not known. */
        UNKNOWN_TOKEN,
        /** No, the token is for other lists. */
        OTHER_LISTS
    }

    /** Returns whether there is no token at all, so that nobody can hand in anything. */
    public boolean isEmpty() {
        return tokens.isEmpty();
    }

    /**
     * Returns what a token is good for. Takes the same time for each token of the same length,
     * known or not.
     */
    public Access check(String token, ListName list) {
        byte[] sha256 = sha256(token);
        boolean known = false;
        boolean granted = false;
        for (Token each : tokens) {
            boolean same = MessageDigest.isEqual(each.sha256, sha256);
            known |= same;
            granted |= same && (each.lists.isEmpty() || each.lists.contains(list));
        }
        if (granted) {
            return Access.GRANTED;
        }
        return known ? Access.OTHER_LISTS : Access.UNKNOWN_TOKEN;
    }

    private static byte[] sha256(String token) {
        return Sha256.of(token.getBytes(StandardCharsets.UTF_8));
    }
}
