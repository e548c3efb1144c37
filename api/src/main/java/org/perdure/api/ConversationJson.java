package org.perdure.api;

import java.util.List;
import org.perdure.api.BlocksJson.SegmentJson;
import org.perdure.archive.ConversationView;
import org.perdure.archive.ConversationView.Piece;
import org.perdure.archive.Ghost;

/**
 * A thread read as one text: each answer stands below the lines that it answers.
 *
 * @param list its list
 * @param messageId Message-ID of the first message that is shown
 * @param pieces what everybody wrote, in reading order
 * @param ghosts messages that others name and that never came
 * @param truncated whether something was left out because the thread is long
 */
record ConversationJson(
        String list,
        String messageId,
        List<PieceJson> pieces,
        List<GhostJson> ghosts,
        boolean truncated) {
    /**
     * A message that others name and that never came.
     *
     * @param messageId its Message-ID
     * @param before Message-ID of the first message below it
     * @param fragments what replies quote of it, in its order
     */
    record GhostJson(String messageId, String before, List<FragmentJson> fragments) {
        static GhostJson of(Ghost ghost) {
            return new GhostJson(
                    ghost.id().value(), ghost.before().value(), FragmentJson.of(ghost));
        }
    }

    /**
     * Consecutive lines of a message, without what it quotes from others that are shown.
     *
     * @param message the message
     * @param depth how many answers it stands in
     * @param begins false if it goes on after an answer to the lines before
     * @param firstLine its first line in the text of the message, from 0
     * @param blocks the lines; none of a message without text of its own
     */
    record PieceJson(
            SummaryJson message,
            int depth,
            boolean begins,
            int firstLine,
            List<SegmentJson> blocks) {
        static PieceJson of(Piece piece) {
            return new PieceJson(
                    SummaryJson.of(piece.message()),
                    piece.depth(),
                    piece.begins(),
                    piece.firstLine(),
                    piece.blocks().stream().map(SegmentJson::of).toList());
        }
    }

    static ConversationJson of(ConversationView view) {
        return new ConversationJson(
                view.list().name().value(),
                view.root().id().value(),
                view.pieces().stream().map(PieceJson::of).toList(),
                view.ghosts().all().stream().map(GhostJson::of).toList(),
                view.truncated());
    }
}
