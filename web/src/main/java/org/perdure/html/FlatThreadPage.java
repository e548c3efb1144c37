package org.perdure.html;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.perdure.archive.Ghost;
import org.perdure.archive.Ghosts;
import org.perdure.archive.MessageView;
import org.perdure.archive.QuotesView;
import org.perdure.archive.Summary;
import org.perdure.archive.ThreadView;
import org.perdure.archive.ThreadView.Node;
import org.perdure.message.MessageId;

/** The texts of a thread, one after the other. */
public final class FlatThreadPage implements HtmlPage {
    private final Chrome chrome;
    private final ThreadView view;
    private final Iterable<MessageView> messages;
    private final Function<Summary, QuotesView> quotes;
    private final Set<MessageId> ids;
    private final Ghosts ghosts;

    /**
     * @param ghosts messages of the thread that never came
     * @param messages the texts in the order of the thread, read one by one
     * @param quotes says what a message quotes, and who quotes it
     */
    FlatThreadPage(
            Chrome chrome,
            ThreadView view,
            Ghosts ghosts,
            Iterable<MessageView> messages,
            Function<Summary, QuotesView> quotes) {
        this.chrome = chrome;
        this.view = view;
        this.ghosts = ghosts;
        this.messages = messages;
        this.quotes = quotes;
        this.ids = view.nodes().stream().map(Node::id).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Chrome chrome() {
        return chrome;
    }

    /** Returns the thread. */
    public ThreadView view() {
        return view;
    }

    /** Returns the texts. */
    public Iterable<MessageView> messages() {
        return messages;
    }

    /** Returns the messages that never came and stand above a message. */
    public List<Ghost> ghosts(Summary message) {
        return ghosts.above(message.id());
    }

    /** Returns the heading. */
    public String heading() {
        return MessagePage.subject(view.root());
    }

    /** Returns how many messages are shown. */
    public long size() {
        return ThreadPage.sizeOf(view);
    }

    /**
     * Returns the path under which everything of the first message stands: the page is the same for
     * each message of the thread.
     */
    public String folder() {
        return Links.folderOf(view.root());
    }

    /** Returns the body of a message with what is known of its quotations. */
    public List<QuotedBody.Part> text(MessageView message) {
        Summary summary = message.summary();
        return QuotedBody.of(
                message.blocks(),
                message.links(),
                quotes.apply(summary),
                new Within(ids, summary.id()));
    }

    /** Returns the attachments of a message. */
    public static List<MessagePage.Enclosed> attachments(MessageView message) {
        return MessagePage.Enclosed.of(message);
    }

    /** Where passages are: on this page, if their message is. */
    private record Within(Set<MessageId> ids, MessageId message) implements Anchors {
        private static final Anchors ELSEWHERE = Anchors.onPages(Summary::path);

        @Override
        public String here(int line) {
            return name(message, line);
        }

        @Override
        public String of(Summary other, int line) {
            return ids.contains(other.id())
                    ? "#" + name(other.id(), line)
                    : ELSEWHERE.of(other, line);
        }

        private static String name(MessageId message, int line) {
            return ThreadPage.anchor(message) + "-" + Anchors.line(line);
        }
    }
}
