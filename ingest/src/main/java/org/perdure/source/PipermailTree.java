package org.perdure.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.perdure.link.PublishedPlace;
import org.perdure.link.PublishedPlace.Scheme;
import org.perdure.message.MessageId;
import org.perdure.message.Provenance;
import org.perdure.source.html.PipermailPage;

/**
 * What Pipermail, the archiver of Mailman 2, published of a list: text files of months, {@code
 * 2011-March.txt}, plain or compressed, and pages {@code 2011-March/001234.html}. One file of that
 * kind, or a folder of them. Text files come first, in the order of their months, for they hold
 * more of each message; then pages by number; then all other files.
 */
final class PipermailTree implements TrackedSource {
    static final int MAX_DEPTH = 12;

    /** Longest page that is read, in bytes. */
    static final int MAX_PAGE_BYTES = MboxReader.MAX_MESSAGE_BYTES;

    private static final int MAX_PROBED = 20_000;
    private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";

    /** Names of volumes: a month, year, quarter, week or day. */
    private static final String VOLUME =
            "\\d{4}-(?:January|February|March|April|May|June|July|August|September|October"
                    + "|November|December)|\\d{4}(?:q[1-4])?|Week-of-Mon-\\d{8}|\\d{8}";

    private static final Pattern TEXT = Pattern.compile("(" + VOLUME + ")\\.txt(?:\\.gz)?");
    private static final Pattern FOLDER = Pattern.compile(VOLUME);
    private static final Pattern PAGE = Pattern.compile("(\\d{6,9})\\.html?");
    private static final byte[] NOTHING = {};

    private final Deque<Path> texts;
    private final Deque<Path> pages;
    private final Deque<Path> others;
    private final Deque<SourceItem> ahead = new ArrayDeque<>();
    private final AtomicLong bytesRead = new AtomicLong();
    private @Nullable PipermailText text;

    private PipermailTree(List<Path> texts, List<Path> pages, List<Path> others) {
        this.texts = new ArrayDeque<>(texts);
        this.pages = new ArrayDeque<>(pages);
        this.others = new ArrayDeque<>(others);
    }

    /** Returns whether a path is a text file of Pipermail, or a folder with its files. */
    static boolean isTree(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return isText(path) && PipermailText.isText(path);
        }
        boolean[] found = {false};
        int[] looked = {0};
        Files.walkFileTree(
                MhonarcTree.start(path),
                Set.of(),
                MAX_DEPTH,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        found[0] = isPage(file) || (isText(file) && PipermailText.isText(file));
                        return found[0] || ++looked[0] > MAX_PROBED
                                ? FileVisitResult.TERMINATE
                                : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException e) {
                        return FileVisitResult.CONTINUE; // Opening it says what cannot be read.
                    }
                });
        return found[0];
    }

    /** Opens a file or a folder. */
    static PipermailTree open(Path path) throws IOException {
        List<Path> texts = new ArrayList<>();
        List<Path> pages = new ArrayList<>();
        List<Path> others = new ArrayList<>();
        Files.walkFileTree(
                MhonarcTree.start(path),
                Set.of(),
                MAX_DEPTH,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        if (isText(file) && PipermailText.isText(file)) {
                            texts.add(file);
                        } else if (isPage(file)) {
                            pages.add(file);
                        } else if (attributes.isRegularFile()) {
                            others.add(file);
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
        texts.sort(Comparator.comparing(PipermailTree::order).thenComparing(file -> file));
        pages.sort(Comparator.<Path>comparingInt(file -> number(file)).thenComparing(file -> file));
        others.sort(null);
        return new PipermailTree(texts, pages, others);
    }

    private static boolean isText(Path file) {
        return TEXT.matcher(name(file)).matches();
    }

    private static boolean isPage(Path file) {
        return PAGE.matcher(name(file)).matches() && FOLDER.matcher(volume(file)).matches();
    }

    private static int number(Path page) {
        Matcher name = PAGE.matcher(name(page));
        return name.matches() ? Integer.parseInt(name.group(1)) : -1;
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static String volume(Path page) {
        Path parent = page.toAbsolutePath().normalize().getParent();
        return parent == null ? "" : name(parent);
    }

    /** Returns the name of a volume with its month as a number, so that they can be sorted. */
    private static String order(Path file) {
        String name = name(file);
        int dash = name.indexOf('-');
        if (dash != 4 || name.length() < 8) {
            return name;
        }
        int month = MONTHS.indexOf(name.substring(5, 8).toLowerCase(Locale.ROOT)) / 3 + 1;
        return String.format(Locale.ROOT, "%s-%02d", name.substring(0, 4), month);
    }

    @Override
    public @Nullable SourceItem next() throws IOException {
        SourceItem item = read();
        if (item != null) {
            bytesRead.addAndGet(item.size());
        }
        return item;
    }

    private @Nullable SourceItem read() throws IOException {
        while (ahead.isEmpty()) {
            PipermailText open = text;
            if (open != null) {
                SourceItem item = open.next();
                if (item != null) {
                    return item;
                }
                open.close();
                text = null;
            } else if (!texts.isEmpty()) {
                text = PipermailText.open(texts.removeFirst());
            } else if (!pages.isEmpty()) {
                readPage(pages.removeFirst());
            } else if (!others.isEmpty()) {
                reject(others.removeFirst(), "neither a page of a message nor a text of months");
            } else {
                return null;
            }
        }
        return ahead.removeFirst();
    }

    private void readPage(Path file) throws IOException {
        byte[] bytes = bytes(file);
        Optional<PipermailPage> page = PipermailPage.find(bytes);
        MessageId id = page.map(PipermailPage::id).orElse(null);
        if (page.isEmpty() || id == null) {
            reject(
                    file,
                    page.isEmpty() ? "not a message page of Pipermail" : "a page without msg-id");
            return;
        }
        PublishedPlace place = new PublishedPlace(Scheme.PIPERMAIL, volume(file), number(file));
        ahead.add(
                new Rendition(
                        file.toString(),
                        0,
                        bytes.length,
                        bytes.length,
                        bytes,
                        NOTHING,
                        page.get().reconstruction(id).bytes(),
                        Provenance.PIPERMAIL_PAGE,
                        place,
                        List.of(),
                        ""));
        ahead.add(new SourceEnd(file.toString(), 0, bytes.length));
    }

    private void reject(Path file, String reason) throws IOException {
        byte[] bytes = bytes(file);
        long size = Math.max(bytes.length, Files.size(file));
        ahead.add(new Rejected(file.toString(), 0, size, bytes, reason));
        ahead.add(new SourceEnd(file.toString(), 0, size));
    }

    private static byte[] bytes(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(MAX_PAGE_BYTES);
        }
    }

    @Override
    public long bytesRead() {
        return bytesRead.get();
    }

    @Override
    public void close() throws IOException {
        if (text != null) {
            text.close();
        }
    }
}
