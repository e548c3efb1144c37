package org.perdure.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.perdure.link.PublishedPlace;
import org.perdure.message.MessageId;
import org.perdure.message.Provenance;
import org.perdure.source.Rendition.BesideFile;
import org.perdure.source.html.MhonarcDatabase;
import org.perdure.source.html.MhonarcPage;
import org.perdure.source.html.Reconstruction;

/** A folder that MHonArc wrote: message pages, indexes, attachments, its database. */
final class PageFolder {
    /** Longest file that is read, in bytes. */
    static final int MAX_FILE_BYTES = MboxReader.MAX_MESSAGE_BYTES;

    /** Bytes at the beginning of a page in which its msg-id is looked for. */
    private static final int HEAD_BYTES = 16 << 10;

    private static final String DATABASE = ".mhonarc.db";
    private static final Pattern PAGE = Pattern.compile("msg(\\d{5,9})\\.html?");
    private static final Pattern INDEX =
            Pattern.compile("(?:index|maillist|threads|mail\\d+|thrd\\d+)\\.html?");
    private static final Pattern MONTH = Pattern.compile("(\\d{4})-?(\\d{2})");
    private static final Pattern FILE_NAME =
            Pattern.compile("(?:msg\\d{5,9}/)?[A-Za-z0-9_][A-Za-z0-9._+-]{0,200}");
    private static final byte[] NOTHING = {};

    private final Path folder;
    private final @Nullable YearMonth month;
    private final TreeMap<Integer, String> pages = new TreeMap<>();
    private final TreeSet<String> others = new TreeSet<>();
    private byte[] database = NOTHING;
    private final Map<Integer, MessageId> numbers = new TreeMap<>();

    private PageFolder(Path folder) {
        this.folder = folder;
        this.month = month(folder);
    }

    /** Returns the number in the name of a page, or -1. */
    static int pageNumber(String fileName) {
        Matcher page = PAGE.matcher(fileName);
        return page.matches() ? Integer.parseInt(page.group(1)) : -1;
    }

