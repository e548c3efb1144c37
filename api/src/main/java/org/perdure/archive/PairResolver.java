package org.perdure.archive;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.perdure.archive.LinkAnswer.Asked;
import org.perdure.archive.MessageFinder.Found;
import org.perdure.link.LinkKey;
import org.perdure.store.LinkPair;
import org.perdure.store.LinkPair.Origin;

/** Answers links of other archives of which somebody has said which message is there. */
final class PairResolver {
    /** That a message is where its own header says, though anybody can write that. */
    private static final double SAID_BY_HEADER = 0.9;

    private final MessageFinder finder;
    private final ListDirectory lists;

    PairResolver(MessageFinder finder, ListDirectory lists) {
        this.finder = finder;
        this.lists = lists;
    }

    /** Returns the answer, if anything is known of the link. */
    Optional<LinkAnswer> find(Asked asked, LinkKey key) {
        List<LinkPair> pairs = pairs(key);
        if (pairs.isEmpty()) {
            return Optional.empty();
        }
        // What the operator says is not called in question by what senders write.
        List<LinkPair> said =
                pairs.stream().filter(pair -> pair.origin() == Origin.OPERATOR).toList();
        return Optional.of(answer(asked, said.isEmpty() ? pairs : said));
    }

    /** An archive that names lists by their addresses means the same ones in any case. */
    private List<LinkPair> pairs(LinkKey key) {
        List<LinkPair> pairs = finder.pairs(key.toString());
        String lower = key.toString().toLowerCase(Locale.ROOT);
        boolean byAddress =
                key instanceof LinkKey.External named && named.scheme().equals("mail-archive");
        return pairs.isEmpty() && byAddress ? finder.pairs(lower) : pairs;
    }

    private LinkAnswer answer(Asked asked, List<LinkPair> pairs) {
        List<Summary> shown = new ArrayList<>();
        Instant gone = null;
        for (LinkPair pair : pairs) {
            Found found = finder.byId(lists.withMail(), pair.id());
            shown.addAll(found.shown());
            gone = found.gone() == null ? gone : found.gone();
        }
        if (shown.isEmpty()) {
            return gone == null
                    ? asked.unknown("The Message-ID of the link is known; it is not here.")
                    : asked.gone(gone);
        }
        if (pairs.getFirst().origin() == Origin.HEADER) {
            // Anybody can write it: a redirect on it would lead wherever a sender likes.
            return asked.candidates(
                    "The header of the message names this address, which anybody can write there.",
                    SAID_BY_HEADER,
                    shown);
        }
        if (shown.size() == 1 && pairs.size() == 1) {
            return asked.message(shown.getFirst());
        }
        return pairs.size() == 1
                ? asked.several("The message was sent to more than one list.", shown)
                : asked.several("More than one message is said to be there.", shown);
    }
}
