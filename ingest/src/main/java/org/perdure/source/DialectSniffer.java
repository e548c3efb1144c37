package org.perdure.source;

import java.util.Arrays;

/**
 * Tells the dialect of a mailbox from its beginning.
 *
 * <p>Content-Length counts if it leads most messages exactly to their end. Else, if lines begin
 * with {@code From } that neither look like separator lines nor have a header field behind them,
 * nothing is hidden. Else the marks before {@code From } tell: in a quotation, each line has the
 * marks of its neighbours, so that one more is the mailbox's own. {@link MboxDialect#MBOXRD} quotes
 * such a line, {@link MboxDialect#MBOXO} does not. Without any such line mboxrd is assumed: present
 * tools write it, and it alone can be undone without loss.
 *
 * <p>Time is proportional to the sample, whatever is in it.
 */
final class DialectSniffer {
    private final byte[] sample;
    private final int end;
    private final boolean whole;

    private int led;
    private int notLed;
    private int hiddenInLed;
    private int openInLed;

    private int sentences;
    private int oneMark;
    private int ownMarks;
    private int noOwnMarks;

    private DialectSniffer(byte[] sample, boolean whole) {
        this.sample = sample;
        this.end = sample.length;
        this.whole = whole;
    }

    /**
     * Tells the dialect.
     *
     * @param source name of the mailbox
     * @param sample its beginning
     * @param whole whether that is all of it
     */
    static DialectChoice choose(String source, byte[] sample, boolean whole) {
        return new DialectSniffer(sample, whole).choose(source);
    }

    private DialectChoice choose(String source) {
        int first = Lines.first(sample);
        followLengths(first);
        if (led > notLed) {
            return openInLed > 0 || hiddenInLed == 0
                    ? choice(
                            source,
                            MboxDialect.MBOXCL2,
                            "Content-Length leads from message to message, and no line is hidden")
                    : choice(
                            source,
                            MboxDialect.MBOXCL,
                            "Content-Length leads from message to message, and lines are hidden as"
                                    + " “>From ”");
        }
        countLines(first);
        byte[] separator = Arrays.copyOfRange(sample, first, Lines.endOf(sample, first, end));
        if (SeparatorLine.isOfPublicInbox(separator)) {
            return choice(source, MboxDialect.MBOXRD, "its separator lines are public-inbox's");
        }
        if (LegacyMark.isIn(separator)) {
            return choice(source, MboxDialect.MBOXRD, "its separator lines are those of an export");
        }
        if (sentences > 0) {
            return choice(
                    source,
                    MboxDialect.UNQUOTED,
                    "lines begin with “From ” that are no separator lines");
        }
        if (noOwnMarks > ownMarks) {
            return choice(
                    source,
                    MboxDialect.MBOXO,
                    "quoted lines of “From ” have no mark more than their neighbours");
        }
        if (ownMarks > 0) {
            return choice(
                    source,
                    MboxDialect.MBOXRD,
                    "quoted lines of “From ” have one mark more than their neighbours");
        }
        return oneMark > 0
                ? choice(
                        source,
                        MboxDialect.MBOXRD,
                        "assumed: lines are hidden as “>From ”, as mboxo does too")
                : choice(source, MboxDialect.MBOXRD, "assumed: its beginning hides no line");
    }

    private static DialectChoice choice(String source, MboxDialect dialect, String reason) {
        return new DialectChoice(source, dialect, reason, 0);
    }

    /** Goes from message to message, by Content-Length where that leads to a message. */
    private void followLengths(int first) {
        boolean dated = isPlausible(first);
        int separator = first;
        while (separator >= 0) {
            int message = Lines.endOf(sample, separator, end) + 1;
            if (message > end) {
                return;
            }
            ContentLength field = ContentLength.find(sample, message, end);
            if (!field.isNone() && field.length() > end - field.body() && !whole) {
                return; // It leads out of the sample.
            }
            int messageEnd = endOf(field);
            if (messageEnd < 0) {
                notLed++;
                separator = nextSeparator(message, dated);
            } else {
                led++;
                countFroms(field.body(), messageEnd);
                int next = messageEnd + Lines.blankLine(sample, messageEnd, end);
                separator = next < end ? next : -1;
            }
        }
    }

