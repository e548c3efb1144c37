package org.perdure.thread;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.perdure.message.MessageId;

/** The parents of a whole set of letters, worked out at once by the rules of {@link Threader}. */
public final class BruteForce {
    private final Map<MessageId, Letter> letters;
    private final Map<MessageId, MessageId> claims = new HashMap<>();

    private BruteForce(Collection<Letter> letters) {
        this.letters = letters.stream().collect(Collectors.toMap(Letter::id, Function.identity()));
    }

    /** Returns the parent of each msg-id that has one, dummies included. */
    public static Map<MessageId, MessageId> parents(Collection<Letter> letters) {
        var force = new BruteForce(letters);
        letters.forEach(force::claim);
        letters.stream()
                .sorted(Comparator.comparing((Letter letter) -> force.rank(letter.id())).reversed())
                .forEach(force::claimForDummies);
        return force.withoutCircles();
    }

    private ThreadGraph.Rank rank(MessageId id) {
        Letter letter = letters.get(id);
        return new ThreadGraph.Rank(letter == null ? Long.MAX_VALUE : letter.time(), id);
    }

    private static List<MessageId> others(Letter letter, List<MessageId> ids) {
        return ids.stream().filter(id -> !id.equals(letter.id())).toList();
    }

    private void claim(Letter letter) {
        List<MessageId> inReplyTo = others(letter, letter.inReplyTo());
        List<MessageId> references = others(letter, letter.references());
        List<MessageId> present = inReplyTo.stream().filter(letters::containsKey).toList();
        MessageId last = references.isEmpty() ? null : references.getLast();
        if (!present.isEmpty()) {
            claims.put(letter.id(), present.getFirst());
        } else if (last != null && letters.containsKey(last)) {
            claims.put(letter.id(), last);
        } else if (!inReplyTo.isEmpty()) {
            claims.put(letter.id(), inReplyTo.getFirst());
        } else if (last != null) {
            claims.put(letter.id(), last);
        }
    }

    /** To be called for the latest letter first, so that the earliest has the last word. */
    private void claimForDummies(Letter letter) {
        List<MessageId> chain =
                new ArrayList<>(new LinkedHashSet<>(others(letter, letter.references())));
        others(letter, letter.inReplyTo()).stream()
                .findFirst()
                .filter(id -> !chain.contains(id))
                .ifPresent(chain::add);
        for (int i = 1; i < chain.size(); i++) {
            if (!letters.containsKey(chain.get(i))) {
                claims.put(chain.get(i), chain.get(i - 1));
            }
        }
    }

    private Map<MessageId, MessageId> withoutCircles() {
        Map<MessageId, MessageId> parents = new HashMap<>(claims);
        for (MessageId id : claims.keySet()) {
            TreeSet<ThreadGraph.Rank> circle = new TreeSet<>();
            @Nullable MessageId at = id;
            while (at != null && circle.add(rank(at))) {
                at = claims.get(at);
            }
            if (id.equals(at)) {
                parents.remove(circle.first().id());
            }
        }
        return parents;
    }
}
