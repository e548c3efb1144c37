package org.perdure.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.perdure.link.MessageNumber;
import org.perdure.link.PublishedPlace;
import org.perdure.message.MessageId;
import org.perdure.message.Provenance;
import org.perdure.source.Rendition.BesideFile;
import org.perdure.source.html.MhonarcDatabase;
import org.perdure.source.html.MhonarcPage;
import org.perdure.source.html.Reconstruction;

/**
 * A folder that MHonArc wrote. It gives first what is known of its numbers, then its messages by
 * number, with their attachments. A page that cannot be read costs only itself.
 *
 * <p>Memory: the names in the folder, one page and its attachments.
 */
final class MhonarcFolder implements PageFolder {
    /** Bytes at the beginning of a page in which its msg-id is looked for. */
    private static final int HEAD_BYTES = 16 << 10;

    private static final Pattern FILE_NAME =
            Pattern.compile("(?:msg\\d{5,9}/)?[A-Za-z0-9_][A-Za-z0-9._+-]{0,200}");
    private static final byte[] NOTHING = {};

    private final Path folder;
    private final FileReading reading;
    private final @Nullable YearMonth month;
    private final TreeMap<Integer, String> pages = new TreeMap<>();
    private final Deque<Integer> left = new ArrayDeque<>();
    private final Set<String> attachments = new HashSet<>();
    private final Map<Integer, MessageId> numbers = new TreeMap<>();
    private final Deque<SourceItem> ahead = new ArrayDeque<>();
    private boolean hasDatabase;
    private boolean begun;
    private String archiver = "";

    private MhonarcFolder(Path folder, FileReading reading) {
        this.folder = folder;
        this.reading = reading;
        this.month = PageNames.month(folder);
    }

    /**
     * Returns a folder, if MHonArc wrote into it.
     *
     * @param entries what lies in it
     */
    static Optional<PageFolder> find(Path path, List<FolderEntry> entries, FileReading reading) {
        if (entries.stream().noneMatch(MhonarcFolder::isHint)) {
            return Optional.empty(); // Most folders: what a deep one is a link to costs much.
        }
        MhonarcFolder folder = new MhonarcFolder(path, reading);
        for (FolderEntry entry : entries) {
            String name = entry.name().toString();
            int number = PageNames.number(name);
            boolean database = name.equals(PageNames.DATABASE);
            if ((number >= 0 || database)
                    && entry.folder().equals(path)
                    && WholeFile.isOwn(entry.path())) {
                folder.hasDatabase |= database;
                if (number >= 0) {
                    folder.pages.putIfAbsent(number, name);
                }
            }
        }
        folder.left.addAll(folder.pages.keySet());
        return folder.hasDatabase || !folder.pages.isEmpty()
                ? Optional.of(folder)
                : Optional.empty();
    }

    private static boolean isHint(FolderEntry entry) {
        String name = entry.name().toString();
        return name.equals(PageNames.DATABASE) || PageNames.number(name) >= 0;
    }

    @Override
    public boolean holds(String name) {
        return (hasDatabase && name.equals(PageNames.DATABASE))
                || name.equals(pages.get(PageNames.number(name)))
                || attachments.contains(name);
    }

    @Override
    public String reasonToReject(String name) {
        if (PageNames.isIndex(name)) {
            return "is an index of pages";
        }
        if (PageNames.number(name) >= 0) {
            return "is a second page of its number";
        }
        if (PageNames.isOfLargeNumber(name)) {
            return "is a page whose number has more than "
                    + MessageNumber.MAX_PUBLISHED_DIGITS
                    + " digits";
        }
        return PageNames.isAttachment(name) ? "is an attachment that no page names" : "";
    }

    @Override
    public boolean holdsAttachments(String name) {
        return PageNames.isOfMessage(name);
    }

