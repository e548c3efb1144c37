package org.perdure.archive;

import java.util.List;

/**
 * By what names and by whom a message is mentioned.
 *
 * @param aliases its other addresses
 * @param citedBy the messages whose links lead to it, those that arrived last first, at most {@link
 *     #MAX_CITED}
 */
public record Mentions(List<Alias> aliases, List<Summary> citedBy) {
    /** How many messages that cite one are shown. */
    public static final int MAX_CITED = 50;

    /** A message of which nothing is known. */
    public static final Mentions NONE = new Mentions(List.of(), List.of());

    public Mentions {
        aliases = List.copyOf(aliases);
        citedBy = List.copyOf(citedBy);
    }

    /**
     * An address that a message has or had.
     *
     * @param kind which
     * @param text the address as far as it is known: a path, or what a link to it says
     * @param hosts the hosts where it had that path, if that was told
     */
    public record Alias(Kind kind, String text, List<String> hosts) {
        public Alias {
            hosts = List.copyOf(hosts);
        }
    }

    /** The kinds of addresses. Names in lower case are published: stable. */
    public enum Kind {
        /** A page of MHonArc, or one under a synthetic msg-id; it is served here. */
        PUBLISHED,
        /** A page of Pipermail. */
        PIPERMAIL,
        /** A link of another archive, by what the operator said. */
        KNOWN,
        /** A link of another archive, by what the message says; anybody can write that. */
        CLAIMED
    }
}
