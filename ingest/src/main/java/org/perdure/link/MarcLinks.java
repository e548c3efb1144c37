package org.perdure.link;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Links to marc.info: all have one path, and what they mean in the query. */
final class MarcLinks {
    private static final Pattern DIGITS = Pattern.compile("(\\d{10,18}).*", Pattern.DOTALL);
    private static final Pattern YEAR_AND_MONTH = Pattern.compile("(\\d{4})(\\d{2})");

    private MarcLinks() {}

    /** Reads {@code i=MSG-ID}, {@code l=LIST&m=DIGITS}, {@code t=DIGITS} and pages of lists. */
    static Optional<LinkKey> find(LinkText link) {
        Optional<String> id = link.parameter("i");
        if (id.isPresent()) {
            return LinkedId.find(id.get());
        }
        Optional<String> message = link.parameter("m").flatMap(MarcLinks::digits);
        if (message.isPresent()) {
            String group = link.parameter("l").map(PercentEncoding::decode).orElse("");
            return Optional.of(new LinkKey.Marc(group.isEmpty() ? "*" : group, message.get()));
        }
        Optional<String> thread = link.parameter("t").flatMap(MarcLinks::digits);
        return thread.isPresent()
                ? thread.map(LinkKey.MarcThread::new)
                : link.parameter("l").flatMap(group -> list(PercentEncoding.decode(group), link));
    }

    /** Reads {@code l=LIST} and its months, {@code l=LIST&r=1&b=YYYYMM}. */
    private static Optional<LinkKey> list(String group, LinkText link) {
        if (link.parameter("m").isPresent() || link.parameter("s").isPresent()) {
            return Optional.empty();
        }
        Matcher month = YEAR_AND_MONTH.matcher(link.parameter("b").orElse(""));
        return month.matches()
                ? ArchivePrograms.month(month.group(1), month.group(2))
                        .map(at -> new LinkKey.MonthElsewhere("marc", group, at))
                : Optional.of(new LinkKey.ListElsewhere("marc", group));
    }

    private static Optional<String> digits(String value) {
        Matcher digits = DIGITS.matcher(value);
        return digits.matches() ? Optional.of(digits.group(1)) : Optional.empty();
    }
}
