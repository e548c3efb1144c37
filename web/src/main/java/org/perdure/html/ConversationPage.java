package org.perdure.html;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.perdure.archive.ConversationView;
import org.perdure.archive.ConversationView.Piece;
import org.perdure.archive.Ghost;
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
     * @param subject what it is about, where that is not what is answered is about
     * @param above messages that never came, and under which this one stands
     * @param piece the piece
     */
    public record Shown(String anchor, @Nullable String subject, List<Ghost> above, Piece piece) {}

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
        List<String> above = new ArrayList<>(); // What is told about, at each depth.
        for (Piece piece : view.pieces()) {
            MessageId id = piece.message().id();
            String anchor = ThreadPage.anchor(id);
            boolean isFirst = begun.add(id);
            String subject = bare(MessagePage.subject(piece.message()));
            above.subList(Math.min(piece.depth(), above.size()), above.size()).clear();
            boolean isNew = isFirst && !above.isEmpty() && !above.getLast().equals(subject);
            above.add(subject);
            shown.add(
                    new Shown(
                            isFirst ? anchor : anchor + "-" + Anchors.line(piece.firstLine()),
                            isNew ? MessagePage.subject(piece.message()) : null,
                            isFirst ? view.ghosts().above(id) : List.of(),
                            piece));
        }
        return shown;
    }

    /** Returns the text of a piece. */
    public List<BodyBlock> body(Piece piece) {
        return BodyBlock.of(piece.blocks(), view.links());
    }

    private static String bare(String subject) {
        String rest = subject.strip();
        while (rest.regionMatches(true, 0, "re:", 0, 3)) {
            rest = rest.substring(3).strip();
        }
        return rest;
    }
}
