package org.perdure.html;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.perdure.archive.Summary;
import org.perdure.message.Mailbox;
import org.perdure.message.MailingList;
import org.perdure.message.MessageId;

/**
 * The address by which a reader's mail program answers a message (RFC 6068). Where the list masks
 * addresses, the answer goes to the list alone: the author's is not known to the page either.
 */
final class ReplyLink {
    private ReplyLink() {}

    /** Returns the address; absent if nobody is known to whom an answer could go. */
    static @Nullable String of(MailingList list, Summary summary, List<Mailbox> authors) {
        List<String> to = new ArrayList<>();
        if (list.masking() == MailingList.Masking.NONE) {
            authors.stream()
                    .limit(1)
                    .map(Mailbox::address)
                    .filter(address -> address.indexOf('@') > 0)
                    .forEach(to::add);
        }
        list.addresses().stream().limit(1).filter(own -> !to.contains(own)).forEach(to::add);
        if (to.isEmpty()) {
            return null;
        }
        String link = "mailto:" + encoded(to.getFirst());
        String subject = "?Subject=" + encoded(subject(summary.subject()));
        String copy = to.size() > 1 ? "&Cc=" + encoded(to.get(1)) : "";
        return link + subject + copy + inReplyTo(summary.id());
    }

    private static String subject(String subject) {
        // A line end would begin a field of the sender's choice.
        String line = subject.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.regionMatches(true, 0, "re:", 0, 3) ? line : "Re: " + line;
    }

    /** Names the message, if its Message-ID is one that it came with and can stand in a field. */
    private static String inReplyTo(MessageId id) {
        boolean fits =
                id.value().chars().allMatch(c -> c > ' ' && c != '<' && c != '>' && c != 127);
        return id.isSynthetic() || !fits ? "" : "&In-Reply-To=" + encoded("<" + id.value() + ">");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%40", "@");
    }
}
