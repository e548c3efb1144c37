package org.perdure.link;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.perdure.link.TextLinks.Found;
import org.perdure.message.MessageId;

/**
 * What the links in a message name, as text to look them up by: what is stored of them.
 *
 * <p>It is made without knowing which lists and hosts are ours, so that it holds when these change:
 * a number of MHonArc is always one of some host. The methods that give one text make those under
 * which a message can have been named.
 */
public final class Citation {
    /** How many links of a message are kept; its sender can write any number. */
    public static final int MAX_LINKS = 200;

    /** Longest text that is kept, in characters. */
    static final int MAX_LENGTH = 1_000;

    private static final String ID = "id ";
    private static final String CUT = "idpart ";
    private static final OwnLinks ANY_HOST = new OwnLinks(Set.of());

    private Citation() {}

    /**
     * Returns what the links name that a text holds outside of lines that are quoted, each once: of
     * who only quotes a link it is not told that he cites.
     */
    public static List<String> in(String text) {
        if (!text.contains("://")) {
            return List.of();
        }
        Set<String> named = new LinkedHashSet<>();
        int links = 0;
        for (Found found : TextLinks.find(text)) {
            if (isQuoted(text, found.start())) {
                continue;
            }
            if (++links > MAX_LINKS) {
                break;
            }
            Optional<LinkKey> key = key(found.address());
            if (found.rest() != null && !key.filter(Citation::isWhole).isPresent()) {
                // Both are kept: only what is in the archive tells whether the line was broken.
                key(found.broken()).filter(Citation::isWhole).ifPresent(k -> add(k, named));
            }
            key.ifPresent(whole -> add(whole, named));
        }
        return List.copyOf(named);
    }

    private static boolean isQuoted(String text, int at) {
        int line = text.lastIndexOf('\n', at) + 1;
        while (line < at && text.charAt(line) == ' ') {
            line++;
        }
        return text.charAt(line) == '>';
    }

    private static boolean isWhole(LinkKey key) {
        return key instanceof LinkKey.Placed || key instanceof LinkKey.Id;
    }

    private static Optional<LinkKey> key(String link) {
        return LinkText.read(link)
                .flatMap(
                        parts ->
                                ForeignLinks.find(parts)
                                        .or(() -> ANY_HOST.find(parts).map(key -> at(parts, key))));
    }

    /** Says of a number that it is one of that host. */
    private static LinkKey at(LinkText link, LinkKey key) {
        return key instanceof LinkKey.Numbered number
                ? new LinkKey.Placed(
                        link.host(),
                        number.list().value(),
                        PublishedPlace.mhonarc(number.number().month(), number.number().number()))
                : key;
    }

    private static void add(LinkKey key, Set<String> named) {
        switch (key) {
            case LinkKey.Id id when id.anchor() != null -> named.add(ofSha1(id.anchor()));
            case LinkKey.Id id ->
                    id.readings().forEach(reading -> addShort(ID + reading.value(), named));
            case LinkKey.Hashed hash ->
                    named.add(hash.withAddress() ? withAddress(hash.sha1()) : ofSha1(hash.sha1()));
            case LinkKey.IdPrefix cut -> addShort(cut.toString(), named);
            case LinkKey.Placed placed -> addShort(placed.toString(), named);
            case LinkKey.External external -> addShort(external.toString(), named);
            case LinkKey.Marc marc -> addShort(marc.toString(), named);
            case LinkKey.MarcThread thread -> addShort(thread.toString(), named);
            case LinkKey.BySubject subject -> addShort(subject.toString(), named);
            case LinkKey.Numbered number -> {} // Of no host: nothing that stands in mail.
            case LinkKey.AttachmentFile file -> {}
            case LinkKey.Month month -> {}
            case LinkKey.MonthMailbox mailbox -> {}
            case LinkKey.ListPage page -> {}
            case LinkKey.Day day -> {}
            case LinkKey.Search search -> {}
            case LinkKey.MonthElsewhere month -> {}
            case LinkKey.ListElsewhere list -> {}
        }
    }

    private static void addShort(String text, Set<String> named) {
        if (text.length() <= MAX_LENGTH) {
            named.add(text);
        }
    }

    /** Returns the text of a link that names a msg-id, whole or, as other programs cut it, not. */
    public static String ofId(String id) {
        return ID + id;
    }

    /** Returns the text of a link that names the beginning of a msg-id. */
    public static String ofCut(String beginning) {
        return CUT + beginning;
    }

    /**
     * Returns the text of a link that names a msg-id as MHonArc masks it: an {@code x} for each
     * character behind the first {@code @}; as it is without one.
     */
    public static String ofMasked(MessageId id) {
        int at = id.value().indexOf('@');
        return at < 0
                ? ID + id.value()
                : ID + id.value().substring(0, at + 1) + "x".repeat(id.value().length() - at - 1);
    }

    /** Returns the text of a link that names the SHA-1 of a msg-id, in lower-case hexadecimal. */
    public static String ofSha1(String sha1) {
        return "sha1 " + sha1;
    }

    /** Returns the text of a link that names the SHA-1 of a msg-id and a list's address. */
    public static String withAddress(String sha1) {
        return "sha1+ " + sha1;
    }

    /** Returns the text of a link that names a place on a host. */
    public static String at(String host, String list, PublishedPlace place) {
        return new LinkKey.Placed(host, list, place).toString();
    }
}