    @Override
    public @Nullable SourceItem next() {
        if (!begun) {
            begun = true;
            begin();
        }
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

    /** Gives what the folder says of numbers: as a whole, for one contradicts another. */
    private void begin() {
        Path file = folder.resolve(PageNames.DATABASE);
        @Nullable WholeFile database = null;
        if (hasDatabase) {
            try {
                database = reading.read(file);
                numbers.putAll(MhonarcDatabase.numbers(database.bytes()));
            } catch (IOException e) {
                reading.failed(e);
            }
        }
        if (month == null) {
            if (database != null) {
                ahead.addAll(database.rejected("says numbers, in a folder named for no month"));
            }
            return;
        }
        List<NumberEvidence.Claim> claims = new ArrayList<>();
        numbers.forEach((number, id) -> claims.add(claim(month, number, id, true)));
        Map<String, Integer> archivers = new TreeMap<>();
        pages.forEach(
                (number, name) -> {
                    byte[] head = reading.head(folder.resolve(name), HEAD_BYTES);
                    MhonarcPage.findId(head)
                            .ifPresent(id -> claims.add(claim(month, number, id, false)));
                    archivers.merge(MhonarcPage.archiver(head), 1, Integer::sum);
                });
        archiver = ofMost(archivers);
        boolean empty = database == null || database.size() == 0;
        ahead.add(
                new NumberEvidence(
                        reading.names().of(empty ? folder : file),
                        database == null ? NOTHING : database.bytes(),
                        claims,
                        archiver));
        if (database != null) {
            ahead.add(database.end());
        }
    }

    /** Returns what most pages show that show any: a sender can write the field too. */
    private static String ofMost(Map<String, Integer> archivers) {
        return archivers.entrySet().stream()
                .filter(shown -> !shown.getKey().isEmpty())
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse("");
    }

    private static NumberEvidence.Claim claim(
            YearMonth month, int number, MessageId id, boolean byDatabase) {
        return new NumberEvidence.Claim(PublishedPlace.mhonarc(month, number), id, byDatabase);
    }

    /** Reads a page as a message, with its attachments; what is no message is rejected. */
    private void readPage(int number) throws IOException {
        WholeFile file = reading.readPage(folder.resolve(String.valueOf(pages.get(number))));
        Optional<MhonarcPage> found = MhonarcPage.find(file.bytes());
        MessageId id = found.map(MhonarcPage::id).orElse(numbers.get(number));
        if (found.isEmpty() || id == null) {
            ahead.addAll(
                    file.rejected(
                            found.isEmpty()
                                    ? "not a message page of MHonArc"
                                    : "a page without msg-id"));
            return;
        }
        MhonarcPage page = found.get();
        Map<String, WholeFile> files = beside(page);
        Map<String, byte[]> contents = new HashMap<>();
        files.forEach((name, content) -> contents.put(name, content.bytes()));
        Reconstruction built = Reconstruction.of(page, id, contents);
        ahead.add(
                new Rendition(
                        file.name(),
                        0,
                        file.size(),
                        file.size(),
                        file.bytes(),
                        NOTHING,
                        built.bytes(),
                        Provenance.MHONARC_PAGE,
                        month == null ? null : PublishedPlace.mhonarc(month, number),
                        archiver,
                        page.derived().stream()
                                .filter(name -> FILE_NAME.matcher(name).matches())
                                .distinct()
                                .map(name -> besideFile(name, contents.get(name), built))
                                .toList(),
                        built.missing().isEmpty()
                                ? ""
                                : "missing " + String.join(" ", built.missing())));
        ahead.add(file.end());
        files.values().forEach(attachment -> ahead.add(attachment.end()));
    }

    private BesideFile besideFile(String name, byte @Nullable [] content, Reconstruction built) {
        return new BesideFile(
                name, reading.names().of(folder.resolve(name)), content, built.parts().get(name));
    }

    /** Returns the files that a page names, as far as they are there: a page may name anything. */
    private Map<String, WholeFile> beside(MhonarcPage page) throws IOException {
        Map<String, WholeFile> files = new TreeMap<>();
        for (String name : page.derived()) {
            Path file = FILE_NAME.matcher(name).matches() ? folder.resolve(name) : folder;
            Path parent = file.getParent();
            boolean own =
                    parent != null
                            && (parent.equals(folder)
                                    || Files.isDirectory(parent, LinkOption.NOFOLLOW_LINKS));
            if (own && WholeFile.isOwn(file) && Files.size(file) <= WholeFile.MAX_BYTES) {
                files.put(name, reading.read(file));
                attachments.add(name);
            }
        }
        return files;
    }

    /** Does nothing: no file is open between two calls. */
    @Override
    public void close() {}
}
