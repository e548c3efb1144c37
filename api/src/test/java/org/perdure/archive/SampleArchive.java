package org.perdure.archive;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.perdure.message.ListName;
import org.perdure.message.MailingList;
import org.perdure.message.MailingList.Masking;

/** An archive of two lists with a handful of messages. */
public final class SampleArchive {
    public static final ListName LIST = new ListName("fern-devel");
    public static final ListName OTHER = new ListName("moss-users");
    public static final YearMonth MARCH = YearMonth.of(2011, 3);
    public static final YearMonth APRIL = YearMonth.of(2011, 4);

    public final InMemoryStore store = new InMemoryStore();
    public final Archive archive;
    private final List<Filed> filed = new ArrayList<>();

    public SampleArchive() {
        MailingList list =
                new MailingList(
                        LIST,
                        "Growing ferns",
                        List.of("fern-devel@lists.example.org"),
                        List.of("lists.example.org"),
                        null,
                        Masking.PAGES);
        file(LIST, MARCH, message("1@ada", "", "Fri, 04 Mar 2011 10:00:00 +0000", "Spores"));
        file(
                LIST,
                MARCH,
                message("2@bob", "1@ada", "Sat, 05 Mar 2011 10:00:00 +0000", "Re: Spores"));
        file(LIST, MARCH, message("3@cyd", "", "Fri, 04 Mar 2011 12:00:00 +0000", "Roots"));
        file(
                LIST,
                MARCH,
                message("a/b%c+d@ada", "2@bob", "Sun, 06 Mar 2011 10:00:00 +0000", "Re: Spores"));
        file(
                LIST,
                APRIL,
                message("4@dan", "1@ada", "Fri, 01 Apr 2011 10:00:00 +0000", "Re: Spores"));
        file(
                LIST,
                APRIL,
                message("5@eve", "never@came", "Sat, 02 Apr 2011 10:00:00 +0000", "Re: Lost"));
        file(LIST, APRIL, message("1@ada", "", "Fri, 04 Mar 2011 10:00:00 +0000", "Other spores"));
        file(OTHER, MARCH, message("1@ada", "", "Fri, 04 Mar 2011 10:00:00 +0000", "Moss"));
        this.archive = new Archive(store, new InMemoryIndex(store), Map.of(LIST, list), Set.of());
    }

    private void file(ListName list, YearMonth month, String raw) {
        store.add(list, month, raw);
        filed.add(new Filed(list, month, raw));
    }

    /** Returns the messages as they were filed. */
    List<Filed> filed() {
        return filed;
    }

    /** A message of a month. */
    record Filed(ListName list, YearMonth month, String raw) {}

    /** Returns a message. */
    public static String message(String id, String inReplyTo, String date, String subject) {
        return """
        From: Ada Quill <ada@plants.example.org>
        To: fern-devel@lists.example.org
        Cc: bob@trees.example.org
        Subject: %s
        Date: %s
        Message-ID: <%s>
        %s
        I wrote to carl@moss.example.org about <b>this</b> & that.

        > Bob, bob@trees.example.org, wrote before.

        --\s
        Ada
        """
                .formatted(
                        subject,
                        date,
                        id,
                        inReplyTo.isEmpty() ? "" : "In-Reply-To: <" + inReplyTo + ">\n");
    }
}
