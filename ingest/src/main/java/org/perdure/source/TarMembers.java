package org.perdure.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.perdure.source.ContentReader.Content;
import org.perdure.source.ContentReader.Standing;

/**
 * The members of a tar archive as files of their own, named {@code ARCHIVE!MEMBER}. Nothing is ever
 * written, so that a name may be what it likes. An archive with pages is an {@link
 * UnpackedArchive}; where they stand behind other members, what is left of it becomes one.
 */
final class TarMembers implements FileSequence.Files {
    private final Content archive;
    private final CountedStream in;
    private final TarReader reader;
    private final ContentReader contents;
    private final SourceNotes notes;
    private boolean broken;
    private boolean handedOver;

    /**
     * @param in the content of the archive
     * @param contents reads the members
     */
    TarMembers(Content archive, InputStream in, ContentReader contents, SourceNotes notes) {
        this.archive = archive;
        this.in = new CountedStream(in);
        this.reader = new TarReader(archive.name(), this.in);
        this.contents = contents;
        this.notes = notes;
    }

    @Override
    public @Nullable MessageSource next() throws IOException {
        while (!handedOver) {
            TarReader.Member member = nextMember();
            if (member == null) {
                return null;
            }
            if (isOfPages(member)) {
                handedOver = true;
                return new UnpackedArchive(archive, in, reader, member, contents, notes);
            }
            if (member.kind() == TarReader.Kind.FOLDER) {
                continue; // Holds nothing itself.
            }
            try {
                return open(member);
            } catch (IOException e) {
                if (!outlive(e)) {
                    throw e;
                }
                notes.failed(String.valueOf(e.getMessage()));
            }
        }
        return null;
    }

    /** Returns whether a member belongs to pages, which refer to files before and behind them. */
    static boolean isOfPages(TarReader.Member member) {
        return member.kind() == TarReader.Kind.FILE && PageNames.isOfPages(member.name());
    }

    private TarReader.@Nullable Member nextMember() throws IOException {
        try {
            return reader.next();
        } catch (IOException e) {
            broken = true;
            throw e;
        }
    }

    private MessageSource open(TarReader.Member member) throws IOException {
        String name = archive.name() + "!" + member.name();
        String reason = reasonToReject(member);
        if (reason.isEmpty()) {
            reason = Names.reasonToReject(lastName(member.name()));
        }
        OptionalLong size = OptionalLong.of(member.size());
        if (!reason.isEmpty()) {
            return FewItems.rejected(name, size, new byte[0], reason);
        }
        DecompressedStream content =
                DecompressedStream.open(name, new CountedStream(reader.content()));
        return contents.open(
                new Content(
                        name,
                        content,
                        content.isCompressed() ? OptionalLong.empty() : size,
                        isMessage(member.name()) ? Standing.MESSAGE : Standing.FOUND,
                        archive.depth() + 1,
                        false));
    }

    /** Returns why a member is not read, be the archive unpacked or not; or nothing. */
    static String reasonToReject(TarReader.Member member) {
        return switch (member.kind()) {
            case LINK -> "is a link in an archive";
            case DEVICE -> "is no regular file";
            case SPARSE -> "is a sparse file in an archive";
            case OTHER, FOLDER -> "is of an unknown kind";
            case FILE -> GitNames.reasonToReject(member.name());
        };
    }

    private static String lastName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Returns whether a member lies where a Maildir has its messages. */
    private static boolean isMessage(String path) {
        String folder = path.substring(0, Math.max(0, path.lastIndexOf('/')));
        return Names.holdsMessages(lastName(folder)) && Names.isDelivery(lastName(path));
    }

    @Override
    public boolean outlive(IOException failure) {
        // At the early end of the archive the member fails with it.
        return !broken && !handedOver && !in.failed() && !in.ended();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
