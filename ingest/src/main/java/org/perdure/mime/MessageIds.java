package org.perdure.mime;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.perdure.message.Defect;
import org.perdure.message.Mailbox;
import org.perdure.message.MessageId;

/**
 * Reads msg-ids out of header fields.
 *
 * <p>The id of the message itself follows MHonArc to the letter, so that it joins with published
 * pages. Those it refers to are read leniently, for the sake of threads: text between angle
 * brackets, or bare ids where a field holds nothing else.
 */
final class MessageIds {
    /** References that are kept: the last ones, which are the nearest ancestors. */
    static final int MAX_REFERENCES = 1_000;

    /**
     * Longest msg-id, in characters: that of a line (RFC 5322, section 2.1.1). What is longer, or
     * has a NUL in it, cannot stand in an address and is none.
     */
    static final int MAX_ID = 998;

    private MessageIds() {}

    private static boolean isUsable(String id) {
        return !id.isEmpty() && id.length() <= MAX_ID && id.indexOf('\0') < 0;
    }

    /**
     * Returns the msg-id of a message: of the first Message-ID, Msg-ID or Content-ID that is
     * neither empty nor {@code 0} nor too long, the text between the first {@code <} and the next
     * {@code >}, else all of it; else a synthetic one.
     */
    static MessageId own(HeaderSection header, Defects defects) {
        for (String name : HeaderSection.idFields()) {
            RawField field = header.find(name);
            if (field != null) {
                String value = withoutLineEnds(decode(field).trim());
                // QUIRK: MHonArc has an empty id for "<>", and one page for all such messages.
                if (!value.equals("0") && isUsable(inBrackets(value))) {
                    return new MessageId(inBrackets(value));
                }
            }
        }
        defects.add(Defect.Code.MISSING_MESSAGE_ID, "no Message-ID, Msg-ID or Content-ID");
        return MessageId.synthetic(header.md5());
    }

    private static String inBrackets(String value) {
        int open = value.indexOf('<');
        int close = value.indexOf('>', open + 1);
        return open >= 0 && close > open ? value.substring(open + 1, close) : value;
    }

    /**
     * Returns the body with its line ends; bytes are UTF-8, else ISO-8859-1: ids are not guessed.
     */
    private static String decode(RawField field) {
        int length = field.end() - field.start();
        if (!field.hasRawBytes()) {
            return new String(field.raw(), field.start(), length, StandardCharsets.ISO_8859_1);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(field.raw(), field.start(), length))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            return new String(field.raw(), field.start(), length, StandardCharsets.ISO_8859_1);
        }
    }

    private static String withoutLineEnds(String text) {
        return text.indexOf('\n') < 0 && text.indexOf('\r') < 0
                ? text
                : text.replace("\r", "").replace("\n", "");
    }

    /**
     * Returns the msg-ids in References, oldest first, each where it stands first, without the
     * message's own; the last {@value #MAX_REFERENCES} of them.
     */
    static List<MessageId> references(HeaderSection header, MessageId own, Defects defects) {
        RawField field = header.find("References");
        if (field == null) {
            return List.of();
        }
        List<MessageId> ids = distinct(read(decode(field)), own);
        if (ids.size() <= MAX_REFERENCES) {
            return ids;
        }
        defects.add(Defect.Code.LIMIT_REACHED, "more than " + MAX_REFERENCES + " references");
        return ids.subList(ids.size() - MAX_REFERENCES, ids.size());
    }

    /**
     * Returns the msg-ids in In-Reply-To, without the message's own.
     *
     * @param people the mailboxes of the message; their addresses are no msg-ids, whatever brackets
     *     they stand in
     */
    static List<MessageId> inReplyTo(
            HeaderSection header, MessageId own, Collection<Mailbox> people) {
        RawField field = header.find("In-Reply-To");
        if (field == null) {
            return List.of();
        }
        Set<String> addresses = new HashSet<>();
        people.forEach(mailbox -> addresses.add(mailbox.address().toLowerCase(Locale.ROOT)));
        return distinct(read(decode(field)), own).stream()
                .filter(id -> !addresses.contains(id.value().toLowerCase(Locale.ROOT)))
                .limit(MAX_REFERENCES)
                .toList();
    }

    private static List<MessageId> distinct(List<String> values, MessageId own) {
        Set<MessageId> ids = new LinkedHashSet<>();
        for (String value : values) {
            if (isUsable(value) && !value.equals(own.value())) {
                ids.add(new MessageId(value));
            }
        }
        return List.copyOf(ids);
    }

    /**
     * Returns the ids in brackets, and the bare ones too if every bare word looks like an id:
     * {@code <a@x> <b@x>}, {@code a@x b@x}, and phrases with an id in them.
     */
    private static List<String> read(String text) {
        List<String> ids = new ArrayList<>();
        List<String> bracketed = new ArrayList<>();
        boolean phrase = false;
        int position = 0;
        while (position < text.length()) {
            char c = text.charAt(position);
            if (isSeparator(c)) {
                position++;
                continue;
            }
            if (c == '<') {
                int stop = endOfBracket(text, position + 1);
                String id = unfoldInside(text.substring(position + 1, stop));
                boolean closed = stop < text.length() && text.charAt(stop) == '>';
                if (closed || id.indexOf('@') > 0) {
                    // "Ada <ada@example.org>'s message of Monday": whose, not which.
                    if (!text.startsWith("'s ", stop + 1)) {
                        ids.add(id);
                        bracketed.add(id);
                    }
                }
                position = closed ? stop + 1 : stop;
                continue;
            }
            int stop = position;
            while (stop < text.length()
                    && !isSeparator(text.charAt(stop))
                    && text.charAt(stop) != '<') {
                stop++;
            }
            String word = withoutQuotes(text.substring(position, stop));
            if (looksLikeId(word)) {
                ids.add(word);
            } else if (!word.isEmpty()) {
                phrase = true;
            }
            position = stop;
        }
        return phrase ? bracketed : ids;
    }

    /** An id can lack its closing bracket; then it ends where the next one begins. */
    private static int endOfBracket(String text, int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) != '>' && text.charAt(i) != '<') {
            i++;
        }
        return i;
    }

    private static boolean isSeparator(char c) {
        return c <= ' ' || c == ',' || c == ';';
    }

    private static boolean looksLikeId(String word) {
        int at = word.indexOf('@');
        return at > 0
                && at < word.length() - 1
                && word.indexOf('(') < 0
                && word.indexOf(':') < 0
                && word.indexOf('>') < 0;
    }

    private static String withoutQuotes(String word) {
        int start = 0;
        int end = word.length();
        while (start < end && isQuote(word.charAt(start))) {
            start++;
        }
        while (end > start && isQuote(word.charAt(end - 1))) {
            end--;
        }
        return word.substring(start, end);
    }

    private static boolean isQuote(char c) {
        return c == '"' || c == '\'' || c == '`';
    }

    /** Removes line ends with the blanks after them: an id was cut there to fit a line. */
    private static String unfoldInside(String id) {
        String trimmed = id.trim();
        if (trimmed.indexOf('\n') < 0) {
            return withoutLineEnds(trimmed);
        }
        StringBuilder out = new StringBuilder(trimmed.length());
        boolean folding = false;
        for (int i = 0; i < trimmed.length(); i++) {
            char c = trimmed.charAt(i);
            if (c == '\n' || c == '\r') {
                folding = true;
            } else if (!folding || (c != ' ' && c != '\t')) {
                folding = false;
                out.append(c);
            }
        }
        return out.toString();
    }
}
