package org.perdure.text;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the header fields that mail programs write above what they quote or forward, in place of
 * quote marks.
 *
 * <p>They are believed if From stands among them with two others of Sent, To, Cc and Subject, or
 * with one where a quotation begins or below a separator line.
 */
final class HeaderBlocks {
    /** Lines of a block. */
    static final int MAX_LINES = 60;

    /** Lines with text between a separator line and the fields. */
    static final int MAX_LINES_BETWEEN = 3;

    /** Characters of a line behind which the rest of it may stand in the next. */
    private static final int MIN_WRAPPED_CHARS = 50;

    private final Lines lines;

    HeaderBlocks(Lines lines) {
        this.lines = lines;
    }

    /** A field: its key and the places of its value, without what stands in further lines. */
    record Field(HeaderKey key, int start, int end) {}

    /**
     * A block.
     *
     * @param end the line after it
     * @param forwarded whether the line above it says so
     * @param fields its fields; none if it is a separator line alone
     */
    record Found(int end, boolean forwarded, List<Field> fields) {}

    /**
     * Returns the block that begins at a line, a separator line above it included; null if none
     * does.
     *
     * @param startsQuote whether the line is the first of a quotation
     */
    @Nullable Found at(int line, boolean startsQuote) {
        Separators.Kind separator = Separators.of(lines, line);
        return switch (separator) {
            case NONE -> {
                Found found = fields(line, false);
                yield found != null && isBelieved(found, startsQuote ? 2 : 3) ? found : null;
            }
            case RULE -> {
                int next = sameDepth(line, 2);
                Found found = next < 0 ? null : fields(next, false);
                yield found != null && isBelieved(found, 3) ? found : null;
            }
            case ORIGINAL, FORWARD -> below(line, separator == Separators.Kind.FORWARD);
            case END -> null;
        };
    }

    private Found below(int line, boolean forwarded) {
        int next = line;
        for (int i = 0; i <= MAX_LINES_BETWEEN; i++) {
            next = sameDepth(next, 3);
            if (next < 0) {
                break;
            }
            Found found = fields(next, forwarded);
            if (found != null && isBelieved(found, 2)) {
                return found;
            }
        }
        return new Found(line + 1, forwarded, List.of());
    }

    /** Returns the next line with text if it has the same depth; else -1. */
    private int sameDepth(int line, int most) {
        int next = lines.nextWithText(line, most);
        return next >= 0 && lines.depth(next) == lines.depth(line) ? next : -1;
    }

    private static boolean isBelieved(Found found, int needed) {
        Set<HeaderKey> seen = EnumSet.noneOf(HeaderKey.class);
        found.fields().forEach(field -> seen.add(field.key()));
        seen.remove(HeaderKey.OTHER);
        return seen.contains(HeaderKey.FROM)
                && (seen.contains(HeaderKey.SENT) || seen.contains(HeaderKey.SUBJECT))
                && seen.size() >= needed;
    }

    private @Nullable Found fields(int first, boolean forwarded) {
        HeaderKey.Found key = HeaderKey.at(lines, first);
        if (key == null || !key.key().isMain()) {
            return null;
        }
        List<Field> fields = new ArrayList<>();
        Set<HeaderKey> seen = EnumSet.noneOf(HeaderKey.class);
        int end = first;
        int limit = Math.min(lines.count(), first + MAX_LINES);
        for (int line = first; line < limit && goesOn(line, first); line++) {
            HeaderKey.Found found = lines.isBlank(line) ? null : HeaderKey.at(lines, line);
            if (found != null) {
                if (found.key().isMain() && !seen.add(found.key())) {
                    break; // The next block.
                }
                fields.add(new Field(found.key(), found.end(), lines.end(line)));
                end = line + 1;
            } else if (line != end) {
                break;
            } else if (!lines.isBlank(line)) {
                if (!continues(line, fields.getLast())) {
                    break;
                }
                end = line + 1;
            } else if (!goesOnBehindBlank(line, first, seen)) {
                break;
            }
        }
        return new Found(end, forwarded, fields);
    }

    private boolean goesOn(int line, int first) {
        return lines.depth(line) == lines.depth(first);
    }

    /** A blank line ends the fields unless a field of another kind follows at once. */
    private boolean goesOnBehindBlank(int line, int first, Set<HeaderKey> seen) {
        if (line + 1 >= lines.count() || !goesOn(line + 1, first)) {
            return false;
        }
        HeaderKey.Found next = HeaderKey.at(lines, line + 1);
        return next != null && next.key().isMain() && !seen.contains(next.key());
    }

    private boolean continues(int line, Field last) {
        if (lines.strippedStart(line) > lines.content(line)) {
            return true;
        }
        int previous = line - 1;
        boolean keyBelow =
                line + 1 < lines.count()
                        && lines.depth(line + 1) == lines.depth(line)
                        && HeaderKey.at(lines, line + 1) != null;
        char ending = lines.text().charAt(lines.strippedEnd(previous) - 1);
        return switch (last.key()) {
            case FROM, TO, CC, OTHER ->
                    keyBelow
                            || ending == ','
                            || ending == ';'
                            || (isLong(previous) && isAddresses(line))
                            || lines.at(line, 0) == '<';
            case SENT -> false;
            case SUBJECT ->
                    isLong(previous) && (keyBelow || (!isLong(line) && endsBlock(line + 1)));
        };
    }

    private boolean isLong(int line) {
        return lines.end(line) - lines.start(line) >= MIN_WRAPPED_CHARS;
    }

    private boolean isAddresses(int line) {
        int from = lines.content(line);
        int end = lines.end(line);
        return Chars.indexOf(lines.text(), "@", from, end) >= 0
                || Chars.indexOf(lines.text(), ";", from, end) >= 0;
    }

    private boolean endsBlock(int line) {
        return line >= lines.count() || lines.isBlank(line) || HeaderKey.at(lines, line) != null;
    }
}
