package org.perdure.archive;

import java.util.List;
import java.util.Map;
import org.perdure.message.MailingList;
import org.perdure.text.Block;

/**
 * A thread read as one text: each answer stands below the lines that it answers.
 *
 * @param list the list
 * @param root the first message that is shown
 * @param pieces what everybody wrote, in reading order
 * @param ghosts messages that never came, each above the first that is told below it
 * @param links where addresses in the texts lead in this archive, as {@link MessageView#links} has
 *     it
 * @param truncated whether something was left out because the thread is long
 * @param etag changes when anything here does; without quotes
 */
public record ConversationView(
        MailingList list,
        Summary root,
        List<Piece> pieces,
        Ghosts ghosts,
        Map<String, MailLink> links,
        boolean truncated,
        String etag) {
    public ConversationView {
        pieces = List.copyOf(pieces);
        links = Map.copyOf(links);
    }

    /**
     * Consecutive lines of a message, without what it quotes from others that are shown.
     *
     * @param message the message
     * @param depth how many answers it stands in
     * @param begins whether it begins here, or goes on elsewhere in the conversation; else it goes
     *     on after an answer to the lines before
     * @param firstLine its first line in the text of the message, from 0
     * @param blocks the lines; none of a message without text of its own
     */
    public record Piece(
            Summary message, int depth, boolean begins, int firstLine, List<Block> blocks) {
        public Piece {
            blocks = List.copyOf(blocks);
        }
    }
}
