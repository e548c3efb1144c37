package org.perdure.source;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.perdure.link.MessageNumber;

/** How MHonArc and Pipermail name files and folders. */
final class PageNames {
    /** MHonArc's database. */
    static final String DATABASE = ".mhonarc.db";

    /** Where Pipermail keeps what it cut out of messages. */
    private static final String ATTACHMENTS = "attachments";

    /** The end of a page's name. MHonArc's GZIPFILES compresses them. */
    private static final String HTML = "\\.html?(?:\\.gz)?";

    private static final Pattern PAGE =
            Pattern.compile("msg(\\d{5," + MessageNumber.MAX_PUBLISHED_DIGITS + "})" + HTML);
    private static final Pattern LARGE =
            Pattern.compile("msg\\d{" + (MessageNumber.MAX_PUBLISHED_DIGITS + 1) + ",}" + HTML);
    private static final Pattern FOLDER_OF_MESSAGE = Pattern.compile("msg\\d{5,9}");
    private static final Pattern INDEX =
            Pattern.compile("(?:index|maillist|threads|mail\\d+|thrd\\d+)" + HTML);

    /** The names that MHonArc makes up begin with the first letters of the extension. */
    private static final Pattern ATTACHMENT =
            Pattern.compile("([A-Za-z0-9]{1,3})[A-Za-z0-9_]{5,10}\\.\\1[A-Za-z0-9]{0,3}(?:\\.gz)?");

    private static final Pattern MONTH = Pattern.compile("(\\d{4})-?(\\d{2})");

    private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";
    private static final String VOLUME_OF_MONTH =
            "\\d{4}-(?:January|February|March|April|May|June|July|August|September|October"
                    + "|November|December)";

    /** Names of Pipermail's volumes: a month, year, quarter, week or day. */
    private static final String ANY_VOLUME =
            VOLUME_OF_MONTH + "|\\d{4}(?:q[1-4])?|Week-of-Mon-\\d{8}|\\d{8}";

    private static final Pattern VOLUME = Pattern.compile(ANY_VOLUME);
    private static final Pattern MONTHLY = Pattern.compile(VOLUME_OF_MONTH + "|Week-of-Mon-\\d{8}");
    private static final Pattern TEXT = Pattern.compile("(?:" + ANY_VOLUME + ")\\.txt(?:\\.gz)?");
    private static final Pattern VOLUME_PAGE = Pattern.compile("(\\d{6,9})" + HTML);
    private static final Pattern VOLUME_INDEX =
            Pattern.compile("(?:index|thread|subject|author|date)" + HTML);

    /** Before the numbers of files that have no number: texts come first, then volumes. */
    private static final long FIRST_TEXT = Long.MAX_VALUE / 4;

    private static final long FIRST_VOLUME = Long.MAX_VALUE / 2;

    private PageNames() {}

    /** Returns the number in the name of a page of MHonArc, or -1. */
    static int number(String file) {
        Matcher page = PAGE.matcher(file);
        return page.matches() ? Integer.parseInt(page.group(1)) : -1;
    }

    /** Returns whether a name is that of a page whose number is too large to be believed. */
    static boolean isOfLargeNumber(String file) {
        return LARGE.matcher(file).matches();
    }

    static boolean isIndex(String file) {
        return INDEX.matcher(file).matches();
    }

    /** Returns whether MHonArc gave this name to an attachment, or it is that of a patch. */
    static boolean isAttachment(String file) {
        return ATTACHMENT.matcher(file).matches()
                || file.endsWith(".patch")
                || file.endsWith(".diff");
    }

    /** Returns whether MHonArc puts the attachments of a message into a folder of this name. */
    static boolean isOfMessage(String folder) {
        return FOLDER_OF_MESSAGE.matcher(folder).matches();
    }

    /**
     * Returns the month that a folder, or what it is a link to, is named for: {@code 2011-03},
     * {@code 2011/03}.
     */
    static @Nullable YearMonth month(Path folder) {
        YearMonth named = month(segments(folder.toAbsolutePath().normalize()));
        if (named != null) {
            return named;
        }
        try {
            return month(segments(folder.toRealPath()));
        } catch (IOException expected) {
            return null; // Its name is all there is.
        }
    }

    private static List<String> segments(Path path) {
        return List.of(path.toString().split("[/\\\\]"));
    }

    private static @Nullable YearMonth month(List<String> path) {
        int last = path.size() - 1;
        String name = last < 0 ? "" : path.get(last);
        String names = last < 1 ? name : path.get(last - 1) + "-" + name;
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

    /** Returns whether Pipermail names volumes so. */
    static boolean isVolume(String folder) {
        return VOLUME.matcher(folder).matches();
    }

    /** Returns the number in the name of a page of Pipermail, or -1. */
    static int numberInVolume(String file) {
        Matcher page = VOLUME_PAGE.matcher(file);
        return page.matches() ? Integer.parseInt(page.group(1)) : -1;
    }

    static boolean isVolumeIndex(String file) {
        return VOLUME_INDEX.matcher(file).matches();
    }

    /**
     * Returns whether a folder is where Pipermail keeps attachments.
     *
     * @param beside what lies beside it
     */
    static boolean isAttachments(String folder, List<FolderEntry> beside) {
        return folder.equals(ATTACHMENTS)
                && beside.stream()
                        .map(entry -> entry.name().toString())
                        .anyMatch(name -> isText(name) || MONTHLY.matcher(name).matches());
    }

    private static boolean isText(String file) {
        return TEXT.matcher(file).matches();
    }

    /** Returns what orders the texts and volumes of Pipermail by their months; else the last. */
    static long place(String name) {
        int dash = name.indexOf('-');
        boolean monthly = dash == 4 && name.length() >= 8;
        if (!monthly || !(isText(name) || isVolume(name))) {
            return Long.MAX_VALUE;
        }
        int month = MONTHS.indexOf(name.substring(5, 8).toLowerCase(Locale.ROOT)) / 3;
        return (isText(name) ? FIRST_TEXT : FIRST_VOLUME)
                + 12L * Integer.parseInt(name.substring(0, 4))
                + month;
    }

    /**
     * Returns whether a member of an archive is, or lies, where pages are.
     *
     * @param member its name, with the folders it lies in
     */
    static boolean isOfPages(String member) {
        List<String> path = List.of(member.split("/"));
        int last = path.size() - 1;
        String file = last < 0 ? "" : path.get(last);
        boolean besidePages = isIndex(file) || isAttachment(file);
        return isPage(member)
                || isText(file)
                || (besidePages && month(path.subList(0, last)) != null);
    }

    /** Returns whether a member of an archive is a page of a message, or the database of pages. */
    static boolean isPage(String member) {
        String file = member.substring(member.lastIndexOf('/') + 1);
        String folder = member.substring(0, member.length() - file.length());
        String last = folder.replaceFirst("/$", "").replaceFirst(".*/", "");
        return number(file) >= 0
                || file.equals(DATABASE)
                || (numberInVolume(file) >= 0 && isVolume(last));
    }
}
