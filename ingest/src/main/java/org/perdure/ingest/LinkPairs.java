package org.perdure.ingest;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.perdure.link.Folder;
import org.perdure.link.LinkKey;
import org.perdure.link.LinkParser;
import org.perdure.link.PublishedPlace;
import org.perdure.link.Trees;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;
import org.perdure.store.ArchiveWriter;
import org.perdure.store.ArchiveWriter.Placed;
import org.perdure.store.ArchiveWriter.Transaction;
import org.perdure.store.Change;
import org.perdure.store.LinkPair;
import org.perdure.store.LinkPair.Origin;
import org.perdure.store.NumberClaim;
import org.perdure.store.NumberRow;
import org.perdure.store.TabbedText;

/**
 * Lists of pairs that an operator has: a link, a tab and a Message-ID on each line; what stands
 * behind another tab does not matter. A list can be read again; what is known stays. A link to a
 * number of the published space is evidence of that number. One that an archive exported and that
 * nobody saw stays as sure as it was there; of such a one that is a {@value #CLAIM} the address
 * leads to the message, which has another. In place of a link of another archive its {@link
 * LinkKey} may stand, as an archive exports it.
 */
public final class LinkPairs {
    /** Sixth value of a line for a number that is claimed for a message and that none has. */
    public static final String CLAIM = "claim";

    /** What the key of a link to another archive looks like; no link has a blank there. */
    private static final Pattern KEY =
            Pattern.compile("(?:ext [a-z0-9-]+|marc|marc-thread) [^ ].*");

    private static final int ORIGIN = 2;
    private static final int CONFIDENCE = 3;
    private static final int CLAIMED = 5;

    /** How many pairs are written at once. */
    private static final int BATCH = 10_000;

    private final ArchiveWriter writer;
    private final LinkParser parser;
    private final Function<ListName, Trees> trees;

    /**
     * @param parser reads the links
     * @param trees says of each list in which trees it was published
     */
    public LinkPairs(ArchiveWriter writer, LinkParser parser, Function<ListName, Trees> trees) {
        this.writer = writer;
        this.trees = trees;
        this.parser = parser;
    }

    /**
     * What became of a list.
     *
     * @param kept how many pairs are kept now
     * @param refused the lines that are no pair, or whose link needs none or is of no archive that
     *     is known; each with its number before it, at most {@value #MAX_REFUSED}
     * @param otherRefused how many more of them there are
     */
    public record Report(long kept, List<String> refused, long otherRefused) {
        public Report {
            refused = List.copyOf(refused);
        }
    }

    /** How many refused lines are named. */
    static final int MAX_REFUSED = 20;

