package org.perdure.html;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.perdure.archive.Ghost;
import org.perdure.archive.Ghosts;
import org.perdure.archive.Summary;
import org.perdure.archive.ThreadView;
import org.perdure.archive.ThreadView.Node;
import org.perdure.message.MessageId;

/**
 * The outline of a thread.
 *
 * @param chrome what stands around it
 * @param view the thread
 * @param ghosts those of its messages that never came
 */
public record ThreadPage(Chrome chrome, ThreadView view, Ghosts ghosts) implements HtmlPage {
    /** Returns the heading. */
    public String heading() {
        return MessagePage.subject(view.root());
    }

    /** Returns how many messages are shown. */
    public long size() {
        return sizeOf(view);
    }

    static long sizeOf(ThreadView view) {
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

    /** Returns the series of the first patch of the thread; absent if there is none. */
    public @Nullable String series() {
        return chrome.site().isCopy()
                ? null
                : view.nodes().stream()
                        .map(ThreadView.Node::summary)
                        .filter(summary -> summary != null && Badges.isPatch(summary))
                        .map(summary -> Links.folderOf(summary) + "series/")
                        .findFirst()
                        .orElse(null);
    }

    /** Returns the path under which everything of the message asked for stands. */
    public String folder() {
        return Links.folderOf(asked());
    }

    /** Returns what is quoted of a message that never came. */
    public List<Ghost.Fragment> fragments(Node node) {
        return ghosts.find(node.id()).map(Ghost::fragments).orElse(List.of());
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
}
