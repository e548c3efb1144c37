package org.perdure.archive;

import org.perdure.link.LinkKey;

/** What it would take to know the messages behind the numbers that other archives gave. */
final class ForeignNumbers {
    private ForeignNumbers() {}

    /** Says why a link cannot be answered, and what would answer it. */
    static String reason(LinkKey.External key) {
        String what =
                switch (key.scheme()) {
                    case "gmane", "nntp" ->
                            "The numbers of news groups are not in the mail itself: it takes the"
                                    + " overview of the group.";
                    case "mail-archive" ->
                            "The numbers of mail-archive.com are not in the mail: it takes its"
                                    + " pages.";
                    case "gossamer" -> "The numbers of that archive take its pages.";
                    case "spinics", "lkml", "hypermail", "sourceforge" ->
                            "That archive counted by itself: it takes its pages.";
                    case "patchwork" ->
                            "The numbers of Patchwork are not in the mail: it takes its database or"
                                    + " API.";
                    case "google" ->
                            "The names that Google gives to threads and messages are not in the"
                                    + " mail: it takes its pages.";
                    case "ponymail" ->
                            "The names that Pony Mail gives to messages take its database or API.";
                    case "0day" -> "That is a file of the kernel's test robot, and no message.";
                    case "markmail" ->
                            "MarkMail is gone, and its names of messages were not in the mail.";
                    default -> "The numbers of that archive are not in the mail.";
                };
        return what + " With Message-IDs for such links, they can be answered.";
    }
}
