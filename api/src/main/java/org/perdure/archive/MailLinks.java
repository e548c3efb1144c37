package org.perdure.archive;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.perdure.archive.LinkAnswer.Status;
import org.perdure.link.TextLinks;
import org.perdure.link.TextLinks.Found;
import org.perdure.text.Block;

/**
 * Finds the links to mail in the text of messages, and where they lead here: all those of one page,
 * by one thread. Nothing is guessed.
 */
final class MailLinks {
    /** How many links of a page are looked up; later ones stay as they are. */
    static final int MAX_LINKS = 500;

    private final Supplier<Resolver> resolvers;
    private final Map<String, Optional<MailLink>> known = new HashMap<>();
    private @Nullable Resolver resolver;
    private int asked;

    /**
     * @param resolvers makes what answers, when the first link is found
     */
    MailLinks(Supplier<Resolver> resolvers) {
        this.resolvers = resolvers;
    }

    /**
     * Adds where the addresses in a text lead.
     *
     * @param links by address; what a mail program broke, by {@link Found#broken}
     */
    void find(List<Block> blocks, Map<String, MailLink> links) {
        for (Block block : blocks) {
            String text = String.join("\n", block.lines());
            if (!text.contains("://")) {
                continue;
            }
            for (Found found : TextLinks.find(text)) {
                add(found, links);
            }
        }
    }

    private void add(Found found, Map<String, MailLink> links) {
        Optional<MailLink> whole = look(found.address());
        boolean message = whole.isPresent() && isMessage(whole.get());
        String rest = found.rest();
        if (rest != null && !message && look(rest).isEmpty()) {
            // A page of a month is what is left of a message's address; only a message is proof
            // that the next line belongs to it, if that is no link of its own.
            Optional<MailLink> broken = look(found.broken()).filter(MailLinks::isMessage);
            broken.ifPresent(link -> links.put(found.broken(), link));
        }
        whole.ifPresent(link -> links.put(found.address(), link));
    }

    /** Msg-ids have an at sign, and the paths of lists and months have none. */
    private static boolean isMessage(MailLink link) {
        return link instanceof MailLink.Exact exact && exact.path().indexOf('@') >= 0;
    }

    /** Returns where an address leads. */
    Optional<MailLink> look(String address) {
        Optional<MailLink> before = known.get(address);
        if (before != null) {
            return before;
        }
        if (asked >= MAX_LINKS) {
            return Optional.empty();
        }
        asked++;
        if (resolver == null) {
            resolver = resolvers.get();
        }
        Optional<MailLink> link = resolver.resolveSurely(address).flatMap(MailLinks::link);
        known.put(address, link);
        return link;
    }

    private static Optional<MailLink> link(LinkAnswer answer) {
        String path = answer.path();
        if (answer.status() == Status.EXACT && path != null) {
            return Optional.of(new MailLink.Exact(path));
        }
        return answer.status() == Status.CANDIDATES
                ? Optional.of(
                        new MailLink.Unsure(
                                "/resolve?url="
                                        + URLEncoder.encode(answer.link(), StandardCharsets.UTF_8)))
                : Optional.empty();
    }
}
