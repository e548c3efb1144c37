package org.perdure.quote;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Threads of invented words, in the order in which they were sent. Seeds make them repeatable. */
final class InventedThreads {
    private static final List<String> AUTHORS = List.of(Mail.ADA, Mail.BOB, Mail.EVE);

    private InventedThreads() {}

    /**
     * A mail, and the one that it quotes.
     *
     * @param parent its id, empty if it begins a thread
     */
    record Invented(Mail mail, String parent) {}

    /** Returns some mails: one in five begins a thread, the others quote one that came before. */
    static List<Invented> of(int count, int seed) {
        Random random = new Random(seed);
        List<Invented> mails = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String author = AUTHORS.get(random.nextInt(AUTHORS.size()));
            String own = text(random);
            if (mails.isEmpty() || random.nextInt(5) == 0) {
                Mail first =
                        Mail.of("m" + i + "@x", author, own)
                                .subject("Topic " + words(random, 3))
                                .minutesLater(7 * i);
                mails.add(new Invented(first, ""));
                continue;
            }
            int back = random.nextInt(Math.min(20, mails.size()));
            Mail parent = mails.get(mails.size() - 1 - back).mail();
            mails.add(new Invented(answer(parent, i, author, own), parent.id()));
        }
        return mails;
    }

    private static Mail answer(Mail parent, int i, String author, String own) {
        String name = parent.from().substring(0, parent.from().indexOf('<')).strip();
        String body = name + " wrote:\n" + Mail.quoted(parent.body()) + "\n" + own;
        return Mail.of("m" + i + "@x", author, body)
                .subject("Re: " + parent.subject().replaceFirst("^Re: ", ""))
                .to(parent.from())
                .minutesLater(7 * i);
    }

    private static String text(Random random) {
        return IntStream.range(0, 2 + random.nextInt(4))
                .mapToObj(line -> words(random, 9) + "\n")
                .collect(Collectors.joining());
    }

    private static String words(Random random, int count) {
        return random.ints(count, 0, 400)
                .mapToObj(word -> "w" + Integer.toString(word * 7_919, 36))
                .collect(Collectors.joining(" "));
    }
}
