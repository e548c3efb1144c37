package org.perdure.link;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.perdure.message.ListName;

/** The paths of the pages of authors, who are told by their names. A mail address is none. */
public final class AuthorPath {
    /** The segment behind a list, before a name. */
    public static final String AUTHORS = "authors";

    /** Longest name that has a page, in characters. */
    public static final int MAX_NAME = 200;

    /** What addresses have, also encoded. */
    private static final Pattern AT = Pattern.compile("@|%40|=40", Pattern.CASE_INSENSITIVE);

    private AuthorPath() {}

    /** Returns whether this is a name: it has a letter, and nothing of an address. */
    public static boolean isName(String text) {
        return text.length() <= MAX_NAME
                && text.equals(text.strip())
                && text.codePoints().anyMatch(Character::isLetter)
                && text.codePoints().noneMatch(Character::isISOControl)
                && !AT.matcher(text).find()
                && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    /** Returns the path of the page of an author in a list, if there is one of that name. */
    public static Optional<String> find(ListName list, String author) {
        return isName(author)
                ? Optional.of(
                        "/" + list + "/" + AUTHORS + "/" + PercentEncoding.encode(author) + "/")
                : Optional.empty();
    }
}
