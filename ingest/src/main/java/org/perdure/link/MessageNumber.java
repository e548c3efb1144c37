package org.perdure.link;

import java.time.YearMonth;

/**
 * The place of a message in the published MHonArc space of a list: a folder and a number in it.
 *
 * <p>Numbers follow MHonArc 2.6 ({@code getNewMsgNum}): each folder counts from 0 in the order of
 * the mailbox; the second message with a msg-id in a folder takes none; a number, once given, is
 * never given to another message.
 *
 * @param folder the folder of a month
 * @param number place in it, from 0
 */
public record MessageNumber(Folder folder, int number) implements Comparable<MessageNumber> {
    /** Largest number that a path can hold: readers of paths take at most nine digits. */
    public static final int MAX_IN_PATH = 999_999_999;

    /**
     * How many digits the number of a published page may have to be believed. Numbers given after
     * it count on from the largest of their month, and stay far below {@link #MAX_IN_PATH}.
     */
    public static final int MAX_PUBLISHED_DIGITS = 7;

    public MessageNumber {
        if (number < 0) {
            throw new IllegalArgumentException("message number is " + number);
        }
    }

    /** Makes a number in the main folder of a month. */
    public MessageNumber(YearMonth month, int number) {
        this(Folder.of(month), number);
    }

    /** Returns the month of the folder. */
    public YearMonth month() {
        return folder.month();
    }

    /** Returns the number as files and anchors have it: five digits, more when needed. */
    public String digits() {
        String digits = Integer.toString(number);
        return "0".repeat(Math.max(0, 5 - digits.length())) + digits;
    }

    /** Returns the file name of the page, such as {@code msg01142.html}. */
    public String fileName() {
        return "msg" + digits() + ".html";
    }

    @Override
    public int compareTo(MessageNumber other) {
        int byFolder = folder.compareTo(other.folder);
        return byFolder != 0 ? byFolder : Integer.compare(number, other.number);
    }

    /** Returns the key, such as {@code 2011-03/01142}. */
    @Override
    public String toString() {
        return folder + "/" + digits();
    }
}
