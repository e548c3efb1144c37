package org.perdure.ingest;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.perdure.link.LinkKey;
import org.perdure.link.LinkParser;
import org.perdure.message.MessageId;
import org.perdure.store.ArchiveWriter;
import org.perdure.store.LinkPair;
import org.perdure.store.LinkPair.Origin;

/**
 * Lists of pairs that an operator has: a link, a tab and a Message-ID on each line. A list can be
 * read again; what is known stays.
 */
public final class LinkPairs {
    /** How many pairs are written at once. */
    private static final int BATCH = 10_000;

    private final ArchiveWriter writer;
    private final LinkParser parser;

    /**
     * @param parser reads the links
     */
    public LinkPairs(ArchiveWriter writer, LinkParser parser) {
        this.writer = writer;
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
        List<LinkPair> batch = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        long kept = 0;
        long otherRefused = 0;
        long number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            Optional<LinkPair> pair = pair(line);
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

    private void write(List<LinkPair> batch) {
        writer.write(
                transaction -> {
                    batch.forEach(transaction::pair);
                    return true;
                });
        batch.clear();
    }

    private Optional<LinkPair> pair(String line) {
        int tab = line.lastIndexOf('\t');
        if (tab < 0) {
            return Optional.empty();
        }
        String id = line.substring(tab + 1).strip();
        boolean bracketed = id.length() > 2 && id.startsWith("<") && id.endsWith(">");
        String plain = bracketed ? id.substring(1, id.length() - 1) : id;
        return plain.isEmpty()
                ? Optional.empty()
                : parser.parse(line.substring(0, tab))
                        .filter(LinkKey::isOfOthers)
                        .map(LinkKey::toString)
                        .map(key -> new LinkPair(key, new MessageId(plain), Origin.OPERATOR));
    }
}
