package org.perdure.html;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.perdure.archive.MessageView;
import org.perdure.archive.Summary;
import org.perdure.archive.ThreadView;
import org.perdure.archive.ThreadView.Node;
import org.perdure.message.MessageId;

/**
 * A thread, as an outline or as one text after the other.
 *
 * @param chrome what stands around it
 * @param view the thread
 * @param isFlat whether the texts are shown
 * @param messages the texts in the order of the thread, read one by one; none for the outline
 */
public record ThreadPage(
        Chrome chrome, ThreadView view, boolean isFlat, Iterable<MessageView> messages)
        implements HtmlPage {
    /** Returns the heading. */
    public String heading() {
        return MessagePage.subject(view.root());
    }

    /** Returns how many messages are shown. */
    public long size() {
        return view.nodes().stream().filter(node -> node.summary() != null).count();
    }

    /** Returns the message by which the thread was asked for, else its root. */
    private Summary asked() {
        return view.nodes().stream()
                .map(Node::summary)
                .filter(summary -> summary != null && summary.id().equals(view.asked()))
                .findFirst()
                .orElse(view.root());
    }

    /**
     * Returns the path under which everything of the message asked for stands; of the root on the
     * page with all texts, so that this page is the same for each message of the thread.
     */
    public String folder() {
        return Links.folderOf(isFlat ? view.root() : asked());
    }

    /** Returns whether a node is the one asked for. */
    public boolean isAsked(Node node) {
        return node.id().equals(view.asked());
    }

    /**
     * Returns the anchor of a message, by the rule of public-inbox ({@code id_compress}), whose
     * links therefore work here.
     */
    public static String anchor(MessageId id) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-1")
                            .digest(id.value().getBytes(StandardCharsets.UTF_8));
            return "m" + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-1 is part of every Java platform", e);
        }
    }

    /** Returns the subject of a node where it differs from that of the thread; else nothing. */
    public @Nullable String ownSubject(Node node) {
        if (node.summary() == null || node.depth() == 0) {
            return null;
        }
        String own = bare(node.summary().subject());
        return own.equals(bare(view.root().subject())) ? null : node.summary().subject();
    }

    private static String bare(String subject) {
        String rest = subject.strip();
        while (rest.regionMatches(true, 0, "re:", 0, 3)) {
            rest = rest.substring(3).strip();
        }
        return rest;
    }

    /** Returns the body of a message. */
    public static List<BodyBlock> body(MessageView message) {
        return BodyBlock.of(message.blocks(), message.links());
    }

    /** Returns the attachments of a message. */
    public static List<MessagePage.Enclosed> attachments(MessageView message) {
        return MessagePage.Enclosed.of(message);
    }
}
