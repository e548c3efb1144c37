package org.perdure.archive;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.perdure.archive.LinkAnswer.Asked;
import org.perdure.archive.ListDirectory.Meant;
import org.perdure.link.LinkKey;
import org.perdure.link.Trees;
import org.perdure.message.ArchiveException.BadQuery;
import org.perdure.message.ListName;
import org.perdure.search.Question.Sort;

/**
 * Answers links that say when a message came or what its subject was: with candidates, never
 * exactly. Made for one batch of links; keeps the subjects of months that it has read.
 */
final class GuessResolver {
    /**
     * How much earlier than the time in a link of marc.info, and how much later, messages have
     * arrived: measured on links whose msg-ids are known.
     */
    private static final Duration MARC_BEFORE = Duration.ofMinutes(2);

    private static final Duration MARC_AFTER = Duration.ofSeconds(10);

    /** How far apart the clocks of two archives may be, with the way of the mail between them. */
    private static final Duration MARC_TOLERANCE = Duration.ofMinutes(10);

    /** Of those links, as many came in the narrow span. */
    private static final double NARROW = 0.7;

    private static final double WIDE = 0.3;

    /** How sure a subject is in the month that the link names, and in the whole archive. */
    private static final double SUBJECT_OF_MONTH = 0.6;

    private static final double SUBJECT = 0.4;

    /** How sure it is that a number of Gmane is of one of the months about the guess. */
    private static final double MONTH_OF_NUMBER = 0.05;

    /** Digits of a marc.info number that are not the time. */
    private static final int MARC_SERIAL_DIGITS = 5;

    /** Longest number that is a time in seconds. */
    private static final int MAX_TIME_DIGITS = 11;

    /** How many links of a batch may be searched for: a search takes milliseconds. */
    static final int MAX_SEARCHES = 200;

    /** How many months' subjects are kept. */
    private static final int MAX_MONTHS = 64;

    private static final Pattern NOT_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

    /** What programs put before a subject: of a reply, of a list. */
    private static final Pattern HEAD = Pattern.compile("^(?:(?:re|fwd?|aw|sv) )+");

    private final Archive archive;
    private final ListDirectory lists;
    private final Map<MonthOfList, List<Worded>> months = new HashMap<>();
    private final AtomicInteger searches;

    private record MonthOfList(ListName list, YearMonth month) {}

    /** A message with the words of its subject, between single blanks. */
    private record Worded(String words, Summary summary) {}

    /**
     * @param searches how many links of the batch have been searched for by their words
     */
    GuessResolver(Archive archive, ListDirectory lists, AtomicInteger searches) {
        this.archive = archive;
        this.lists = lists;
        this.searches = searches;
    }

    LinkAnswer marc(Asked asked, LinkKey.Marc key) {
        Optional<Instant> time = marcTime(key.digits());
        Optional<Meant> meant = lists.find(key.group());
        if (time.isEmpty() || meant.isEmpty()) {
            return asked.foreign("The list " + key.group() + " is not in this archive.");
        }
        return arrived(
                asked,
                List.of(meant.get().list()),
                time.get(),
                "The link says when the message came, within minutes, and no more.");
    }

    LinkAnswer marcThread(Asked asked, LinkKey.MarcThread key) {
        return marcTime(key.digits())
                .map(
                        time ->
                                arrived(
                                        asked,
                                        lists.withMail(),
                                        time,
                                        "The link is to a thread, and says when a message of it"
                                                + " came, within minutes, and no more."))
                .orElseGet(() -> asked.foreign("There is no time in the link."));
    }

    /** A number of marc.info begins with the second in which the message came there. */
    private static Optional<Instant> marcTime(String digits) {
        int length = digits.length() - MARC_SERIAL_DIGITS;
        return length < 1 || length > MAX_TIME_DIGITS
                ? Optional.empty()
                : Optional.of(Instant.ofEpochSecond(Long.parseLong(digits.substring(0, length))));
    }

    private LinkAnswer arrived(Asked asked, List<ListName> in, Instant time, String reason) {
        List<Summary> narrow =
                arrivedBetween(in, time, time.minus(MARC_BEFORE), time.plus(MARC_AFTER));
        if (!narrow.isEmpty()) {
            return asked.candidates(reason, NARROW, narrow);
        }
        List<Summary> wide =
                arrivedBetween(in, time, time.minus(MARC_TOLERANCE), time.plus(MARC_TOLERANCE));
        return wide.isEmpty()
                ? asked.unknown("No message came within ten minutes of the time in the link.")
                : asked.candidates(reason, WIDE, wide);
    }

    private List<Summary> arrivedBetween(
            List<ListName> in, Instant time, Instant first, Instant last) {
        return in.stream()
                .flatMap(
                        list ->
                                months(list, first, last).stream()
                                        .flatMap(
                                                month ->
                                                        archive
                                                                .arrivedBetween(
                                                                        list, month, first, last)
                                                                .stream()))
                .sorted(Comparator.comparing(one -> Duration.between(one.arrived(), time).abs()))
                .limit(Resolver.MAX_CANDIDATES)
                .toList();
    }