    /** Reads a list to its end. */
    public Report read(BufferedReader lines) throws IOException {
        List<Known> batch = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        long kept = 0;
        long otherRefused = 0;
        long number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            Optional<Known> pair = pair(line);
            if (pair.isPresent()) {
                batch.add(pair.get());
                kept++;
            } else if (!line.isBlank() && refused.size() < MAX_REFUSED) {
                refused.add(number + ": " + line);
            } else if (!line.isBlank()) {
                otherRefused++;
            }
            if (batch.size() == BATCH) {
                write(batch);
            }
        }
        write(batch);
        return new Report(kept, refused, otherRefused);
    }

    /** What a line says. */
    private sealed interface Known {}

    private record Elsewhere(LinkPair pair) implements Known {}

    private record Here(ListName list, NumberClaim claim) implements Known {}

    private void write(List<Known> batch) {
        writer.write(
                transaction -> {
                    Map<ListName, List<NumberClaim>> claims = new LinkedHashMap<>();
                    for (Known known : batch) {
                        switch (known) {
                            case Elsewhere elsewhere -> transaction.pair(elsewhere.pair);
                            case Here here ->
                                    claims.computeIfAbsent(here.list, any -> new ArrayList<>())
                                            .add(here.claim);
                        }
                    }
                    claims.forEach((list, of) -> claim(transaction, list, of));
                    return true;
                });
        batch.clear();
    }

    private static void claim(Transaction transaction, ListName list, List<NumberClaim> claims) {
        transaction.addList(list);
        for (Placed moved : transaction.numbering().claim(list, claims, null)) {
            transaction.log(Change.Kind.NUMBERED, list, moved.key(), moved.id());
        }
    }

    private Optional<Known> pair(String line) {
        String[] values = line.split("\t", -1);
        if (values.length < 2) {
            return Optional.empty();
        }
        String id = values[1].strip();
        boolean bracketed = id.length() > 2 && id.startsWith("<") && id.endsWith(">");
        String plain = bracketed ? id.substring(1, id.length() - 1) : id;
        if (plain.isEmpty()) {
            return Optional.empty();
        }
        return KEY.matcher(values[0]).matches()
                ? exported(TabbedText.values(line))
                : parser.parse(values[0])
                        .flatMap(key -> known(key, new MessageId(plain), word(values)));
    }

    private static Optional<Known> exported(List<String> values) {
        return Optional.of(elsewhere(values.get(0), new MessageId(values.get(1))));
    }

    private static Known elsewhere(String key, MessageId id) {
        return new Elsewhere(new LinkPair(key, id, Origin.OPERATOR));
    }

    /** Who says that a message has a number, and how sure that is. */
    private record Word(NumberRow.Origin origin, double confidence) {
        /** What somebody says who followed the link. */
        static final Word OF_OPERATOR =
                new Word(NumberRow.Origin.KNOWN_PAIR, NumberRow.Origin.KNOWN_PAIR.confidence());
    }

    /** Returns what a line that names a number is to the archive: a prediction stays one. */
    private static Word word(String[] values) {
        Optional<NumberRow.Origin> predicted = predicted(values);
        if (predicted.isEmpty()) {
            return Word.OF_OPERATOR;
        }
        boolean claimed = values.length > CLAIMED && values[CLAIMED].equals(CLAIM);
        NumberRow.Origin origin = claimed ? predicted.get() : NumberRow.Origin.CARRIED_OVER;
        return new Word(origin, confidence(values, origin));
    }

    private static Optional<NumberRow.Origin> predicted(String[] values) {
        return values.length <= ORIGIN
                ? Optional.empty()
                : Arrays.stream(NumberRow.Origin.values())
                        .filter(NumberRow.Origin::isPredicted)
                        .filter(origin -> origin.name().equalsIgnoreCase(values[ORIGIN]))
                        .findFirst();
    }

    /** Returns how sure a line is of its number: at most as sure as one of its origin can be. */
    private static double confidence(String[] values, NumberRow.Origin origin) {
        try {
            double said = values.length > CONFIDENCE ? Double.parseDouble(values[CONFIDENCE]) : 0;
            return said >= 0 && said <= origin.confidence() ? said : origin.confidence();
        } catch (NumberFormatException e) {
            return origin.confidence();
        }
    }

    private Optional<Known> known(LinkKey key, MessageId id, Word word) {
        if (key instanceof LinkKey.Numbered numbered) {
            return folder(numbered)
                    .map(
                            folder ->
                                    new Here(
                                            numbered.list(),
                                            new NumberClaim(
                                                    PublishedPlace.mhonarc(
                                                            folder, numbered.number().number()),
                                                    id,
                                                    word.origin,
                                                    word.confidence)));
        }
        return key.isOfOthers() ? Optional.of(elsewhere(key.toString(), id)) : Optional.empty();
    }

    /** Returns the folder that a link means; a path without a host means our own. */
    private Optional<Folder> folder(LinkKey.Numbered key) {
        Folder named = key.number().folder();
        Trees of = trees.apply(key.list());
        if (!named.isMain() && of.find(named.tree()).isEmpty()) {
            return Optional.empty();
        }
        if (key.host().isEmpty() || !named.isMain()) {
            return Optional.of(of.folder(named.tree(), named.month()));
        }
        return of.at(key.host(), named.month());
    }
}
