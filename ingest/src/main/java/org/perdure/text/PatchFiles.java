package org.perdure.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which files the patches of a message change, and from which blob of git to which, as the header
 * lines of the patches say: {@link PatchLine#HEADER}.
 */
public final class PatchFiles {
    /** The most names, and the most blobs of each side, that are kept. */
    public static final int MAX_FILES = 1_000;

    /** The shortest beginning of an id that git takes for one by itself. */
    public static final int MIN_BLOB = 7;

    /** The most digits of an id, those of SHA-256. */
    public static final int MAX_BLOB = 64;

    private static final String NO_FILE = "/dev/null";
    private static final String[] NAMED = {"rename from ", "rename to ", "copy from ", "copy to "};

    private final Set<String> names = new LinkedHashSet<>();
    private final Set<String> before = new LinkedHashSet<>();
    private final Set<String> after = new LinkedHashSet<>();

    /** The name in the last line that begins with {@code ---}. */
    private String old = "";

    /** Returns the names of the files, those of the old versions and of the new. */
    public List<String> names() {
        return List.copyOf(names);
    }

    /** Returns the ids of the old versions, in lower case, as long as they were written. */
    public List<String> before() {
        return List.copyOf(before);
    }

    /** Returns the ids of the new versions, in lower case, as long as they were written. */
    public List<String> after() {
        return List.copyOf(after);
    }

    /** Takes a header line, without quote marks; the next of its patch. */
    public void add(String line) {
        if (line.startsWith("index ")) {
            addBlobs(line);
        } else if (line.startsWith("--- ")) {
            old = name(line);
            addPrefixed(old, "a/");
        } else if (line.startsWith("+++ ")) {
            addNew(name(line));
        } else if (line.startsWith("diff --git ")) {
            addBoth(line.substring("diff --git ".length()));
        } else {
            for (String named : NAMED) {
                if (line.startsWith(named)) {
                    addName(unquoted(line.substring(named.length()).strip()));
                }
            }
        }
    }

    private void addBlobs(String line) {
        int dots = line.indexOf("..");
        if (dots > 0) {
            int end = line.indexOf(' ', dots);
            addBlob(before, line.substring("index ".length(), dots));
            addBlob(after, line.substring(dots + 2, end < 0 ? line.length() : end).strip());
        }
    }

    private static void addBlob(Set<String> blobs, String id) {
        if (isBlob(id) && blobs.size() < MAX_FILES) {
            blobs.add(id.toLowerCase(Locale.ROOT));
        }
    }

    /** Returns whether a text can be the id of a blob or its beginning. */
    public static boolean isBlob(String id) {
        return id.length() >= MIN_BLOB
                && id.length() <= MAX_BLOB
                && id.chars().allMatch(c -> c < 128 && Character.digit(c, 16) >= 0);
    }

    /** A file that only changed its mode, or is binary, is named in this line alone. */
    private void addBoth(String both) {
        int middle = middle(both);
        if (middle > 0) {
            addPrefixed(unquoted(both.substring(0, middle)), "a/");
            addPrefixed(unquoted(both.substring(middle + 1).strip()), "b/");
        }
    }

    /** Returns where the blank between two names is, which may hold blanks; -1 if it is unclear. */
    private static int middle(String both) {
        if (both.startsWith("\"")) {
            int end = both.indexOf("\" ");
            return end < 0 ? -1 : end + 1;
        }
        int half = both.length() / 2;
        if (both.startsWith(" b/", half)) {
            return half; // The same name twice.
        }
        int quoted = both.indexOf(" \"b/");
        return quoted > 0 ? quoted : both.indexOf(" b/");
    }

    private void addNew(String name) {
        addPrefixed(name, "b/");
        if (!name.startsWith("b/") && !old.startsWith("a/")) {
            addCommon(old, name);
        }
        old = "";
    }

    private void addPrefixed(String name, String prefix) {
        if (name.startsWith(prefix)) {
            addName(name.substring(prefix.length()));
        }
    }

    /** Names that other programs wrote begin with folders that differ; what they share is kept. */
    private void addCommon(String oldName, String newName) {
        if (oldName.equals(NO_FILE) || newName.equals(NO_FILE)) {
            addName(oldName.equals(NO_FILE) ? newName : oldName);
            return;
        }
        int length = 0;
        int most = Math.min(oldName.length(), newName.length());
        while (length < most
                && oldName.charAt(oldName.length() - 1 - length)
                        == newName.charAt(newName.length() - 1 - length)) {
            length++;
        }
        String common = newName.substring(newName.length() - length);
        boolean whole = length == newName.length() || length == oldName.length();
        int slash = whole ? -1 : common.indexOf('/');
        if (whole || slash >= 0) {
            addName(common.substring(slash + 1));
        }
    }

    private void addName(String name) {
        if (!name.isEmpty() && !name.equals(NO_FILE) && names.size() < MAX_FILES) {
            names.add(name);
        }
    }

    /**
     * Returns the name in a line that begins with {@code ---} or {@code +++}; a time may follow.
     */
    private static String name(String line) {
        String rest = line.substring(4);
        int tab = rest.indexOf('\t');
        String name = unquoted((tab < 0 ? rest : rest.substring(0, tab)).strip());
        boolean ofGit = name.startsWith("a/") || name.startsWith("b/");
        int blank = ofGit ? -1 : name.indexOf(' ');
        return blank < 0 ? name : name.substring(0, blank);
    }

    /** Undoes what git does to names with characters that are not plain. */
    private static String unquoted(String name) {
        if (name.length() < 2 || !name.startsWith("\"") || !name.endsWith("\"")) {
            return name;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int at = 1;
        int end = name.length() - 1;
        while (at < end) {
            char c = name.charAt(at++);
            if (c != '\\' || at == end) {
                bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
            } else if (isOctal(name, at, end)) {
                bytes.write(Integer.parseInt(name, at, at + 3, 8));
                at += 3;
            } else {
                bytes.write(escaped(name.charAt(at++)));
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static boolean isOctal(String name, int at, int end) {
        return at + 3 <= end
                && name.substring(at, at + 3).chars().allMatch(c -> c >= '0' && c <= '7');
    }

    private static int escaped(char letter) {
        return switch (letter) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            default -> letter;
        };
    }
}