    /** Returns the months in which a list files what came between two times. */
    private List<YearMonth> months(ListName list, Instant first, Instant last) {
        Trees trees = archive.trees(list);
        return Stream.of(first, last).map(time -> trees.filed(time).month()).distinct().toList();
    }

    /** Answers a number of another archive: only of Gmane's can be said about when they were. */
    LinkAnswer number(Asked asked, LinkKey.External key) {
        LinkAnswer foreign = asked.foreign(ForeignNumbers.reason(key));
        if (!key.scheme().equals("gmane") || key.parts().size() != 2) {
            return foreign;
        }
        String group = key.parts().getFirst().toLowerCase(Locale.ROOT);
        Optional<YearMonth> month = GmaneMonths.guess(group, Long.parseLong(key.parts().getLast()));
        Optional<Meant> meant = lists.find(group);
        if (month.isEmpty() || meant.isEmpty()) {
            return foreign;
        }
        ListName list = meant.get().list();
        List<String> pages =
                Stream.of(0, -1, 1)
                        .map(month.get()::plusMonths)
                        .filter(near -> archive.hasMonth(list, near))
                        .map(near -> "/" + list + "/" + near + "/")
                        .toList();
        return pages.isEmpty()
                ? foreign
                : asked.pages(
                        "By its number, the message came about "
                                + month.get()
                                + "; it may be half a year off. "
                                + ForeignNumbers.reason(key),
                        MONTH_OF_NUMBER * pages.size(),
                        pages);
    }

    LinkAnswer subject(Asked asked, LinkKey.BySubject key) {
        String list = key.list();
        YearMonth month = key.month();
        String words = words(key.words());
        if (list == null || month == null) {
            return searched(asked, words);
        }
        Optional<Meant> meant = lists.find(list);
        if (meant.isEmpty()) {
            return asked.foreign(
                    "The list " + list + " is not in this archive, by any of its names.");
        }
        ListName own = meant.get().list();
        if (!archive.hasMonth(own, month)) {
            return asked.unknown("There is no mail of " + month + " in " + own + ".");
        }
        List<Summary> alike = alike(subjects(new MonthOfList(own, month)), words);
        return alike.isEmpty()
                ? asked.pages(
                        "The link says in which month the message came, and no more that is known.",
                        PlaceResolver.SAME_NAME,
                        List.of("/" + own + "/" + month + "/"))
                : asked.candidates(
                        "The link has the words of the subject, and the month.",
                        SUBJECT_OF_MONTH,
                        alike);
    }

    private LinkAnswer searched(Asked asked, String words) {
        if (words.isEmpty()) {
            return asked.foreign("There are no words of a subject in the link.");
        }
        if (searches.getAndIncrement() >= MAX_SEARCHES) {
            return asked.unknown(
                    "Only " + MAX_SEARCHES + " links of a batch are searched for by their words.");
        }
        List<Worded> hits = new ArrayList<>();
        try {
            archive.search(null, "s:\"" + words + "\"", Sort.OLDEST, Resolver.MAX_CANDIDATES, null)
                    .hits()
                    .forEach(hit -> hits.add(worded(hit.summary())));
        } catch (BadQuery tooLong) {
            return asked.unknown("The words in the link cannot be searched for.");
        }
        List<Summary> alike = alike(hits, words);
        return alike.isEmpty()
                ? asked.unknown("No message of this archive has the words in the link as subject.")
                : asked.candidates("The link has the words of the subject.", SUBJECT, alike);
    }

    private List<Worded> subjects(MonthOfList month) {
        if (months.size() >= MAX_MONTHS && !months.containsKey(month)) {
            months.clear();
        }
        return months.computeIfAbsent(
                month,
                key ->
                        archive.filed(key.list(), key.month()).stream()
                                .map(GuessResolver::worded)
                                .toList());
    }

    private static Worded worded(Summary summary) {
        return new Worded(words(summary.subject()), summary);
    }

    /** Returns those with these words as subject, else those whose subject has them in a row. */
    private static List<Summary> alike(List<Worded> messages, String words) {
        if (words.isEmpty()) {
            return List.of();
        }
        List<Summary> same =
                messages.stream()
                        .filter(one -> one.words().equals(words))
                        .map(Worded::summary)
                        .limit(Resolver.MAX_CANDIDATES)
                        .toList();
        String inside = " " + words + " ";
        return same.isEmpty()
                ? messages.stream()
                        .filter(one -> (" " + one.words() + " ").contains(inside))
                        .map(Worded::summary)
                        .limit(Resolver.MAX_CANDIDATES)
                        .toList()
                : same;
    }

    /** Returns the words of a subject in lower case, without what programs put before it. */
    private static String words(String subject) {
        String words =
                NOT_WORDS
                        .splitAsStream(subject.toLowerCase(Locale.ROOT))
                        .filter(word -> !word.isEmpty())
                        .collect(Collectors.joining(" "));
        return HEAD.matcher(words).replaceFirst("");
    }
}
