package org.perdure.server;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.perdure.archive.Contradictions;
import org.perdure.ingest.LinkPairs;
import org.perdure.link.ArchivePath;
import org.perdure.link.MessageNumber;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;
import org.perdure.source.MboxWriter;
import org.perdure.store.ArchiveStore;
import org.perdure.store.ArchiveStore.ExportedMessage;
import org.perdure.store.Edge;
import org.perdure.store.LedgerRow;
import org.perdure.store.LinkPair;
import org.perdure.store.NumberRow;
import org.perdure.store.Ruling;
import org.perdure.store.ShownAgain;
import org.perdure.store.TabbedText;
import org.perdure.store.TakeDown;

/**
 * Writes what an archive holds of one list. Rows are values between tabs, UTF-8, a line each; in a
 * value, tab, line end and backslash stand as {@code \t}, {@code \n}, {@code \r} and {@code \\}.
 */
final class Export {
    /** States of a number: it leads to its message, or that was taken down. */
    private static final String LIVE = "live";

    private static final String GONE = "gone";

    /** State of a claimed number whose message never came. */
    private static final String MISSING = "missing";

    private final ArchiveStore store;
    private final ListName list;
    private final OutputStream out;

    /**
     * @param out where to; should be buffered
     */
    Export(ArchiveStore store, ListName list, OutputStream out) {
        this.store = store;
        this.list = list;
        this.out = out;
    }

    /**
     * Writes every message that is shown as received, in the order of storing. What came again with
     * the same bytes is one message. Separator lines say which messages did not come by mail.
     *
     * @param hidden whether what was taken down is written too
     */
    void mbox(boolean hidden) throws IOException {
        try (MboxWriter writer = new MboxWriter(out)) {
            Consumer<ExportedMessage> write = message -> write(writer, message);
            if (hidden) {
                store.forEachStoredMessage(list, write);
            } else {
                store.forEachMessage(list, write);
            }
        }
    }

    private static void write(MboxWriter writer, ExportedMessage message) {
        try {
            writer.write(message.separator(), message.raw(), message.provenance());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Writes whom each message answers.
     *
     * @param contradictions tells what messages quote instead
     */
    void threads(Contradictions contradictions) {
        store.forEachEdge(list, edge -> row(edge, contradictions));
    }

    private void row(Edge edge, Contradictions contradictions) {
        String instead =
                contradictions.find(list, edge).map(other -> other.id().value()).orElse("");
        row(
                edge.id().value(),
                edge.parent() == null ? "" : edge.parent().value(),
                edge.evidence() == null ? "" : Double.toString(edge.score()),
                word(edge.evidence()),
                edge.dummy() == null ? "" : edge.dummy().value(),
                instead);
    }

    /**
     * Writes every address of the published space, those first that no message has: they lead to
     * the message for which they are claimed. Who reads the rows finds them older than the others.
     */
    void urls() {
        Set<MessageId> gone =
                store.takeDowns(list).stream().map(TakeDown::id).collect(Collectors.toSet());
        store.forEachClaimedNumber(
                list, claim -> url(claim, state(claim.id(), gone), LinkPairs.CLAIM));
        store.forEachNumber(list, number -> url(number, gone.contains(number.id()) ? GONE : LIVE));
    }

    private String state(MessageId id, Set<MessageId> gone) {
        if (gone.contains(id)) {
            return GONE;
        }
        return store.find(list, id).isPresent() ? LIVE : MISSING;
    }

    private void url(NumberRow number, String... state) {
        List<String> values = new ArrayList<>();
        values.add(path(number.number()));
        values.add(number.id().value());
        values.add(word(number.origin()));
        values.add(Double.toString(number.confidence()));
        values.addAll(List.of(state));
        row(values.toArray(String[]::new));
    }

    /** Writes what became of everything that was ever imported, duplicates too. */
    void ledger() {
        store.forEachLedgerRow(list, this::row);
    }

    private void row(LedgerRow account) {
        row(
                account.source(),
                Long.toString(account.offset()),
                Long.toString(account.length()),
                account.sha256(),
                word(account.outcome()),
                account.id() == null ? "" : account.id().value(),
                path(account.number()),
                Long.toString(account.span()),
                account.note());
    }

    private String path(@Nullable MessageNumber number) {
        return number == null ? "" : ArchivePath.legacyPath(list, number);
    }

    /** Returns a value of a closed set as rows have it. */
    static String word(@Nullable Enum<?> value) {
        return value == null ? "" : value.name().toLowerCase(Locale.ROOT);
    }

    private void write(String text) {
        try {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void row(String... values) {
        write(TabbedText.line(values));
    }

    /** Writes the register: the same on each machine, but for the times. */
    void register() {
        store.forEachRegisterRow(
                list,
                register ->
                        row(
                                register.chain(),
                                Long.toString(register.position()),
                                word(register.event()),
                                register.number() == null ? "" : register.number().toString(),
                                Objects.requireNonNullElse(register.name(), ""),
                                register.id().value(),
                                register.since().toString(),
                                register.hash()));
    }

    /** Writes how far the register has come, in all lists. */
    void checkpoint() {
        write(store.checkpoint().toText());
    }

    /** Writes what is in force, in all lists. */
    void contents() {
        store.forEachContent(this::write);
    }

    /**
     * Writes what an operator told of links of other archives, for messages of all lists. What
     * headers say of them comes again with their messages.
     */
    void pairs() {
        store.forEachPair(
                pair -> {
                    if (pair.origin() == LinkPair.Origin.OPERATOR) {
                        row(pair.link(), pair.id().value());
                    }
                });
    }

    /** Writes what is taken down, and what was until it was shown again. */
    void takeDowns() {
        for (TakeDown gone : store.takeDowns(list)) {
            row(gone.id().value(), gone.since().toString(), word(gone.who()), gone.reason());
        }
        for (ShownAgain shown : store.shownAgain(list)) {
            TakeDown lifted = shown.takeDown();
            row(
                    lifted.id().value(),
                    lifted.since().toString(),
                    word(lifted.who()),
                    lifted.reason(),
                    shown.since().toString());
        }
    }

    /** Writes what an operator said of places in threads, in the order in which it was said. */
    void rulings() {
        for (Ruling ruling : store.rulings(list)) {
            row(
                    ruling.id().value(),
                    word(ruling.kind()),
                    ruling.parent() == null ? "" : ruling.parent().value(),
                    ruling.since().toString(),
                    ruling.reason());
        }
    }
}
