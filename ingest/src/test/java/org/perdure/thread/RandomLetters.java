package org.perdure.thread;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.perdure.message.MessageId;

/** Random sets of letters that name each other, themselves, and letters that never came. */
public final class RandomLetters {
    private RandomLetters() {}

    /** Returns 1 to 14 letters; a seed gives the same ones for ever. */
    public static List<Letter> of(Random random) {
        int present = 1 + random.nextInt(14);
        int named = present + random.nextInt(5);
        List<Letter> letters = new ArrayList<>();
        for (int i = 0; i < present; i++) {
            letters.add(
                    new Letter(
                            id(i),
                            random.nextInt(6), // Ties are common.
                            ids(random, named, 3),
                            ids(random, named, 5)));
        }
        return letters;
    }

    private static List<MessageId> ids(Random random, int named, int most) {
        List<MessageId> ids = new ArrayList<>();
        for (int count = random.nextInt(most); count > 0; count--) {
            ids.add(id(random.nextInt(named)));
        }
        return ids.stream().distinct().toList();
    }

    private static MessageId id(int number) {
        return new MessageId((char) ('a' + number) + "@example.org");
    }
}
