package org.perdure.link;

import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Links to mail-archive.com, and to its host that leads from hashes to messages. */
final class MailArchiveLinks {
    private static final Pattern HASH = Pattern.compile("[A-Za-z0-9_-]{27}=?");
    private static final Pattern ANCHOR = Pattern.compile("0*(\\d{1,18})");

    private MailArchiveLinks() {}

    /** Reads {@code ADDRESS/msg01234.html} and searches, of which one kind is for a msg-id. */
    static Optional<LinkKey> find(LinkText link) {
        List<String> path = link.segments();
        if (path.isEmpty()) {
            return Optional.empty();
        }
        if (path.size() < 3 && path.getLast().equals("search")) {
            boolean byId = link.parameter("l").equals(Optional.of("mid"));
            return ForeignLinks.searched(link)
                    .or(() -> byId ? link.parameter("q").flatMap(LinkedId::find) : Optional.empty())
                    .or(() -> byId ? Optional.empty() : Optional.of(OwnLinks.search(link)));
        }
        String address = PercentEncoding.decode(path.getFirst());
        String file = path.size() == 2 ? path.get(1).toLowerCase(Locale.ROOT) : "";
        boolean index = ForeignLinks.MAIL_ARCHIVE_INDEX.matcher(file).matches();
        Matcher number =
                index
                        ? ANCHOR.matcher(link.fragment())
                        : ForeignLinks.MAIL_ARCHIVE_FILE.matcher(file);
        if (number.matches()) {
            return Optional.of(LinkKey.External.of("mail-archive", address, number.group(1)));
        }
        boolean list = path.size() == 1 || index;
        return list && address.indexOf('@') > 0
                ? Optional.of(new LinkKey.ListElsewhere("mail-archive", address))
                : Optional.empty();
    }

    /** Reads the hash of msg-id and address, and Mailman's, which came later. */
    static Optional<LinkKey> hash(List<String> path) {
        String hash = path.size() == 1 ? PercentEncoding.decode(path.getFirst()) : "";
        if (ArchivePrograms.isMailmanHash(hash)) {
            return ArchivePrograms.mailmanHash("go-mail-archive", "", hash);
        }
        if (!HASH.matcher(hash).matches()) {
            return Optional.empty();
        }
        byte[] sha1 = Base64.getUrlDecoder().decode(hash);
        return Optional.of(
                new LinkKey.Hashed(
                        "go-mail-archive", List.of(hash), HexFormat.of().formatHex(sha1), true));
    }
}
