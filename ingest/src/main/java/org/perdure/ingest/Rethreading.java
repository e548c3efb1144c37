package org.perdure.ingest;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;
import org.perdure.mime.MessageParser;
import org.perdure.quote.Finding;
import org.perdure.quote.Inquiry;
import org.perdure.quote.Model;
import org.perdure.quote.ParentFinder;
import org.perdure.quote.PassageIndex;
import org.perdure.store.ArchiveStore.ExportedMessage;
import org.perdure.store.ArchiveWriter;
import org.perdure.store.ArchiveWriter.Transaction;
import org.perdure.thread.Evidence;
import org.perdure.thread.ThreadGraph;
import org.perdure.thread.ThreadGraph.Claim;

/**
 * Infers the parents of those messages of a list whose headers name none that is there, from what
 * they quote. Reads the whole list, so that the result depends on its messages alone; a second run
 * changes nothing.
 *
 * <p>The passages of the list are in memory meanwhile: some 3 KB a message.
 */
public final class Rethreading {
    /** Messages of one transaction: others who write need not wait long. */
    static final int PER_TRANSACTION = 250;

    private final ArchiveWriter writer;
    private final ListName list;
    private final PassageIndex index = new PassageIndex();
    private final MessageParser parser = new MessageParser();

    public Rethreading(ArchiveWriter writer, ListName list) {
        this.writer = writer;
        this.list = list;
    }

    /**
     * A message that hangs elsewhere now.
     *
     * @param id its msg-id
     * @param before its parent until now, absent if it had none
     * @param after its parent now, absent if it has none
     * @param evidence what the parent rests on, absent if it has none
     * @param score how sure that is, 0 to 1
     */
    public record Moved(
            MessageId id,
            @Nullable MessageId before,
            @Nullable MessageId after,
            @Nullable Evidence evidence,
            double score) {}

    /**
     * What a run did.
     *
     * @param messages how many messages the list has
     * @param asked of how many the header names no parent that is there
     * @param found of how many of these a parent was inferred
     */
    public record Report(int messages, int asked, int found) {}

    /**
     * Infers and stores.
     *
     * @param moved is told of each message that hangs elsewhere now
     */
    public Report run(Consumer<Moved> moved) {
        Set<MessageId> answered = answered();
        List<Inquiry> asking = new ArrayList<>();
        writer.store().forEachMessage(list, message -> read(message, answered, asking));
        ParentFinder finder = new ParentFinder(index, Model.shipped());
        int found = 0;
        for (int i = 0; i < asking.size(); i += PER_TRANSACTION) {
            List<Inquiry> batch = asking.subList(i, Math.min(asking.size(), i + PER_TRANSACTION));
            List<Finding> findings = batch.stream().map(finder::find).toList();
            List<Moved> changes = writer.write(transaction -> store(transaction, batch, findings));
            changes.forEach(moved);
            found += (int) findings.stream().filter(Finding::isLink).count();
            writer.giveWay();
        }
        return new Report(index.size(), asking.size(), found);
    }

    /** Returns the messages whose headers name a parent that is there. */
    private Set<MessageId> answered() {
        Set<MessageId> answered = new HashSet<>();
        writer.store()
                .forEachEdge(
                        list,
                        edge -> {
                            if (Inferred.isAnswered(edge)) {
                                answered.add(edge.id());
                            }
                        });
        return answered;
    }

    private void read(ExportedMessage stored, Set<MessageId> answered, List<Inquiry> asking) {
        if (stored.entry().copy() > 0) {
            return; // Its msg-id is in the index already.
        }
        MessageId id = stored.entry().id();
        Inquiry inquiry =
                Inquiry.of(parser.parse(stored.raw()).withId(id), stored.entry().arrived());
        index.add(inquiry);
        if (!answered.contains(id)) {
            asking.add(inquiry);
        }
        if (index.size() % PER_TRANSACTION == 0) {
            writer.giveWay();
        }
    }

    private List<Moved> store(
            Transaction transaction, List<Inquiry> batch, List<Finding> findings) {
        ThreadGraph graph = transaction.threads(list);
        List<Moved> moved = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            MessageId id = batch.get(i).id();
            long node = graph.node(id);
            @Nullable Claim before = graph.claim(node);
            Set<Long> changed = Inferred.of(id, findings.get(i), index).store(transaction, list);
            if (changed.contains(node)) {
                moved.add(moved(graph, id, before, graph.claim(node)));
            }
        }
        return moved;
    }

    private static Moved moved(
            ThreadGraph graph, MessageId id, @Nullable Claim before, @Nullable Claim after) {
        return new Moved(
                id,
                before == null ? null : graph.rank(before.parent()).id(),
                after == null ? null : graph.rank(after.parent()).id(),
                after == null ? null : after.evidence(),
                after == null ? 0 : after.score());
    }
}
