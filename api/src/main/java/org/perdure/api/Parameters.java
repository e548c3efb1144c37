package org.perdure.api;

import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.perdure.link.Folder;
import org.perdure.link.Trees;
import org.perdure.message.ArchiveException.BadParameter;
import org.perdure.message.ArchiveException.UnknownList;
import org.perdure.message.ArchiveException.UnknownMessage;
import org.perdure.message.ArchiveException.UnknownPage;
import org.perdure.message.ListName;
import org.perdure.message.MessageId;
import org.perdure.search.Question.Sort;

/**
 * Parameters of requests, read. What a path names and cannot be does not exist; the rest is bad.
 */
final class Parameters {
    private static final Pattern MONTH = Pattern.compile("[0-9]{4}-[0-9]{2}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
    private static final Pattern LONG = Pattern.compile("[0-9]{1,18}");

    private static final String THREAD = "thread";

    /** How much of a bad value is repeated to who sent it, in characters. */
    private static final int MAX_SHOWN = 80;

    private Parameters() {}

    static ListName list(String text) {
        if (!ListName.isValid(text)) {
            throw new UnknownList(shown(text));
        }
        return new ListName(text);
    }

    static @Nullable ListName optionalList(@Nullable String text) {
        return text == null || text.isEmpty() ? null : list(text);
    }

    /** Returns a parameter; nothing if it is empty, as forms send what was left out. */
    static @Nullable String optional(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    static YearMonth month(String text) {
        if (MONTH.matcher(text).matches()) {
            try {
                return YearMonth.parse(text);
            } catch (DateTimeException expected) {
                // A thirteenth month: as unknown as any other text.
                throw noMonth(text);
            }
        }
        throw noMonth(text);
    }

    /** Returns the folder of a month in a tree; the main one if none is named. */
    static Folder folder(Trees trees, YearMonth month, @Nullable String tree) {
        if (tree == null || tree.isEmpty()) {
            return Folder.of(month);
        }
        if (trees.find(tree).isEmpty()) {
            throw new BadParameter("There is no tree “" + shown(tree) + "”.");
        }
        return trees.folder(tree, month);
    }

    private static UnknownPage noMonth(String text) {
        return new UnknownPage("“" + shown(text) + "” is not a month, such as 2011-03.");
    }

    static int number(String text) {
        if (!NUMBER.matcher(text).matches()) {
            throw new UnknownMessage("“" + shown(text) + "” is not the number of a message.");
        }
        return Integer.parseInt(text);
    }

    /** Returns a msg-id, whether in angle brackets or not. */
    static MessageId messageId(String text) {
        String bare =
                text.length() > 2 && text.startsWith("<") && text.endsWith(">")
                        ? text.substring(1, text.length() - 1)
                        : text;
        if (bare.isEmpty()) {
            throw new UnknownMessage("No message has an empty Message-ID.");
        }
        return new MessageId(bare);
    }

    static int integer(String name, @Nullable String text, int otherwise) {
        if (text == null || text.isEmpty()) {
            return otherwise;
        }
        if (!NUMBER.matcher(text).matches()) {
            throw notANumber(name, text);
        }
        return Integer.parseInt(text);
    }

    static long sequence(String name, @Nullable String text) {
        if (text == null || text.isEmpty()) {
            return 0;
        }
        if (!LONG.matcher(text).matches()) {
            throw notANumber(name, text);
        }
        return Long.parseLong(text);
    }

    private static BadParameter notANumber(String name, String text) {
        return new BadParameter(name + " is “" + shown(text) + "”, which is not a number.");
    }

    static Sort sort(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return Sort.RELEVANCE;
        }
        for (Sort sort : Sort.values()) {
            if (sort.name().toLowerCase(Locale.ROOT).equals(text)) {
                return sort;
            }
        }
        String all =
                Stream.of(Sort.values()).map(Names::hyphenated).collect(Collectors.joining(", "));
        throw new BadParameter("sort is “" + shown(text) + "”; it can be " + all + ".");
    }

    /** Returns a parameter that says yes or no; no if it is left out. */
    static boolean flag(String name, @Nullable String text) {
        if (text == null || text.isEmpty()) {
            return false;
        }
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default ->
                    throw new BadParameter(
                            name + " is “" + shown(text) + "”; it can be true or false.");
        };
    }

    /**
     * Returns whether threads are collapsed.
     *
     * @throws BadParameter if it is anything but {@code thread} or left out
     */
    static boolean collapse(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return false;
        }
        if (!text.equals(THREAD)) {
            throw new BadParameter("collapse is “" + shown(text) + "”; it can be thread.");
        }
        return true;
    }

    private static String shown(String text) {
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
    }
}
