package org.perdure.archive;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.perdure.archive.LinkAnswer.Asked;
import org.perdure.archive.MessageFinder.Found;
import org.perdure.link.LinkKey;
import org.perdure.message.MailingList;
import org.perdure.message.MessageId;

/** Answers links that name a message by its msg-id: whole, cut, masked or hashed. */
final class IdResolver {
    /** Beginnings this long lead to one msg-id at most; the same limit as public-inbox has. */
    static final int MIN_EXACT_PREFIX = 14;

    /** How sure a msg-id is of which only a part is known, when one message has that part. */
    private static final double PART = 0.95;

    /** The same for a part that is shorter. */
    private static final double SHORT_PART = 0.5;

    /** MHonArc writes an x for each character behind the first {@code @}. */
    private static final Pattern MASKED = Pattern.compile("([^@]+)@(x{2,})");

    /** Gmane's form: {@code LOCAL-KEY@public.gmane.org}, with a key of 22 characters. */
    private static final Pattern GMANE_MASKED =
            Pattern.compile("(.+)-[A-Za-z0-9_+/-]{22}@public\\.gmane\\.org");

    /** The beginning of the hash of another message of a thread. */
    private static final Pattern CUT_ANCHOR = Pattern.compile("/[Tt]/?#[mr][0-9a-f]{7,39}$");

    /** How many of the last characters of a msg-id must end a link that may be cut there. */
    private static final int TAIL = 5;

    private static final String CUT = "The Message-ID in the link is cut.";

    private static final String NO_MESSAGE = "No message with this Message-ID is in this archive.";

    private final MessageFinder finder;
    private final ListDirectory lists;

    IdResolver(MessageFinder finder, ListDirectory lists) {
        this.finder = finder;
        this.lists = lists;
    }

    LinkAnswer id(Asked asked, LinkKey.Id key) {
        String anchor = key.anchor();
        if (anchor != null) {
            Found named = finder.byHash(anchor);
            if (!named.isEmpty()) {
                return whole(asked, named);
            }
        }
        boolean isOther = anchor != null || CUT_ANCHOR.matcher(asked.link()).find();
        // The first reading that any list knows is the one that was meant.
        for (MessageId id : key.readings()) {
            Found found = finder.byId(lists.withMail(), id);
            if (!found.isEmpty()) {
                return isOther
                        ? asked.candidates(
                                "The link is to another message of this thread, which is not here"
                                        + " or not told in full.",
                                SHORT_PART,
                                inNamedList(asked.link(), found.shown()))
                        : whole(asked, found);
            }
        }
        MessageId last = key.readings().getLast();
        return masked(asked, last).orElseGet(() -> beginning(asked, last.value()));
    }

    private static LinkAnswer whole(Asked asked, Found found) {
        if (found.shown().isEmpty()) {
            return gone(asked, found);
        }
        List<Summary> meant = inNamedList(asked.link(), found.shown());
        return meant.size() == 1
                ? asked.message(meant.getFirst())
                : asked.several("The message was sent to more than one list.", meant);
    }

    private static LinkAnswer gone(Asked asked, Found found) {
        return Optional.ofNullable(found.gone())
                .map(asked::gone)
                .orElseGet(() -> asked.unknown(NO_MESSAGE));
    }

    /** Of messages that went to several lists, returns that in a list which the link names. */
    private static List<Summary> inNamedList(String link, List<Summary> found) {
        if (found.size() < 2) {
            return found;
        }
        Set<String> segments = Set.copyOf(Arrays.asList(link.split("[/?&=]", -1)));
        List<Summary> named =
                found.stream().filter(one -> segments.contains(one.list().value())).toList();
        return named.isEmpty() ? found : named;
    }

