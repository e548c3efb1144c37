package org.perdure.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.perdure.link.PublishedPlace;
import org.perdure.link.PublishedPlace.Scheme;
import org.perdure.message.MessageId;
import org.perdure.message.Provenance;
import org.perdure.source.html.PipermailPage;

/**
 * A volume of Pipermail, the archiver of Mailman 2: {@code 2011-March/001234.html}. It gives its
 * messages by number. A page that cannot be read costs only itself.
 */
final class PipermailFolder implements PageFolder {
    private static final byte[] NOTHING = {};

    private final Path folder;
    private final String volume;
    private final FileReading reading;
    private final TreeMap<Integer, String> pages = new TreeMap<>();
    private final Deque<Integer> left = new ArrayDeque<>();
    private final Deque<SourceItem> ahead = new ArrayDeque<>();

    private PipermailFolder(Path folder, String volume, FileReading reading) {
        this.folder = folder;
        this.volume = volume;
        this.reading = reading;
    }

    /**
     * Returns a folder, if it is a volume with pages.
     *
     * @param entries what lies in it
     */
    static Optional<PageFolder> find(Path path, List<FolderEntry> entries, FileReading reading) {
        String volume = String.valueOf(path.toAbsolutePath().normalize().getFileName());
        if (!PageNames.isVolume(volume)) {
            return Optional.empty();
        }
        PipermailFolder folder = new PipermailFolder(path, volume, reading);
        for (FolderEntry entry : entries) {
            String name = entry.name().toString();
            int number = PageNames.numberInVolume(name);
            if (number >= 0 && entry.folder().equals(path) && WholeFile.isOwn(entry.path())) {
                folder.pages.putIfAbsent(number, name);
            }
        }
        folder.left.addAll(folder.pages.keySet());
        return folder.pages.isEmpty() ? Optional.empty() : Optional.of(folder);
    }

    @Override
    public boolean holds(String name) {
        return name.equals(pages.get(PageNames.numberInVolume(name)));
    }

    @Override
    public String reasonToReject(String name) {
        if (PageNames.isVolumeIndex(name)) {
            return "is an index of pages";
        }
        return PageNames.numberInVolume(name) >= 0 ? "is a second page of its number" : "";
    }

    @Override
    public boolean holdsAttachments(String name) {
        return false;
    }

    @Override
    public @Nullable SourceItem next() {
        while (ahead.isEmpty()) {
            Integer number = left.poll();
            if (number == null) {
                return null;
            }
            try {
                readPage(number);
            } catch (IOException e) {
                reading.failed(e);
            }
        }
        return ahead.poll();
    }

    private void readPage(int number) throws IOException {
        WholeFile file = reading.readPage(folder.resolve(String.valueOf(pages.get(number))));
        Optional<PipermailPage> page = PipermailPage.find(file.bytes());
        MessageId id = page.map(PipermailPage::id).orElse(null);
        if (page.isEmpty() || id == null) {
            ahead.addAll(
                    file.rejected(
                            page.isEmpty()
                                    ? "not a message page of Pipermail"
                                    : "a page without msg-id"));
            return;
        }
        ahead.add(
                new Rendition(
                        file.name(),
                        0,
                        file.size(),
                        file.size(),
                        file.bytes(),
                        NOTHING,
                        page.get().reconstruction(id).bytes(),
                        Provenance.PIPERMAIL_PAGE,
                        new PublishedPlace(Scheme.PIPERMAIL, volume, number),
                        "",
                        List.of(),
                        ""));
        ahead.add(file.end());
    }

    /** Does nothing: no file is open between two calls. */
    @Override
    public void close() {}
}