    /** Returns where a field leads to, or -1 if no message can end there. */
    private int endOf(ContentLength field) {
        if (field.isNone() || field.length() > end - field.body()) {
            return -1;
        }
        int messageEnd = field.body() + (int) field.length();
        return ContentLength.leadsToSeparator(sample, messageEnd, end, whole) ? messageEnd : -1;
    }

    private int nextSeparator(int start, boolean dated) {
        int found = FromLines.indexOfFrom(sample, start, end);
        while (found >= 0 && !(beginsLine(found) && (!dated || isPlausible(found)))) {
            found = FromLines.indexOfFrom(sample, found + FromLines.FROM_LENGTH, end);
        }
        return found;
    }

    private void countFroms(int start, int bodyEnd) {
        int found = FromLines.indexOfFrom(sample, start, bodyEnd);
        while (found >= 0) {
            if (beginsLine(found)) {
                openInLed++;
            } else if (marksBefore(found) == 1) {
                hiddenInLed++;
            }
            found = FromLines.indexOfFrom(sample, found + FromLines.FROM_LENGTH, bodyEnd);
        }
    }

    /** Counts what lines that hold {@code From } at their beginning, or after marks, tell. */
    private void countLines(int first) {
        boolean dated = isPlausible(first);
        int found = FromLines.indexOfFrom(sample, first, end);
        while (found >= 0) {
            int marks = marksBefore(found);
            if (marks > 0) {
                countMarks(marks, marksAround(found - marks, Lines.endOf(sample, found, end)));
            } else if (dated && beginsLine(found) && isSentence(found)) {
                sentences++;
            }
            found = FromLines.indexOfFrom(sample, found + FromLines.FROM_LENGTH, end);
        }
    }

    private void countMarks(int marks, int around) {
        if (marks == around) {
            noOwnMarks++;
        } else if ((marks == around + 1 && around > 0) || (marks > 1 && around == 0)) {
            ownMarks++;
        } else if (marks == 1) {
            oneMark++;
        }
    }

    /** Returns the marks of the line before or after, whichever has more. */
    private int marksAround(int line, int lineEnd) {
        int before = line - 1;
        while (before > 0 && sample[before - 1] != '\n') {
            before--;
        }
        return Math.max(before < 0 ? 0 : marksAt(before), marksAt(lineEnd + 1));
    }

    /**
     * Returns how many marks a quoted line begins with; 0 if a blank stands behind them, or another
     * {@code From }, which may have a mark of the mailbox as well.
     */
    private int marksAt(int line) {
        int at = line;
        while (at < end && sample[at] == '>') {
            at++;
        }
        boolean words = at < end && sample[at] > ' ' && !FromLines.isFrom(sample, at, end);
        return words ? at - line : 0;
    }

    private boolean beginsLine(int at) {
        return at == 0 || sample[at - 1] == '\n';
    }

    /** Returns how many marks the line of that place has before it, if it has nothing else. */
    private int marksBefore(int at) {
        int first = at;
        while (first > 0 && sample[first - 1] == '>') {
            first--;
        }
        return beginsLine(first) ? at - first : 0;
    }

    private boolean isPlausible(int line) {
        int limit = Math.min(end, line + MboxReader.MAX_JUDGED_BYTES);
        int lineEnd = Lines.endOf(sample, line, limit);
        return lineEnd < limit
                && SeparatorLine.isPlausible(Arrays.copyOfRange(sample, line, lineEnd));
    }

    /** Returns whether a line looks neither like a separator line nor stands above a header. */
    private boolean isSentence(int line) {
        int next = Lines.endOf(sample, line, end) + 1;
        return next <= end && !isPlausible(line) && HeaderLines.nameLength(sample, next, end) == 0;
    }
}
