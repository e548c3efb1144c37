package org.perdure.link;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.perdure.message.MessageId;

/** Msg-ids as links carry them: encoded once, twice or not at all, in brackets, masked, cut. */
final class LinkedId {
    /** Shortest text without {@code @} that counts as the beginning of a msg-id, in characters. */
    static final int MIN_PREFIX_LENGTH = 8;

    /** Names below a message in public-inbox; a msg-id is what stands before them. */
    private static final Set<String> VIEWS =
            Set.of("T", "t", "R", "d", "s", "raw", "t.mbox.gz", "t.atom", "mbox.gz");

    /** And those that only our own pages have. */
    private static final Set<String> OWN_VIEWS =
            Set.of("conversation", "series", "interdiff", "html", "series.mbox", "t.json");

    /** An attachment, by the place of its part and its name: {@code 2-fix.patch}. */
    private static final Pattern ATTACHMENT = Pattern.compile("\\d{1,3}(?:\\.\\d{1,3})*+-[^/]+");

    /** However often. */
    private static final Pattern ENCODED_AT = Pattern.compile("%(?:25)*+40");

    private static final Pattern SHA1_ANCHOR = Pattern.compile("[mr]([0-9a-f]{40})");

    /** What tells a msg-id that a program made from an address: so many digits, or so long. */
    private static final int MADE_DIGITS = 5;

    private static final int MADE_LENGTH = 20;

    private LinkedId() {}

    /** Returns whether a segment names a view of a message in public-inbox. */
    static boolean isView(String segment) {
        return VIEWS.contains(segment);
    }

    /** Returns whether a segment names an attachment of a message in public-inbox. */
    static boolean isAttachment(String segment) {
        return ATTACHMENT.matcher(segment).matches();
    }

    /** Returns whether a segment has an at sign, encoded twice at most. */
    static boolean isWhole(String segment) {
        return decodedTwice(segment).indexOf('@') >= 0;
    }

    static String decodedTwice(String text) {
        return PercentEncoding.decode(PercentEncoding.decode(text));
    }

    /** Returns whether the part before the first {@code @} is unlike that of an address. */
    static boolean looksMade(String id) {
        String local = id.substring(0, Math.max(0, id.indexOf('@')));
        long digits = local.chars().filter(c -> c >= '0' && c <= '9').count();
        return digits >= MADE_DIGITS || local.length() >= MADE_LENGTH;
    }

    /**
     * Returns what the text can mean: a msg-id if it has an {@code @}, else the beginning of one.
     */
    static Optional<LinkKey> find(String text) {
        return find(text, null);
    }

    /**
     * Returns the same for the end of a public-inbox path, {@code MSG-ID/T/}, with the fragment
     * that may name another message of the thread.
     */
    static Optional<LinkKey> findInPath(List<String> segments, String fragment) {
        var anchor = SHA1_ANCHOR.matcher(fragment);
        return find(withoutView(segments, Set.of()), anchor.matches() ? anchor.group(1) : null);
    }

    /**
     * Returns the msg-id of one of our own paths, which is encoded once and whole; more often if
     * only that gives it its at sign.
     */
    static Optional<LinkKey> findInOwnPath(List<String> segments) {
        String id = withoutEncodedAt(PercentEncoding.decode(withoutView(segments, OWN_VIEWS)));
        if (id.startsWith("<") && id.endsWith(">")) {
            id = withoutBrackets(id);
        }
        return id.isEmpty() ? Optional.empty() : Optional.of(new LinkKey.Id(new MessageId(id)));
    }

    /** Undoes further encodings of a msg-id that has an at sign in no other way. */
    static String withoutEncodedAt(String id) {
        if (id.indexOf('@') >= 0 || !ENCODED_AT.matcher(id).find()) {
            return id;
        }
        String text = id;
        String before;
        do {
            before = text;
            text = PercentEncoding.decode(before);
        } while (text.indexOf('@') < 0 && !text.equals(before));
        return text.indexOf('@') < 0 ? id : text;
    }

    private static Optional<LinkKey> find(String text, @Nullable String anchor) {
        List<MessageId> readings = readings(text);
        if (readings.isEmpty()) {
            return Optional.empty();
        }
        String last = readings.getLast().value();
        if (last.indexOf('@') >= 0) {
            return Optional.of(new LinkKey.Id(readings, anchor));
        }
        boolean prefix = last.length() >= MIN_PREFIX_LENGTH && last.indexOf('/') < 0;
        return prefix ? Optional.of(new LinkKey.IdPrefix(last)) : Optional.empty();
    }

    /** A view may stand below another: {@code T/t.atom}. */
    private static String withoutView(List<String> segments, Set<String> more) {
        int end = segments.size();
        while (end > 1 && isBelow(segments, end - 1, more)) {
            end--;
        }
        return String.join("/", segments.subList(0, end));
    }

    private static boolean isBelow(List<String> segments, int at, Set<String> more) {
        String segment = segments.get(at);
        return VIEWS.contains(segment)
                || more.contains(segment)
                || (isAttachment(segment) && isWhole(segments.get(at - 1)));
    }

    /** Returns the text as written, decoded and decoded twice, without brackets and masks. */
    private static List<MessageId> readings(String text) {
        Set<MessageId> readings = new LinkedHashSet<>();
        String once = PercentEncoding.decode(text);
        // Brackets and blanks have no place in an id: the text is surely encoded.
        boolean surelyEncoded =
                !once.equals(text) && once.chars().anyMatch(c -> c == '<' || c == '>' || c == ' ');
        List<String> forms = new ArrayList<>();
        if (!surelyEncoded) {
            forms.add(text);
        }
        forms.add(once);
        forms.add(decodedTwice(text));
        for (String form : forms) {
            String id = withoutBrackets(withoutMask(form.strip()));
            if (!id.isEmpty()) {
                readings.add(new MessageId(id));
            }
        }
        return List.copyOf(readings);
    }

    /** Undoes marc.info's masks: {@code user () example ! org}, where a plus may be a blank. */
    private static String withoutMask(String id) {
        String blanks = id.contains("+()+") ? id.replace("+()+", " () ").replace("+!+", " ! ") : id;
        return blanks.replace(" () ", "@").replace(" ! ", ".");
    }

    /** Takes off the brackets around a msg-id, which a link may have once more as a form of it. */
    static String withoutBrackets(String id) {
        int start = 0;
        while (start < id.length() && id.charAt(start) == '<') {
            start++;
        }
        int end = id.length();
        while (end > start && id.charAt(end - 1) == '>') {
            end--;
        }
        return id.substring(start, end);
    }
}