    /** Lists a folder and reads its database. */
    static PageFolder read(Path folder) throws IOException {
        PageFolder read = new PageFolder(folder);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (isOwn(file)) {
                    read.add(String.valueOf(file.getFileName()));
                }
            }
        }
        if (read.others.remove(DATABASE)) {
            read.database = read.readFile(folder.resolve(DATABASE));
            read.numbers.putAll(MhonarcDatabase.numbers(read.database));
        }
        return read;
    }

    /** A link in a tree that somebody else packed could name any file of this machine. */
    private static boolean isOwn(Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    private void add(String name) {
        int number = pageNumber(name);
        if (number < 0 || pages.putIfAbsent(number, name) != null) {
            others.add(name);
        }
    }

    /** Returns the month that a folder is named for: {@code 2011-03}, {@code 2011/03}. */
    private static @Nullable YearMonth month(Path folder) {
        Path whole = folder.toAbsolutePath().normalize();
        Path parent = whole.getParent();
        String name = String.valueOf(whole.getFileName());
        String names = parent == null ? name : parent.getFileName() + "-" + name;
        for (String text : List.of(name, names)) {
            Matcher month = MONTH.matcher(text);
            if (month.matches()) {
                try {
                    return YearMonth.of(
                            Integer.parseInt(month.group(1)), Integer.parseInt(month.group(2)));
                } catch (DateTimeException expected) {
                    return null; // Month 13: a name like any other.
                }
            }
        }
        return null;
    }

    /** Returns the numbers of the pages, in order. */
    List<Integer> pages() {
        return new ArrayList<>(pages.keySet());
    }

    /** Returns the names of all other files that no page has asked for, sorted. */
    List<String> others() {
        return new ArrayList<>(others);
    }

    /** Returns what the folder says of numbers; nothing if it is not named for a month. */
    Optional<NumberEvidence> evidence() throws IOException {
        if (month == null) {
            return Optional.empty();
        }
        List<NumberEvidence.Claim> claims = new ArrayList<>();
        numbers.forEach((number, id) -> claims.add(claim(month, number, id, true)));
        for (Map.Entry<Integer, String> page : pages.entrySet()) {
            MhonarcPage.findId(head(folder.resolve(page.getValue())))
                    .ifPresent(id -> claims.add(claim(month, page.getKey(), id, false)));
        }
        Path source = database.length == 0 ? folder : folder.resolve(DATABASE);
        return Optional.of(new NumberEvidence(source.toString(), database, claims));
    }

    private static NumberEvidence.Claim claim(
            YearMonth month, int number, MessageId id, boolean byDatabase) {
        return new NumberEvidence.Claim(PublishedPlace.mhonarc(month, number), id, byDatabase);
    }

    private static byte[] head(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(HEAD_BYTES);
        }
    }

    /** Reads a page as a message, with its attachments; what is no message is rejected. */
    List<SourceItem> page(int number) throws IOException {
        Path file = folder.resolve(String.valueOf(pages.get(number)));
        byte[] bytes = readFile(file);
        Optional<MhonarcPage> found = MhonarcPage.find(bytes);
        MessageId id = found.map(MhonarcPage::id).orElse(numbers.get(number));
        if (found.isEmpty() || id == null) {
            return rejected(
                    file,
                    bytes,
                    found.isEmpty() ? "not a message page of MHonArc" : "a page without msg-id");
        }
        MhonarcPage page = found.get();
        Map<String, byte[]> files = new HashMap<>();
        List<SourceItem> ends = new ArrayList<>();
        for (String name : page.derived()) {
            byte[] content = beside(name);
            if (content != null) {
                files.put(name, content);
                others.remove(name);
                ends.add(new SourceEnd(folder.resolve(name).toString(), 0, content.length));
            }
        }
        Reconstruction built = Reconstruction.of(page, id, files);
        List<SourceItem> items = new ArrayList<>();
        items.add(
                new Rendition(
                        file.toString(),
                        0,
                        bytes.length,
                        bytes.length,
                        bytes,
                        NOTHING,
                        built.bytes(),
                        Provenance.MHONARC_PAGE,
                        month == null ? null : PublishedPlace.mhonarc(month, number),
                        page.derived().stream()
                                .filter(name -> FILE_NAME.matcher(name).matches())
                                .distinct()
                                .map(
                                        name ->
                                                new BesideFile(
                                                        name,
                                                        files.get(name),
                                                        built.parts().get(name)))
                                .toList(),
                        built.missing().isEmpty()
                                ? ""
                                : "missing " + String.join(" ", built.missing())));
        items.add(new SourceEnd(file.toString(), 0, bytes.length));
        items.addAll(ends);
        return items;
    }

    /** Returns a file that a page names, if it is in the folder: a page may name anything. */
    private byte @Nullable [] beside(String name) throws IOException {
        if (!FILE_NAME.matcher(name).matches()) {
            return null;
        }
        Path file = folder.resolve(name);
        return isOwn(file) && Files.size(file) <= MAX_FILE_BYTES ? Files.readAllBytes(file) : null;
    }

    /** Accounts for a file that holds no message. */
    List<SourceItem> other(String name) throws IOException {
        Path file = folder.resolve(name);
        byte[] bytes = readFile(file);
        return rejected(
                file,
                bytes,
                INDEX.matcher(name).matches()
                        ? "an index; its messages are on pages of their own"
                        : "no message page, and no page names it");
    }

    /** Accounts for the database. */
    List<SourceItem> databaseEnd() throws IOException {
        if (database.length == 0) {
            return List.of();
        }
        Path file = folder.resolve(DATABASE);
        return month == null
                ? rejected(file, database, "numbers of a folder that is named for no month")
                : List.of(new SourceEnd(file.toString(), 0, database.length));
    }

    private static List<SourceItem> rejected(Path file, byte[] bytes, String reason)
            throws IOException {
        long size = Math.max(bytes.length, Files.size(file));
        return List.of(
                new Rejected(file.toString(), 0, size, bytes, reason),
                new SourceEnd(file.toString(), 0, size));
    }

    private byte[] readFile(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(MAX_FILE_BYTES);
        }
    }
}
