package org.perdure.source;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What names of files say about what is in them. */
final class Names {
    /** Digits that are read as a number; more of them are a name. */
    private static final int MAX_DIGITS = 18;

    private static final long MICROS = 1_000_000;

    /** The unique name of a message in a Maildir: seconds, and microseconds after an M. */
    private static final Pattern DELIVERY = Pattern.compile("([0-9]{1,12})\\.(?:M([0-9]{1,6}))?.*");

    /** A message that was removed from an MH folder. */
    private static final Pattern REMOVED = Pattern.compile("[,#][0-9]+");

    /** One message in a file, by the extension that mail programs give it; maybe compressed. */
    private static final Pattern MESSAGE =
            Pattern.compile("(?i).*\\.(?:eml|emlx|msg)(?:\\.[a-z0-9]{1,4})?");

    private Names() {}

    /**
     * Returns whether a file holds one message, by the extension that mail programs give it.
     *
     * @param name of the file, with the folders or the archive it lies in
     */
    static boolean isOfMessage(String name) {
        String file = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('!')) + 1);
        return MESSAGE.matcher(file).matches();
    }

    /** Returns why a file with this name is no mail and is not even opened, or nothing. */
    static String reasonToReject(String name) {
        if (name.startsWith(".")) {
            return "is a hidden file";
        }
        if (name.endsWith(".msf")) {
            return "is the index of a mail program";
        }
        if (name.endsWith(".lock")) {
            return "is a lock";
        }
        return REMOVED.matcher(name).matches() ? "is a message removed from its folder" : "";
    }

    /** Returns whether a folder of this name is where a Maildir has messages. */
    static boolean holdsMessages(String folder) {
        return folder.equals("cur") || folder.equals("new");
    }

    /** Returns whether a file has the name of a message in a Maildir. */
    static boolean isDelivery(String name) {
        return DELIVERY.matcher(name).lookingAt();
    }

    /** Returns when a message came into a Maildir, in microseconds of POSIX time; else the last. */
    static long delivered(String name) {
        Matcher matcher = DELIVERY.matcher(name);
        if (!matcher.lookingAt()) {
            return Long.MAX_VALUE;
        }
        String micros = matcher.group(2);
        return Long.parseLong(matcher.group(1)) * MICROS
                + (micros == null ? 0 : Long.parseLong(micros));
    }

    /** Returns the number that a file of an MH folder has for its name; else the last. */
    static long number(String name) {
        if (name.isEmpty() || name.length() > MAX_DIGITS) {
            return Long.MAX_VALUE;
        }
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) < '0' || name.charAt(i) > '9') {
                return Long.MAX_VALUE;
            }
        }
        return Long.parseLong(name);
    }
}
