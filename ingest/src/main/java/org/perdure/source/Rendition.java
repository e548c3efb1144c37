package org.perdure.source;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.perdure.link.PublishedPlace;
import org.perdure.message.Provenance;

/**
 * A message as an archive program showed it, which may be all that is left of it: a page, or an
 * entry of a text archive. Mail as it was received is better, and takes its place.
 *
 * @param source what the ledger calls the file
 * @param offset place in the file, in bytes
 * @param length bytes of it in the file
 * @param span bytes of the file that it accounts for
 * @param original the bytes in the file. The array is not copied: nobody may change it.
 * @param separator a separator line that stood before it, without line end; empty if there was none
 * @param message a message (RFC 5322) that says what the rendition says
 * @param provenance what it was made from
 * @param place where it was published, if the source tells
 * @param archiver the address at which the archiver of its folder got the mail, as the pages there
 *     show it; empty if they show none
 * @param files what belongs to it beside the page
 * @param note what is wrong with it, for the ledger; empty if nothing is
 */
public record Rendition(
        String source,
        long offset,
        long length,
        long span,
        byte[] original,
        byte[] separator,
        byte[] message,
        Provenance provenance,
        @Nullable PublishedPlace place,
        String archiver,
        List<BesideFile> files,
        String note)
        implements SourceItem {
    public Rendition {
        files = List.copyOf(files);
    }

    /** Returns how many of the files beside it are there: each has a row in the ledger. */
    public int filesThere() {
        return (int) files.stream().filter(file -> file.content() != null).count();
    }

    @Override
    public int size() {
        return original.length + message.length;
    }

    /**
     * A file beside a page: an attachment.
     *
     * @param name its name, as the page links to it
     * @param source what the ledger calls it
     * @param content its bytes, if it is there
     * @param part which part of the message it is, if it is one
     */
    public record BesideFile(
            String name, String source, byte @Nullable [] content, @Nullable String part) {}
}