    private Optional<LinkAnswer> masked(Asked asked, MessageId id) {
        Matcher masked = MASKED.matcher(id.value());
        Matcher gmane = GMANE_MASKED.matcher(id.value());
        Found found;
        if (masked.matches()) {
            found = finder.byLocalPart(lists.withMail(), masked.group(1), masked.group(2).length());
        } else if (gmane.matches()) {
            found = finder.byLocalPart(lists.withMail(), gmane.group(1), -1);
        } else {
            return Optional.empty();
        }
        return Optional.of(
                found.isEmpty()
                        ? asked.unknown("No Message-ID of this archive is like the masked one.")
                        : part(asked, found, true, "The Message-ID in the link is masked."));
    }

    /** Returns whether a msg-id is the last of a link: only there can it be cut. */
    private static boolean isAtEnd(String link, String id) {
        return link.endsWith(id.substring(Math.max(0, id.length() - TAIL)));
    }

    /**
     * Answers a link with a msg-id that is not here: it was cut, possibly behind the {@code @}; or,
     * where more of the link stands behind it, it is whole, and somebody left out its end.
     */
    private LinkAnswer beginning(Asked asked, String text) {
        Found found =
                text.length() < MIN_EXACT_PREFIX ? new Found(List.of(), null) : beginning(text);
        if (found.isEmpty()) {
            return asked.unknown(NO_MESSAGE);
        }
        if (isAtEnd(asked.link(), text)) {
            return part(asked, found, isApart(text, found), CUT);
        }
        return found.shown().isEmpty()
                ? asked.unknown(NO_MESSAGE)
                : asked.candidates(
                        NO_MESSAGE + " This one begins like it.", SHORT_PART, found.shown());
    }

    /**
     * Returns whether what is left of a msg-id is more than part of a number: {@code …-1} may have
     * been {@code …-1-} or {@code …-12-}, and the other patch may not be here.
     */
    private static boolean isApart(String text, Found found) {
        return !isDigit(text, text.length() - 1)
                || found.shown().stream()
                        .noneMatch(one -> isDigit(one.id().value(), text.length()));
    }

    private static boolean isDigit(String text, int at) {
        return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }

    LinkAnswer prefix(Asked asked, LinkKey.IdPrefix key) {
        Found found = beginning(key.prefix());
        return found.isEmpty()
                ? asked.unknown(
                        "The Message-ID in the link is cut, and none of this archive begins so.")
                : part(
                        asked,
                        found,
                        key.prefix().length() >= MIN_EXACT_PREFIX && isApart(key.prefix(), found),
                        CUT);
    }

    private Found beginning(String text) {
        return finder.byBeginning(lists.withMail(), text, Resolver.MAX_CANDIDATES + 1);
    }

    private static LinkAnswer part(Asked asked, Found found, boolean enough, String reason) {
        if (found.shown().isEmpty()) {
            return gone(asked, found);
        }
        List<Summary> meant = inNamedList(asked.link(), found.shown());
        boolean one =
                meant.stream().map(Summary::id).distinct().count() == 1 && found.gone() == null;
        if (one && enough) {
            return meant.size() == 1
                    ? asked.message(meant.getFirst(), PART, reason + " Only this one is like it.")
                    : asked.several("The message was sent to more than one list.", meant);
        }
        return asked.candidates(
                reason + (one ? " Another may have been meant." : " More than one is like it."),
                one ? SHORT_PART : PART,
                meant);
    }

    LinkAnswer hashed(Asked asked, LinkKey.Hashed key) {
        if (!key.withAddress()) {
            return hash(asked, finder.byHash(key.sha1()));
        }
        List<Summary> shown = new ArrayList<>();
        Found last = new Found(List.of(), null);
        for (MailingList list : lists.lists()) {
            for (String address : list.addresses()) {
                Found found = finder.byHashWithAddress(list.name(), address, key.sha1());
                shown.addAll(found.shown());
                last = found.gone() == null ? last : found;
            }
        }
        return hash(asked, new Found(shown, last.gone()));
    }

    private static LinkAnswer hash(Asked asked, Found found) {
        return found.isEmpty()
                ? asked.unknown("No Message-ID of this archive has the hash in the link.")
                : whole(asked, found);
    }
}
