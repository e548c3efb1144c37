package org.perdure.source;

import java.util.List;
import org.perdure.link.PublishedPlace;
import org.perdure.message.MessageId;

/**
 * Where a folder says that its messages were published, all at once. It is not skipped when it is
 * known: what it says may be about messages that came since.
 *
 * @param source the file that says so, or the folder if its pages do
 * @param bytes of that file; empty if the pages do. The array is not copied: nobody may change it.
 * @param claims what it says, best evidence first
 * @param archiver as of {@link Rendition}
 */
public record NumberEvidence(String source, byte[] bytes, List<Claim> claims, String archiver)
        implements SourceItem {
    public NumberEvidence {
        claims = List.copyOf(claims);
    }

    @Override
    public long offset() {
        return 0;
    }

    @Override
    public int size() {
        return bytes.length;
    }

    /**
     * One message at one place.
     *
     * @param place the place
     * @param id msg-id of the message
     * @param byDatabase whether the program's own database says so, not a page
     */
    public record Claim(PublishedPlace place, MessageId id, boolean byDatabase) {}
}
