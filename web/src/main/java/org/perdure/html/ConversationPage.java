package org.perdure.html;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.perdure.archive.ConversationView;
import org.perdure.archive.ConversationView.Piece;
import org.perdure.message.MessageId;

/**
 * A thread as one text: each answer below the lines that it answers.
 *
 * @param chrome what stands around it
 * @param view the thread
 */
public record ConversationPage(Chrome chrome, ConversationView view) implements HtmlPage {
    /**
     * A piece as it is shown.
     *
     * @param anchor its name on the page: of the first piece of a message that of the message
     * @param piece the piece
     */
    public record Shown(String anchor, Piece piece) {}

    /** Returns the heading. */
    public String heading() {
        return MessagePage.subject(view.root());
    }

    /** Returns how many messages are shown. */
    public long size() {
        return view.pieces().stream().map(piece -> piece.message().id()).distinct().count();
    }

    /** Returns the path under which everything of the thread stands. */
    public String folder() {
        return Links.folderOf(view.root());
    }

    /** Returns the pieces in reading order. */
    public List<Shown> pieces() {
        Set<MessageId> begun = new HashSet<>();
        List<Shown> shown = new ArrayList<>(view.pieces().size());
        for (Piece piece : view.pieces()) {
            MessageId id = piece.message().id();
            String anchor = ThreadPage.anchor(id);
            shown.add(
                    new Shown(
                            begun.add(id) ? anchor : anchor + "-line-" + piece.firstLine(), piece));
        }
        return shown;
    }

    /** Returns the text of a piece. */
    public List<BodyBlock> body(Piece piece) {
        return BodyBlock.of(piece.blocks(), view.links());
    }
}
