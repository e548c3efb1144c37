package org.perdure.text;

import java.util.ArrayList;
import java.util.List;
import org.perdure.text.Block.Armour;
import org.perdure.text.Block.Attribution;
import org.perdure.text.Block.Authored;
import org.perdure.text.Block.Quote;
import org.perdure.text.Block.Signature;

/**
 * Cuts the text of a message into blocks: every line lands in one block, in order. Costs time by
 * the length of the text.
 *
 * <p>A line is quoted if {@code >} stands within its first four characters; more quote marks may
 * follow, each after two blanks at the most, so that {@code >>}, {@code > >} and {@code > >} with
 * two blanks are all of depth 2. Up to three lines before a quotation that end in {@code wrote:} or
 * the like are its attribution, empty lines between them included. The signature begins with its
 * separator and ends with the text or at a quotation, because those who answer on top sign in the
 * middle. In a patch, quote marks count at the beginning of a line only, and a separator only
 * before the version of git: the others are lines that the patch removes.
 *
 * <p>OpenPGP armour is a block of its own; the signature that began before it is at its end.
 *
 * <p>An empty line without quote marks is never quoted: between two quotations it is an authored
 * block without words.
 */
public final class BodyParser {
    /** Quote marks that are told apart; further ones are text. */
    public static final int MAX_DEPTH = 60;

    /** Lines of an attribution. */
    static final int MAX_ATTRIBUTION_LINES = 3;

    /** Empty lines between an attribution and its quotation. */
    static final int MAX_ATTRIBUTION_GAP = 2;

    private static final int MAX_BLANKS_BEFORE_FIRST_MARK = 3;
    private static final int MAX_BLANKS_BEFORE_MARK = 2;

    private final List<String> lines;
    private final List<Block> blocks = new ArrayList<>();

    /** Lines of the block that is being made, and what kind that is. */
    private final List<String> open = new ArrayList<>();

    private Kind kind = Kind.AUTHORED;
    private int depth;

    private boolean inPatch;

    private BodyParser(List<String> lines) {
        this.lines = lines;
    }

    private enum Kind {
        AUTHORED,
        QUOTE,
        SIGNATURE,
        ARMOUR
    }

    /** Returns the blocks of a text whose lines end in {@code \n}; none if it is empty. */
    public static List<Block> parse(String text) {
        return new BodyParser(split(text)).run();
    }

    /** The last line needs no end; a text that has one has no further, empty line. */
    private static List<String> split(String text) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            if (end < 0) {
                end = text.length();
            }
            lines.add(text.substring(start, end));
            start = end + 1;
        }
        return lines;
    }

    private List<Block> run() {
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            int armourEnd = line.startsWith("-----BEGIN PGP ") ? PgpArmour.end(lines, i) : i;
            if (armourEnd > i) {
                close();
                kind = Kind.ARMOUR;
                depth = 0;
                open.addAll(lines.subList(i, armourEnd));
                if (PgpArmour.isSigned(line)) {
                    PgpArmour.unescape(lines, armourEnd);
                }
                begin(Kind.AUTHORED, 0);
                i = armourEnd - 1;
                continue;
            }
            Marks marks = Marks.of(line, inPatch ? 0 : MAX_BLANKS_BEFORE_FIRST_MARK);
            if (marks.depth() > 0) {
                quote(line, marks);
            } else if (kind == Kind.SIGNATURE) {
                open.add(line);
            } else if (isSeparator(i)) {
                begin(Kind.SIGNATURE, 0);
                inPatch = false;
                open.add(line);
            } else {
                inPatch |= beginsPatch(i);
                begin(Kind.AUTHORED, 0);
                open.add(line);
            }
        }
        close();
        return List.copyOf(blocks);
    }

    private void quote(String line, Marks marks) {
        if (kind != Kind.QUOTE) {
            cutAttribution();
        }
        begin(Kind.QUOTE, marks.depth());
        open.add(line.substring(marks.end()));
    }

    /** Goes on with the open block if it is like that, else closes it. */
    private void begin(Kind newKind, int newDepth) {
        if (newKind != kind || newDepth != depth) {
            close();
            kind = newKind;
            depth = newDepth;
        }
    }

    private void close() {
        if (open.isEmpty()) {
            return;
        }
        blocks.add(
                switch (kind) {
                    case AUTHORED -> new Authored(open);
                    case QUOTE -> new Quote(depth, open);
                    case SIGNATURE -> new Signature(open);
                    case ARMOUR -> new Armour(open);
                });
        open.clear();
    }

    /** Makes a block of the last open lines if they introduce a quotation. */
    private void cutAttribution() {
        int last = open.size() - 1;
        while (last >= 0
                && open.size() - 1 - last < MAX_ATTRIBUTION_GAP
                && open.get(last).isBlank()) {
            last--;
        }
        if (last < 0 || !AttributionLine.ends(open.get(last))) {
            return;
        }
        List<String> tail = open.subList(firstOfAttribution(last), open.size());
        List<String> attribution = List.copyOf(tail);
        tail.clear();
        close();
        blocks.add(new Attribution(attribution));
    }

    /** Goes up to the nearest line that begins like an attribution, else stays. */
    private int firstOfAttribution(int last) {
        for (int i = last; i >= 0 && i > last - MAX_ATTRIBUTION_LINES; i--) {
            if (open.get(i).isBlank()) {
                break;
            }
            if (AttributionLine.begins(open.get(i))) {
                return i;
            }
        }
        boolean incomplete = last > 0 && AttributionLine.lacksName(open.get(last));
        return incomplete && !open.get(last - 1).isBlank() ? last - 1 : last;
    }

    private boolean isSeparator(int i) {
        if (!lines.get(i).equals("-- ")) {
            return false;
        }
        return !inPatch || (i + 1 < lines.size() && isGitVersion(lines.get(i + 1)));
    }

    /** Such as {@code 2.30.2}, {@code 1.7.2.5} or {@code 2.1.4.windows.1}. */
    private static boolean isGitVersion(String line) {
        String version = line.strip();
        return version.indexOf('.') > 0
                && version.length() <= 60
                && Character.isDigit(version.charAt(0))
                && version.indexOf(' ') < 0;
    }

    private boolean beginsPatch(int i) {
        String line = lines.get(i);
        return line.startsWith("diff -")
                || line.startsWith("Index: ")
                || (line.startsWith("--- ")
                        && i + 1 < lines.size()
                        && lines.get(i + 1).startsWith("+++ "));
    }

    /**
     * The quote marks in front of a line.
     *
     * @param depth how many
     * @param end index after them, and after a blank that follows the last
     */
    private record Marks(int depth, int end) {
        private static final Marks NONE = new Marks(0, 0);

        static Marks of(String line, int maxBlanks) {
            int position = afterMark(line, 0, maxBlanks);
            if (position < 0) {
                return NONE;
            }
            int depth = 0;
            int end = 0;
            while (position >= 0 && depth < MAX_DEPTH) {
                end = position;
                depth++;
                position = afterMark(line, end, MAX_BLANKS_BEFORE_MARK);
            }
            boolean blank = end < line.length() && line.charAt(end) == ' ';
            return new Marks(depth, blank ? end + 1 : end);
        }

        /** Returns the index after the next mark, or -1. */
        private static int afterMark(String line, int from, int maxBlanks) {
            int i = from;
            while (i < line.length() && i - from < maxBlanks && line.charAt(i) == ' ') {
                i++;
            }
            return i < line.length() && line.charAt(i) == '>' ? i + 1 : -1;
        }
    }
}
