package org.perdure.archive;

import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.perdure.archive.LinkAnswer.Status;
import org.perdure.link.FoundLink;
import org.perdure.link.LinkFinder;

/**
 * Says of the links in texts where they lead, and what they should be. For use by one thread.
 *
 * <p>Memory does not grow with the number of links: they are resolved in batches, each by a {@link
 * Resolver} of its own.
 */
public final class LinkChecker {
    /** How many links are resolved by one resolver. */
    static final int BATCH = 1_000;

    /** Of what a link can mean, best last: a message, then a page, and the surer of two. */
    private static final Comparator<LinkAnswer> BY_WORTH =
            Comparator.comparingInt((LinkAnswer answer) -> answer.status() == Status.EXACT ? 1 : 0)
                    .thenComparingInt(answer -> answer.messageId() != null ? 1 : 0)
                    .thenComparingDouble(LinkAnswer::confidence);

    /** What LaTeX needs a backslash before; JSON has it before slashes, on its own. */
    private static final String LATEX = "_%#&~";

    /** An anchor of a message on pages of threads, the same in public-inbox and here. */
    private static final Pattern ANCHOR = Pattern.compile("#m[0-9a-f]{40}");

    private final Archive archive;
    private final String base;
    private final Set<String> hosts;
    private Resolver resolver;
    private int resolved;

    /**
     * @param base scheme and host under which the archive is known, without a slash at the end;
     *     empty if it is known under none, so that no link should be another
     */
    public LinkChecker(Archive archive, String base) {
        this.archive = archive;
        this.base = base;
        this.hosts = base.isEmpty() ? Set.of() : Set.of(URI.create(base).getAuthority());
        this.resolver = new Resolver(archive, hosts);
    }

    /**
     * Returns the links to mail archives in a text, in their order.
     *
     * @param text one character a byte
     */
    public List<CheckedLink> check(String text) {
        List<CheckedLink> checked = new ArrayList<>();
        int end = 0;
        for (FoundLink link : new LinkFinder(resolver.parser()).find(text)) {
            if (link.start() >= end) { // What follows may be the rest of a wrapped link.
                CheckedLink one = check(link);
                end = one.end();
                checked.add(one);
            }
        }
        return checked;
    }

    private CheckedLink check(FoundLink link) {
        LinkAnswer answer = resolve(link);
        FoundLink wrapped = link.wrapped();
        if (wrapped != null) {
            LinkAnswer longer = resolve(wrapped);
            if (BY_WORTH.compare(longer, answer) > 0) {
                return checked(wrapped, longer);
            }
        }
        return checked(link, answer);
    }

    private LinkAnswer resolve(FoundLink link) {
        if (resolved == BATCH) {
            resolver = new Resolver(archive, hosts);
            resolved = 0;
        }
        resolved++;
        return resolver.resolve(link.text());
    }

    private CheckedLink checked(FoundLink link, LinkAnswer answer) {
        return CheckedLink.of(link, answer, resolver.isOurs(link.text()), rewritten(link, answer));
    }

    private @Nullable String rewritten(FoundLink link, LinkAnswer answer) {
        String path = answer.path();
        boolean isSure = answer.status() == Status.EXACT && path != null;
        if (base.isEmpty() || !isSure || isSnapshot(link) || isOfToday(link, answer)) {
            return null;
        }
        String address = base + path;
        if (link.text().startsWith(address) || link.text().startsWith(withoutScheme(address))) {
            return null;
        }
        String whole = answer.messageId() == null ? address : address + kept(link);
        return escaped(link.hasScheme() ? whole : withoutScheme(whole), link.escaped());
    }

    /** Who links to a snapshot wants what was there then. */
    private static boolean isSnapshot(FoundLink link) {
        return link.text().contains("web.archive.org/web/");
    }

    private static String withoutScheme(String address) {
        return address.substring(address.indexOf("//") + 2);
    }

    /** What belongs to a message on our own pages has the address that it should have. */
    private boolean isOfToday(FoundLink link, LinkAnswer answer) {
        String key = answer.key();
        String own = (link.hasScheme() ? base : withoutScheme(base)) + "/";
        return link.text().startsWith(own)
                && key != null
                && key.startsWith("id ")
                && !link.text().contains(".cgi");
    }

    /**
     * Returns what the new link has behind the message: a thread stays a thread, with the anchor of
     * a message in it, and what programs fetch stays what they can read. Any other fragment names a
     * place in an old page, or is what the answer was found by, and means nothing any more.
     */
    private static String kept(FoundLink link) {
        String text = link.text();
        int hash = text.indexOf('#');
        String fragment = hash < 0 ? "" : text.substring(hash);
        String address = hash < 0 ? text : text.substring(0, hash);
        String bare = address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
        String view =
                switch (bare.substring(bare.lastIndexOf('/') + 1)) {
                    case "t" -> "t/";
                    case "T" -> "T/";
                    case "raw" -> "raw";
                    case "t.mbox.gz" -> "t.mbox.gz";
                    case "mbox" -> bare.contains("patchew.org/") ? "t.mbox.gz" : "raw";
                    default -> "";
                };
        return view.endsWith("/") && ANCHOR.matcher(fragment).matches() ? view + fragment : view;
    }

    private static String escaped(String address, String escaped) {
        boolean latex = escaped.chars().anyMatch(c -> LATEX.indexOf(c) >= 0);
        boolean json = escaped.indexOf('/') >= 0;
        StringBuilder out = new StringBuilder(address.length() + 16);
        for (int i = 0; i < address.length(); i++) {
            char c = address.charAt(i);
            if ((json && c == '/') || (latex && LATEX.indexOf(c) >= 0)) {
                out.append('\\');
            }
            out.append(c);
        }
        return out.toString();
    }
}
