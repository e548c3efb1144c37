package org.perdure.html;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.perdure.archive.AttachmentsView;

/**
 * The messages with attachments of a list.
 *
 * @param chrome what stands around it
 * @param view the messages
 */
public record AttachmentsPage(Chrome chrome, AttachmentsView view) implements HtmlPage {
    /** Returns how many there are, in words. */
    public String total() {
        return Numbers.messages(view.total());
    }

    /** Returns the attachments of a message with their addresses. */
    public static List<MessagePage.Enclosed> attachments(AttachmentsView.Attached message) {
        return message.attachments().stream()
                .map(part -> MessagePage.Enclosed.of(message.summary(), part))
                .toList();
    }

    /** Returns the next page, absent on the last. */
    public @Nullable String next() {
        return SearchPage.next(Links.attachments(view.list().name()), view.next());
    }
}
